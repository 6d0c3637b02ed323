// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/socks.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;
using socks::Command;
using socks::Host;

namespace {

// The last byte is what makes it whole; what stands behind is not taken.
template <typename Reader>
void expectWholeOnlyAtItsEnd(const QByteArray& bytes, Reader&& read)
{
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto part = read(bytes.left(size));
        ASSERT_TRUE(part) << size << ": " << part.error().message;
        EXPECT_FALSE(*part) << size;
    }
    for (const QByteArray& behind : {QByteArray(), QByteArray("more")}) {
        const auto whole = read(bytes + behind);
        ASSERT_TRUE(whole) << whole.error().message;
        ASSERT_TRUE(*whole);
        EXPECT_EQ((*whole)->used, bytes.size());
    }
}

TEST(Socks, Greets)
{
    EXPECT_EQ(hexOf(socks::writeGreeting(false)), "05 01 00");
    EXPECT_EQ(hexOf(socks::writeGreeting(true)), "05 02 00 02");
    expectWholeOnlyAtItsEnd(hex("0500"), socks::readMethod);
    EXPECT_EQ((*socks::readMethod(hex("0500")))->value, 0);
    EXPECT_EQ((*socks::readMethod(hex("0502")))->value, 2);
}

TEST(Socks, RefusesOtherMethodsAndVersions)
{
    EXPECT_FALSE(socks::readMethod(hex("05ff")));
    EXPECT_FALSE(socks::readMethod(hex("0501"))); // GSSAPI was not offered
    EXPECT_FALSE(socks::readMethod(hex("04"))); // at its first byte
    EXPECT_FALSE(socks::readMethod("HTTP/1.1 400 Bad Request\r\n"));
    EXPECT_FALSE(socks::readPasswordReply(hex("0500")));
    EXPECT_FALSE(socks::readReply(hex("0000")));
    EXPECT_NE(socks::readMethod(hex("05ff")).error().message, socks::readMethod(hex("04ff")).error().message);
}

TEST(Socks, LogsIn)
{
    EXPECT_EQ(hexOf(socks::writePassword("bee", "h\xc3\xb6ney")), hexOf(hex("01 03 626565 06 68c3b66e6579")));
    EXPECT_EQ(hexOf(socks::writePassword("bee", "")), "01 03 62 65 65 00");
    EXPECT_EQ(socks::writePassword(QByteArray(255, 'u'), QByteArray(255, 'p')).size(), 513);
    EXPECT_TRUE(socks::writePassword("", "secret").isEmpty());
    EXPECT_TRUE(socks::writePassword(QByteArray(256, 'u'), "secret").isEmpty());
    EXPECT_TRUE(socks::writePassword("bee", QByteArray(256, 'p')).isEmpty());
    expectWholeOnlyAtItsEnd(hex("0100"), socks::readPasswordReply);
    EXPECT_TRUE((*socks::readPasswordReply(hex("0100")))->value);
    EXPECT_FALSE((*socks::readPasswordReply(hex("0101")))->value);
}

TEST(Socks, AsksForAddressesAndNames)
{
    EXPECT_EQ(hexOf(socks::writeRequest(Command::Connect, {ip("192.0.2.7"), {}, 6969})),
        hexOf(hex("05 01 00 01 c0000207 1b39")));
    EXPECT_EQ(hexOf(socks::writeRequest(Command::UdpAssociate, {ip("2001:db8::7"), {}, 80})),
        hexOf(hex("05 03 00 04 20010db8000000000000000000000007 0050")));
    EXPECT_EQ(hexOf(socks::writeRequest(Command::Connect, {{}, "t.example", 443})),
        hexOf(hex("05 01 00 03 09") + "t.example" + hex("01bb")));
    EXPECT_EQ(socks::writeRequest(Command::Connect, {{}, QByteArray(255, 'a'), 1}).size(), 4 + 1 + 255 + 2);
    EXPECT_TRUE(socks::writeRequest(Command::Connect, {{}, QByteArray(256, 'a'), 1}).isEmpty());
    EXPECT_TRUE(socks::writeRequest(Command::Connect, {{}, "", 1}).isEmpty());
}

TEST(Socks, ReadsWhereItIsBound)
{
    const auto v4 = hex("05 00 00 01 c0000207 1b39");
    const auto v6 = hex("05 00 00 04 20010db8000000000000000000000007 1b39");
    const auto name = hex("05 00 00 03 05") + "proxy" + hex("1b39");
    for (const QByteArray& reply : {v4, v6, name}) {
        expectWholeOnlyAtItsEnd(reply, socks::readReply);
        EXPECT_EQ((*socks::readReply(reply))->value.code, 0);
        EXPECT_EQ((*socks::readReply(reply))->value.bound.port, 6969);
    }
    EXPECT_EQ((*socks::readReply(v4))->value.bound.address, ip("192.0.2.7"));
    EXPECT_EQ((*socks::readReply(v6))->value.bound.address, ip("2001:db8::7"));
    EXPECT_FALSE((*socks::readReply(name))->value.bound.address);
    EXPECT_EQ(shown((*socks::readReply(name))->value.bound.name), "proxy");
}

TEST(Socks, ReadsRefusals)
{
    const auto refused = socks::readReply(hex("05 02 00 01 00000000 0000"));
    ASSERT_TRUE(refused && *refused);
    EXPECT_EQ((*refused)->value.code, 2);
    EXPECT_EQ((*refused)->value.text().toStdString(), "connection not allowed by ruleset");
    const auto padded = socks::readReply(hex("05 07 00 00 0000"));
    ASSERT_TRUE(padded && *padded);
    EXPECT_EQ((*padded)->value.text().toStdString(), "command not supported");
    EXPECT_EQ((socks::Reply{99, {}}).text().toStdString(), "unknown error 99");
    EXPECT_FALSE(socks::readReply(hex("05 00 00 00 0000"))); // bound to nothing
    EXPECT_FALSE(socks::readReply(hex("05 00 00 02")));
}

TEST(Socks, WrapsDatagrams)
{
    EXPECT_EQ(
        hexOf(socks::wrapDatagram({ip("192.0.2.7"), {}, 6969}, "hi")), hexOf(hex("0000 00 01 c0000207 1b39 6869")));
    const Host host{{}, "t.example", 80};
    EXPECT_EQ(hexOf(socks::wrapDatagram(host, "")), hexOf(hex("0000 00 03 09") + "t.example" + hex("0050")));
    EXPECT_TRUE(socks::wrapDatagram({{}, "", 80}, "hi").isEmpty());
    for (const Host& from : {Host{ip("192.0.2.7"), {}, 1}, Host{ip("2001:db8::7"), {}, 2}, host}) {
        const auto unwrapped = socks::unwrapDatagram(socks::wrapDatagram(from, "payload"));
        ASSERT_TRUE(unwrapped) << unwrapped.error().message;
        EXPECT_EQ(shown(unwrapped->payload), "payload");
        EXPECT_EQ(unwrapped->from.address, from.address);
        EXPECT_EQ(unwrapped->from.name, from.name);
        EXPECT_EQ(unwrapped->from.port, from.port);
    }
}

TEST(Socks, RefusesDatagramsThatAreNone)
{
    const auto whole = hex("0000 00 01 c0000207 1b39");
    ASSERT_TRUE(socks::unwrapDatagram(whole));
    EXPECT_TRUE(socks::unwrapDatagram(whole)->payload.isEmpty());
    for (qsizetype size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(socks::unwrapDatagram(whole.left(size))) << size;
    EXPECT_EQ(
        socks::unwrapDatagram(hex("0000 01 01 c0000207 1b39 6869")).error().code, protocol::ErrorCode::Unsupported);
    EXPECT_EQ(
        socks::unwrapDatagram(hex("0000 80 01 c0000207 1b39 6869")).error().code, protocol::ErrorCode::Unsupported);
    EXPECT_FALSE(socks::unwrapDatagram(hex("0000 00 02 c0000207 1b39 6869")));
}

} // namespace
