// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/types.h"

#include <gtest/gtest.h>

namespace waggle::protocol {
namespace {

TEST(InfoHash, GoesThroughHexInEitherCase)
{
    const std::string hex = "00112233445566778899aabbccddeeff01234567";
    const auto hash = InfoHash::fromHex(hex);
    ASSERT_TRUE(hash);
    EXPECT_EQ(hash->hex(), hex);
    EXPECT_EQ(InfoHash::fromHex("00112233445566778899AABBCCDDEEFF01234567"), hash);
    EXPECT_FALSE(InfoHash::fromHex(hex.substr(1)));
    EXPECT_FALSE(InfoHash::fromHex(hex + "0"));
    EXPECT_FALSE(InfoHash::fromHex(std::string(39, '0') + 'g'));
}

TEST(Address, ReadsAndWritesBothFamilies)
{
    EXPECT_EQ(Address::parse("192.0.2.1"), Address::v4(0xc0000201));
    EXPECT_EQ(Address::parse("192.0.2.1")->text(), "192.0.2.1");
    EXPECT_EQ(Address::parse("[2001:DB8:0::1]")->text(), "2001:db8::1");
    EXPECT_EQ(Address::parse("::ffff:192.0.2.1"), Address::v4(0xc0000201));
    EXPECT_EQ((Endpoint{*Address::parse("2001:db8::1"), 6881}.text()), "[2001:db8::1]:6881");
    EXPECT_EQ((Endpoint{*Address::parse("192.0.2.1"), 80}.text()), "192.0.2.1:80");
}

TEST(Address, RefusesEverythingElse)
{
    using namespace std::string_view_literals;
    for (const auto text : {""sv, "1.2.3"sv, "1.2.3.4.5"sv, "256.0.0.1"sv, "1.2.3.4:80"sv, "fe80::1%eth0"sv, "[::1"sv,
             "[::1]:80"sv, "example.org"sv, "1.2.3.4\0.5"sv, "::1\0"sv, "[]"sv})
        EXPECT_FALSE(Address::parse(text)) << text;
    EXPECT_FALSE(Address::parse(std::string(1000, '1')));
}

TEST(Address, KnowsItsKind)
{
    const auto at = [](const char* text) { return *Address::parse(text); };
    EXPECT_TRUE(at("127.9.9.9").isLoopback());
    EXPECT_TRUE(at("::1").isLoopback());
    EXPECT_FALSE(at("::2").isLoopback());
    EXPECT_TRUE(at("169.254.1.1").isLinkLocal());
    EXPECT_TRUE(at("fe80::1").isLinkLocal());
    EXPECT_FALSE(at("fec0::1").isLinkLocal());
    for (const char* text :
        {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.0.1", "fd00::1"})
        EXPECT_TRUE(at(text).isPrivate()) << text;
    for (const char* text : {"11.0.0.1", "172.32.0.1", "192.169.1.1", "100.128.0.1", "2001:db8::1"})
        EXPECT_FALSE(at(text).isPrivate()) << text;
    EXPECT_TRUE(at("::").isUnspecified());
    EXPECT_TRUE(at("0.0.0.0").isUnspecified());
    EXPECT_TRUE(at("ff02::1").isMulticast());
    EXPECT_TRUE(at("239.0.0.1").isMulticast());
    EXPECT_FALSE(at("240.0.0.1").isMulticast());
}

} // namespace
} // namespace waggle::protocol
