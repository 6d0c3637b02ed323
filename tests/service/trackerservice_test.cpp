// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <QTcpServer>
#include <QUdpSocket>

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace waggle::test {
namespace {

using protocol::Address;
using protocol::Endpoint;
using protocol::Family;
using protocol::Transport;
using server::ListenerState;
using State = ListenerState::State;

bool answersUdp(const Endpoint& endpoint)
{
    return UdpClient(endpoint).connectId() != 0;
}

bool answersHttp(const Endpoint& endpoint)
{
    const auto answer = httpGet(endpoint, "/");
    return answer && answer->status == 200;
}

// True once the tracker's UDP socket is gone: the loopback interface says so at once.
bool isClosed(const Endpoint& endpoint)
{
    return UdpClient(endpoint).connectId() == 0 && !HttpClient(endpoint).isConnected();
}

TEST(TrackerService, OneNumberForHttpAndUdpOnAnyPort)
{
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    EXPECT_TRUE(tracker.service().isOn());
    ASSERT_EQ(tracker.service().listeners().size(), 4u);
    for (const char* address : {"127.0.0.1", "::1"}) {
        const Endpoint udp = tracker.endpoint(Transport::Udp, address);
        EXPECT_NE(udp.port, 0);
        EXPECT_EQ(tracker.endpoint(Transport::Http, address), udp);
        EXPECT_TRUE(answersUdp(udp));
        EXPECT_TRUE(answersHttp(udp));
    }
}

TEST(TrackerService, AnyPortLooksForOneThatIsFreeForBoth)
{
    // So many UDP ports are taken that some HTTP port is bound to meet one.
    std::vector<std::unique_ptr<QUdpSocket>> taken;
    for (int i = 0; i < 400; ++i) {
        taken.push_back(std::make_unique<QUdpSocket>());
        ASSERT_TRUE(taken.back()->bind(QHostAddress::LocalHost, 0));
    }
    settings::Settings settings;
    for (int i = 0; i < 8; ++i)
        settings.listen.push_back(listenEntry(("127.0.0." + std::to_string(i + 1)).c_str()));
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    const auto listeners = tracker.service().listeners();
    EXPECT_EQ(listeners.size(), 16u) << "two an address";
    for (const ListenerState& state : listeners)
        EXPECT_EQ(state.state, State::Listening) << state.problem.toStdString();
}

TEST(TrackerService, StopsAndStartsAgainWithItsPeers)
{
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    const Endpoint first = tracker.udp();
    {
        UdpClient client(first);
        ASSERT_TRUE(client.ask(announcePacket({.connectionId = client.connectId()})));
    }
    ASSERT_TRUE(tracker.stop());
    EXPECT_FALSE(tracker.service().isOn());
    const auto listeners = tracker.service().listeners();
    EXPECT_FALSE(listeners.empty());
    for (const ListenerState& state : listeners)
        EXPECT_EQ(state.state, State::Off);
    EXPECT_TRUE(QTcpServer().listen(QHostAddress::LocalHost, first.port)) << "the port is free";
    EXPECT_EQ(tracker.service().store().totals().peers, 1u);
    tracker.advance(std::chrono::seconds(660));
    EXPECT_TRUE(waitUntil([&] { return tracker.service().store().totals().peers == 0; })) << "peers expire while off";
    ASSERT_TRUE(tracker.start());
    EXPECT_TRUE(answersUdp(tracker.udp()));
    ASSERT_TRUE(tracker.stop());
    ASSERT_TRUE(tracker.start());
    EXPECT_TRUE(answersUdp(tracker.udp(Family::V6)));
}

TEST(TrackerService, APortInUseIsNamedAndComesBackWhenItIsFree)
{
    QTcpServer tcp;
    ASSERT_TRUE(tcp.listen(QHostAddress::LocalHost));
    auto udp = std::make_unique<QUdpSocket>();
    ASSERT_TRUE(udp->bind(QHostAddress::LocalHost, tcp.serverPort()));
    settings::Settings settings;
    settings.listen = {listenEntry("127.0.0.1", tcp.serverPort()), listenEntry("::1")};
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    for (const Transport transport : {Transport::Http, Transport::Udp}) {
        const auto* broken = tracker.listener(transport, "127.0.0.1");
        ASSERT_TRUE(broken);
        EXPECT_EQ(broken->state, State::Retrying);
        EXPECT_FALSE(broken->note);
        const std::string problem = broken->problem.toStdString();
        EXPECT_NE(problem.find(std::to_string(tcp.serverPort())), std::string::npos) << problem;
        EXPECT_NE(problem.find("in use by another program"), std::string::npos) << problem;
        EXPECT_NE(problem.find("choose another port"), std::string::npos) << problem;
    }
    EXPECT_TRUE(answersUdp(tracker.udp(Family::V6))) << "the others work";
    const quint16 port = tcp.serverPort();
    tcp.close();
    udp.reset();
    const auto listens = [&](Transport transport) {
        const auto* state = tracker.listener(transport, "127.0.0.1");
        return state && state->state == State::Listening && state->problem.isEmpty();
    };
    EXPECT_TRUE(waitUntil([&] { return listens(Transport::Http) && listens(Transport::Udp); }));
    EXPECT_TRUE(answersUdp({*Address::parse("127.0.0.1"), port}));
    EXPECT_TRUE(answersHttp({*Address::parse("127.0.0.1"), port}));
}

TEST(TrackerService, AnAddressThatIsNotHereIsNamed)
{
    settings::Settings settings;
    settings.listen = {listenEntry("198.51.100.77"), listenEntry("127.0.0.1")};
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    for (const Transport transport : {Transport::Http, Transport::Udp}) {
        const auto* broken = tracker.listener(transport, "198.51.100.77");
        ASSERT_TRUE(broken);
        EXPECT_EQ(broken->state, State::Retrying);
        EXPECT_NE(broken->problem.toStdString().find("198.51.100.77"), std::string::npos);
    }
    EXPECT_TRUE(answersUdp(tracker.udp()));
}

TEST(TrackerService, ApplyReopensOnlyWhatChanged)
{
    settings::Settings settings = loopbackSettings();
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    const Endpoint kept = tracker.udp();
    const Endpoint gone = tracker.udp(Family::V6);
    HttpClient open(kept);
    ASSERT_TRUE(open.isConnected());

    settings.listen = {listenEntry("127.0.0.1"), listenEntry("127.0.0.3")};
    tracker.service().apply(settings);
    EXPECT_TRUE(waitUntil([&] { return tracker.endpoint(Transport::Udp, "127.0.0.3").port != 0; }));
    EXPECT_EQ(tracker.udp(), kept);
    EXPECT_TRUE(open.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) << "its connections live on";
    EXPECT_TRUE(answersUdp(tracker.endpoint(Transport::Udp, "127.0.0.3")));
    EXPECT_TRUE(isClosed(gone));

    settings.httpPort.reset();
    settings.policy.interval = std::chrono::seconds(1234);
    tracker.service().apply(settings);
    EXPECT_TRUE(waitUntil([&] { return tracker.service().listeners().size() == 2; }));
    UdpClient client(kept);
    const auto answer = client.ask(announcePacket({.connectionId = client.connectId()}));
    ASSERT_TRUE(answer);
    EXPECT_NEAR(word(*answer, 8), 1234, 124);
}

// What is left of the settings after the listeners: each of them changes what the next request gets.
class AppliedSettings : public ::testing::Test {
protected:
    settings::Settings settings = loopbackSettings();
    LiveTracker tracker{settings};

    void SetUp() override { ASSERT_TRUE(tracker.start()); }
    void apply() { tracker.service().apply(settings); }

    std::string announce(int peer, const std::string& more = {}, const std::string& fields = {}) const
    {
        const auto answer = httpGet(tracker.endpoint(Transport::Http, "127.0.0.1"),
            "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&left=5&peer_id=-XX0001-00000000000" + std::to_string(peer)
                + "&port=" + std::to_string(7000 + peer) + more,
            fields);
        return answer ? answer->body : "no answer";
    }
    // True once an announce is answered so: settings reach the workers a moment after apply().
    bool becomes(const std::string& part, int peer, const std::string& more = {}, const std::string& fields = {}) const
    {
        return waitUntil([&] { return announce(peer, more, fields).find(part) != std::string::npos; });
    }
};

TEST_F(AppliedSettings, ProxiesAndWhoIsAllowed)
{
    const std::string stranger = "X-Forwarded-For: 203.0.113.7\r\n";
    EXPECT_NE(announce(1, {}, stranger).find("external ip4:\x7f"), std::string::npos);
    settings.trustedProxies = {QStringLiteral("127.0.0.0/8")};
    apply();
    EXPECT_TRUE(becomes("its own network", 1, {}, stranger));
    settings.allow = settings::Allow::Anyone;
    apply();
    EXPECT_TRUE(becomes("external ip4:\xcb", 1, {}, stranger));
    settings.allow = settings::Allow::Network;
    apply();
    EXPECT_TRUE(becomes("its own network", 1, {}, stranger));
}

TEST_F(AppliedSettings, ClaimedAddresses)
{
    EXPECT_EQ(announce(1, "&ip=10.7.7.7&compact=0").find("10.7.7.7"), std::string::npos);
    EXPECT_EQ(announce(2, "&compact=0").find("10.7.7.7"), std::string::npos);
    settings.claimedIpNetworks = {QStringLiteral("127.0.0.0/8")};
    apply();
    EXPECT_TRUE(waitUntil([&] {
        static_cast<void>(announce(3, "&ip=10.7.7.7"));
        return announce(2, "&compact=0").find("10.7.7.7") != std::string::npos;
    }));
}

TEST_F(AppliedSettings, Intervals)
{
    EXPECT_NE(announce(1).find("12:min intervali30e"), std::string::npos);
    settings.policy.minInterval = std::chrono::seconds(2000);
    apply();
    EXPECT_TRUE(becomes("12:min intervali2000e", 1));
    EXPECT_NE(announce(1).find("8:intervali2"), std::string::npos) << "never under it";
}

TEST_F(AppliedSettings, ExpiryOfThoseWhoAreHere)
{
    static_cast<void>(announce(1));
    tracker.advance(std::chrono::seconds(100));
    static_cast<void>(announce(2));
    settings.policy.expiry = std::chrono::seconds(90);
    apply();
    EXPECT_TRUE(waitUntil([&] { return tracker.service().store().totals().peers == 1; })) << "100 s are too long";
    settings.policy.expiry = std::chrono::seconds(5000);
    settings.policy.minInterval = std::chrono::seconds(33);
    apply();
    ASSERT_TRUE(becomes("12:min intervali33e", 3)) << "the new ones hold";
    tracker.advance(std::chrono::seconds(4999));
    EXPECT_NE(announce(3).find("10:incompletei2e"), std::string::npos) << "the second stays as long as it says now";
    tracker.advance(std::chrono::seconds(1));
    EXPECT_NE(announce(3).find("10:incompletei1e"), std::string::npos);
}

TEST_F(AppliedSettings, Caps)
{
    static_cast<void>(announce(1));
    static_cast<void>(announce(2));
    settings.caps.peers = 2;
    apply();
    // The third may come in before the cap is known: it stops, and finds no room again.
    EXPECT_TRUE(waitUntil([&] {
        static_cast<void>(announce(3, "&event=stopped"));
        return announce(3).find("8:retry ini5e") != std::string::npos;
    }));
    EXPECT_NE(announce(1).find("10:incompletei2e"), std::string::npos) << "who is here goes on";
    settings.caps.peers = 100;
    apply();
    EXPECT_TRUE(becomes("10:incompletei3e", 3));
}

TEST_F(AppliedSettings, AnswersToBadConnectionIds)
{
    UdpClient client(tracker.udp());
    EXPECT_TRUE(client.isIgnored(announcePacket({.connectionId = 5})));
    settings.answerBadConnectionIds = true;
    apply();
    // A connect behind it, so that there is an answer in any case.
    EXPECT_TRUE(waitUntil([&] { return !client.isIgnored(announcePacket({.connectionId = 5})); }));
}

TEST_F(AppliedSettings, ConnectionsAndTransports)
{
    const Endpoint http = tracker.endpoint(Transport::Http, "127.0.0.1");
    HttpClient first(http);
    ASSERT_TRUE(first.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    settings.httpConnections = 1;
    apply();
    // With the cap known, the one that was idle longest makes room for the next.
    EXPECT_TRUE(waitUntil([&] { return answersHttp(http) && !first.isConnected(); }));
    EXPECT_TRUE(waitUntil([&] { return tracker.counters().httpConnections <= 1; }));
    settings.udpPort.reset();
    apply();
    EXPECT_TRUE(waitUntil([&] { return tracker.service().listeners().size() == 2; }));
    settings.udpPort = settings::kDefaultPort;
    apply();
    EXPECT_TRUE(waitUntil([&] { return tracker.udp().port != 0 && answersUdp(tracker.udp()); }));
}

TEST(TrackerService, ApplyWhileOffIsUsedByTheNextStart)
{
    settings::Settings settings = loopbackSettings();
    LiveTracker tracker(settings);
    settings.listen = {listenEntry("127.0.0.4")};
    tracker.service().apply(settings);
    ASSERT_TRUE(tracker.start());
    ASSERT_EQ(tracker.service().listeners().size(), 2u);
    EXPECT_TRUE(answersUdp(tracker.endpoint(Transport::Udp, "127.0.0.4")));
}

TEST(TrackerService, ARestartDoesNotSilenceClients)
{
    QTemporaryDir folder;
    const LiveTracker::Options options{.portableUdp = false,
        .time = std::make_shared<LiveTracker::Time>(),
        .secretPath = folder.filePath(QStringLiteral("secret"))};
    std::uint64_t id = 0;
    {
        LiveTracker tracker(loopbackSettings(), options);
        ASSERT_TRUE(tracker.start());
        id = UdpClient(tracker.udp()).connectId();
    }
    LiveTracker tracker(loopbackSettings(), options);
    ASSERT_TRUE(tracker.start());
    const auto answer = UdpClient(tracker.udp()).ask(announcePacket({.connectionId = id}));
    EXPECT_TRUE(answer && word(*answer, 0) == 1);
}

TEST(TrackerService, SeveralWorkersShareAPort)
{
    settings::Settings settings = loopbackSettings();
    settings.udpWorkers = 3;
    LiveTracker tracker(settings);
    ASSERT_EQ(tracker.service().shares().size(), 3u);
    ASSERT_TRUE(tracker.start());
    const auto answeredBy = [&](std::size_t worker) {
        const auto values = tracker.service().shares()[worker]->counters.read();
        return values.bytesOut[static_cast<std::size_t>(Transport::Udp)][0] > 0;
    };
    // The kernel spreads clients by their ports: with enough of them every worker has one.
    EXPECT_TRUE(waitUntil([&] {
        EXPECT_TRUE(answersUdp(tracker.udp()));
        return answeredBy(0) && answeredBy(1) && answeredBy(2);
    }));
    const Endpoint open = tracker.udp();
    ASSERT_TRUE(tracker.stop());
    EXPECT_TRUE(isClosed(open));
}

TEST(TrackerService, RaisesTheLimitOfDescriptors)
{
    LiveTracker tracker;
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_TRUE(limit.rlim_cur == limit.rlim_max || limit.rlim_cur >= 65'536u);
}

TEST(TrackerService, EndsWhileItIsStarting)
{
    for (int i = 0; i < 5; ++i) {
        LiveTracker tracker;
        tracker.service().start();
        tracker.service().stop();
        tracker.service().start();
    }
    LiveTracker tracker;
    tracker.service().start();
    tracker.service().stop();
    EXPECT_TRUE(tracker.start());
    EXPECT_TRUE(answersUdp(tracker.udp()));
}

TEST(TrackerService, AnIdleTrackerDoesNotSpin)
{
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    ASSERT_TRUE(answersUdp(tracker.udp()));
    const auto cpu = [] {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    };
    // Two tries of a listener that fails are 2 s apart: time passes without this test sleeping through it.
    QTcpServer tcp;
    ASSERT_TRUE(tcp.listen(QHostAddress::LocalHost));
    settings::Settings settings = loopbackSettings();
    settings.listen.push_back(listenEntry("127.0.0.1", tcp.serverPort()));
    settings.udpPort.reset();
    tracker.service().apply(settings);
    ASSERT_TRUE(waitUntil([&] { return tracker.service().listeners().size() == 3; }));
    const auto before = cpu();
    tcp.close();
    EXPECT_TRUE(waitUntil([&] { return tracker.service().listeners().back().state == State::Listening; }));
    EXPECT_LT(cpu() - before, std::chrono::milliseconds(700));
}

} // namespace
} // namespace waggle::test
