// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;
using protocol::Family;

namespace {

constexpr std::uint64_t kConnection = 0x1122334455667788;

Announcing announcing()
{
    Announcing one;
    one.hash = counted<protocol::InfoHash>(0x01);
    one.id = counted<protocol::PeerId>(0x41);
    one.key = 0xdeadbeef;
    one.port = 6881;
    one.uploaded = 1;
    one.downloaded = 2;
    one.left = 3;
    return one;
}

const char* const kAnnounce = "1122334455667788 00000001 00000abc 0102030405060708090a0b0c0d0e0f1011121314"
                              "4142434445464748494a4b4c4d4e4f5051525354 0000000000000002 0000000000000003"
                              "0000000000000001 00000002 00000000 deadbeef 00000032 1ae1";

TEST(UdpClient, Connects)
{
    EXPECT_EQ(hexOf(udpclient::connect(0xabc, 0x41727101980)), hexOf(hex("0000041727101980 00000000 00000abc")));
}

TEST(UdpClient, Announces)
{
    const auto packet = udpclient::announce(0xabc, kConnection, announcing(), {});
    EXPECT_EQ(packet.size(), 98);
    EXPECT_EQ(hexOf(packet), hexOf(hex(kAnnounce)));
}

TEST(UdpClient, SaysWhatItIsTold)
{
    Announcing one = announcing();
    one.numwant = -1;
    one.claimed = ip("192.0.2.1");
    EXPECT_EQ(
        hexOf(udpclient::announce(0xabc, kConnection, one, {}).mid(84, 12)), hexOf(hex("c0000201 deadbeef ffffffff")));
    one.claimed = ip("2001:db8::1"); // BEP 15 has no room for it
    EXPECT_EQ(hexOf(udpclient::announce(0xabc, kConnection, one, {}).mid(84, 4)), "00 00 00 00");
    const auto event = [&](protocol::Event value) {
        one.event = value;
        return udpclient::announce(0xabc, kConnection, one, {})[83];
    };
    EXPECT_EQ(event(protocol::Event::None), 0);
    EXPECT_EQ(event(protocol::Event::Completed), 1);
    EXPECT_EQ(event(protocol::Event::Started), 2);
    EXPECT_EQ(event(protocol::Event::Stopped), 3);
    EXPECT_EQ(event(protocol::Event::Paused), 0);
}

TEST(UdpClient, AppendsPathAndQueryInPieces)
{
    const auto tail
        = [](const QByteArray& urlData) { return udpclient::announce(1, 2, announcing(), urlData).mid(98); };
    EXPECT_EQ(hexOf(tail("/announce?k=1")), hexOf(hex("02 0d") + "/announce?k=1"));
    const QByteArray path = '/' + QByteArray(299, 'p');
    EXPECT_EQ(hexOf(tail(path)), hexOf(hex("02 ff") + path.left(255) + hex("02 2d") + path.mid(255)));
    EXPECT_EQ(tail(path.left(255)).size(), 257);
}

TEST(UdpClient, Scrapes)
{
    const auto hash = counted<protocol::InfoHash>(1);
    EXPECT_EQ(hexOf(udpclient::scrape(0xabc, kConnection, {hash})),
        hexOf(hex("1122334455667788 00000002 00000abc 0102030405060708090a0b0c0d0e0f1011121314")));
    EXPECT_EQ(udpclient::scrape(1, 2, {hash, hash, hash}).size(), 16 + 60);
    EXPECT_EQ(udpclient::scrape(1, 2, {}).size(), 16);
}

TEST(UdpReplies, Heads)
{
    const auto head = udpclient::readHead(hex("00000003 00000abc"));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->action, 3u);
    EXPECT_EQ(head->transaction, 0xabcu);
    EXPECT_FALSE(udpclient::readHead(hex("00000003 00000a")));
    EXPECT_FALSE(udpclient::readHead({}));
}

TEST(UdpReplies, ConnectionIds)
{
    const auto reply = hex("00000000 00000abc 1122334455667788");
    EXPECT_EQ(udpclient::readConnectionId(reply), kConnection);
    EXPECT_EQ(udpclient::readConnectionId(reply + "more"), kConnection);
    EXPECT_FALSE(udpclient::readConnectionId(reply.chopped(1)));
    EXPECT_FALSE(udpclient::readConnectionId(hex("00000001 00000abc 1122334455667788")));
}

TEST(UdpReplies, AnnouncesInBothStrides)
{
    const auto head = hex("00000001 00000abc 00000708 00000005 00000003");
    const auto v4 = udpclient::readAnnounce(head + hex("c0000207 1ae1 c6336401 0000 ffff"), Family::V4);
    ASSERT_TRUE(v4);
    EXPECT_EQ(v4->interval, 1800);
    EXPECT_EQ(v4->leechers, 5);
    EXPECT_EQ(v4->seeders, 3);
    EXPECT_FALSE(v4->completed);
    ASSERT_EQ(v4->peers.size(), 2u); // the ragged end is no peer
    EXPECT_EQ(v4->peers[0].endpoint.text(), "192.0.2.7:6881");
    EXPECT_EQ(v4->peers[1].endpoint.text(), "198.51.100.1:0");

    const auto v6 = udpclient::readAnnounce(head + hex("20010db8000000000000000000000007 1b39 2001"), Family::V6);
    ASSERT_TRUE(v6);
    ASSERT_EQ(v6->peers.size(), 1u);
    EXPECT_EQ(v6->peers[0].endpoint.text(), "[2001:db8::7]:6969");

    EXPECT_TRUE(udpclient::readAnnounce(head, Family::V4)->peers.empty());
    EXPECT_FALSE(udpclient::readAnnounce(head.chopped(1), Family::V4));
    EXPECT_FALSE(udpclient::readAnnounce(hex("00000002 00000abc 00000708 00000005 00000003"), Family::V4));
}

TEST(UdpReplies, NumbersAreSigned)
{
    const auto answer = udpclient::readAnnounce(hex("00000001 00000abc ffffffff 80000000 7fffffff"), Family::V4);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->interval, -1);
    EXPECT_EQ(answer->leechers, -2147483648LL);
    EXPECT_EQ(answer->seeders, 2147483647);
}

TEST(UdpReplies, ScrapesByPosition)
{
    const auto a = counted<protocol::InfoHash>(1);
    const auto b = counted<protocol::InfoHash>(2);
    const auto reply = hex("00000002 00000abc 00000003 00000009 00000005 00000001 00000002 00000003");
    const auto both = udpclient::readScrape(reply, {a, b});
    ASSERT_TRUE(both);
    ASSERT_EQ(both->files.size(), 2u);
    EXPECT_EQ(both->files[0].hash, a);
    EXPECT_EQ(both->files[0].seeders, 3);
    EXPECT_EQ(both->files[0].completed, 9);
    EXPECT_EQ(both->files[0].leechers, 5);
    EXPECT_EQ(both->files[1].hash, b);
    EXPECT_EQ(both->files[1].leechers, 3);
    EXPECT_EQ(udpclient::readScrape(reply, {a})->files.size(), 1u); // more than was asked
    EXPECT_EQ(udpclient::readScrape(reply, {a, b, a})->files.size(), 2u); // fewer
    EXPECT_EQ(udpclient::readScrape(reply.chopped(1), {a, b})->files.size(), 1u);
    EXPECT_TRUE(udpclient::readScrape(reply.left(8), {a})->files.empty());
    EXPECT_FALSE(udpclient::readScrape(reply.left(7), {a}));
    EXPECT_FALSE(udpclient::readScrape(hex("00000003 00000abc 6e6f"), {a}));
}

TEST(UdpReplies, Errors)
{
    EXPECT_EQ(udpclient::readError(hex("00000003 00000abc 6e6f00")), bytes("no\0"));
    EXPECT_EQ(udpclient::readError(hex("00000003 00000abc")), QByteArray(""));
    EXPECT_FALSE(udpclient::readError(hex("00000003 0000")));
    EXPECT_FALSE(udpclient::readError(hex("00000001 00000abc 6e6f")));
}

} // namespace
