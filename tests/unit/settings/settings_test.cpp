// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <gmock/gmock.h>

#include <iterator>
#include <utility>

namespace waggle::settings {
namespace {

using std::chrono::seconds;

QStringList placesOf(const std::vector<Problem>& problems)
{
    QStringList places;
    for (const Problem& problem : problems)
        places += problem.where;
    return places;
}

// One edit a member. A member more does not compile here: give it an edit in kEdits first, then a name below.
[[maybe_unused]] void membersHaveNames(const Settings& settings)
{
    [[maybe_unused]] const auto& [trackerOn, listen, httpPort, udpPort, udpWorkers, policy, caps, allow, trustedProxies,
        claimedIpNetworks, answerBadConnectionIds, httpConnections, theme, closeToTray, tickMs, remote]
        = settings;
    [[maybe_unused]] const auto& [interval, minInterval, expiry] = policy;
    [[maybe_unused]] const auto& [swarms, peers, peersPerAddress] = caps;
    [[maybe_unused]] const auto& [timeoutS, jobs, families, proxy, caFile, userAgent] = remote;
}

using Edit = void (*)(Settings&);
const std::pair<const char*, Edit> kEdits[] = {
    {"trackerOn", [](Settings& s) { s.trackerOn = false; }},
    {"listen", [](Settings& s) { s.listen = {*ListenEntry::parse(QStringLiteral("::1"))}; }},
    {"httpPort", [](Settings& s) { s.httpPort.reset(); }},
    {"udpPort", [](Settings& s) { s.udpPort = 1; }},
    {"udpWorkers", [](Settings& s) { s.udpWorkers = 2; }},
    {"interval", [](Settings& s) { s.policy.interval = seconds(9); }},
    {"minInterval", [](Settings& s) { s.policy.minInterval = seconds(9); }},
    {"expiry", [](Settings& s) { s.policy.expiry = seconds(9); }},
    {"swarms", [](Settings& s) { s.caps.swarms = 1; }},
    {"peers", [](Settings& s) { s.caps.peers = 1; }},
    {"peersPerAddress", [](Settings& s) { s.caps.peersPerAddress = 1; }},
    {"allow", [](Settings& s) { s.allow = Allow::Anyone; }},
    {"trustedProxies", [](Settings& s) { s.trustedProxies = {QStringLiteral("::1")}; }},
    {"claimedIpNetworks", [](Settings& s) { s.claimedIpNetworks = {QStringLiteral("::1")}; }},
    {"answerBadConnectionIds", [](Settings& s) { s.answerBadConnectionIds = true; }},
    {"httpConnections", [](Settings& s) { s.httpConnections = 5; }},
    {"theme", [](Settings& s) { s.theme = Theme::Dark; }},
    {"closeToTray", [](Settings& s) { s.closeToTray = false; }},
    {"tickMs", [](Settings& s) { s.tickMs = 500; }},
    {"remote.timeoutS", [](Settings& s) { s.remote.timeoutS = 11; }},
    {"remote.jobs", [](Settings& s) { s.remote.jobs = 65; }},
    {"remote.families", [](Settings& s) { s.remote.families = Families::V6; }},
    {"remote.proxy", [](Settings& s) { s.remote.proxy = QStringLiteral("socks5://::1"); }},
    {"remote.caFile", [](Settings& s) { s.remote.caFile = QStringLiteral("/ca.pem"); }},
    {"remote.userAgent", [](Settings& s) { s.remote.userAgent = QStringLiteral("curl/8"); }},
};

TEST(Settings, differWhenAnyValueDoes)
{
    EXPECT_EQ(std::size(kEdits), 25u) << "one a member of Settings, Policy, Caps and Remote";
    EXPECT_EQ(Settings{}, Settings{});
    for (const auto& [name, edit] : kEdits) {
        Settings changed;
        edit(changed);
        EXPECT_FALSE(changed == Settings{}) << name;
        Settings alike;
        edit(alike);
        EXPECT_EQ(changed, alike) << name;
    }
}

TEST(Validate, leavesTheDefaultsAlone)
{
    Settings settings;
    EXPECT_THAT(validate(settings), testing::IsEmpty());
    EXPECT_EQ(settings, Settings{});
}

TEST(Validate, putsDefaultsForWhatIsOutOfRangeAndSaysSo)
{
    Settings settings;
    settings.udpWorkers = 0;
    settings.policy.interval = seconds(0);
    settings.policy.minInterval = seconds(-3);
    settings.policy.expiry = seconds(10'000'000);
    settings.caps = {0, 0, 0};
    settings.httpConnections = 1'000'000;
    settings.tickMs = 1;
    const std::vector<Problem> problems = validate(settings);
    EXPECT_EQ(settings, Settings{});
    EXPECT_THAT(placesOf(problems),
        testing::UnorderedElementsAre("tracker.udpWorkers", "tracker.interval", "tracker.minInterval", "tracker.expiry",
            "tracker.maxSwarms", "tracker.maxPeers", "tracker.maxPeersPerAddress", "tracker.httpConnections",
            "window.tickMs"));
    for (const Problem& problem : problems) {
        EXPECT_FALSE(problem.warning) << problem.message.toStdString();
        EXPECT_THAT(problem.message.toStdString(), testing::EndsWith("is used."));
    }
}

TEST(Validate, keepsAWrongProxySoThatNothingGoesPastIt)
{
    Settings s;
    s.remote.proxy = QStringLiteral(" ftp://192.0.2.1:1 ");
    EXPECT_EQ(placesOf(validate(s)), QStringList{QStringLiteral("remote.proxy")});
    EXPECT_EQ(s.remote.proxy, QStringLiteral("ftp://192.0.2.1:1"));
}

TEST(Validate, replacesWhatRemoteTrackersCannotBeAskedWith)
{
    Settings s;
    s.remote.timeoutS = 0;
    s.remote.jobs = 5000;
    s.remote.userAgent = QStringLiteral("a\r\nb");
    EXPECT_EQ(validate(s).size(), 3u);
    EXPECT_EQ(s.remote, Remote{});
    s.remote.caFile = QStringLiteral("/no/such/file.pem");
    const auto problems = validate(s);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_TRUE(problems[0].warning);
}

TEST(Validate, dropsDoubledAddressesAndBoundsTheList)
{
    Settings settings;
    for (int i = 0; i < 200; ++i)
        settings.listen.push_back(
            {protocol::Address::v4(0x7f000001u + static_cast<unsigned>(i) / 2), {}, std::nullopt});
    EXPECT_EQ(placesOf(validate(settings)), QStringList{QStringLiteral("tracker.listen")});
    ASSERT_EQ(settings.listen.size(), kMaxListen);
    EXPECT_EQ(settings.listen[1].text().toStdString(), "127.0.0.2");
    EXPECT_THAT(validate(settings), testing::IsEmpty());
}

TEST(Validate, takesPortZeroForOffAndWarnsWhenNothingIsLeft)
{
    Settings settings;
    settings.udpPort = 0;
    EXPECT_THAT(validate(settings), testing::IsEmpty());
    EXPECT_EQ(settings.udpPort, std::nullopt);
    settings.httpPort.reset();
    const auto problems = validate(settings);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_TRUE(problems[0].warning);
}

TEST(Validate, leavesOutWhatIsNoNetwork)
{
    Settings settings;
    settings.trustedProxies = {QStringLiteral(" 10.0.0.0/8 "), QStringLiteral("10."), QStringLiteral("any")};
    settings.claimedIpNetworks = {QStringLiteral("fe80::/10"), QStringLiteral("192.168.1.1/16")};
    EXPECT_EQ(validate(settings).size(), 3u);
    EXPECT_THAT(settings.trustedProxies, testing::ElementsAre(QStringLiteral("10.0.0.0/8")));
    EXPECT_THAT(settings.claimedIpNetworks, testing::ElementsAre(QStringLiteral("fe80::/10")));
}

// libtorrent announces no more often than every 300 s: 2 x 300 + 60.
TEST(Validate, warnsOfAnExpiryThatLosesClientsBetweenTwoAnnounces)
{
    Settings settings;
    settings.policy.expiry = seconds(659);
    auto problems = validate(settings);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_TRUE(problems[0].warning);
    EXPECT_THAT(problems[0].message.toStdString(),
        testing::AllOf(testing::HasSubstr("659 s"), testing::HasSubstr("660 s"), testing::HasSubstr("qBittorrent")));
    EXPECT_EQ(settings.policy.expiry, seconds(659));

    settings.policy.expiry = seconds(660);
    EXPECT_THAT(validate(settings), testing::IsEmpty());
    settings.policy.interval = seconds(1800); // automatic: 3660
    EXPECT_EQ(placesOf(validate(settings)), QStringList{QStringLiteral("tracker.expiry")});
    settings.policy.expiry = seconds(3660);
    EXPECT_THAT(validate(settings), testing::IsEmpty());
}

TEST(Validate, warnsOfAnIntervalThatIsNotTold)
{
    Settings settings;
    settings.policy.interval = seconds(4);
    const auto problems = validate(settings);
    ASSERT_EQ(placesOf(problems), QStringList{QStringLiteral("tracker.interval")});
    EXPECT_TRUE(problems[0].warning);
    EXPECT_EQ(settings.policy.interval, seconds(4));
    settings.policy.minInterval = seconds(4);
    EXPECT_THAT(validate(settings), testing::IsEmpty());
}

} // namespace
} // namespace waggle::settings
