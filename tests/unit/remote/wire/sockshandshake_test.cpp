// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/sockshandshake.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;
using socks::Command;
using socks::Handshake;

namespace {

const socks::Host kTracker{std::nullopt, "t.example", 6969};
const QByteArray kReply = hex("05000001c0000207 1f90");

// Feeds `bytes` one by one: all that is answered, and the reply where there is one.
struct Outcome {
    QByteArray answers;
    std::optional<socks::Reply> reply;
};
Outcome feed(Handshake& handshake, const QByteArray& bytes)
{
    Outcome outcome;
    for (const char byte : bytes) {
        QByteArray answer;
        const auto reply = handshake.receive(QByteArray(1, byte), answer);
        EXPECT_TRUE(reply) << reply.error().message;
        outcome.answers += answer;
        if (reply && *reply)
            outcome.reply = **reply;
    }
    return outcome;
}

TEST(SocksHandshake, AsksWithoutAPassword)
{
    Handshake handshake(Command::Connect, kTracker, {}, {});
    EXPECT_EQ(hexOf(handshake.greeting()), "05 01 00");
    const Outcome outcome = feed(handshake, hex("0500") + kReply);
    EXPECT_EQ(outcome.answers, socks::writeRequest(Command::Connect, kTracker));
    ASSERT_TRUE(outcome.reply);
    EXPECT_EQ(outcome.reply->code, 0);
}

TEST(SocksHandshake, GivesThePasswordFirst)
{
    Handshake handshake(Command::Connect, kTracker, QStringLiteral("me"), QStringLiteral("secret"));
    EXPECT_EQ(hexOf(handshake.greeting()), "05 02 00 02");
    const Outcome outcome = feed(handshake, hex("0502 0100") + kReply);
    EXPECT_EQ(outcome.answers, socks::writePassword("me", "secret") + socks::writeRequest(Command::Connect, kTracker));
    EXPECT_TRUE(outcome.reply);
}

TEST(SocksHandshake, TakesAllAtOnceAndLeavesWhatStandsBehind)
{
    Handshake handshake(Command::Connect, kTracker, QStringLiteral("me"), QStringLiteral("secret"));
    QByteArray answer;
    const auto reply = handshake.receive(hex("0502 0100") + kReply + "hello", answer);
    ASSERT_TRUE(reply);
    ASSERT_TRUE(*reply);
    EXPECT_EQ(handshake.rest(), "hello");
}

TEST(SocksHandshake, SaysThatThePasswordIsWrong)
{
    Handshake handshake(Command::Connect, kTracker, QStringLiteral("me"), QStringLiteral("no"));
    QByteArray answer;
    const auto reply = handshake.receive(hex("0502 0101"), answer);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().message, "wrong user or password");
}

TEST(SocksHandshake, HandsOnARefusal)
{
    Handshake handshake(Command::Connect, kTracker, {}, {});
    const Outcome outcome = feed(handshake, hex("0500 0505 0001 00000000 0000"));
    ASSERT_TRUE(outcome.reply);
    EXPECT_EQ(outcome.reply->code, 5);
}

} // namespace
