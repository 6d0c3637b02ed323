// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;

namespace {

// 00 01 … 13 in JSON, and 80 … 93, which are two bytes of UTF-8 each.
const QByteArray kLow
    = R"(\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013)";
const QByteArray kHigh = "\xc2\x80\xc2\x81\xc2\x82\xc2\x83\xc2\x84\xc2\x85\xc2\x86\xc2\x87\xc2\x88\xc2\x89"
                         "\xc2\x8a\xc2\x8b\xc2\x8c\xc2\x8d\xc2\x8e\xc2\x8f\xc2\x90\xc2\x91\xc2\x92\xc2\x93";

Announcing announcing()
{
    Announcing one;
    one.hash = counted<protocol::InfoHash>(0x00);
    one.id = counted<protocol::PeerId>(0x80);
    return one;
}

TEST(WebSocketMessages, Announce)
{
    Announcing one = announcing();
    EXPECT_EQ(shown(webSocketAnnounce(one, {})),
        R"({"action":"announce","downloaded":0,"event":"started","info_hash":")" + shown(kLow)
            + R"(","left":1,"numwant":50,"peer_id":")" + shown(kHigh) + R"(","uploaded":0})");
    one.event = protocol::Event::None;
    one.left = 0xffffffffffffffff;
    const auto message = shown(webSocketAnnounce(one, {{"offer-id-of-20-bytes", "v=0\r\n"}}));
    EXPECT_EQ(message.find("event"), std::string::npos);
    EXPECT_NE(message.find(R"("left":9223372036854775807)"), std::string::npos) << message;
    EXPECT_NE(
        message.find(R"("offers":[{"offer":{"sdp":"v=0\r\n","type":"offer"},"offer_id":"offer-id-of-20-bytes"}])"),
        std::string::npos)
        << message;
}

TEST(WebSocketMessages, Scrape)
{
    const auto hash = counted<protocol::InfoHash>('A');
    EXPECT_EQ(shown(webSocketScrape({})), R"({"action":"scrape"})");
    EXPECT_EQ(shown(webSocketScrape({hash})), R"({"action":"scrape","info_hash":"ABCDEFGHIJKLMNOPQRST"})");
    EXPECT_EQ(shown(webSocketScrape({hash, hash})),
        R"({"action":"scrape","info_hash":["ABCDEFGHIJKLMNOPQRST","ABCDEFGHIJKLMNOPQRST"]})");
}

TEST(WebSocketMessages, Answer)
{
    const auto message = webSocketAnswer(announcing(), counted<protocol::PeerId>('a'), {bytes("\xff\0"), "v=0"});
    EXPECT_EQ(shown(message),
        R"({"action":"announce","answer":{"sdp":"v=0","type":"answer"},"info_hash":")" + shown(kLow)
            + R"(","offer_id":")" + "\xc3\xbf" + R"(\u0000","peer_id":")" + shown(kHigh)
            + R"(","to_peer_id":"abcdefghijklmnopqrst"})");
}

TEST(WebSocketAnswers, Announce)
{
    const auto answer = readWebSocketAnnounce(R"({"action":"announce","interval":120,"min interval":60,"info_hash":")"
        + kLow + R"(","complete":3,"incomplete":5})");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->interval, 120);
    EXPECT_EQ(answer->minInterval, 60);
    EXPECT_EQ(answer->seeders, 3);
    EXPECT_EQ(answer->leechers, 5);
    EXPECT_FALSE(answer->completed);
    EXPECT_FALSE(answer->failure);
    EXPECT_TRUE(answer->peers.empty());
}

TEST(WebSocketAnswers, NumbersInOtherShapes)
{
    const auto interval = [](const QByteArray& json) {
        const auto answer = readWebSocketAnnounce(R"({"interval":)" + json + "}");
        return answer ? answer->interval : std::optional<qint64>(-99);
    };
    EXPECT_EQ(interval(R"("120")"), 120);
    EXPECT_EQ(interval(R"(" 120.9 ")"), 120);
    EXPECT_EQ(interval("120.9"), 120);
    EXPECT_EQ(interval("-1"), -1);
    EXPECT_EQ(interval("9007199254740993"), 9007199254740993);
    for (const char* json :
        {"null", "true", R"("soon")", R"("")", "[]", "{}", "1e300", R"("1e300")", R"("nan")", R"("inf")"})
        EXPECT_EQ(interval(json), std::nullopt) << json;
}

TEST(WebSocketAnswers, Failures)
{
    const auto answer = readWebSocketAnnounce("{\"failure reason\":\"h\xc3\xb6neypot \\u001b\"}");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->failure, QByteArray("h\xc3\xb6neypot \x1b"));
    EXPECT_FALSE(readWebSocketAnnounce(R"({"failure reason":7})")->failure);
    EXPECT_EQ(readWebSocketScrape(R"({"action":"scrape","failure reason":"no"})")->failure, QByteArray("no"));
}

TEST(WebSocketAnswers, OtherMessages)
{
    for (const char* message : {"", "[]", "7", "\"text\"", "{", R"({"action":"scrape","interval":1})",
             R"({"action":7})", "{\"failure reason\":\"\xff\"}", "d8:intervali1ee"})
        EXPECT_FALSE(readWebSocketAnnounce(message)) << message;
    EXPECT_FALSE(readWebSocketScrape(R"({"action":"announce","files":{}})"));
    EXPECT_FALSE(readWebSocketScrape("[]"));
}

TEST(WebSocketAnswers, Scrape)
{
    const QByteArray counts = R"(:{"complete":3,"incomplete":"5","downloaded":9})";
    const auto answer = readWebSocketScrape(R"({"action":"scrape","files":{")" + kLow + '"' + counts + ",\"" + kHigh
        + '"' + counts + ",\"" + QByteArray("AB").repeated(20) + '"' + counts // in hex
        + R"(,"short")" + counts + R"(,"aaaaaaaaaaaaaaaaaaa€")" + counts + R"(,"bbbbbbbbbbbbbbbbbbbb":7}})");
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->files.size(), 3u);
    const auto has = [&](const protocol::InfoHash& hash) {
        return std::any_of(answer->files.begin(), answer->files.end(), [&](const ScrapeCounts& file) {
            return file.hash == hash && file.seeders == 3 && file.leechers == 5 && file.completed == 9;
        });
    };
    EXPECT_TRUE(has(counted<protocol::InfoHash>(0)));
    EXPECT_TRUE(has(counted<protocol::InfoHash>(0x80)));
    EXPECT_TRUE(has(*protocol::InfoHash::fromHex("abababababababababababababababababababab")));
    EXPECT_TRUE(readWebSocketScrape(R"({"files":[]})")->files.empty());
    EXPECT_TRUE(readWebSocketScrape("{}")->files.empty());
}

TEST(WebSocketAnswers, RelayedOffersAndAnswers)
{
    const QByteArray offer = R"({"action":"announce","info_hash":"x","peer_id":")" + kHigh
        + R"(","offer_id":"12345678901234567890","offer":{"type":"offer","sdp":"v=0\r\n"}})";
    EXPECT_FALSE(readWebSocketAnnounce(offer));
    const auto relayed = readWebSocketRelay(offer);
    ASSERT_TRUE(relayed);
    EXPECT_FALSE(relayed->isAnswer);
    EXPECT_EQ(relayed->from, counted<protocol::PeerId>(0x80));
    EXPECT_EQ(shown(relayed->offer.offerId), "12345678901234567890");
    EXPECT_EQ(shown(relayed->offer.sdp), "v=0\r\n");

    const auto answer
        = readWebSocketRelay(R"({"peer_id":")" + kLow + R"(","offer_id":"\u00ff","answer":{"sdp":"v=0"}})");
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->isAnswer);
    EXPECT_EQ(answer->offer.offerId, QByteArray("\xff"));

    const auto both = readWebSocketAnnounce(QByteArray(offer).replace("\"info_hash\"", "\"interval\":5,\"info_hash\""));
    ASSERT_TRUE(both);
    ASSERT_EQ(both->peers.size(), 1u);
    EXPECT_EQ(both->peers[0].id, counted<protocol::PeerId>(0x80));

    for (const char* message : {"{}", R"({"offer":{},"peer_id":"short","offer_id":""})", R"({"offer":"x"})", "[]",
             R"({"offer":{},"peer_id":"aaaaaaaaaaaaaaaaaaaa","offer_id":"€"})"})
        EXPECT_FALSE(readWebSocketRelay(message)) << message;
}

TEST(WebSocketAnswers, AreBounded)
{
    const auto nested
        = [](int depth) { return R"({"interval":1,"x":)" + QByteArray(depth, '[') + QByteArray(depth, ']') + "}"; };
    EXPECT_TRUE(readWebSocketAnnounce(nested(31)));
    EXPECT_FALSE(readWebSocketAnnounce(nested(32)));
    EXPECT_TRUE(readWebSocketAnnounce(R"({"interval":1,"x":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})"));
    EXPECT_FALSE(readWebSocketAnnounce(R"({"interval":1,"x":[0)" + QByteArray(",0").repeated(100'000) + "]}"));
    EXPECT_FALSE(readWebSocketAnnounce(R"({"interval":1,"x":")" + QByteArray(kMaxReply, 'x') + "\"}"));
}

} // namespace
