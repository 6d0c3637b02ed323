// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"
#include "core/protocol/udp.h"
#include "tests/unit/protocol/allocations.h"
#include "tests/unit/protocol/bytes.h"

#include <array>
#include <gtest/gtest.h>
#include <memory>

namespace waggle::protocol {
namespace {

TEST(Allocation, TheCounterCounts)
{
    const long before = test::allocations();
    const auto memory = std::make_unique<std::array<char, 100>>();
    EXPECT_GT(test::allocations(), before);
    EXPECT_NE(memory, nullptr);
}

TEST(Allocation, AGoodHttpAnnounceNeedsNone)
{
    const std::string query
        = "info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-qB4630-abcdefghijkl&port=6881&uploaded=0"
          "&downloaded=0&left=12884901888&event=started&key=ABCDEF01&compact=1&numwant=200&%6eo_peer_id=1"
          "&ipv6=2001%3Adb8%3A1111%3A2222%3A3333%3A4444%3A5555%3A6666&an_unknown_parameter_with_a_long_name=and_a_long_"
          "value_too";
    const long before = test::allocations();
    const auto request = http::readAnnounce(query);
    const long after = test::allocations();
    ASSERT_TRUE(request);
    EXPECT_TRUE(request->claimed6);
    EXPECT_EQ(after, before);
}

TEST(Allocation, AGoodUdpAnnounceAndItsAnswerNeedNone)
{
    test::Buffer packet(120, 0);
    packet[97] = 80; // port
    packet[98] = 2; // URLData
    packet[99] = 20;
    std::array<std::uint8_t, udp::kMaxReply> out{};
    const long before = test::allocations();
    const auto request = udp::readAnnounce(packet, Family::V6);
    const std::size_t size = udp::writeAnnounce(out, 1, 1800, {}, {});
    const long after = test::allocations();
    ASSERT_TRUE(request);
    EXPECT_EQ(size, 20u);
    EXPECT_EQ(after, before);
}

} // namespace
} // namespace waggle::protocol
