// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/dns.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;
using protocol::ErrorCode;

namespace {

// "tracker.example" stands at byte 12 of each message here, "example" at 20.
const QByteArray kName = bytes("\7tracker\7example\0");

dns::Question ask(RecordType type)
{
    return {0x1234, "tracker.example", type};
}

QByteArray question(const char* type)
{
    return kName + hex(type) + hex("0001");
}

QByteArray head(const char* flags, int answers)
{
    return hex("1234") + hex(flags) + hex("0001 00") + static_cast<char>(answers) + hex("0000 0000");
}

QByteArray message(const char* type, int answers, const QByteArray& records)
{
    return head("8180", answers) + question(type) + records;
}

QByteArray record(const QByteArray& owner, const char* type, const char* ttl, const QByteArray& data)
{
    return owner + hex(type) + hex("0001") + hex(ttl) + hex("00") + static_cast<char>(data.size()) + data;
}

ErrorCode errorOf(const QByteArray& message, const dns::Question& question)
{
    const auto answer = dns::readAnswer(message, question);
    EXPECT_FALSE(answer.has_value());
    return answer ? ErrorCode::Missing : answer.error().code;
}

TEST(DnsQuery, CarriesTheQuestionAndItsSize)
{
    EXPECT_EQ(hexOf(dns::writeQuery(ask(RecordType::Aaaa))),
        hexOf(hex("1234 0100 0001 0000 0000 0001") + kName + hex("001c 0001") // the question
            + hex("00 0029 04d0 00000000 0000"))); // OPT: 1232 bytes
    EXPECT_EQ(dns::writeQuery(ask(RecordType::Txt)).mid(29, 2), hex("0010"));
}

TEST(DnsQuery, RefusesNamesThatCannotBeAsked)
{
    const auto asked = [](const QByteArray& name) { return !dns::writeQuery({1, name, RecordType::A}).isEmpty(); };
    EXPECT_TRUE(asked("localhost"));
    EXPECT_TRUE(asked("_bt._udp.xn--bcher-kva.example"));
    EXPECT_TRUE(asked(QByteArray(63, 'a') + ".example"));
    EXPECT_FALSE(asked(QByteArray(64, 'a') + ".example"));
    EXPECT_FALSE(asked(""));
    EXPECT_FALSE(asked("."));
    EXPECT_FALSE(asked("a..example"));
    EXPECT_FALSE(asked(".example"));
    EXPECT_FALSE(asked("example."));
    EXPECT_FALSE(asked("a b.example"));
    EXPECT_FALSE(asked("b\xc3\xbc.example"));
    EXPECT_FALSE(asked(bytes("a\0b.example")));
    QByteArray longest = QByteArray(63, 'a') + '.' + QByteArray(63, 'b') + '.' + QByteArray(63, 'c') + '.';
    longest += QByteArray(61, 'd');
    EXPECT_EQ(longest.size(), 253);
    EXPECT_TRUE(asked(longest));
    EXPECT_FALSE(asked(longest + 'd'));
}

TEST(DnsAnswer, GivesAddresses)
{
    const auto answer = dns::readAnswer(message("0001", 2,
                                            record(hex("c00c"), "0001", "00000e10", hex("c0000207"))
                                                + record(hex("c00c"), "0001", "0000003c", hex("c6336401"))),
        ask(RecordType::A));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->cause, Cause::None);
    EXPECT_FALSE(answer->cut);
    EXPECT_EQ(answer->addresses, (std::vector{ip("192.0.2.7"), ip("198.51.100.1")}));
    EXPECT_TRUE(answer->aliases.isEmpty());
    EXPECT_EQ(answer->ttl, 60u);
}

TEST(DnsAnswer, ComparesNamesInAnyCase)
{
    const auto records = record(bytes("\7TRACKER\xc0\x14"), "0001", "00000e10", hex("c0000207"));
    QByteArray reply = message("0001", 1, records);
    reply[13] = 'T';
    const auto answer = dns::readAnswer(reply, {0x1234, "Tracker.EXAMPLE", RecordType::A});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->addresses.size(), 1u);
}

TEST(DnsAnswer, FollowsAliasesInAnyOrder)
{
    const QByteArray edge = bytes("\4edge\3cdn\xc0\x14");
    const auto address = hex("20010db8000000000000000000000007");
    const auto records = record(edge, "001c", "0000012c", address) // asked for, before the aliases lead there
        + record(bytes("\5alias\xc0\x14"), "0005", "0000001e", edge)
        + record(hex("c00c"), "0005", "00000e10", bytes("\5alias\xc0\x14"))
        + record(bytes("\5other\0"), "001c", "00000001", address); // not in the chain
    const auto answer = dns::readAnswer(message("001c", 4, records), ask(RecordType::Aaaa));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->addresses, std::vector{ip("2001:db8::7")});
    EXPECT_EQ(answer->aliases, (QStringList{QStringLiteral("alias.example"), QStringLiteral("edge.cdn.example")}));
    EXPECT_EQ(answer->ttl, 30u);
}

TEST(DnsAnswer, AnAliasThatLeadsToNothingIsNoData)
{
    const auto records = record(hex("c00c"), "0005", "0000003c", bytes("\5alias\xc0\x14"));
    const auto answer = dns::readAnswer(message("001c", 1, records), ask(RecordType::Aaaa));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->cause, Cause::NoData);
    EXPECT_EQ(answer->aliases, QStringList{QStringLiteral("alias.example")});
}

TEST(DnsAnswer, KeepsTheStringsOfATextApart)
{
    const auto split = bytes("\x0a"
                             "BITTORRENT"
                             "\x09"
                             " UDP:6969"
                             "\0");
    const auto records = record(hex("c00c"), "0010", "00000e10", split)
        + record(hex("c00c"), "0010", "00000e10",
            bytes("\x06"
                  "v=spf1"));
    const auto answer = dns::readAnswer(message("0010", 2, records), ask(RecordType::Txt));
    ASSERT_TRUE(answer) << answer.error().message;
    ASSERT_EQ(answer->texts.size(), 2u);
    EXPECT_EQ(answer->texts[0], (std::vector<QByteArray>{"BITTORRENT", " UDP:6969", ""}));
    EXPECT_EQ(answer->texts[1], std::vector<QByteArray>{"v=spf1"});
}

TEST(DnsAnswer, TellsFailuresApart)
{
    const auto cause = [](const char* flags) {
        const auto answer = dns::readAnswer(head(flags, 0) + question("0001"), ask(RecordType::A));
        EXPECT_TRUE(answer) << flags;
        return answer ? answer->cause : Cause::BadAnswer;
    };
    EXPECT_EQ(cause("8180"), Cause::NoData);
    EXPECT_EQ(cause("8182"), Cause::ServFail);
    EXPECT_EQ(cause("8183"), Cause::NxDomain);
    EXPECT_EQ(cause("8185"), Cause::ServFail); // refused
}

TEST(DnsAnswer, TakesARefusalWithoutItsQuestion)
{
    const auto answer = dns::readAnswer(hex("1234 8001 0000 0000 0000 0000"), ask(RecordType::A));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->cause, Cause::ServFail);
    EXPECT_EQ(errorOf(hex("1234 8000 0000 0000 0000 0000"), ask(RecordType::A)), ErrorCode::Malformed);
    EXPECT_EQ(errorOf(hex("1234 8003 0000 0000 0000 0000"), ask(RecordType::A)), ErrorCode::Malformed);
}

TEST(DnsAnswer, SaysWhenItWasCut)
{
    QByteArray reply = head("8380", 9) + question("0001") + record(hex("c00c"), "0001", "0000003c", hex("c0000207"));
    for (const qsizetype cutOff : {0, 3, 11}) { // the rest of the records never came
        const auto answer = dns::readAnswer(reply.chopped(cutOff), ask(RecordType::A));
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_TRUE(answer->cut);
        EXPECT_EQ(answer->cause, Cause::None);
        EXPECT_EQ(answer->addresses.size(), cutOff == 0 ? 1u : 0u);
    }
    reply[2] = '\x81'; // not cut by its own words
    EXPECT_EQ(errorOf(reply, ask(RecordType::A)), ErrorCode::Truncated);
}

TEST(DnsAnswer, RefusesAnswersToOtherQuestions)
{
    const auto good = message("0001", 1, record(hex("c00c"), "0001", "00000e10", hex("c0000207")));
    ASSERT_TRUE(dns::readAnswer(good, ask(RecordType::A)));
    EXPECT_EQ(errorOf(good, {0x1235, "tracker.example", RecordType::A}), ErrorCode::Malformed);
    EXPECT_EQ(errorOf(good, {0x1234, "tracker.test", RecordType::A}), ErrorCode::Malformed);
    EXPECT_EQ(errorOf(good, ask(RecordType::Aaaa)), ErrorCode::Malformed);
    const auto changed = [&](qsizetype at, char value) {
        QByteArray reply = good;
        reply[at] = value;
        return reply;
    };
    EXPECT_EQ(errorOf(changed(2, 0x01), ask(RecordType::A)), ErrorCode::Malformed); // a question
    EXPECT_EQ(errorOf(changed(2, '\x91'), ask(RecordType::A)), ErrorCode::Malformed); // another opcode
    EXPECT_EQ(errorOf(changed(5, 2), ask(RecordType::A)), ErrorCode::Malformed); // two questions
    EXPECT_EQ(errorOf(changed(32, 3), ask(RecordType::A)), ErrorCode::Malformed); // of class CHAOS
}

TEST(DnsAnswer, IgnoresRecordsOfOtherNamesTypesAndClasses)
{
    QByteArray chaos = record(hex("c00c"), "0001", "00000e10", hex("01020304"));
    chaos[5] = 3;
    const auto records = chaos + record(hex("c014"), "0001", "00000e10", hex("01020304"))
        + record(hex("c00c"), "002e", "00000e10", hex("01020304"));
    const auto answer = dns::readAnswer(message("0001", 3, records), ask(RecordType::A));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->cause, Cause::NoData);
    EXPECT_FALSE(answer->ttl);
}

TEST(DnsAnswer, RefusesCompressionThatGoesInCircles)
{
    const auto withOwner = [](const QByteArray& owner) {
        return message("0001", 1, record(owner, "0001", "00000e10", hex("c0000207")));
    };
    EXPECT_EQ(errorOf(withOwner(hex("c021")), ask(RecordType::A)), ErrorCode::Malformed); // itself
    EXPECT_EQ(errorOf(withOwner(bytes("\1a\xc0\x21")), ask(RecordType::A)), ErrorCode::Malformed);
    EXPECT_EQ(errorOf(withOwner(hex("c0ff")), ask(RecordType::A)), ErrorCode::Malformed); // forwards
    EXPECT_EQ(errorOf(withOwner(hex("4001")), ask(RecordType::A)), ErrorCode::TooLarge); // no such kind of label
}

TEST(DnsAnswer, RefusesAliasesThatGoInCircles)
{
    const auto records = record(hex("c00c"), "0005", "0000003c", bytes("\5alias\xc0\x14"))
        + record(bytes("\5alias\xc0\x14"), "0005", "0000003c", hex("c00c"));
    EXPECT_EQ(errorOf(message("0001", 2, records), ask(RecordType::A)), ErrorCode::TooLarge);
}

TEST(DnsAnswer, RefusesWrongLengths)
{
    const auto one = [](const char* type, const QByteArray& data) {
        return message(type, 1, record(hex("c00c"), type, "00000e10", data));
    };
    EXPECT_EQ(errorOf(one("0001", hex("c00002")), ask(RecordType::A)), ErrorCode::WrongLength);
    EXPECT_EQ(errorOf(one("001c", hex("c0000207")), ask(RecordType::Aaaa)), ErrorCode::WrongLength);
    EXPECT_EQ(errorOf(one("0010",
                          bytes("\x05"
                                "four")),
                  ask(RecordType::Txt)),
        ErrorCode::Truncated);
    const auto alias = message("0001", 1, record(hex("c00c"), "0005", "00000e10", bytes("\1a\0x")));
    EXPECT_EQ(errorOf(alias, ask(RecordType::A)), ErrorCode::WrongLength);
    EXPECT_EQ(errorOf(hex("1234 8180 0001"), ask(RecordType::A)), ErrorCode::WrongLength);
    EXPECT_EQ(errorOf(QByteArray(70'000, '\0'), ask(RecordType::A)), ErrorCode::WrongLength);
}

TEST(DnsAnswer, RefusesEveryBeginningOfAMessage)
{
    const auto whole = message("0001", 2,
        record(hex("c00c"), "0005", "0000003c", bytes("\5alias\xc0\x14"))
            + record(bytes("\5alias\xc0\x14"), "0001", "0000003c", hex("c0000207")));
    ASSERT_TRUE(dns::readAnswer(whole, ask(RecordType::A)));
    for (qsizetype size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(dns::readAnswer(whole.left(size), ask(RecordType::A))) << size;
}

TEST(DnsAnswer, ShowsStrangeBytesOfANameEscaped)
{
    const auto records = record(hex("c00c"), "0005", "0000003c", bytes("\5a.\x1b\\\xff\0"));
    const auto answer = dns::readAnswer(message("0001", 1, records), ask(RecordType::A));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->aliases, QStringList{QStringLiteral(R"(a\046\027\092\255)")});
}

TEST(DnsAnswer, ATtlOfTheUpperHalfIsNone)
{
    const auto records = record(hex("c00c"), "0001", "80000000", hex("c0000207"));
    EXPECT_EQ(dns::readAnswer(message("0001", 1, records), ask(RecordType::A))->ttl, 0u);
}

} // namespace
