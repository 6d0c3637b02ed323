// SPDX-License-Identifier: GPL-3.0-or-later
// docs/protocol.md, what only askers on other computers meet: peers of the tracker's own machine, links, the answer's
// source, strangers, claimed addresses.
#include "core/protocol/bencode.h"
#include "tests/service/hosts.h"
#include "tests/support/httpclient.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <net/if.h>

namespace waggle::test {
namespace {

using protocol::Address;
using protocol::Endpoint;
using protocol::Family;
using protocol::Transport;
using Endpoints = std::vector<Endpoint>;

Address at(const char* text)
{
    return Address::parse(text).value_or(Address());
}

Endpoint peer(const char* address, std::uint16_t port)
{
    return {at(address), port};
}

struct Asked {
    Packet packet;
    Endpoints peers; // sorted
    std::string error;
};

// One announce by UDP from a fresh socket that hears only the address it asked.
Asked announce(const Endpoint& server, std::uint16_t port, const char* from = "0.0.0.0", std::uint32_t scope = 0,
    std::uint32_t claimed = 0)
{
    UdpClient client(server, at(from), scope);
    const std::string number = std::to_string(10'000 + port);
    const auto answer = client.ask(announcePacket({.connectionId = client.connectId(),
        .peerId = "-XX0001-" + std::string(12 - number.size(), '0') + number,
        .ip = claimed,
        .port = port}));
    Asked asked{answer.value_or(Packet{}), {}, {}};
    asked.error = errorText(asked.packet);
    if (word(asked.packet, 0) == 1)
        asked.peers = peersOf(asked.packet, server.address.family());
    std::sort(asked.peers.begin(), asked.peers.end());
    return asked;
}

// What an HTTP answer holds under "peers" or "peers6", sorted; and its failure.
struct HttpAsked {
    Endpoints peers;
    std::string failure;
};
HttpAsked announceHttp(const Endpoint& server, std::uint16_t port, const QString& scope = {})
{
    const auto answer = httpGet(server,
        "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-http0000" + std::to_string(port)
            + "&left=5&port=" + std::to_string(port),
        {}, scope);
    const std::string body = answer ? answer->body : std::string(); // what is decoded are views into it
    const auto decoded = protocol::bencode::decode(body);
    HttpAsked asked;
    if (!decoded)
        return {{}, "no answer"};
    const auto text = [&](const char* key) {
        const auto* found = decoded->value.find(key);
        return found && found->string() ? std::string(*found->string()) : std::string();
    };
    asked.failure = text("failure reason");
    for (const Family family : {Family::V4, Family::V6}) {
        // As a UDP answer: twenty bytes, then the wires.
        const std::string wires = std::string(20, '\0') + text(family == Family::V4 ? "peers" : "peers6");
        const auto some = peersOf(Packet(wires.begin(), wires.end()), family);
        asked.peers.insert(asked.peers.end(), some.begin(), some.end());
    }
    std::sort(asked.peers.begin(), asked.peers.end());
    return asked;
}

// This computer has a wire to each of two others. On both of them it is fe80::1, and each of them is fe80::3 there.
class RemoteAskers : public ::testing::TestWithParam<bool> {
protected:
    static void SetUpTestSuite()
    {
        if (!isInNamespace() || s_red) // once, even if the tests are repeated: a wire takes its time to vanish
            return;
        s_red = std::make_unique<Host>("red");
        s_blue = std::make_unique<Host>("blue");
        s_isReady = ip("link set lo up") && s_red->isUp() && s_blue->isUp();
        for (const char* own : {"10.77.0.1/28 dev red", "10.77.0.2/28 dev red", "10.77.0.17/28 dev blue",
                 "fd77::1/64 dev red nodad", "fe80::1/64 dev red nodad", "fe80::1/64 dev blue nodad"})
            s_isReady = s_isReady && ip(std::string("address add ") + own);
        for (const char* theirs : {"10.77.0.3/28 dev eth0", "203.0.113.9/32 dev eth0", "fd77::3/64 dev eth0 nodad",
                 "fe80::3/64 dev eth0 nodad", "fe80::4/64 dev eth0 nodad"})
            s_isReady = s_isReady && s_red->ip(std::string("address add ") + theirs);
        for (const char* theirs : {"10.77.0.18/28 dev eth0", "fe80::3/64 dev eth0 nodad"})
            s_isReady = s_isReady && s_blue->ip(std::string("address add ") + theirs);
        s_isReady = s_isReady && ip("route add 203.0.113.9/32 dev red");
    }
    void SetUp() override
    {
        if (!isInNamespace())
            GTEST_SKIP() << "network namespaces are not allowed here (that needs root)";
        ASSERT_TRUE(s_isReady);
    }

    void start(settings::Settings settings = {})
    {
        settings.listen = {listenEntry("0.0.0.0"), listenEntry("::")};
        tracker = std::make_unique<LiveTracker>(
            settings, LiveTracker::Options{.portableUdp = GetParam(), .time = {}, .secretPath = {}});
        ASSERT_TRUE(tracker->start());
    }
    // The tracker under one of its addresses.
    [[nodiscard]] Endpoint udp(const char* address) const
    {
        const bool v4 = at(address).family() == Family::V4;
        return {at(address), tracker->endpoint(Transport::Udp, v4 ? "0.0.0.0" : "::").port};
    }
    [[nodiscard]] Endpoint http(const char* address) const
    {
        const bool v4 = at(address).family() == Family::V4;
        return {at(address), tracker->endpoint(Transport::Http, v4 ? "0.0.0.0" : "::").port};
    }

    std::unique_ptr<LiveTracker> tracker;
    static inline std::unique_ptr<Host> s_red, s_blue;
    static inline bool s_isReady = false;
};

TEST_P(RemoteAskers, GetThePeersOfTheTrackersMachineUnderTheAddressTheyAsked)
{
    start();
    announce(udp("127.0.0.1"), 5001);
    announce(udp("::1"), 5002);
    s_red->run([&] {
        EXPECT_EQ(announce(udp("10.77.0.1"), 6001).peers, (Endpoints{peer("10.77.0.1", 5001)}));
        EXPECT_EQ(announce(udp("fd77::1"), 6001).peers, (Endpoints{peer("fd77::1", 5002)}));
        EXPECT_EQ(announceHttp(http("10.77.0.2"), 6002).peers,
            (Endpoints{peer("10.77.0.2", 5001), peer("10.77.0.3", 6001), peer("fd77::3", 6001)}))
            << "the other family's loopback is left out";
        EXPECT_EQ(announceHttp(http("fd77::1"), 6003).peers,
            (Endpoints{
                peer("10.77.0.3", 6001), peer("10.77.0.3", 6002), peer("fd77::1", 5002), peer("fd77::3", 6001)}));
    });
    const Endpoints others{peer("10.77.0.3", 6001), peer("10.77.0.3", 6002)};
    Endpoints local = announce(udp("127.0.0.1"), 5003).peers;
    EXPECT_EQ(local, (Endpoints{others[0], others[1], peer("127.0.0.1", 5001)})) << "to the machine itself as it is";
}

TEST_P(RemoteAskers, HearTheAddressThatTheyAsked)
{
    start();
    announce(udp("127.0.0.1"), 5001);
    // What QUdpSocket sends on a v4 wildcard leaves from the route's address, whatever it was told (Qt 6.4, Linux).
    const char* asked = GetParam() ? "10.77.0.1" : "10.77.0.2";
    s_red->run([&] { EXPECT_EQ(announce(udp(asked), 6001).peers, (Endpoints{peer(asked, 5001)})); });
    if (GetParam())
        return;
    // An address of another interface of the same machine.
    ASSERT_TRUE(s_red->ip("route replace 10.77.0.17/32 dev eth0"));
    s_red->run([&] {
        EXPECT_EQ(
            announce(udp("10.77.0.17"), 6002).peers, (Endpoints{peer("10.77.0.3", 6001), peer("10.77.0.17", 5001)}));
    });
}

TEST_P(RemoteAskers, OfOneLinkAreNeverGivenToAnother)
{
    start();
    announce(udp("::1"), 5001);
    s_red->run([&] {
        const std::uint32_t link = ::if_nametoindex("eth0");
        EXPECT_EQ(announce(udp("fe80::1"), 6001, "fe80::3", link).peers, (Endpoints{peer("fe80::1", 5001)}));
    });
    s_blue->run([&] {
        const std::uint32_t link = ::if_nametoindex("eth0");
        // The same address and port on another link is another peer.
        EXPECT_EQ(announce(udp("fe80::1"), 6001, "fe80::3", link).peers, (Endpoints{peer("fe80::1", 5001)}));
        EXPECT_EQ(announceHttp(http("fe80::1"), 6002, QStringLiteral("eth0")).peers,
            (Endpoints{peer("fe80::1", 5001), peer("fe80::3", 6001)}));
    });
    s_red->run([&] {
        const std::uint32_t link = ::if_nametoindex("eth0");
        const Asked asked = announce(udp("fe80::1"), 6004, "fe80::4", link);
        EXPECT_EQ(asked.peers, (Endpoints{peer("fe80::1", 5001), peer("fe80::3", 6001)})) << "of red, not of blue";
        EXPECT_EQ(word(asked.packet, 12), 5u) << "all of them count";
        EXPECT_EQ(announce(udp("fd77::1"), 6005).peers, (Endpoints{peer("fd77::1", 5001)}));
        EXPECT_EQ(announceHttp(http("10.77.0.1"), 6006).peers, (Endpoints{peer("fd77::3", 6005)}));
    });
}

TEST_P(RemoteAskers, OfOtherNetworksAreToldThatTheyAreStrangers)
{
    start();
    s_red->run([&] {
        const char* stranger = "203.0.113.9";
        EXPECT_NE(announce(udp("10.77.0.1"), 6001, stranger).error.find("its own network"), std::string::npos);
        UdpClient client(udp("10.77.0.1"), at(stranger));
        EXPECT_TRUE(client.isIgnored(announcePacket({.connectionId = 77}))) << "words only after a valid id";
        const auto scraped = client.ask(scrapePacket(client.connectId(), 5, "a"));
        EXPECT_NE(errorText(scraped.value_or(Packet{})).find("its own network"), std::string::npos);
        EXPECT_EQ(word(scraped.value_or(Packet{}), 4), 5u);
    });
    EXPECT_EQ(tracker->service().store().totals().swarms, 0u);
    settings::Settings settings;
    settings.allow = settings::Allow::Anyone;
    settings.listen = {listenEntry("0.0.0.0"), listenEntry("::")};
    tracker->service().apply(settings);
    EXPECT_TRUE(waitUntil([&] {
        bool isServed = false;
        s_red->run([&] { isServed = word(announce(udp("10.77.0.1"), 6001, "203.0.113.9").packet, 0) == 1; });
        return isServed;
    }));
}

TEST_P(RemoteAskers, MayNameAnotherAddressWhereTheirNetworkIsListed)
{
    settings::Settings settings;
    settings.claimedIpNetworks = {QStringLiteral("10.77.0.0/28")};
    start(settings);
    constexpr std::uint32_t kClaimed = 0x0a4d0063; // 10.77.0.99
    s_red->run([&] { announce(udp("10.77.0.1"), 6001, "0.0.0.0", 0, kClaimed); });
    s_blue->run([&] {
        EXPECT_EQ(
            announce(udp("10.77.0.17"), 6002, "0.0.0.0", 0, kClaimed).peers, (Endpoints{peer("10.77.0.99", 6001)}));
    });
    s_red->run([&] {
        EXPECT_EQ(
            announce(udp("10.77.0.1"), 6003).peers, (Endpoints{peer("10.77.0.18", 6002), peer("10.77.0.99", 6001)}));
    });
}

INSTANTIATE_TEST_SUITE_P(
    Paths, RemoteAskers, ::testing::Bool(), [](const auto& param) { return param.param ? "Portable" : "Batched"; });

} // namespace
} // namespace waggle::test
