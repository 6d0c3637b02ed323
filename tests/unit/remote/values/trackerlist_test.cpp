// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/list/trackerlist.h"
#include "tests/unit/torrent/sampletorrents.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

using namespace waggle;
using namespace waggle::remote;

namespace {

using Urls = std::vector<std::string>;

Urls urls(const TrackerList& list)
{
    Urls out;
    for (const TrackerUrl& url : list.trackers)
        out.push_back(url.text().toStdString());
    return out;
}

Urls urls(const QByteArray& bytes)
{
    return urls(parseTrackerList(bytes));
}

std::string problems(const QByteArray& bytes)
{
    return parseTrackerList(bytes).problems.join('\n').toStdString();
}

const Urls kTwo{"udp://a.example:80/announce", "http://b.example/x"};

TEST(TrackerList, ReadsListsOfManyKinds)
{
    for (const char* text : {
             "udp://a.example:80/announce\nhttp://b.example/x\n",
             "\r\n\r\nudp://a.example:80/announce\r\n\r\n\r\nhttp://b.example/x",
             "\xef\xbb\xbfudp://a.example:80/announce\rhttp://b.example/x\r",
             "# mine\nudp://a.example:80/announce # fast\n# udp://no.example:1\n// "
             "http://no.example/\nhttp://b.example/x",
             "1. udp://a.example:80/announce\n2) http://b.example/x",
             "1.udp://a.example:80/announce\n2.http://b.example/x",
             "- udp://a.example:80/announce\n* http://b.example/x",
             "\xe2\x80\xa2 udp://a.example:80/announce\n> `http://b.example/x`",
             "udp://a.example:80/announce, http://b.example/x",
             "udp://a.example:80/announce,http://b.example/x,",
             "udp://a.example:80/announce;http://b.example/x",
             "udp://a.example:80/announce http://b.example/x",
             "udp://a.example:80/announcehttp://b.example/x",
             "(udp://a.example:80/announce) [http://b.example/x].",
             "\"udp://a.example:80/announce\"\n'http://b.example/x'",
             "\xe2\x80\x9cudp://a.example:80/announce\xe2\x80\x9d\xc2\xa0\nhttp://b.example/x\xe2\x80\x8b",
             "**udp://a.example:80/announce**\n__http://b.example/x",
             "| udp://a.example:80/announce | http://b.example/x |",
             "[[\"udp://a.example:80/announce\"], [\"http:\\/\\/b.example\\/x\"]]",
             "[[\"udp://a.example:80/announce\"], [\"http:\\/\\/b.example\\/x\"]],",
             "[['udp://a.example:80/announce'], ['http://b.example/x']]",
             "<ul><li>udp://a.example:80/announce</li><li>http://b.example/x</li></ul>",
             "udp://a.example:80/announce 99%\nhttp://b.example/x up since May",
         }) {
        EXPECT_EQ(urls(text), kTwo) << text;
        EXPECT_EQ(problems(text), "") << text;
    }
    EXPECT_EQ(urls(QByteArray("udp://a.example:80/announce\0http://b.example/x", 46)), kTwo);
}

TEST(TrackerList, ReadsUtf16)
{
    const QString text = QStringLiteral("udp://a.example:80/announce\r\nhttp://b.example/x\r\n");
    QByteArray little("\xff\xfe"), big("\xfe\xff");
    for (const QChar c : text) {
        little.append(static_cast<char>(c.unicode())).append('\0');
        big.append('\0').append(static_cast<char>(c.unicode()));
    }
    EXPECT_EQ(urls(little), kTwo);
    EXPECT_EQ(urls(big), kTwo);
}

TEST(TrackerList, TakesFromPagesOnlyWhatIsATracker)
{
    EXPECT_EQ(urls("See <a href=\"https://site.example/about\">us</a> or <a "
                   "href=\"https://t.example/announce?a=1&amp;b=2\">it</a>"),
        (Urls{"https://t.example/announce?a=1&b=2"}));
    EXPECT_EQ(urls("Visit https://site.example/, then add [this](http://t.example:80/announce.php)."),
        (Urls{"http://t.example/announce.php"}));
    EXPECT_EQ(urls("The tracker is udp://t.example:6969, it is fast."), (Urls{"udp://t.example:6969"}));
    EXPECT_EQ(urls("<!doctype html>\n<link href=\"x\">\nhttp://site.example/\n<p>wss://t.example</p>\na.b:10\n"),
        (Urls{"wss://t.example/"}));
    EXPECT_EQ(urls("code &quot;udp://t.example:6969/announce&quot; &lt;http://t.example/announce&gt;"),
        (Urls{"udp://t.example:6969/announce", "http://t.example/announce"}));
    EXPECT_EQ(
        urls("{\"name\": \"x\", \"home\": \"https://site.example/\", \"announce\": \"https://t.example/announce\"}"),
        (Urls{"https://t.example/announce"}));
    EXPECT_EQ(urls("plain words, at 10:30 or 12.5, nothing to see"), Urls());
}

TEST(TrackerList, KeepsKeysAndQueries)
{
    EXPECT_EQ(urls("http://t.example/announce?a=1,2;3&b=x+%2b"), (Urls{"http://t.example/announce?a=1,2;3&b=x+%2b"}));
    EXPECT_EQ(urls("udp://[2001:db8::1]:6969/announce"), (Urls{"udp://[2001:db8::1]:6969/announce"}));
    EXPECT_EQ(urls("[x](udp://[::1]:6969/a(b))"), (Urls{"udp://[::1]:6969/a(b)"}));
}

TEST(TrackerList, AsksABareHostOverUdpAndHttp)
{
    EXPECT_EQ(urls("t.example:6969"), (Urls{"udp://t.example:6969", "http://t.example:6969/announce"}));
    EXPECT_EQ(
        urls("3. t.example:6969/x?k=1 works"), (Urls{"udp://t.example:6969/x?k=1", "http://t.example:6969/x?k=1"}));
    EXPECT_EQ(urls("192.0.2.1:80,[::1]:81\nlocalhost:82"),
        (Urls{"udp://192.0.2.1:80", "http://192.0.2.1/announce", "udp://[::1]:81", "http://[::1]:81/announce",
            "udp://localhost:82", "http://localhost:82/announce"}));
}

TEST(TrackerList, ReadsMagnetLinks)
{
    const TrackerList list = parseTrackerList(
        "magnet:?xt=urn:btih:0123456789abcdef0123456789ABCDEF01234567&dn=a+b&tr=udp%3A%2F%2Fa.example%3A80%2Fannounce&"
        "amp;tr.1=http%3a//b.example/x\n"
        "<a href=\"MAGNET:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH&tr=http://b.example/x\">again</a>\n"
        "magnet:?xt=urn:btmh:1220"
        "00112233445566778899aabbccddeeff0011223300112233445566778899aabb");
    EXPECT_EQ(urls(list), kTwo);
    EXPECT_EQ(list.duplicates, 1u);
    ASSERT_EQ(list.hashes.size(), 2u); // base32 of the first one
    EXPECT_EQ(list.hashes[0].hex(), "0123456789abcdef0123456789abcdef01234567");
    EXPECT_EQ(list.hashes[1].hex(), "00112233445566778899aabbccddeeff00112233");
    EXPECT_EQ(problems("magnet:?xt=urn:btih:123&tr=udp://h.example"),
        "Line 1: The magnet link's topic (xt=) is no infohash of 40 or 32 characters.\n"
        "Line 1, tracker 1 of the magnet link: The port is missing: udp has no usual one. Write it behind the host, as "
        "in "
        "udp://tracker.example:6969.");
    EXPECT_EQ(urls("magnet:?tr=http://h.example/%61?k=a+b%252b"), (Urls{"http://h.example/a?k=a+b%2b"}));
}

TEST(TrackerList, NamesEachOnce)
{
    const TrackerList list = parseTrackerList(
        "http://A.example:80/x\nhttp://a.example/x\nhttp://a.example/x?k=1\nudp://a.example:80\nudp://a.example:80\n");
    EXPECT_EQ(urls(list), (Urls{"http://a.example/x", "http://a.example/x?k=1", "udp://a.example:80"}));
    EXPECT_EQ(list.duplicates, 2u);
}

TEST(TrackerList, SaysWhichLineIsWrong)
{
    EXPECT_EQ(problems("\nudp//h.example:80\n"),
        "Line 2: \"://\" is missing behind the scheme: \"udp://\" was probably meant.");
    EXPECT_EQ(problems("udp:h.example:80\r\nudp://h.example:99999"),
        "Line 1: \"://\" is missing behind the scheme: \"udp://\" was probably meant.\n"
        "Line 2: The port is out of range: ports go from 1 to 65535.");
    EXPECT_EQ(problems("htp://h.example/announce"),
        "Line 1: The scheme \"htp\" is not one of trackers (udp, http, https, ws, wss): \"http://\" was probably "
        "meant.");
    EXPECT_EQ(problems("tracker.example/announce"),
        "Line 1: The scheme is missing: write udp://, http://, https://, ws:// or wss:// in front of the host.");
    EXPECT_EQ(problems("t.example:99999"), "Line 1: The port is out of range: ports go from 1 to 65535.");
    EXPECT_EQ(problems("[\"udp://h.example:1\", \"ftp://h.example\"]"),
        "Entry 2: The scheme \"ftp\" is not one of trackers (udp, http, https, ws, wss).");
    EXPECT_EQ(problems("a line of words\nTrackers:\n\n---\n"), "");
    EXPECT_EQ(problems("http://h.example/\xff\xfe"),
        "Line 1: There is a character in the path that cannot be read as UTF-8.");
    // A problem never repeats the line: a key may stand in it.
    EXPECT_EQ(problems("udp://h.example:x/0123456789abcdef0123456789abcdef").find("0123"), std::string::npos);
}

TEST(TrackerList, IsBounded)
{
    QByteArray bytes;
    for (std::size_t i = 0; i < kMaxTrackers + 5; ++i)
        bytes += "udp://h" + QByteArray::number(qulonglong(i)) + ".example:1\n";
    TrackerList list = parseTrackerList(bytes);
    EXPECT_EQ(list.trackers.size(), kMaxTrackers);
    EXPECT_EQ(list.problems, QStringList("Only the first 20000 trackers were taken."));
    list = parseTrackerList(QByteArray("udp://h.example:0\n").repeated(300));
    EXPECT_EQ(list.problems.size(), 100);
    EXPECT_EQ(list.problemCount, 300u);
    bytes = QByteArray(kMaxListBytes, ' ') + "udp://h.example:1";
    list = parseTrackerList(bytes);
    EXPECT_TRUE(list.trackers.empty());
    EXPECT_EQ(list.problems, QStringList("Only the first 16 MiB were read."));
}

// Each of these would take minutes if a line were read more than once.
TEST(TrackerList, ReadsHostileBytesInLinearTime)
{
    for (const QByteArray& piece :
        {QByteArray("://"), QByteArray("u://,"), QByteArray("http://"), QByteArray("magnet:?"), QByteArray(1, '\0'),
            QByteArray("[[{\""), QByteArray("\xff"), QByteArray("&amp;"), QByteArray("a.b:1 "), QByteArray("<a "),
            QByteArray("udp://h:1announce"), QByteArray("tr=&"), QByteArray("1. ")}) {
        const QByteArray bytes = piece.repeated((1 << 18) / piece.size());
        EXPECT_LE(parseTrackerList(bytes).trackers.size(), kMaxTrackers) << piece.toStdString();
        EXPECT_LE(parseTrackerList("http://h.example/" + bytes).problems.size(), 100) << piece.toStdString();
        EXPECT_LE(parseTrackerList("magnet:?" + bytes).trackers.size(), kMaxTrackers) << piece.toStdString();
    }
}

TEST(ReadTrackers, ReadsTorrentFiles)
{
    using tests::SampleTorrent;
    const QByteArray bytes = SampleTorrent{.version = SampleTorrent::Version::Hybrid}.bytes();
    const TrackerList list = readTrackers(bytes);
    EXPECT_EQ(list.trackers.size(), 3u);
    ASSERT_EQ(list.hashes.size(), 2u);
    EXPECT_EQ(QString::fromStdString(list.hashes[0].hex()), tests::hashesOf(bytes).v1);
    EXPECT_EQ(QString::fromStdString(list.hashes[1].hex()), tests::hashesOf(bytes).v2);
    EXPECT_EQ(list.problemCount, 0u);
}

TEST(ReadTrackers, FallsBackToLists)
{
    EXPECT_EQ(urls(readTrackers("udp://a.example:80/announce http://b.example/x")), kTwo);
    EXPECT_EQ(readTrackers("d8:announce4:udp:e").problemCount, 1u);
    EXPECT_EQ(urls(readTrackers("d1.example:80")).size(), 2u);
    EXPECT_TRUE(readTrackers("").trackers.empty());
}

} // namespace
