// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/udp.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::udp {
namespace {

using test::operator+;

// What a writer gives; the rest of the buffer must stay as it was.
template <typename Write>
test::Buffer written(Write write)
{
    test::Buffer out(kMaxReply + 100, 0xee);
    const std::size_t size = write(out);
    EXPECT_LE(size, kMaxReply);
    for (std::size_t i = size; i < out.size(); ++i)
        EXPECT_EQ(out[i], 0xee);
    out.resize(size);
    return out;
}

TEST(UdpReply, ConnectIsThatOfBep15)
{
    EXPECT_EQ(written([](Buffer out) { return writeConnect(out, 0xffffffff, 0x0102030405060708); }),
        test::fromHex("00000000 ffffffff 0102030405060708"));
    EXPECT_EQ(written([](Buffer out) { return writeConnect(out, 0, 1); }),
        test::fromHex("00000000 00000000 0000000000000001"));
}

TEST(UdpReply, AnnounceIsIntervalLeechersSeedersPeers)
{
    const SwarmCounts counts{.seeds = 2, .leechers = 1, .downloaders = 9, .completions = 8};
    const test::Buffer wires = test::fromHex("c0000201 1ae1 c0000202 1ae2");
    EXPECT_EQ(written([&](Buffer out) { return writeAnnounce(out, 7, 1800, counts, wires); }),
        test::fromHex("00000001 00000007 00000708 00000001 00000002") + wires);
    EXPECT_EQ(written([&](Buffer out) { return writeAnnounce(out, 7, 1800, counts, {}); }).size(), 20u);
}

TEST(UdpReply, FullAnnouncesFitIntoADatagram)
{
    const test::Buffer wires4 = test::filled(kMaxPeers4 * kWire4, 1), wires6 = test::filled(kMaxPeers6 * kWire6, 1);
    EXPECT_EQ(written([&](Buffer out) { return writeAnnounce(out, 7, 1800, {}, wires4); }).size(), 1220u);
    EXPECT_EQ(written([&](Buffer out) { return writeAnnounce(out, 7, 1800, {}, wires6); }).size(), 1388u);
}

TEST(UdpReply, TooManyPeersAreCutBetweenTwo)
{
    const test::Buffer wires = test::filled(5000 * kWire6, 1);
    EXPECT_EQ((written([&](Buffer out) { return writeAnnounce(out, 7, 1800, {}, wires); }).size() - 20) % kWire6, 0u);
}

TEST(UdpReply, ScrapeIsSeedersCompletedLeechers)
{
    const std::vector<SwarmCounts> counts{{.seeds = 1, .leechers = 2, .downloaders = 0, .completions = 3}, {}};
    EXPECT_EQ(written([&](Buffer out) { return writeScrape(out, 9, counts); }),
        test::fromHex("00000002 00000009 00000001 00000003 00000002 00000000 00000000 00000000"));
    const std::vector<SwarmCounts> many(500);
    EXPECT_EQ(written([&](Buffer out) { return writeScrape(out, 9, many); }).size(), 8u + 74 * 12);
}

TEST(UdpReply, ErrorIsTextWithoutANul)
{
    EXPECT_EQ(written([](Buffer out) { return writeError(out, 5, "no"); }),
        test::fromHex("00000003 00000005") + test::ofText("no"));
    EXPECT_EQ(written([](Buffer out) { return writeError(out, 5, std::string_view("no\0way", 6)); }).size(), 10u);
    EXPECT_EQ(written([](Buffer out) { return writeError(out, 5, ""); }).size(), 8u);
}

TEST(UdpReply, LongErrorsAreCutBetweenCharacters)
{
    std::string text = "x";
    while (text.size() < 5000)
        text += "µ";
    const test::Buffer packet = written([&](Buffer out) { return writeError(out, 5, text); });
    EXPECT_EQ(packet.size() % 2, 1u) << "half a character at the end";
    EXPECT_GE(packet.size(), kMaxReply - 2);
}

} // namespace
} // namespace waggle::protocol::udp
