// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remote/remotetext.h"
#include "tests/unit/remote/values/records.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

using namespace remote;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using tests::remote::endpoint;
using tests::remote::leg;
using tests::remote::url;

constexpr const char* kKeyed = "http://t.example:6969/abcdef0123456789abcdef0123456789/announce?passkey=s3cretK3y";

protocol::InfoHash hashOf(std::uint8_t byte)
{
    protocol::InfoHash hash;
    hash.bytes.fill(byte);
    return hash;
}

Report reportOf(std::vector<Exchange> exchanges, const char* text = "udp://t.example:6969/announce")
{
    TrackerRecord record;
    record.url = url(text);
    record.network.v4 = true;
    record.legs = {leg("192.0.2.7", std::move(exchanges))};
    record.legs[0].scheme = record.url.scheme;
    Report report;
    report.record = std::move(record);
    report.legStates = {State::Up};
    report.state = State::Up;
    report.complete = true;
    return report;
}

Exchange answer()
{
    Exchange exchange = tests::remote::announced(3, 4);
    exchange.phases.dns = 3100us;
    exchange.phases.connect = 12000us;
    exchange.phases.firstByte = 11400us;
    exchange.udp.emplace().sent = 2;
    RemotePeer peer{endpoint("192.0.2.9", 6881), {}};
    exchange.announce->peers = {peer, {endpoint("2001:db8::9", 51413), {}}};
    peer.id.emplace();
    std::copy_n("-TR4030-abcdefghijk\x1b", 20, peer.id->bytes.begin());
    exchange.announce->peers.push_back(peer);
    return exchange;
}

TEST(RemoteText, PutsALegOnALine)
{
    EXPECT_EQ(checkText(reportOf({answer()})).toStdString(),
        "udp://t.example:6969/announce  up\n"
        "  udp v4 192.0.2.7:6969  up  dns 3.1 ms  connect 12.0 ms  answer 11.4 ms  1 of 2 lost  interval 1800 s  "
        "seeds 3  leechers 4");
}

TEST(RemoteText, SaysUntilWhenAndForWhatItWaits)
{
    auto report = std::make_shared<Report>(reportOf({answer()}));
    report->record.startedMs = QDateTime(QDate(2024, 5, 1), QTime(12, 0)).toMSecsSinceEpoch();
    EXPECT_FALSE(pausesUntil(*report));
    EXPECT_EQ(pauseText({report}), QString());
    report->record.legs[0].pause = Pause{"", std::nullopt}; // for another leg: soon over
    EXPECT_FALSE(pausesUntil(*report));
    report->record.legs[0].pause = Pause{"announce B after two intervals", 62min};
    EXPECT_EQ(pauseText({report}).toStdString(), "; 1 waiting until 13:02:00 (B16: intervals)");
    auto other = std::make_shared<Report>(*report);
    other->record.legs[0].pause = Pause{"old connection id", 5min};
    EXPECT_EQ(pauseText({other, report}).toStdString(), "; 2 waiting until 13:02:00 (U7: old ids, B16: intervals)");
}

TEST(RemoteText, SaysWhatWasNotTested)
{
    Report report = reportOf({answer()});
    report.record.mode = Mode::Full;
    Exchange there = answer();
    there.step.name = "announce A, fresh 1";
    there.announce->interval = 3600;
    report.record.legs[0].exchanges.push_back(there);
    EXPECT_THAT(checkText(report).toStdString(), Not(HasSubstr("not tested")));
    EXPECT_FALSE(toJson(report).contains(QStringLiteral("untested")));
    report.record.slow.emplace();
    const char* const words
        = "B16 not tested at udp v4 192.0.2.7:6969: Two intervals are 120 minutes; no more than 70 are";
    EXPECT_THAT(checkText(report).toStdString(), HasSubstr(words));
    const auto shared = std::make_shared<Report>(report);
    EXPECT_TRUE(toMarkdown({shared}).contains(QStringLiteral("B16 not tested")));
    EXPECT_TRUE(toHtml({shared}).contains(QStringLiteral("B16 not tested")));
    const QJsonArray missed = toJson(report).value(QStringLiteral("untested")).toArray();
    ASSERT_EQ(missed.size(), 1);
    EXPECT_EQ(missed[0].toObject().value(QStringLiteral("id")).toString(), QStringLiteral("B16"));
}

TEST(RemoteText, SaysAFindingWithEvidenceAndAdvice)
{
    Report report = reportOf({answer()});
    report.record.isOwn = true;
    Finding finding;
    finding.kind = findingKind("U3");
    ASSERT_TRUE(finding.kind);
    finding.severity = Severity::Error;
    finding.evidence = QStringLiteral("it said \x1b[2J");
    report.findings = {finding};
    const std::string text = checkText(report).toStdString();
    EXPECT_THAT(text, HasSubstr("(this tracker)"));
    EXPECT_THAT(text, HasSubstr("  U3 error: "));
    EXPECT_THAT(text, HasSubstr(finding.kind->advice));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(RemoteText, ListsPeersAndNamesTheirClients)
{
    const Report report = reportOf({answer()});
    const std::string text = answerText(report, 0).toStdString();
    EXPECT_THAT(text, HasSubstr("\n    192.0.2.9:6881"));
    EXPECT_THAT(text, HasSubstr("[2001:db8::9]:51413"));
    EXPECT_THAT(text, HasSubstr("Transmission"));
    const auto object = answerJson(report, 0);
    const auto peers = object.value(QStringLiteral("peers_list")).toArray();
    ASSERT_EQ(peers.size(), 3);
    EXPECT_EQ(peers[0].toObject().value(QStringLiteral("ip")).toString(), QStringLiteral("192.0.2.9"));
    EXPECT_EQ(peers[0].toObject().value(QStringLiteral("port")).toInt(), 6881);
    EXPECT_TRUE(peers[0].toObject().value(QStringLiteral("id")).isNull());
    EXPECT_EQ(peers[2].toObject().value(QStringLiteral("id")).toString(), QStringLiteral("-TR4030-abcdefghijk%1B"));
}

TEST(RemoteText, ListsTheTorrentsOfAScrape)
{
    Exchange exchange;
    exchange.step.kind = StepKind::Scrape;
    exchange.step.name = "scrape";
    exchange.scrape.emplace().files = {{hashOf(0xaa), 1, 2, 3}, {hashOf(0xbb), 0, 0, 0}};
    const Report report = reportOf({exchange});
    const std::string aa(40, 'a');
    EXPECT_THAT(answerText(report, 0).toStdString(), HasSubstr("\n    " + aa + "  seeds 1  leechers 2  completed 3"));
    const auto files = answerJson(report, 0).value(QStringLiteral("files")).toObject();
    EXPECT_EQ(files.size(), 2);
    EXPECT_EQ(QJsonDocument(files.value(QString::fromStdString(aa)).toObject()).toJson(QJsonDocument::Compact),
        R"({"completed":3,"leechers":2,"seeders":1})");
}

TEST(RemoteText, ShowsNoKeyAnywhere)
{
    Exchange exchange = answer();
    exchange.request = "GET /abcdef0123456789abcdef0123456789/announce?passkey=s3cretK3y&info_hash=x HTTP/1.1\r\n\r\n";
    exchange.reply = "HTTP/1.1 200 OK\r\n\r\nno such passkey: s3cretK3y";
    exchange.announce->failure = "unknown passkey s3cretK3y";
    const Report report = reportOf({exchange}, kKeyed);
    Comparison comparison;
    comparison.trackers.resize(1);
    comparison.trackers[0].url = report.record.url;
    const QStringList all{checkText(report), rawText(report), answerText(report, 0), compareText(comparison),
        QString::fromUtf8(QJsonDocument(toJson(report)).toJson() + QJsonDocument(answerJson(report, 0)).toJson()
            + QJsonDocument(compareJson(comparison)).toJson())};
    for (const QString& text : all) {
        EXPECT_THAT(text.toStdString(), Not(HasSubstr("s3cretK3y")));
        EXPECT_THAT(text.toStdString(), Not(HasSubstr("abcdef0123456789")));
    }
    EXPECT_THAT(rawText(report).toStdString(), HasSubstr("info_hash"));
}

TEST(RemoteText, ComparesASwarm)
{
    Comparison comparison;
    comparison.hash = hashOf(0xcc);
    comparison.uniquePeers = 5;
    comparison.overlap = {{3, 1}, {1, 3}};
    ComparedTracker one;
    one.url = url("udp://a.example:1");
    one.state = State::Up;
    one.seeders = 1;
    one.peers = 3;
    one.added = 3;
    ComparedTracker two = one;
    two.url = url("http://b.example/announce");
    two.added = 2;
    two.outlier = true;
    two.why = QStringLiteral("far off");
    comparison.trackers = {one, two};
    const std::string text = compareText(comparison).toStdString();
    EXPECT_THAT(text, HasSubstr("Swarm " + std::string(40, 'c') + ": 5 different peers\n"));
    EXPECT_THAT(text, HasSubstr("udp://a.example:1  up  seeds 1  leechers –  peers 3 (3 new)\n"));
    EXPECT_THAT(text, HasSubstr("peers 3 (2 new)  outlier: far off"));
    const auto object = compareJson(comparison);
    EXPECT_EQ(object.value(QStringLiteral("unique_peers")).toInt(), 5);
    EXPECT_EQ(QJsonDocument(object.value(QStringLiteral("overlap")).toArray()).toJson(QJsonDocument::Compact),
        "[[3,1],[1,3]]");
    EXPECT_TRUE(
        object.value(QStringLiteral("trackers")).toArray()[1].toObject().value(QStringLiteral("outlier")).toBool());
}

} // namespace
} // namespace waggle::app
