// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/networks.h"

#include <gtest/gtest.h>

namespace waggle::access {
namespace {

using protocol::Address;

Address address(const char* text)
{
    const auto parsed = Address::parse(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Address());
}

Network network(const char* text)
{
    const auto parsed = Network::parse(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Network());
}

TEST(Network, ReadsBlocksAndSingleAddresses)
{
    EXPECT_EQ(network("10.0.0.0/8").text(), "10.0.0.0/8");
    EXPECT_EQ(network("10.1.2.3").text(), "10.1.2.3/32");
    EXPECT_EQ(network("fe80::/10").text(), "fe80::/10");
    EXPECT_EQ(network("2001:db8::1").text(), "2001:db8::1/128");
    EXPECT_EQ(network("0.0.0.0/0").prefix, 0);
    EXPECT_EQ(network("::/0").prefix, 0);
    EXPECT_EQ(network("::ffff:10.0.0.0/104"), network("10.0.0.0/8"));
}

TEST(Network, RefusesWhatIsNotStrict)
{
    for (const char* text : {"", "any", "10.", "192.168", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1",
             "10.0.0.0/+8", "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/8/8", "10.0.0.1/8", "10.128.0.0/8", "fe80::/129",
             "fe80::1/10", "[fe80::]/10", "/8", "10.0.0.0/0x8", "10.0.0.0/4294967304", "::ffff:10.0.0.0/8"}) {
        const auto parsed = Network::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_FALSE(parsed.error().message.empty()) << text;
    }
}

TEST(Network, ContainsByBitsAndFamily)
{
    const Network odd = network("192.168.4.0/22");
    EXPECT_TRUE(odd.contains(address("192.168.4.0")));
    EXPECT_TRUE(odd.contains(address("192.168.7.255")));
    EXPECT_FALSE(odd.contains(address("192.168.8.0")));
    EXPECT_FALSE(odd.contains(address("192.168.3.255")));
    EXPECT_TRUE(network("0.0.0.0/0").contains(address("203.0.113.9")));
    EXPECT_FALSE(network("0.0.0.0/0").contains(address("2001:db8::1")));
    EXPECT_FALSE(network("::/0").contains(address("203.0.113.9")));
    EXPECT_TRUE(network("2001:db8::/33").contains(address("2001:db8:7fff::1")));
    EXPECT_FALSE(network("2001:db8::/33").contains(address("2001:db8:8000::1")));
    EXPECT_TRUE(network("10.1.2.3").contains(address("::ffff:10.1.2.3")));
}

TEST(AccessTable, ThisNetworkIsLocalPrivateAndOwn)
{
    AccessTable table;
    table.own = {network("203.0.113.0/24"), network("2001:db8:1::/64")};
    for (const char* text : {"127.0.0.1", "127.9.9.9", "::1", "10.0.0.9", "172.16.0.1", "172.31.255.255", "192.168.1.1",
             "169.254.3.4", "100.64.0.1", "100.127.255.255", "fe80::1", "fd00::1", "203.0.113.77", "2001:db8:1::9",
             "::ffff:192.168.1.1"})
        EXPECT_EQ(table.admit(address(text)), Admission::Allowed) << text;
    for (const char* text : {"203.0.114.1", "172.32.0.1", "100.128.0.1", "8.8.8.8", "2001:db8:2::9", "fec0::1"})
        EXPECT_EQ(table.admit(address(text)), Admission::Stranger) << text;
}

TEST(AccessTable, AnyoneLetsStrangersInButNotTheBanned)
{
    AccessTable table;
    table.anyone = true;
    table.banned = {address("192.168.1.7"), address("2001:db8::7")};
    EXPECT_EQ(table.admit(address("8.8.8.8")), Admission::Allowed);
    EXPECT_EQ(table.admit(address("192.168.1.7")), Admission::Banned);
    EXPECT_EQ(table.admit(address("2001:db8::7")), Admission::Banned);
    EXPECT_EQ(table.admit(address("192.168.1.8")), Admission::Allowed);
}

TEST(AccessTable, ProxiesAndClaimsAreListedOnly)
{
    AccessTable table;
    EXPECT_FALSE(table.isTrustedProxy(address("127.0.0.1")));
    EXPECT_FALSE(table.mayClaimIp(address("127.0.0.1")));
    table.trustedProxies = {network("127.0.0.0/8")};
    table.claimedIpNetworks = {network("10.0.0.0/8")};
    EXPECT_TRUE(table.isTrustedProxy(address("127.0.0.1")));
    EXPECT_FALSE(table.isTrustedProxy(address("10.0.0.1")));
    EXPECT_TRUE(table.mayClaimIp(address("10.0.0.1")));
}

TEST(Proxies, TheRightMostHopThatIsNoListedProxyIsTheClient)
{
    AccessTable table;
    table.trustedProxies = {network("10.0.0.0/24"), network("::1")};
    struct Case {
        const char* peer;
        const char* header;
        const char* client;
    };
    for (const Case& c : {
             Case{"192.0.2.1", "198.51.100.1", "192.0.2.1"}, // no proxy: the header is a lie
             Case{"10.0.0.1", "", "10.0.0.1"},
             Case{"10.0.0.1", "198.51.100.1", "198.51.100.1"},
             Case{"10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"}, // what the client itself wrote stays unread
             Case{"10.0.0.1", "198.51.100.1,10.0.0.2", "198.51.100.1"},
             Case{"10.0.0.1", "10.0.0.3,\t10.0.0.2 ", "10.0.0.3"},
             Case{"::1", "2001:db8::5", "2001:db8::5"},
             Case{"::1", "[2001:db8::5]:4711", "2001:db8::5"},
             Case{"10.0.0.1", "198.51.100.1:4711", "198.51.100.1"},
             Case{"10.0.0.1", "6.6.6.6, unknown", "10.0.0.1"},
             Case{"10.0.0.1", "6.6.6.6,", "10.0.0.1"},
             Case{"10.0.0.1", "6.6.6.6, , 10.0.0.2", "10.0.0.2"},
             Case{"10.0.0.1", ",,,,", "10.0.0.1"},
         })
        EXPECT_EQ(clientBehindProxies(table, address(c.peer), c.header), address(c.client))
            << c.peer << " " << c.header;
}

} // namespace
} // namespace waggle::access
