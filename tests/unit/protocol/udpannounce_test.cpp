// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/udp.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::udp {
namespace {

using test::big;
using test::Buffer;
using test::operator+;

// An announce field by field, in the order and with the offsets of BEP 15.
struct Packet {
    std::uint64_t connectionId = 0x0102030405060708;
    std::uint32_t action = 1;
    std::uint32_t transactionId = 0xdeadbeef;
    Buffer infoHash = test::filled(20, 0xab);
    Buffer peerId = test::ofText("-LT2080-abcdefghijkl");
    std::uint64_t downloaded = 1, left = 2, uploaded = 3;
    std::uint32_t event = 0, ip = 0, key = 0xcafe;
    std::int32_t numwant = -1;
    std::uint16_t port = 6881;

    [[nodiscard]] Buffer bytes() const
    {
        return big(connectionId) + big(action) + big(transactionId) + infoHash + peerId + big(downloaded) + big(left)
            + big(uploaded) + big(event) + big(ip) + big(key) + big(numwant) + big(port);
    }
    [[nodiscard]] AnnounceRequest read(Family source = Family::V4) const
    {
        const auto result = readAnnounce(bytes(), source);
        EXPECT_TRUE(result);
        return result.value_or(AnnounceRequest{});
    }
};

TEST(UdpHead, IsReadFromSixteenBytes)
{
    // The connect request of BEP 15.
    const auto head = readHead(test::fromHex("00000417 27101980 00000000 ffffffff"));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->connectionId, kMagic);
    EXPECT_EQ(head->action, 0u);
    EXPECT_EQ(head->transactionId, 0xffffffffu);
    EXPECT_FALSE(readHead(test::fromHex("00000417 27101980 00000000 ffffff")));
    EXPECT_FALSE(readHead({}));
    EXPECT_TRUE(readHead(Buffer(2000, 0)));
}

TEST(UdpAnnounce, HasTheOffsetsOfBep15)
{
    const Packet packet;
    ASSERT_EQ(packet.bytes().size(), kAnnounceSize);
    const auto request = packet.read();
    EXPECT_EQ(request.infoHash.hex(), "abababababababababababababababababababab");
    EXPECT_EQ(request.peerId.bytes[1], 'L');
    EXPECT_EQ(request.downloaded, 1u);
    EXPECT_EQ(request.left, 2u);
    EXPECT_EQ(request.uploaded, 3u);
    EXPECT_EQ(request.event, Event::None);
    EXPECT_EQ(request.key, 0xcafeu);
    EXPECT_EQ(request.numwant, kDefaultNumwant);
    EXPECT_EQ(request.port, 6881);
    EXPECT_FALSE(request.claimed4 || request.claimed6);
    EXPECT_EQ(request.oddities, 0u);
}

TEST(UdpAnnounce, ShorterThan98IsRefused)
{
    const Buffer whole = Packet{}.bytes();
    for (std::size_t size = 0; size < kAnnounceSize; ++size) {
        const Buffer cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const auto result = readAnnounce(cut, Family::V4);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::Truncated);
        EXPECT_NE(result.error().message.find(std::to_string(size)), std::string::npos);
    }
}

TEST(UdpAnnounce, Numwant)
{
    const auto wanted = [](std::int32_t numwant) {
        Packet packet;
        packet.numwant = numwant;
        return packet.read();
    };
    EXPECT_EQ(wanted(0).numwant, 0u);
    EXPECT_EQ(wanted(-1).numwant, kDefaultNumwant);
    EXPECT_EQ(wanted(INT32_MIN).numwant, kDefaultNumwant);
    EXPECT_EQ(wanted(200).numwant, 200u);
    EXPECT_EQ(wanted(200).oddities, 0u);
    EXPECT_EQ(wanted(INT32_MAX).numwant, kMaxNumwant);
    EXPECT_EQ(wanted(201).oddities, oddityBit(Oddity::NoNumwantRespect));
}

TEST(UdpAnnounce, Events)
{
    const auto event = [](std::uint32_t number) {
        Packet packet;
        packet.left = 0;
        packet.event = number;
        return packet.read();
    };
    EXPECT_EQ(event(1).event, Event::Completed);
    EXPECT_EQ(event(1).oddities, 0u);
    EXPECT_EQ(event(2).event, Event::Started);
    EXPECT_EQ(event(3).event, Event::Stopped);
    for (const std::uint32_t number : {4u, 0xffffffffu}) {
        EXPECT_EQ(event(number).event, Event::None);
        EXPECT_EQ(event(number).oddities, oddityBit(Oddity::UnknownEvent));
    }
    Packet packet;
    packet.event = 1;
    EXPECT_EQ(packet.read().oddities, oddityBit(Oddity::CompletedAtOnce));
}

TEST(UdpAnnounce, LeftHas64Bits)
{
    Packet packet;
    packet.left = 1ull << 32;
    EXPECT_EQ(packet.read().left, 1ull << 32);
    packet.left = 1ull << 63;
    EXPECT_EQ(packet.read().left, 1ull << 63);
}

TEST(UdpAnnounce, PortZeroOnStoppedOnly)
{
    Packet packet;
    packet.port = 0;
    const auto result = readAnnounce(packet.bytes(), Family::V4);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::OutOfRange);
    packet.event = 3;
    EXPECT_EQ(packet.read().port, 0);
}

TEST(UdpAnnounce, IpFieldFromV4Only)
{
    Packet packet;
    packet.ip = 0xc0000209;
    EXPECT_EQ(packet.read().claimed4, Address::parse("192.0.2.9"));
    EXPECT_FALSE(packet.read(Family::V6).claimed4);
}

TEST(UdpAnnounce, MarksStrangeOptions)
{
    const auto odd = [](const Buffer& tail) { return readAnnounce(Packet{}.bytes() + tail, Family::V4)->oddities; };
    const OddityBits unknown = oddityBit(Oddity::UnknownOption);
    EXPECT_EQ(odd(test::fromHex("02 02 2f61 00")), 0u);
    EXPECT_EQ(odd(test::fromHex("01 01 00 ff ff ff")), 0u);
    EXPECT_EQ(odd(test::fromHex("03 01 aa")), unknown);
    EXPECT_EQ(odd(test::fromHex("02 05 2f")), unknown);
    EXPECT_EQ(odd(test::fromHex("02")), unknown);
}

TEST(UdpOptions, AreThoseOfBep41)
{
    // "/dir?a=b&c=d" in one piece, in two with NOPs between, and without an end.
    const std::string url = "/dir?a=b&c=d";
    for (const Buffer& tail : {test::fromHex("02 0c") + test::ofText(url) + test::fromHex("00"),
             test::fromHex("01 02 04") + test::ofText(url.substr(0, 4)) + test::fromHex("01 01 02 08")
                 + test::ofText(url.substr(4)),
             test::fromHex("02 0c") + test::ofText(url) + test::fromHex("00 02 01 78")}) {
        const Options options = readOptions(tail);
        EXPECT_EQ(options.urlData, url);
        EXPECT_FALSE(options.malformed);
        EXPECT_FALSE(options.unknown);
    }
}

TEST(UdpOptions, UnknownTypesAreSkippedByTheirLength)
{
    const Options options = readOptions(test::fromHex("ff 02 0202 02 01 61 07 00 02 01 62"));
    EXPECT_EQ(options.urlData, "ab");
    EXPECT_TRUE(options.unknown);
    EXPECT_FALSE(options.malformed);
}

TEST(UdpOptions, NeverReachPastTheEnd)
{
    for (const char* hex : {"02", "02 01", "02 ff 61", "ff", "ff 03 0000", "01 01 02"}) {
        const Options options = readOptions(test::fromHex(hex));
        EXPECT_TRUE(options.malformed) << hex;
        EXPECT_EQ(options.urlData, "") << hex;
    }
    EXPECT_EQ(readOptions(test::fromHex("02 01 61 02 09 62")).urlData, "a");
    EXPECT_FALSE(readOptions({}).malformed);
    EXPECT_FALSE(readOptions(test::fromHex("02 00")).malformed);
}

TEST(UdpOptions, AreBounded)
{
    Buffer tail;
    for (int i = 0; i < 4; ++i)
        tail = tail + test::fromHex("02 ff") + test::filled(255, 'a');
    EXPECT_EQ(readOptions(tail).urlData.size(), 1020u);
    EXPECT_FALSE(readOptions(tail).malformed);
    tail = tail + test::fromHex("02 05") + test::filled(5, 'b');
    EXPECT_EQ(readOptions(tail).urlData.size(), 1020u);
    EXPECT_TRUE(readOptions(tail).malformed);
}

TEST(UdpOptions, RandomPiecesComeBackJoined)
{
    test::Random random(7);
    for (int round = 0; round < 2000; ++round) {
        Buffer tail;
        std::string url;
        while (url.size() < 700 && test::below(random, 5) > 0) {
            tail = tail + Buffer(test::below(random, 3), 1);
            const Buffer piece = test::randomBytes(random, test::below(random, 256));
            const bool ours = test::below(random, 3) > 0;
            const auto type = static_cast<std::uint8_t>(ours ? 2 : 3 + test::below(random, 253));
            tail = tail + Buffer{type, static_cast<std::uint8_t>(piece.size())} + piece;
            if (ours)
                url.append(piece.begin(), piece.end());
        }
        ASSERT_EQ(readOptions(tail).urlData, url);
        ASSERT_FALSE(readOptions(tail).malformed);
        // Cut anywhere, what came before still holds.
        const Buffer cut(
            tail.begin(), tail.begin() + static_cast<std::ptrdiff_t>(test::below(random, tail.size() + 1)));
        ASSERT_TRUE(url.starts_with(readOptions(cut).urlData));
    }
}

TEST(UdpScrape, IsAViewOfWholeHashes)
{
    const Buffer head(kHeadSize, 0);
    const auto hashes = [&head](std::size_t bytes) {
        const Buffer packet = head + test::filled(bytes, 0x11);
        const auto view = readScrape(packet);
        return view ? static_cast<int>(view->size()) : -1;
    };
    EXPECT_EQ(hashes(0), -1);
    EXPECT_EQ(hashes(19), -1);
    EXPECT_EQ(hashes(20), 20);
    EXPECT_EQ(hashes(21), -1);
    EXPECT_EQ(hashes(74 * 20), 74 * 20);
    EXPECT_EQ(hashes(75 * 20), 74 * 20);
    EXPECT_EQ(hashes(75 * 20 + 1), -1);
    EXPECT_FALSE(readScrape(Buffer(10, 0)));
    EXPECT_FALSE(readScrape({}));
}

TEST(UdpAnnounce, RandomPacketsComeBackEqual)
{
    test::Random random(8);
    for (int round = 0; round < 5000; ++round) {
        Packet packet;
        packet.infoHash = test::randomBytes(random, 20);
        packet.peerId = test::randomBytes(random, 20);
        packet.downloaded = random();
        packet.left = random();
        packet.uploaded = random();
        packet.key = static_cast<std::uint32_t>(random());
        packet.event = static_cast<std::uint32_t>(test::below(random, 4));
        packet.numwant = static_cast<std::int32_t>(random());
        packet.port = static_cast<std::uint16_t>(1 + test::below(random, 65535));
        const auto request = packet.read();
        ASSERT_TRUE(std::equal(packet.infoHash.begin(), packet.infoHash.end(), request.infoHash.bytes.begin()));
        ASSERT_TRUE(std::equal(packet.peerId.begin(), packet.peerId.end(), request.peerId.bytes.begin()));
        ASSERT_EQ(request.downloaded, packet.downloaded);
        ASSERT_EQ(request.left, packet.left);
        ASSERT_EQ(request.uploaded, packet.uploaded);
        ASSERT_EQ(request.key, packet.key);
        ASSERT_EQ(request.port, packet.port);
        ASSERT_LE(request.numwant, kMaxNumwant);
    }
}

} // namespace
} // namespace waggle::protocol::udp
