// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;

namespace {

std::string peersOf(const std::optional<AnnounceAnswer>& answer)
{
    std::string text;
    if (!answer)
        return "none";
    for (const auto& peer : answer->peers)
        text += (text.empty() ? "" : " ") + peer.endpoint.text();
    return text;
}

QByteArray string(const QByteArray& text)
{
    return QByteArray::number(text.size()) + ':' + text;
}

TEST(HttpAnnounceAnswer, Compact)
{
    const auto answer
        = readHttpAnnounce(bytes("d8:completei3e10:downloadedi9e10:incompletei5e8:intervali1800e12:min intervali900e"
                                 "5:peers12:\xc0\x00\x02\x07\x1a\xe1\x7f\x00\x00\x01\x00\x00"
                                 "6:peers618:\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x07\x1b\x39"
                                 "15:warning message4:slowe"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->interval, 1800);
    EXPECT_EQ(answer->minInterval, 900);
    EXPECT_EQ(answer->seeders, 3);
    EXPECT_EQ(answer->leechers, 5);
    EXPECT_EQ(answer->completed, 9);
    EXPECT_EQ(answer->warning, QByteArray("slow"));
    EXPECT_FALSE(answer->failure);
    EXPECT_FALSE(answer->retryIn);
    EXPECT_FALSE(answer->external);
    EXPECT_EQ(peersOf(answer), "192.0.2.7:6881 127.0.0.1:0 [2001:db8::7]:6969");
    EXPECT_FALSE(answer->peers[0].id);
}

TEST(HttpAnnounceAnswer, ListOfDictionaries)
{
    const auto answer = readHttpAnnounce("d8:intervali1800e5:peersl"
                                         "d2:ip9:192.0.2.77:peer id20:-WA0100-0123456789ab4:porti6881ee"
                                         "d2:ip11:2001:db8::74:porti6969ee"
                                         "d2:ip13:[2001:db8::8]7:peer id3:abc4:porti0ee"
                                         "d2:ip16:::ffff:192.0.2.84:porti1ee"
                                         "d2:ip12:peer.example4:porti1ee" // a name
                                         "d2:ip14:192.0.2.9:68814:porti1ee" // a port in the address
                                         "d2:ip9:192.0.2.9e" // no port
                                         "d4:porti1ee" // no address
                                         "d2:ip9:192.0.2.94:porti65536ee"
                                         "d2:ip9:192.0.2.94:porti-1ee"
                                         "d2:ip9:192.0.2.94:port4:6881e"
                                         "d2:ip4:\xc0\xa8\x01\x01"
                                         "4:porti1ee" // bytes in place of text
                                         "i7e4:text"
                                         "ee");
    EXPECT_EQ(peersOf(answer), "192.0.2.7:6881 [2001:db8::7]:6969 [2001:db8::8]:0 192.0.2.8:1");
    ASSERT_TRUE(answer && answer->peers[0].id);
    EXPECT_EQ(answer->peers[0].id->bytes[19], 'b');
    EXPECT_FALSE(answer->peers[1].id);
    EXPECT_FALSE(answer->peers[2].id); // of a wrong length
}

TEST(HttpAnnounceAnswer, BothListsInEitherForm)
{
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peersld2:ip9:192.0.2.74:porti1eee6:peers6ld2:ip3:::24:porti2eeee")),
        "192.0.2.7:1 [::2]:2");
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peers0:6:peers60:e")), "");
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peersle6:peers6lee")), "");
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peersi7e6:peers6dee")), "");
    EXPECT_EQ(peersOf(readHttpAnnounce("de")), "");
}

TEST(HttpAnnounceAnswer, RaggedListsGiveTheirWholeEntries)
{
    const QByteArray v4 = hex("c0000207 1ae1");
    const QByteArray v6 = hex("20010db8000000000000000000000007 1b39");
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peers" + string(v4 + "12345") + "e")), "192.0.2.7:6881");
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peers" + string(v4.left(5)) + "e")), "");
    EXPECT_EQ(peersOf(readHttpAnnounce("d6:peers6" + string(v6 + v6.left(17)) + "e")), "[2001:db8::7]:6969");
    // A client reads `peers` six by six, whatever the tracker put there.
    EXPECT_EQ(peersOf(readHttpAnnounce("d5:peers" + string(v6) + "e")), "32.1.13.184:0 0.0.0.0:0 0.0.0.7:6969");
}

TEST(HttpAnnounceAnswer, FailureWithPeersBeside)
{
    const auto answer = readHttpAnnounce("d14:failure reason4:\xff\xfe\n!"
                                         "5:peers6:\xc0\xa8\x01\x01\x1a\xe1"
                                         "8:retry ini5ee");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->failure, QByteArray("\xff\xfe\n!"));
    EXPECT_EQ(peersOf(answer), "192.168.1.1:6881");
    EXPECT_EQ(answer->retryIn, QByteArray("5"));
    EXPECT_EQ(readHttpAnnounce("d14:failure reason1:x8:retry in5:nevere")->retryIn, QByteArray("never"));
    EXPECT_FALSE(readHttpAnnounce("d14:failure reason1:x8:retry inlee")->retryIn);
    EXPECT_TRUE(readHttpAnnounce("d14:failure reason0:e")->failure);
}

TEST(HttpAnnounceAnswer, StrangeNumbers)
{
    EXPECT_EQ(readHttpAnnounce("d8:intervali-1ee")->interval, -1);
    EXPECT_EQ(readHttpAnnounce("d8:intervali9223372036854775807ee")->interval, 9223372036854775807);
    EXPECT_FALSE(readHttpAnnounce("d8:interval4:1800e")->interval);
    EXPECT_FALSE(readHttpAnnounce("d5:peers0:e")->interval);
    EXPECT_EQ(readHttpAnnounce("d8:completei-5e10:incompletelee")->seeders, -5);
    EXPECT_FALSE(readHttpAnnounce("d8:intervali9223372036854775808ee")); // past 64 bits: no bencoding of ours
}

TEST(HttpAnnounceAnswer, ExternalAddress)
{
    EXPECT_EQ(readHttpAnnounce("d11:external ip4:\xc0\xa8\x01\x02"
                               "e")
                  ->external,
        ip("192.168.1.2"));
    EXPECT_EQ(readHttpAnnounce("d11:external ip" + string(hex("20010db8000000000000000000000007")) + "e")->external,
        ip("2001:db8::7"));
    EXPECT_FALSE(readHttpAnnounce("d11:external ip9:192.0.2.1e")->external);
    EXPECT_FALSE(readHttpAnnounce("d11:external ipi7ee")->external);
}

TEST(HttpAnnounceAnswer, WhatIsNoDictionary)
{
    for (const char* body :
        {"", "d", "le", "i1e", "4:spam", "<html></html>", "d5:peers", "\r\nde", "d8:intervali1800e"})
        EXPECT_FALSE(readHttpAnnounce(body)) << body;
    EXPECT_EQ(readHttpAnnounce("d8:intervali1eeTRAILING")->interval, 1);
    EXPECT_EQ(readHttpAnnounce("d8:intervali1e5:peers0:8:completei2ee")->seeders, 2); // unsorted
    EXPECT_EQ(readHttpAnnounce("d8:intervali1e8:intervali2ee")->interval, 1); // twice
}

TEST(HttpAnnounceAnswer, IsBounded)
{
    EXPECT_FALSE(readHttpAnnounce("d1:x" + QByteArray(40, 'l') + QByteArray(40, 'e') + "e"));
    EXPECT_FALSE(readHttpAnnounce("d1:xl" + QByteArray("le").repeated(100'000) + "ee"));
    const auto many = readHttpAnnounce("d5:peers" + string(QByteArray(6 * 10'001, 'p')) + "e");
    ASSERT_TRUE(many);
    EXPECT_EQ(many->peers.size(), 10'000u);
    const auto listed = readHttpAnnounce("d5:peersl" + QByteArray("d2:ip7:1.2.3.44:porti1ee").repeated(10'001) + "ee");
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->peers.size(), 10'000u);
}

} // namespace
