// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/peoplepage.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

using protocol::Address;

const protocol::Endpoint kLocal4{*Address::parse("192.168.1.20"), 6969};
const protocol::Endpoint kLocal6{*Address::parse("fd00::20"), 7000};

PageFacts facts()
{
    return {pageUrls("tracker.lan:6969", kLocal4, 6969), *Address::parse("192.168.1.33"), false};
}

TEST(PeoplePage, NamesTheUrlsByWhichTheAskerCame)
{
    EXPECT_EQ(pageUrls("tracker.lan:8080", kLocal4, 6969).http, "http://tracker.lan:8080/announce");
    EXPECT_EQ(pageUrls("tracker.lan:8080", kLocal4, 6969).udp, "udp://tracker.lan:6969/announce");
    EXPECT_EQ(pageUrls("tracker.lan", kLocal4, {}).http, "http://tracker.lan/announce");
    EXPECT_EQ(pageUrls("tracker.lan:80", kLocal4, {}).http, "http://tracker.lan/announce");
    EXPECT_EQ(pageUrls("tracker.lan", kLocal4, {}).udp, "");
    EXPECT_EQ(pageUrls("[fd00::20]:7000", kLocal6, 7000).udp, "udp://[fd00::20]:7000/announce");
}

TEST(PeoplePage, FallsBackToTheLocalAddress)
{
    for (const char* host : {"", "<script>", "a b", "a:b", "a:0", "a:65536", "a:", "a:1:2", "[::1", "[x]:1", "[::1]x",
             "a\"b", "user@host", "a/b"}) {
        EXPECT_EQ(pageUrls(host, kLocal4, 6969).http, "http://192.168.1.20:6969/announce") << host;
        EXPECT_EQ(pageUrls(host, kLocal6, 1).udp, "udp://[fd00::20]:1/announce") << host;
    }
    EXPECT_EQ(pageUrls(std::string(254, 'a'), kLocal4, 1).http, "http://192.168.1.20:6969/announce");
}

TEST(PeoplePage, FindsTheUdpPort)
{
    settings::Settings settings;
    EXPECT_EQ(udpPortBeside(settings, settings::kDefaultPort), settings::kDefaultPort);
    settings.udpPort = 7000;
    EXPECT_EQ(udpPortBeside(settings, settings::kDefaultPort), 7000);
    EXPECT_EQ(udpPortBeside(settings, 8000), 8000); // a `--listen` with a port of its own
    settings.httpPort = 0;
    settings.udpPort = 0;
    EXPECT_EQ(udpPortBeside(settings, 40'000), 40'000);
    settings.udpPort.reset();
    EXPECT_FALSE(udpPortBeside(settings, 40'000));
}

TEST(PeoplePage, TellsWhoAsksAndWhereToAnnounce)
{
    const auto page = peoplePage(facts());
    EXPECT_NE(page.find("http://tracker.lan:6969/announce"), std::string::npos);
    EXPECT_NE(page.find("udp://tracker.lan:6969/announce"), std::string::npos);
    EXPECT_NE(page.find("192.168.1.33"), std::string::npos);
    EXPECT_EQ(page.find("class=\"notice\""), std::string::npos);

    auto stranger = facts();
    stranger.isStranger = true;
    EXPECT_NE(peoplePage(stranger).find("class=\"notice\""), std::string::npos);
    auto httpOnly = facts();
    httpOnly.urls.udp.clear();
    EXPECT_EQ(peoplePage(httpOnly).find("udp://"), std::string::npos);
}

TEST(PeoplePage, EscapesWhatItWasGiven)
{
    auto hostile = facts();
    hostile.urls.http = "http://<img src=x onerror=\"a('b')\">&";
    const auto page = peoplePage(hostile);
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_NE(page.find("http://&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;"), std::string::npos);
}

TEST(PeoplePage, LoadsNothingAndRunsNothing)
{
    const auto page = peoplePage(facts());
    for (const char* outside : {"<script", "src=", "@import", "url(", "href=\"http", "<link rel=\"stylesheet"})
        EXPECT_EQ(page.find(outside), std::string::npos) << outside;

    // The policy allows this very style and no other.
    const auto begin = page.find("<style>") + 7;
    const auto style = QByteArray::fromStdString(page.substr(begin, page.find("</style>") - begin));
    const auto hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64().toStdString();
    const std::string fields(peoplePageFields());
    EXPECT_NE(fields.find("Content-Security-Policy: default-src 'none'; style-src 'sha256-" + hash + "';"),
        std::string::npos);
    EXPECT_TRUE(fields.ends_with("\r\n"));
    EXPECT_EQ(fields.find("\r\n\r\n"), std::string::npos);
}

TEST(PeoplePage, ClosesWhatItOpens)
{
    auto all = facts();
    all.isStranger = true;
    auto page = QString::fromStdString(peoplePage(all));
    page.remove(QStringLiteral("<!DOCTYPE html>"));
    page.replace(QStringLiteral("<meta charset=\"utf-8\">"), QString());
    page.replace(QStringLiteral("initial-scale=1\">"), QStringLiteral("initial-scale=1\"/>"));
    page.replace(QStringLiteral("href=\"data:,\">"), QStringLiteral("href=\"data:,\"/>"));
    QXmlStreamReader reader(page);
    while (!reader.atEnd())
        reader.readNext();
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString() << " in line " << reader.lineNumber();
}

} // namespace
} // namespace waggle::server
