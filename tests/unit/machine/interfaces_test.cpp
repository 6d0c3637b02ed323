// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/interfaces.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace waggle::machine {
namespace {

using ::testing::ElementsAre;

LocalAddress local(const char* address, int prefix)
{
    return {protocol::Address::parse(address).value(), QStringLiteral("eth0"), false, prefix};
}

std::vector<std::string> networksOfAll(const std::vector<LocalAddress>& addresses)
{
    std::vector<std::string> texts;
    for (const access::Network& network : networksOf({addresses, {}, {}}))
        texts.push_back(network.text());
    return texts;
}

TEST(Interfaces, TheNetworkAroundAnAddress)
{
    const auto around = [](const char* address, int prefix) {
        return networkAround(protocol::Address::parse(address).value(), prefix).text();
    };
    EXPECT_EQ(around("203.0.113.77", 24), "203.0.113.0/24");
    EXPECT_EQ(around("203.0.113.77", 30), "203.0.113.76/30");
    EXPECT_EQ(around("203.0.113.77", 32), "203.0.113.77/32");
    EXPECT_EQ(around("2001:db8:1:2:3:4:5:6", 64), "2001:db8:1:2::/64");
}

TEST(Interfaces, NetworksAreSortedAndEachStandsOnce)
{
    EXPECT_THAT(networksOfAll({local("198.51.100.9", 24), local("192.0.2.7", 25), local("198.51.100.1", 24)}),
        ElementsAre("192.0.2.0/25", "198.51.100.0/24"));
}

TEST(Interfaces, ATunnelWithAPrefixOfNoBitsMakesNobodyOurNetwork)
{
    EXPECT_TRUE(networksOfAll({local("192.0.2.7", 0), local("2001:db8::7", 0)}).empty());
}

TEST(Interfaces, WithoutAPrefixTheNetworkIsTheAddressAlone)
{
    EXPECT_THAT(networksOfAll({local("192.0.2.7", -1), local("2001:db8::7", -1)}),
        ElementsAre("192.0.2.7/32", "2001:db8::7/128"));
}

TEST(Interfaces, LoopbackAndLinkMakeNoNetwork)
{
    EXPECT_TRUE(
        networksOfAll({local("127.0.0.1", 8), local("169.254.3.4", 16), local("fe80::1", 64), local("::1", 128)})
            .empty());
}

TEST(Interfaces, TheSystemsHaveTheLoopback)
{
    const Interfaces interfaces = readInterfaces();
    const auto addresses = addressesOf(interfaces);
    EXPECT_NE(
        std::find(addresses.begin(), addresses.end(), protocol::Address::parse("127.0.0.1").value()), addresses.end());
}

} // namespace
} // namespace waggle::machine
