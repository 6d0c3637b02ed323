// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "core/remote/wire/bigendian.h"
#include "tests/support/remote/fakeudptracker.h"

#include <QHostAddress>

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::Severity;

namespace {

using Kind = Ask::Kind;

struct UdpRow {
    const char* name;
    Expected expected;
    Mode mode;
    std::function<void(FakeUdpTracker&)> bend;
    protocol::Family family = protocol::Family::V4;
    bool isImpatient = false; // silence is the point
};

void PrintTo(const UdpRow& row, std::ostream* out)
{
    *out << row.name;
}

auto when(bool (*applies)(const Ask&), std::function<void(const Ask&, UdpReply&)> change)
{
    return [applies, change](FakeUdpTracker& fake) {
        fake.bend = [applies, change](const Ask& ask, UdpReply& reply) {
            if (applies(ask))
                change(ask, reply);
        };
    };
}

bool always(const Ask&)
{
    return true;
}
bool connects(const Ask& ask)
{
    return ask.kind == Kind::Connect;
}
bool announces(const Ask& ask)
{
    return ask.isAnnounce() && ask.event != protocol::Event::Stopped;
}
bool scrapes(const Ask& ask)
{
    return ask.isScrape();
}
bool hasOptions(const Ask& ask)
{
    return ask.isAnnounce() && ask.raw.size() > 98;
}

void silent(const Ask&, UdpReply& reply)
{
    reply.packets.clear();
}

// One answer for each question, of these bytes.
auto answersWith(std::function<QByteArray(const Ask&, const QByteArray&)> bytes)
{
    return [bytes](const Ask& ask, UdpReply& reply) {
        for (auto& packet : reply.packets)
            packet.bytes = bytes(ask, packet.bytes);
    };
}

auto refuses(const QByteArray& words)
{
    return answersWith([words](const Ask& ask, const QByteArray&) { return FakeUdpTracker::error(ask.raw, words); });
}

QByteArray wire6(std::uint16_t port)
{
    QByteArray wire(15, '\0');
    wire += '\1';
    remote::appendBig(wire, port);
    return wire;
}

const UdpRow kRows[] = {
    {"U1Silence", {"U1", Severity::Fatal, "no answer to 1 datagram"}, Mode::Quick, when(always, silent),
        protocol::Family::V4, true},
    {"U2", {"U2", Severity::Warning, "were not answered"}, Mode::Quick,
        [](FakeUdpTracker& fake) {
            auto seen = std::make_shared<std::map<QByteArray, int>>(); // only the second of each is answered
            fake.bend = [seen](const Ask& ask, UdpReply& reply) {
                if (++(*seen)[ask.raw] == 1)
                    reply.packets.clear();
            };
        }},
    {"U3Swapped", {"U3", Severity::Error, "other byte order"}, Mode::Quick,
        when(always, answersWith([](const Ask&, QByteArray bytes) {
            std::reverse(bytes.begin() + 4, bytes.begin() + 8);
            return bytes;
        })),
        protocol::Family::V4, true},
    {"U3Other", {"U3", Severity::Error, "not asked with"}, Mode::Quick,
        when(always, answersWith([](const Ask&, QByteArray bytes) { return bytes.replace(4, 4, "abcd"); })),
        protocol::Family::V4, true},
    {"U3Announce", {"U3", Severity::Error, "not asked with", {"U12", "U8"}}, Mode::Quick,
        when(announces, answersWith([](const Ask&, QByteArray bytes) { return bytes.replace(4, 4, "abcd"); })),
        protocol::Family::V6, true},
    {"U4", {"U4", Severity::Error, "answered by"}, Mode::Quick,
        when(always,
            [](const Ask&, UdpReply& reply) {
                for (auto& packet : reply.packets)
                    packet.isFromElsewhere = true;
            }),
        protocol::Family::V4, true},
    {"U4V6", {"U4", Severity::Error, "answered by"}, Mode::Full,
        when(always,
            [](const Ask&, UdpReply& reply) {
                for (auto& packet : reply.packets)
                    packet.isFromElsewhere = true;
            }),
        protocol::Family::V6, true},
    {"U5Magic", {"U5", Severity::Warning, "magic"}, Mode::Quick,
        [](FakeUdpTracker& fake) {
            fake.allowsAnyId = true;
            fake.bend = [](const Ask& ask, UdpReply& reply) {
                if (connects(ask) && !reply.packets.empty())
                    reply.packets.front().bytes.replace(8, 8, ask.raw.left(8));
            };
        }},
    {"U5Same", {"U5", Severity::Note, "same connection id"}, Mode::Full,
        [](FakeUdpTracker& fake) {
            fake.allowsAnyId = true;
            fake.bend = [](const Ask& ask, UdpReply& reply) {
                if (connects(ask) && !reply.packets.empty())
                    reply.packets.front().bytes.replace(8, 8, "12345678");
            };
        }},
    {"U6", {"U6", Severity::Error, "Connection ID"}, Mode::Quick, when(announces, refuses("Connection ID missmatch"))},
    {"U8Dropped", {"U8", Severity::Error, "BEP 41"}, Mode::Full, when(hasOptions, silent), protocol::Family::V4, true},
    {"U8Quick", {"U8", Severity::Error, "BEP 41"}, Mode::Quick, when(hasOptions, silent), protocol::Family::V6, true},
    {"U8Refused", {"U8", Severity::Error, "malformed packet"}, Mode::Full,
        when(hasOptions, refuses("malformed packet"))},
    {"U9Short", {"U9", Severity::Error, "12 bytes"}, Mode::Quick,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) { return bytes.left(12); }))},
    {"U9BareHead", {"U9", Severity::Warning, "8 bytes"}, Mode::Full,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) { return bytes.left(8); }))},
    {"U9Ragged", {"U9", Severity::Error, "whole number"}, Mode::Full,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) { return bytes + "x"; }))},
    {"U10SixOverV6", {"U10", Severity::Error, "entries of 6", {"B1", "B3", "U9"}}, Mode::Quick,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) {
            return bytes.size() > 20 ? bytes.left(20) + QByteArray("\x7f\0\0\1", 4) + bytes.right(2) : bytes;
        })),
        protocol::Family::V6},
    {"U10EighteenOverV4", {"U10", Severity::Error, "entries of 18", {"B1", "B2", "B3", "B6", "B8"}}, Mode::Quick,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) {
            return bytes.size() > 20 ? bytes.left(20) + wire6(remote::readBig<std::uint16_t>(bytes, 24)) : bytes;
        }))},
    {"U11Nul", {"U11", Severity::Note, "NUL"}, Mode::Quick,
        when(announces, refuses(QByteArray("Requested download is not authorized\0", 37)))},
    {"U11Empty", {"U11", Severity::Note, "without a text"}, Mode::Quick, when(announces, refuses(""))},
    {"U12Refused", {"U12", Severity::Warning, "scrape is off"}, Mode::Quick, when(scrapes, refuses("scrape is off"))},
    {"U12Silent", {"U12", Severity::Warning, "not answered"}, Mode::Quick, when(scrapes, silent), protocol::Family::V4,
        true},
    {"U12Folded", {"U12", Severity::Error, "Three hashes", {"H25"}}, Mode::Full,
        when(scrapes, answersWith([](const Ask& ask, const QByteArray& bytes) {
            return ask.hashes.size() == 3 ? bytes.left(32) : bytes;
        }))},
    {"U12Order", {"U12", Severity::Error, "different counts"}, Mode::Full,
        when(scrapes, answersWith([](const Ask& ask, const QByteArray& bytes) {
            return ask.hashes.size() == 3 ? bytes.left(8) + bytes.mid(8, 12) + bytes.mid(32, 12) + bytes.mid(20, 12)
                                          : bytes;
        }))},
    {"U13", {"U13", Severity::Error, "seeders", {"B3"}}, Mode::Quick,
        [](FakeUdpTracker& fake) {
            fake.core.say = [](const Ask&, FakeAnswer& answer) {
                for (auto& [hash, counts] : answer.files) {
                    if (counts)
                        std::swap(counts->seeders, counts->leechers);
                }
            };
        }},
    {"U14", {"U14", Severity::Warning, "200 peers"}, Mode::Full,
        when([](const Ask& ask) { return ask.isAnnounce() && ask.numwant == 200; }, silent), protocol::Family::V6,
        true},
    {"U15Large", {"U15", Severity::Warning, "datagram of", {"B3", "B6", "B10"}}, Mode::Quick,
        when(announces, answersWith([](const Ask&, const QByteArray& bytes) {
            return bytes + QByteArray("\x7f\0\0\1\x1f\x90", 6).repeated(300);
        }))},
    {"U15Twice", {"U15", Severity::Warning, "answered twice"}, Mode::Quick,
        when(always,
            [](const Ask&, UdpReply& reply) {
                if (!reply.packets.empty())
                    reply.packets.push_back(reply.packets.front());
            })},
    {"U16Wrong", {"U16", Severity::Warning, "wrong protocol id"}, Mode::Full,
        [](FakeUdpTracker& fake) {
            fake.bend = [](const Ask& ask, UdpReply& reply) {
                if (connects(ask) && reply.packets.empty())
                    reply.packets.push_back({QByteArray(4, '\0') + ask.raw.mid(12, 4) + "12345678"});
            };
        }},
    {"U16Larger", {"U16", Severity::Warning, "answer a handshake"}, Mode::Quick,
        when(connects, answersWith([](const Ask&, const QByteArray& bytes) { return bytes + QByteArray(100, 'x'); }))},
};

class UdpFault : public testing::TestWithParam<UdpRow> { };

} // namespace

TEST_P(UdpFault, IsNamed)
{
    const UdpRow& row = GetParam();
    FakeUdpTracker fake(row.family);
    ASSERT_TRUE(fake.isUp());
    row.bend(fake);
    auto options = row.isImpatient ? impatientOptions(row.mode) : patientOptions(row.mode);
    if (row.expected.id == std::string("U2"))
        options.firstResend = std::chrono::milliseconds(50);
    expectFound(*checkOne(fake.url(), options), row.expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, UdpFault, testing::ValuesIn(kRows),
    [](const testing::TestParamInfo<UdpRow>& row) { return rowName(row.param.name); });

TEST(UdpFaults, NobodyThereIsRefused)
{
    for (const char* host : {"127.0.0.1", "::1"}) {
        QUdpSocket reserved;
        ASSERT_TRUE(reserved.bind(QHostAddress(QLatin1String(host)), 0));
        const auto port = reserved.localPort();
        reserved.close();
        const QString shown = QString(QLatin1String(host)).contains(QLatin1Char(':')) ? QStringLiteral("[::1]")
                                                                                      : QStringLiteral("127.0.0.1");
        const auto report
            = checkOne(QStringLiteral("udp://%1:%2/announce").arg(shown).arg(port), patientOptions(Mode::Quick));
        expectFound(*report, {"U1", Severity::Fatal, "refused"});
        EXPECT_EQ(report->state, remote::State::Down);
    }
}

TEST(UdpFaults, AnHonestOneHasNone)
{
    for (const auto family : {protocol::Family::V4, protocol::Family::V6}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            FakeUdpTracker fake(family);
            const auto report = checkOne(fake.url(), patientOptions(mode));
            EXPECT_EQ(report->state, remote::State::Up);
            EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
            EXPECT_EQ(fake.core.present(), 0U);
        }
    }
}

// Without a path there are no options behind the announce: a lost answer is no fault of theirs.
TEST(UdpFaults, OptionsAreNotBlamedWhereNoneWereSent)
{
    FakeUdpTracker fake;
    fake.bend = [done = false](const Ask& ask, UdpReply& reply) mutable {
        if (ask.isAnnounce() && !std::exchange(done, true))
            reply.packets.clear();
    };
    const auto report = checkOne(fake.url(""), impatientOptions(Mode::Full));
    EXPECT_EQ(findingOf(*report, "U8"), nullptr) << findingsText(*report);
}
