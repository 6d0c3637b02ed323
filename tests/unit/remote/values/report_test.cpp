// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/report.h"
#include "core/remote/report/reporttext.h"
#include "tests/unit/remote/values/records.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

#include <random>
#include <string>

using namespace waggle;
using namespace waggle::tests::remote;
using std::chrono::microseconds;

namespace {

Exchange connected()
{
    Exchange exchange;
    exchange.step.kind = StepKind::UdpConnect;
    exchange.phases.dns = microseconds(3'149);
    exchange.phases.connect = microseconds(12'000);
    exchange.udp.emplace();
    exchange.udp->sent = 1;
    return exchange;
}

// The example of the command line's description.
Report sample()
{
    Exchange announce = announced(0, 1);
    announce.phases.firstByte = microseconds(11'351);
    announce.udp.emplace();
    announce.udp->sent = 1;
    Exchange scrape;
    scrape.step.kind = StepKind::Scrape;
    scrape.udp.emplace();
    scrape.scrape.emplace();
    scrape.scrape->files.push_back({});
    Report report;
    report.record = record({leg("192.0.2.7", {connected(), announce, scrape})});
    report.record.startedMs = 1714564800000;
    report.record.elapsed = microseconds(41'230);
    report.legStates = {State::Degraded};
    report.state = State::Degraded;
    report.findings = {finding("U3", 0, "01020304 came back as 04030201"), finding("D10", -1)};
    report.complete = true;
    return report;
}

std::string json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<ReportPtr> list(const Report& report)
{
    return {std::make_shared<const Report>(report)};
}

TEST(ReportJson, IsTheObjectOfTheCommandLine)
{
    Report report = sample();
    EXPECT_EQ(json(toJson(report)),
        R"({"elapsed_ms":41.2,"findings":[{"advice":"Clients drop it: for them the tracker is silent. The operator's )"
        R"(software should copy the four bytes as they came.","bep":15,"evidence":"01020304 came back as 04030201","id":"U3",)"
        R"("leg":0,"severity":"error","title":"The answer carries another transaction id"},{"advice":"They are probably one )"
        R"(tracker under two names: announcing to both finds no further peers and doubles its work. Keep one.","bep":null,)"
        R"("evidence":"","id":"D10","leg":null,"severity":"note","title":"It has the same addresses as another tracker of the )"
        R"(list"}],"legs":[{"address":"192.0.2.7:6969","connect_ms":12,"dns_ms":3.1,"family":"v4","first_byte_ms":11.4,)"
        R"("interval":1800,"leechers":1,"lost":0,"message":null,"peers":0,"scrape":"ok","seeders":0,"sent":2,)"
        R"("state":"degraded","tls_ms":null,"transport":"udp"}],"state":"degraded","url":"udp://t.example:6969/announce"})");
}

TEST(ReportJson, ALegWithoutAnswerSaysWhy)
{
    Report report;
    Exchange lost = failed(Cause::ConnectTimeout, StepKind::UdpConnect);
    lost.udp.emplace();
    lost.udp->sent = 3;
    report.record = record({leg("2001:db8::7", {lost}), LegRecord()});
    report.legStates = {State::Down, State::Unknown};
    EXPECT_EQ(json(legToJson(report, 0)),
        R"({"address":"[2001:db8::7]:6969","connect_ms":null,"dns_ms":null,"family":"v6","first_byte_ms":null,)"
        R"("interval":null,"leechers":null,"lost":3,"message":"timed out in connect","peers":null,"scrape":null,)"
        R"("seeders":null,"sent":3,"state":"down","tls_ms":null,"transport":"udp"})");
    EXPECT_TRUE(legToJson(report, 1).value("address").isNull());
    report.record.legs[0].exchanges[0].detail = "No route\nto host";
    EXPECT_EQ(legToJson(report, 0).value("message").toString(),
        QLatin1String("timed out in connect: No route\\u000ato host"));
}

TEST(ReportJson, ToldScrapesApart)
{
    Report report;
    report.record = record({leg("192.0.2.7", {announced(1, 2)})}, "http://t.example/announce");
    const auto scrape = [&] { return legToJson(report, 0).value("scrape").toString().toStdString(); };
    EXPECT_EQ(scrape(), "");
    report.record.url = url("http://t.example/a");
    EXPECT_EQ(scrape(), "unsupported");
    report.record.legs[0].exchanges.push_back(failed(Cause::AnswerTimeout, StepKind::Scrape));
    Exchange& last = report.record.legs[0].exchanges.back();
    EXPECT_EQ(scrape(), "timeout");
    last.cause = Cause::BadAnswer;
    EXPECT_EQ(scrape(), "failed");
    last.http.emplace();
    last.http->status = 404;
    EXPECT_EQ(scrape(), "unsupported");
    last.http->status = 200;
    last.cause = Cause::None;
    last.scrape.emplace();
    EXPECT_EQ(scrape(), "empty");
    last.scrape->failure = "no";
    EXPECT_EQ(scrape(), "refused");
}

TEST(ReportMarkdown, ShowsLegsFindingsAndLimits)
{
    EXPECT_EQ(toMarkdown(list(sample())).toStdString(),
        "# Remote trackers\n"
        "\n"
        "## udp\\://t.example:6969/announce: degraded\n"
        "\n"
        "Checked 2024-05-01 12:00:00 UTC, took 41.2 ms.\n"
        "\n"
        "| Leg | State | DNS ms | Connect ms | TLS ms | First byte ms | Lost | Interval s | Seeders | Leechers | Peers "
        "| Scrape "
        "| Message |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
        "| udp v4 192.0.2.7:6969 | degraded | 3.1 | 12.0 | – | 11.4 | 0/2 | 1800 | 0 | 1 | 0 | ok | – |\n"
        "\n"
        "- **U3** error: The answer carries another transaction id (BEP 15), udp v4 192.0.2.7:6969\n"
        "  - Evidence: 01020304 came back as 04030201\n"
        "  - Advice: Clients drop it: for them the tracker is silent. The operator's software should copy the four "
        "bytes as "
        "they came.\n"
        "- **D10** note: It has the same addresses as another tracker of the list\n"
        "  - Advice: They are probably one tracker under two names: announcing to both finds no further peers and "
        "doubles its "
        "work. Keep one.\n"
        "\n"
        "## Not decidable from one place\n"
        "\n"
        "- whether connection ids are bound to addresses\n"
        "- limits on how often one address may ask\n"
        "- whether its name resolves differently elsewhere\n"
        "- whether a provider on the way interferes: repeat the check through a proxy or with another resolver\n"
        "- whether the peers it hands out are real\n"
        "- whether it makes up peers for well-known torrents only: compare trackers on a torrent that you know\n");
}

TEST(ReportHtml, ShowsLegsAndFindings)
{
    const std::string html = toHtml(list(sample())).toStdString();
    for (const char* part : {"<!DOCTYPE html>\n", "default-src 'none'", "prefers-color-scheme: dark",
             "<h2>udp://t.example:6969/announce <span class=\"tag degraded\">degraded</span></h2>",
             "<p class=\"soft\">Checked 2024-05-01 12:00:00 UTC, took 41.2 ms.</p>",
             "<tr><td>udp v4 192.0.2.7:6969</td><td><span class=\"tag degraded\">degraded</span></td><td "
             "class=\"n\">3.1</td>"
             "<td class=\"n\">12.0</td><td class=\"n\">–</td><td class=\"n\">11.4</td><td class=\"n\">0/2</td>"
             "<td class=\"n\">1800</td><td class=\"n\">0</td><td class=\"n\">1</td><td class=\"n\">0</td>"
             "<td><bdi>ok</bdi></td><td>–</td></tr>",
             "<dt><b>U3</b> <span class=\"tag error\">error</span> The answer carries another transaction id "
             "<span class=\"soft\">udp v4 192.0.2.7:6969, BEP 15</span></dt>\n"
             "<dd><bdi>01020304 came back as 04030201</bdi></dd>\n",
             "<li>limits on how often one address may ask</li>", "</html>\n"})
        EXPECT_NE(html.find(part), std::string::npos) << part;
}

TEST(Reports, SayWhenTheyAreNotFinished)
{
    Report report = sample();
    report.complete = false;
    report.findings.clear();
    EXPECT_TRUE(toMarkdown(list(report)).contains("took 41.2 ms; not finished."));
    EXPECT_TRUE(toMarkdown(list(report)).contains("Nothing found."));
    EXPECT_TRUE(toHtml(list(report)).contains("took 41.2 ms; not finished."));
    EXPECT_EQ(toMarkdown({nullptr}).count("##"), 1);
}

TEST(Reports, HostileWordsStayWords)
{
    Report report = sample();
    const char* hostile
        = "<script>alert(1)</script> <b>[x](http://evil.example) ![i](//e) | `c` **b** _u_ www.evil.example "
          "\x1b[31m\x07 \xe2\x80\xae gnp.exe &lt; \"q' a@b.example \r\n# h\xff";
    report.record.legs[0].exchanges[1] = refused(hostile);
    report.findings = {finding("H9", 0, hostile)};
    report.record.legs[0].exchanges[0].detail = QString::fromUtf8(hostile);
    const QString html = toHtml(list(report));
    EXPECT_FALSE(html.contains("<script"));
    EXPECT_FALSE(html.contains("<b>["));
    EXPECT_TRUE(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_TRUE(html.contains("&amp;lt; &quot;q"));
    const QString markdown = toMarkdown(list(report));
    EXPECT_EQ(markdown.count("<"), markdown.count("\\<"));
    EXPECT_TRUE(
        markdown.contains("\\<script\\>alert(1)\\</script\\> \\<b\\>\\[x\\](http\\://evil.example) \\!\\[i\\]"));
    EXPECT_TRUE(markdown.contains("\\| \\`c\\` \\*\\*b\\*\\* \\_u\\_ www\\.evil.example"));
    EXPECT_TRUE(markdown.contains("a\\@b.example"));
    const QString message = toJson(report).value("legs")[0].toObject().value("message").toString();
    for (const QString& text :
        {html, markdown, message, toJson(report).value("findings")[0].toObject().value("evidence").toString()}) {
        EXPECT_FALSE(text.contains(QChar(0x1b)));
        EXPECT_FALSE(text.contains(QChar(0x202e)));
        EXPECT_FALSE(text.contains(QLatin1String("\n# h")));
        EXPECT_TRUE(text.contains("u202e"));
    }
}

TEST(Reports, ShowNoKey)
{
    std::mt19937 random(7);
    const char* const places[] = {"http://t.example/%1/announce", "udp://t.example:80/announce/%1",
        "https://t.example/announce?passkey=%1", "http://t.example/a?%1", "ws://t.example/x?%1=1&y=%1"};
    for (int round = 0; round < 100; ++round) {
        QString key;
        for (std::size_t i = 16 + random() % 30; i > 0; --i)
            key += QLatin1Char("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[random() % 62]);
        Report report = sample();
        report.record.url = TrackerUrl::parse(QString::fromLatin1(places[round % 5]).arg(key)).value();
        const QByteArray words
            = "bad key " + key.toUtf8() + " (" + key.toUpper().toUtf8() + "), see " + report.record.url.text().toUtf8();
        report.record.legs[0].exchanges = {refused(words.constData()), failed(Cause::TlsFailed)};
        report.record.legs[0].exchanges[1].detail = QString::fromUtf8(words);
        report.findings = {finding("T5", 0, words.constData()), finding("D10", -1, words.constData())};
        for (const QString& text :
            {QString::fromStdString(json(toJson(report))), toMarkdown(list(report)), toHtml(list(report))}) {
            EXPECT_FALSE(text.contains(key, Qt::CaseInsensitive)) << text.toStdString();
            EXPECT_EQ(text.count("bad key"), 3) << "the rest of the words is told: " << text.toStdString();
        }
        report.record.legs[0].exchanges.erase(report.record.legs[0].exchanges.begin());
        report.legStates = {State::Down};
        const QString leg = QString::fromStdString(json(legToJson(report, 0)));
        EXPECT_FALSE(leg.contains(key, Qt::CaseInsensitive)) << leg.toStdString();
        EXPECT_TRUE(leg.contains("bad key")) << leg.toStdString();
    }
}

TEST(Reports, LongWordsAreBounded)
{
    Report report = sample();
    report.record.legs[0].exchanges[1] = refused(QByteArray(100'000, 'x').constData());
    const QString message = legToJson(report, 0).value("message").toString();
    EXPECT_LE(message.size(), 4096);
    EXPECT_TRUE(message.startsWith(QString(4000, u'x'))) << "and yet told: " << message.left(80).toStdString();
}

TEST(Findings, TheMostSevereComeFirst)
{
    std::vector<Finding> findings{
        finding("H13", 1), finding("B1", 1), finding("U3", 0), finding("D1", -1), finding("H3", 1), finding("H22", 0)};
    sortFindings(findings);
    std::string order;
    for (const Finding& each : findings)
        order += std::string(each.kind->id) + ' ';
    EXPECT_EQ(order, "D1 U3 H3 B1 H13 H22 ");
    Report report;
    EXPECT_EQ(worst(report), std::nullopt);
    report.findings = {finding("H22", 0), finding("H3", 0), finding("H13", 0)};
    EXPECT_EQ(worst(report), Severity::Error);
}

ReportPtr good(const char* text, State state, std::vector<const char*> addresses, int firstByteMs)
{
    Report report;
    for (const char* address : addresses) {
        Exchange exchange = announced(0, 1);
        exchange.phases.firstByte = std::chrono::milliseconds(firstByteMs);
        report.record.legs.push_back(leg(address, {exchange}));
        report.legStates.push_back(State::Up);
    }
    report.record.url = url(text);
    report.state = state;
    return std::make_shared<const Report>(report);
}

TEST(GoodOnes, AreSortedByWhatPeopleWant)
{
    const std::vector<ReportPtr> reports{good("udp://slow.example:1", State::Up, {"192.0.2.1"}, 90),
        good("udp://dead.example:1", State::Down, {"192.0.2.1"}, 1), nullptr,
        good("udp://half.example:1", State::Degraded, {"192.0.2.1", "2001:db8::1"}, 1),
        good("udp://both.example:1", State::Up, {"192.0.2.1", "2001:db8::1"}, 100),
        good("http://key.example/announce?k=0123456789abcdef", State::Up, {"192.0.2.1"}, 10),
        good("udp://slow.example:1", State::Up, {"192.0.2.1"}, 90),
        good("udp://private.example:1", State::Restricted, {"192.0.2.1"}, 1),
        good("udp://unknown.example:1", State::Unknown, {}, 1)};
    EXPECT_EQ(goodOnes(reports).toStdString(),
        "udp://both.example:1\nhttp://key.example/announce?k=0123456789abcdef\nudp://slow.example:1\nudp://"
        "half.example:1\n");
    EXPECT_EQ(goodOnes({}), QString());
}

TEST(StateText, IsThatOfTheJson)
{
    EXPECT_EQ(stateText(State::Up), "up");
    EXPECT_EQ(stateText(State::Degraded), "degraded");
    EXPECT_EQ(stateText(State::Restricted), "restricted");
    EXPECT_EQ(stateText(State::Down), "down");
    EXPECT_EQ(stateText(State::Unknown), "unknown");
}

} // namespace
