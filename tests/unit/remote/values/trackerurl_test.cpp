// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/trackerurl.h"
#include "tests/unit/remote/values/records.h"

#include <string>

using namespace waggle;
using namespace waggle::remote;
using tests::remote::url;

namespace {

std::string problem(const QString& text)
{
    const auto url = TrackerUrl::parse(text);
    EXPECT_FALSE(url) << text.toStdString();
    return url ? std::string() : url.error().message;
}

bool has(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

std::string roundTrip(const char* text)
{
    return url(text).text().toStdString();
}

TEST(TrackerUrl, TakesUrlsApart)
{
    const TrackerUrl parts = url(" UDP://Tracker.Example:6969/announce?a=%2b+B#top\n");
    EXPECT_EQ(parts, (TrackerUrl{Scheme::Udp, QStringLiteral("tracker.example"), 6969, "/announce", "a=%2b+B"}));
    EXPECT_EQ(url("udp://h.example:1").path, "");
    EXPECT_EQ(url("https://h.example").port, 443);
    EXPECT_EQ(url("https://h.example").path, "/");
    EXPECT_EQ(url("ws://h.example/x").port, 80);
    EXPECT_EQ(url("wss://h.example/").port, 443);
    EXPECT_EQ(url("http://h.example?k=/x").query, "k=/x");
    EXPECT_EQ(url("http://h.example?k=/x").path, "/");
    EXPECT_EQ(url("udp://127.0.0.1:1").literal(), protocol::Address::parse("127.0.0.1"));
    EXPECT_EQ(url("udp://h.example:1").literal(), std::nullopt);
}

TEST(TrackerUrl, EqualUrlsAreEqualValues)
{
    EXPECT_EQ(url("http://H.example:80/Announce"), url("HTTP://h.EXAMPLE/Announce"));
    EXPECT_EQ(url("udp://h.example.:80"), url("udp://h.example:80"));
    EXPECT_EQ(url("udp://[2001:DB8:0::1]:80"), url("udp://[2001:db8::1]:80"));
    EXPECT_NE(url("http://h.example/announce"), url("http://h.example/Announce"));
    EXPECT_NE(url("http://h.example/a%2f"), url("http://h.example/a%2F"));
}

TEST(TrackerUrl, KeepsTheBytesOfPathAndQuery)
{
    for (const char* text : {"http://h.example/%61%aa%AA+~a?x=%2b&y=+&%zz", "udp://h.example:6969/a//b;c?d==",
             "https://[2001:db8::1]:8443/announce.php?passkey=ab%20c", "wss://h.example/", "udp://192.0.2.1:80"})
        EXPECT_EQ(roundTrip(text), text);
    EXPECT_EQ(roundTrip("http://h.example/\xc3\xa4?\xc3\x9f"), "http://h.example/%C3%A4?%C3%9F");
}

TEST(TrackerUrl, WritesInternationalNamesInAscii)
{
    EXPECT_EQ(url("udp://M\xc3\xbcnchen.example:80").host, QLatin1String("xn--mnchen-3ya.example"));
    EXPECT_TRUE(
        has(problem(QString::fromUtf8("udp://a\u200bb.example:80")), "invisible character (U+200B) in the host"));
}

TEST(TrackerUrl, KnowsLiterals)
{
    EXPECT_EQ(url("udp://[2001:DB8:0::1]:80").host, QLatin1String("2001:db8::1"));
    EXPECT_EQ(url("udp://[2001:db8::1]:80").text(), QLatin1String("udp://[2001:db8::1]:80"));
    EXPECT_EQ(url("http://[::1]").text(), QLatin1String("http://[::1]/"));
    EXPECT_EQ(url("udp://[::1]:80").literal(), protocol::Address::parse("::1"));
    EXPECT_TRUE(has(problem("udp://[fe80::1%25eth0]:80"), "scope"));
    EXPECT_TRUE(has(problem("udp://[2001:db8::1:80"), "bracket is not closed"));
    EXPECT_TRUE(has(problem("udp://2001:db8::1:80"), "in brackets"));
    EXPECT_TRUE(has(problem("udp://[192.0.2.1]:80"), "no IPv6 address"));
    EXPECT_TRUE(has(problem("udp://192.0.2.256:80"), "no IPv4 address"));
    EXPECT_TRUE(has(problem("udp://192.0.2:80"), "no IPv4 address"));
    EXPECT_TRUE(has(problem("http://0x7f000001/"), "no IPv4 address"));
}

TEST(TrackerUrl, SaysWhatIsWrongWithTheScheme)
{
    EXPECT_TRUE(has(problem(""), "no URL"));
    EXPECT_TRUE(has(problem("tracker.example:6969"), "scheme is missing"));
    EXPECT_TRUE(has(problem("localhost:6969/announce"), "scheme is missing"));
    EXPECT_TRUE(has(problem("http:8080/announce"), "scheme is missing"));
    for (const char* typo :
        {"udp//h.example:80", "udp:/h.example:80", "udp:h.example:80", "UDP:\\\\h.example:80", "udp;//h.example:80"})
        EXPECT_TRUE(has(problem(typo), "\"udp://\" was probably meant")) << typo;
    for (const char* typo : {"upd://h.example:80", "udb://h.example:80", "dp://h.example:80", "udpp://h.example:80"})
        EXPECT_TRUE(has(problem(typo), "\"udp://\" was probably meant")) << typo;
    for (const char* typo : {"htp://h.example", "htttp://h.example", "hhtp://h.example", "ttp://h.example"})
        EXPECT_TRUE(has(problem(typo), "\"http://\" was probably meant")) << typo;
    EXPECT_TRUE(has(problem("ftp://h.example"), "\"ftp\" is not one of trackers (udp, http"));
    EXPECT_TRUE(has(problem("magnet:?xt=urn:btih:00"), "magnet link"));
    EXPECT_TRUE(has(problem("http://http://h.example/"), "scheme stands twice"));
    EXPECT_TRUE(has(problem("http://udp//h.example/"), "scheme stands twice"));
}

TEST(TrackerUrl, SaysWhatIsWrongWithThePort)
{
    EXPECT_TRUE(has(problem("udp://h.example/announce"), "port is missing: udp has no usual one"));
    EXPECT_TRUE(has(problem("udp://h.example:/announce"), "port is missing behind"));
    for (const char* text : {"udp://h.example:0", "udp://h.example:65536", "udp://h.example:99999999999999999999"})
        EXPECT_TRUE(has(problem(text), "out of range")) << text;
    EXPECT_TRUE(has(problem("udp://h.example:80announce"), "\"/\" is missing"));
    EXPECT_TRUE(has(problem("udp://h.example:8o"), "port is no number"));
    EXPECT_TRUE(has(problem("udp://h.example:-1"), "port is no number"));
    EXPECT_TRUE(has(problem("udp://h.example:+80"), "port is no number"));
}

TEST(TrackerUrl, SaysWhatIsWrongWithTheHost)
{
    EXPECT_TRUE(has(problem("udp://:80"), "host is missing"));
    EXPECT_TRUE(has(problem("http:///announce"), "host is missing"));
    EXPECT_TRUE(has(problem("http://a..example/"), "empty part"));
    EXPECT_TRUE(has(problem("http://.example/"), "empty part"));
    EXPECT_TRUE(has(problem("http://-a.example/"), "hyphen: -a"));
    EXPECT_TRUE(has(problem("http://a!b.example/"), "character that no name has: a!b"));
    EXPECT_TRUE(has(problem("http://%61.example/"), "character that no name has"));
    EXPECT_TRUE(has(problem("http://" + QString(64, u'a') + ".example/"), "longer than 63"));
    EXPECT_TRUE(has(problem("http://" + QStringLiteral("abc.").repeated(80) + "example/"), "longer than the 253"));
    EXPECT_TRUE(has(problem("http://user:secret@h.example/"), "user name"));
    EXPECT_FALSE(has(problem("http://user:secret@h.example/"), "secret"));
    EXPECT_TRUE(has(problem("http://h.example\\announce"), "backslash"));
}

TEST(TrackerUrl, RefusesWhatWouldBreakARequest)
{
    EXPECT_TRUE(has(problem("http://h.example/pass key/announce"), "space in the path"));
    EXPECT_TRUE(has(problem("http://h.example/announce?passkey=ab cd"), "space in the query"));
    EXPECT_TRUE(has(problem("http://h.example/a\r\nHost: x"), "U+000D"));
    EXPECT_TRUE(has(problem(QStringLiteral("http://h.example/a") + QChar(0) + "b"), "U+0000"));
    EXPECT_TRUE(has(problem(QString::fromUtf8("http://h.example/a\u202eb")), "U+202E"));
    EXPECT_TRUE(has(problem(QString::fromUtf8("http://h.example/\xff")), "UTF-8"));
    EXPECT_TRUE(has(problem(QStringLiteral("http://h.example/a") + QChar(0xd800)), "UTF-8"));
    EXPECT_TRUE(has(problem("http://h.example/" + QString(5000, u'a')), "longer than 4096"));
}

TEST(TrackerUrl, DerivesTheScrapeAsBep48Says)
{
    const auto scrape = [](const char* text) { return url(text).scrapeTarget().value_or("-").toStdString(); };
    EXPECT_EQ(scrape("http://h.example/announce"), "/scrape");
    EXPECT_EQ(scrape("http://h.example/x/announce"), "/x/scrape");
    EXPECT_EQ(scrape("http://h.example/announce.php"), "/scrape.php");
    EXPECT_EQ(scrape("http://h.example/announce?x2%0644"), "/scrape?x2%0644");
    EXPECT_EQ(scrape("http://h.example/announce/0123456789abcdef"), "-");
    EXPECT_EQ(scrape("http://h.example/announce?x=2/4"), "-");
    EXPECT_EQ(scrape("http://h.example/a"), "-");
    EXPECT_EQ(scrape("http://h.example/x%064announce"), "-");
    EXPECT_EQ(scrape("udp://h.example:80"), "-");
}

TEST(TrackerUrl, HasATargetForTheRequestLine)
{
    EXPECT_EQ(url("http://h.example").target(), "/");
    EXPECT_EQ(url("http://h.example/a?b=%2b").target(), "/a?b=%2b");
    EXPECT_EQ(url("udp://h.example:80").target(), "");
    EXPECT_EQ(url("http://h.example/a?").target(), "/a");
}

TEST(TrackerUrl, HintsAtAMissingPath)
{
    EXPECT_TRUE(url("http://h.example").hint().contains("/announce"));
    EXPECT_TRUE(url("https://h.example:8443/").hint().contains("/announce"));
    EXPECT_EQ(url("http://h.example/announce").hint(), QString());
    EXPECT_EQ(url("wss://h.example").hint(), QString());
    EXPECT_EQ(url("udp://h.example:80").hint(), QString());
}

} // namespace
