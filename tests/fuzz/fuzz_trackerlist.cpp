// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/list/trackerlist.h"
#include "tests/fuzz/driver.h"

#include <algorithm>
#include <set>

using namespace waggle;
using namespace waggle::remote;

namespace {

int lettersAndDigits(const QString& text)
{
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); }));
}

// What was understood can be asked, written and read again.
void checkUrl(const TrackerUrl& url)
{
    const QString text = url.text();
    const auto again = TrackerUrl::parse(text);
    fuzz::require(again && *again == url, "a URL is read as it was written");
    fuzz::require(url.port != 0 && !url.host.isEmpty(), "it has a host and a port");
    for (const QChar c : text)
        fuzz::require(c.unicode() > ' ' && c.unicode() < 0x7f, "nothing in it ends a request line");
    fuzz::require(url.scheme == Scheme::Udp || url.path.startsWith('/'), "an http path begins with a slash");
    fuzz::require(!url.query.contains('#') && !url.path.contains('?'), "path and query end where they should");
    for (const QString& part : url.shown().mid(url.origin().size()).split(QLatin1Char('/')))
        fuzz::require(part.contains(QLatin1Char('?')) || lettersAndDigits(part) < 16, "no path part may be a key");
    fuzz::require(withoutKeys(url, QStringLiteral("words")).size() <= 5, "words stay words, or are hidden");
    fuzz::require(maskKeys(url, url.target()).size() == url.target().size(), "masks keep the length");
}

bool readOne(fuzz::Bytes input)
{
    const QByteArray bytes(reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size()));
    const TrackerList list = readTrackers(bytes);
    std::set<TrackerUrl> seen;
    for (const TrackerUrl& url : list.trackers) {
        checkUrl(url);
        fuzz::require(seen.insert(url).second, "each once");
    }
    fuzz::require(list.problems.size() <= 100 && static_cast<std::size_t>(list.problems.size()) <= list.problemCount,
        "problems are counted and bounded");
    for (const QString& problem : list.problems)
        for (const QChar c : problem)
            fuzz::require(c.category() != QChar::Other_Control, "a problem can be shown");
    return !list.trackers.empty() || !list.hashes.empty();
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "trackerlist",
        .seeds = {"1. udp://a.example:80/announce\n- http://b.example/x # y\nt.example:6969/a?k=0123456789abcdef0\n",
            "<a href=\"https://t.example/announce?a=1&amp;b=2\">x</a> [y](wss://t.example/z)",
            "[[\"udp://a.example:1\"],[\"http:\\/\\/[2001:db8::1]:8080\\/0123456789abcdef\\/announce\"]]",
            "magnet:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH&tr=udp%3A%2F%2Fa.example%3A80&tr.1=http://b.example/"
            "?p=%31",
            "d8:announce16:udp://h.example:1e", "http://m\xc3\xbcnchen.example/\xc3\xa4, udp//x.example:1;htp://x"},
        .words = {"udp://", "http://", "://", ":80", "/announce", "magnet:?", "tr=", "&amp;", "%41", "?k=", "\"",
            "\xe2\x80\x8b", "0123456789abcdef", "[::1]", "\xff"},
        .mutations = 60'000,
        .maxSize = 2048};
    return fuzz::run(argc, argv, plan, readOne);
}
