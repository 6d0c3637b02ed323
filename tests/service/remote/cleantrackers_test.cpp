// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/livetracker.h"
#include "tests/support/remote/realtracker.h"

#include "core/remote/check/plan.h"
#include "core/remote/steps.h"

#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace waggle;
using namespace waggle::test;
using protocol::Family;
using protocol::Transport;
using remote::Mode;

// Trackers of different make, on loopback: nothing of warning or above but what is known of them.

namespace {

constexpr std::uint64_t kSeed = 7;

remote::CheckOptions options(Mode mode)
{
    auto made = patientOptions(mode);
    made.seed = kSeed;
    return made;
}

void expectOnly(const QString& url, Mode mode, const std::set<std::string>& known, remote::State state)
{
    test::expectOnly(*checkOne(url, options(mode)), known, state);
}

QString urlOf(const char* scheme, const protocol::Endpoint& at)
{
    return QStringLiteral("%1://%2/announce").arg(QLatin1String(scheme), QString::fromStdString(at.text()));
}

std::uint16_t freePort()
{
    QTcpServer one;
    one.listen(QHostAddress::LocalHost);
    return one.serverPort();
}

std::unique_ptr<RealTracker> startOpentracker(
    const QString& folder, std::uint16_t port, const std::vector<protocol::InfoHash>& listed)
{
    return std::make_unique<RealTracker>(opentrackerCommand(folder, QStringLiteral("127.0.0.1"), port, listed), folder);
}

} // namespace

TEST(CleanTrackers, OurOwn)
{
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    for (const char* address : {"127.0.0.1", "::1"}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            expectOnly(urlOf("udp", tracker.endpoint(Transport::Udp, address)), mode, {}, remote::State::Up);
            expectOnly(urlOf("http", tracker.endpoint(Transport::Http, address)), mode, {}, remote::State::Up);
        }
    }
    EXPECT_TRUE(tracker.stop());
}

// One name with addresses of both families, one store behind them.
TEST(CleanTrackers, OurOwnOverBothFamilies)
{
    std::uint16_t port = 0;
    std::unique_ptr<LiveTracker> tracker;
    for (int i = 0; i < 50 && port == 0; ++i) { // a port that is free at both addresses, over UDP and HTTP
        settings::Settings settings;
        const auto wanted = freePort();
        settings.listen = {listenEntry("127.0.0.1", wanted), listenEntry("::1", wanted)};
        tracker = std::make_unique<LiveTracker>(settings);
        ASSERT_TRUE(tracker->start());
        const bool isThere = tracker->endpoint(Transport::Udp, "127.0.0.1").port == wanted
            && tracker->endpoint(Transport::Udp, "::1").port == wanted
            && tracker->endpoint(Transport::Http, "127.0.0.1").port == wanted
            && tracker->endpoint(Transport::Http, "::1").port == wanted;
        port = isThere ? wanted : 0;
        if (!isThere) {
            EXPECT_TRUE(tracker->stop());
        }
    }
    ASSERT_NE(port, 0);
    const FakeName both{
        lookupOf(remote::RecordType::A, {"127.0.0.1"}), lookupOf(remote::RecordType::Aaaa, {"::1"}), {}};
    for (const char* scheme : {"udp", "http"}) {
        const QString url = QStringLiteral("%1://tracker.test:%2/announce").arg(QLatin1String(scheme)).arg(port);
        const auto made = options(Mode::Full);
        const auto report = checkAll({url}, made, worldWith(made, {{QStringLiteral("tracker.test"), both}})).front();
        EXPECT_EQ(serious(*report), std::set<std::string>()) << findingsText(*report);
        EXPECT_EQ(findingOf(*report, "B11"), nullptr) << findingsText(*report);
        EXPECT_EQ(report->state, remote::State::Up);
        ASSERT_EQ(report->record.legs.size(), 2U);
        EXPECT_NE(report->record.legs[1].find(remote::step::kVisit), nullptr) << exchangesText(*report);
    }
    EXPECT_TRUE(tracker->stop());
}

// Debian's is built to track a list only: the random hashes of a seed stand in it.
TEST(CleanTrackers, Opentracker)
{
    if (QStandardPaths::findExecutable(QStringLiteral("opentracker")).isEmpty())
        GTEST_SKIP() << "opentracker is not installed";
    QTemporaryDir folder;
    const auto hashes = remote::makeHashes(kSeed, {});
    const auto port = freePort();
    const auto tracker
        = startOpentracker(folder.path(), port, {hashes.main, hashes.fresh[0], hashes.fresh[1], hashes.fresh[2]});
    ASSERT_TRUE(tracker->waitForPort(port)) << tracker->output();
    // U16: answers any connect. H26: lists everything. H5: a hash that is asked twice is there twice.
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        expectOnly(QStringLiteral("udp://127.0.0.1:%1/announce").arg(port), mode, {"U16"}, remote::State::Up);
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H5", "H26"}, remote::State::Up);
    }
}

// Not on its list: refused in words over HTTP, over UDP with the head of an answer alone.
TEST(CleanTrackers, OpentrackersRefusal)
{
    if (QStandardPaths::findExecutable(QStringLiteral("opentracker")).isEmpty())
        GTEST_SKIP() << "opentracker is not installed";
    QTemporaryDir folder;
    const auto port = freePort();
    const auto tracker = startOpentracker(folder.path(), port, {protocol::InfoHash()});
    ASSERT_TRUE(tracker->waitForPort(port)) << tracker->output();
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        expectOnly(
            QStringLiteral("udp://127.0.0.1:%1/announce").arg(port), mode, {"U16", "U9"}, remote::State::Restricted);
        expectOnly(
            QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H1", "H26"}, remote::State::Restricted);
    }
}

TEST(CleanTrackers, Qbittorrent)
{
    if (QStandardPaths::findExecutable(QStringLiteral("qbittorrent-nox")).isEmpty())
        GTEST_SKIP() << "qbittorrent-nox is not installed";
    QTemporaryDir folder;
    const auto port = freePort();
    RealTracker tracker(
        qbittorrentCommand(folder.path(), QStringLiteral("lo"), port, freePort(), freePort()), folder.path());
    ASSERT_TRUE(tracker.waitForPort(port)) << tracker.output();
    // It has no scrape (H23), and a swarm of what it saw without asking who left.
    for (const Mode mode : {Mode::Quick, Mode::Full})
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H23"}, remote::State::Up);
}

// Fetched by its own package manager when there is a network; kept in the build folder.
TEST(CleanTrackers, NpmsTracker)
{
    const QString folder = QStringLiteral(WAGGLE_NPM_FOLDER);
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        GTEST_SKIP() << "node is not installed";
    if (!installNpmTracker(folder))
        GTEST_SKIP() << "npm's bittorrent-tracker could not be fetched";
    RealTracker tracker(npmTrackerCommand(0, "127.0.0.1", "127.0.0.1", "::1"), folder);
    ASSERT_TRUE(tracker.waitForOutput("ports ")) << tracker.output();
    const auto ports = QString::fromStdString(tracker.output()).section(QStringLiteral("ports "), 1).split(u' ');
    const QString http = ports.value(0).trimmed(), udp = ports.value(1).section(u'\n', 0, 0).trimmed();
    // U5: its connection id is the magic number. U12: a hash that is asked twice is answered once. B9: peers for
    // numwant=0. H20: '+' is a space to it. H23, H24: it writes keys of a scrape as UTF-8.
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        const auto udpState = mode == Mode::Full ? remote::State::Degraded : remote::State::Up;
        expectOnly(QStringLiteral("udp://127.0.0.1:%1/announce").arg(udp), mode, {"B9", "U12", "U5"}, udpState);
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(http), mode, {"B9", "H20", "H23", "H24"},
            remote::State::Degraded);
        expectOnly(QStringLiteral("ws://127.0.0.1:%1/announce").arg(http), mode, {}, remote::State::Up);
    }
}
