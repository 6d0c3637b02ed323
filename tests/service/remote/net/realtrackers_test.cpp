// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"
#include "tests/e2e/isolate.h"
#include "tests/e2e/lan.h"
#include "tests/service/remote/faultrows.h"
#include "tests/support/remote/realtracker.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::State;

// Real trackers on another computer of a network with both families: nothing of warning or above but what is known of
// them, as on loopback.

namespace {

constexpr std::uint64_t kSeed = 7;
constexpr std::uint16_t kPort = 6969;

class RealTrackersOverTheNetwork : public testing::Test {
protected:
    void SetUp() override
    {
        if (!e2e::isolated())
            GTEST_SKIP() << e2e::whyNotIsolated();
    }
    static bool isInstalled(const char* program)
    {
        return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
    }
    void expectAll(const std::vector<const char*>& schemes, const std::vector<QString>& addresses, Mode mode,
        const std::set<std::string>& known, State state = State::Up)
    {
        auto options = patientOptions(mode);
        options.seed = kSeed;
        std::vector<QString> urls;
        for (const char* scheme : schemes)
            for (const QString& address : addresses)
                urls.push_back(QStringLiteral("%1://%2:%3/announce").arg(QLatin1String(scheme), address).arg(kPort));
        for (const auto& report : checkAll(urls, options, remote::realWorld(options))) {
            expectOnly(*report, known, state);
            ASSERT_EQ(report->record.legs.size(), 1U);
            EXPECT_GE(report->record.legs[0].requests, 4) << exchangesText(*report);
        }
    }
    QString v6() const { return QLatin1Char('[') + host.v6 + QLatin1Char(']'); }

    e2e::Host host = e2e::isolated() ? e2e::Lan().addHost() : e2e::Host{};
    QTemporaryDir folder;
};

TEST_F(RealTrackersOverTheNetwork, OurOwn)
{
    RealTracker tracker(host.wrap({QStringLiteral(WAGGLE_EXECUTABLE), QStringLiteral("serve"), QStringLiteral("--json"),
                            QStringLiteral("--data-dir"), folder.path()}),
        folder.path());
    ASSERT_TRUE(tracker.waitForOutput("\"ready\"")) << tracker.output();
    expectAll({"udp", "http"}, {host.v4, v6()}, Mode::Quick, {});
    expectAll({"udp"}, {v6()}, Mode::Full, {});
    expectAll({"http"}, {host.v4}, Mode::Full, {});
}

// Debian's is built without IPv6.
TEST_F(RealTrackersOverTheNetwork, Opentracker)
{
    if (!isInstalled("opentracker"))
        GTEST_SKIP() << "opentracker is not installed";
    const auto hashes = remote::makeHashes(kSeed, {});
    RealTracker tracker(host.wrap(opentrackerCommand(folder.path(), host.v4, kPort,
                            {hashes.main, hashes.fresh[0], hashes.fresh[1], hashes.fresh[2]})),
        folder.path());
    ASSERT_TRUE(tracker.waitForPort(kPort, QHostAddress(host.v4))) << tracker.output();
    for (const char* scheme :
        {"udp", "http"}) // a run asks each tracker about hashes of its own; the first one's are listed
        expectAll({scheme}, {host.v4}, Mode::Quick, {"H5", "H26", "U16"});
}

TEST_F(RealTrackersOverTheNetwork, Qbittorrent)
{
    if (!isInstalled("qbittorrent-nox"))
        GTEST_SKIP() << "qbittorrent-nox is not installed";
    RealTracker tracker(
        host.wrap(qbittorrentCommand(folder.path(), QStringLiteral("eth0"), kPort, 6881, 8080)), folder.path());
    ASSERT_TRUE(tracker.waitForPort(kPort, QHostAddress(host.v4))) << tracker.output();
    expectAll({"http"}, {host.v4, v6()}, Mode::Quick, {"H23"});
}

// Fetched, where there is a way to, by the test on loopback.
TEST_F(RealTrackersOverTheNetwork, NpmsTracker)
{
    const QString npm = QStringLiteral(WAGGLE_NPM_FOLDER);
    if (!isInstalled("node") || !QFileInfo::exists(npm + QStringLiteral("/node_modules/bittorrent-tracker")))
        GTEST_SKIP() << "npm's bittorrent-tracker is not there";
    RealTracker tracker(host.wrap(npmTrackerCommand(kPort, "::", "0.0.0.0", "::")), npm);
    ASSERT_TRUE(tracker.waitForOutput("ports ")) << tracker.output();
    expectAll({"ws"}, {host.v4, v6()}, Mode::Quick, {});
    expectAll({"udp"}, {host.v4}, Mode::Quick, {"U5"});
    expectAll({"udp"}, {v6()}, Mode::Quick, {"B1", "U5"}, State::Degraded); // its UDP answers carry IPv4 peers only
}

} // namespace
