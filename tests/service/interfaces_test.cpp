// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses that come and go, in a network namespace of this test's own.
#include "tests/service/hosts.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <QCoreApplication>

#include <gtest/gtest.h>

namespace waggle::test {
namespace {

using protocol::Address;
using protocol::Transport;
using server::ListenerState;

struct Interfaces : ::testing::Test {
    void SetUp() override
    {
        if (!isInNamespace())
            GTEST_SKIP() << "network namespaces are not allowed here (that needs root)";
        ASSERT_TRUE(ip("link set lo up"));
    }
};

TEST_F(Interfaces, AnAddressThatVanishesIsNamedAndServedAgainWhenItReturns)
{
    ASSERT_TRUE(ip("address add 10.77.0.5/32 dev lo"));
    settings::Settings settings;
    settings.listen = {listenEntry("10.77.0.5"), listenEntry("127.0.0.1")};
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    const auto stands = [&](ListenerState::State state) {
        const auto* http = tracker.listener(Transport::Http, "10.77.0.5");
        const auto* udp = tracker.listener(Transport::Udp, "10.77.0.5");
        return http && udp && http->state == state && udp->state == state;
    };
    ASSERT_TRUE(stands(ListenerState::State::Listening));
    EXPECT_NE(UdpClient(tracker.endpoint(Transport::Udp, "10.77.0.5")).connectId(), 0u);

    ASSERT_TRUE(ip("address delete 10.77.0.5/32 dev lo"));
    ASSERT_TRUE(waitUntil([&] { return stands(ListenerState::State::Retrying); }));
    const std::string problem = tracker.listener(Transport::Udp, "10.77.0.5")->problem.toStdString();
    EXPECT_NE(problem.find("No interface has the address 10.77.0.5 now"), std::string::npos) << problem;
    EXPECT_NE(UdpClient(tracker.udp()).connectId(), 0u) << "the other listener was not touched";

    ASSERT_TRUE(ip("address add 10.77.0.5/32 dev lo"));
    ASSERT_TRUE(waitUntil([&] { return stands(ListenerState::State::Listening); }));
    EXPECT_NE(UdpClient(tracker.endpoint(Transport::Udp, "10.77.0.5")).connectId(), 0u);
}

TEST_F(Interfaces, OwnPrefixesAreThisNetworkAsSoonAsTheyAppear)
{
    settings::Settings settings;
    settings.listen = {listenEntry("0.0.0.0")};
    LiveTracker tracker(settings);
    ASSERT_TRUE(tracker.start());
    ASSERT_TRUE(ip("address add 198.51.100.1/24 dev lo"));
    ASSERT_TRUE(ip("address add 198.51.100.9/32 dev lo"));
    const auto port = tracker.endpoint(Transport::Udp, "0.0.0.0").port;
    const auto announces = [&] {
        UdpClient client({*Address::parse("198.51.100.1"), port}, *Address::parse("198.51.100.9"));
        const auto answer = client.ask(announcePacket({.connectionId = client.connectId()}));
        return answer && word(*answer, 0) == 1;
    };
    EXPECT_TRUE(waitUntil(announces));
}

} // namespace
} // namespace waggle::test

int main(int argc, char** argv)
{
    waggle::test::enterNamespace();
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
