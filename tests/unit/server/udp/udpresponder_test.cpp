// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/udp/udpresponder.h"

#include "tests/support/udppackets.h"
#include "tests/unit/server/workerfixture.h"

#include <algorithm>
#include <set>

namespace waggle::server {
namespace {

using namespace test;
using protocol::Family;
using protocol::Oddity;
using protocol::oddityBit;

struct UdpResponderTest : WorkerFixture {
    UdpResponder responder{context};
    requests::RequestRecord record;

    Packet ask(const Packet& packet, const char* from = "10.0.0.2", std::uint16_t port = 4000)
    {
        record = {};
        Packet out(protocol::udp::kMaxReply);
        const Asker asker{{address(from), port}, 0, address("10.0.0.1"), protocol::Transport::Udp};
        out.resize(responder.respond(packet, packet.size(), asker, context.moment(), out, record));
        EXPECT_EQ(record.trueLength, packet.size());
        EXPECT_EQ(record.from, address(from));
        return out;
    }
    std::uint64_t connectId(const char* from = "10.0.0.2") { return longWord(ask(connectPacket(1), from), 8); }
    Packet announce(AnnouncePacket fields, const char* from = "10.0.0.2")
    {
        fields.connectionId = connectId(from);
        return ask(announcePacket(fields), from);
    }
    void expectDropped(const Packet& answer, requests::Rule rule, std::uint32_t detail)
    {
        EXPECT_TRUE(answer.empty());
        EXPECT_EQ(record.result, requests::RequestResult::Dropped);
        EXPECT_EQ(name(record.rule), std::string(name(rule)));
        EXPECT_EQ(record.detail, detail);
    }
    void expectRefused(const Packet& answer, requests::Rule rule, std::uint32_t transactionId)
    {
        EXPECT_EQ(word(answer, 4), transactionId);
        EXPECT_EQ(errorText(answer), refusalText(rule));
        EXPECT_EQ(record.result, requests::RequestResult::Refused);
        EXPECT_EQ(name(record.rule), std::string(name(rule)));
    }
};

TEST_F(UdpResponderTest, ConnectEchoesTheTransactionBitForBit)
{
    for (const std::uint32_t transaction : {0u, 1u, 0xffffffffu, 0x80000000u}) {
        const Packet answer = ask(connectPacket(transaction));
        ASSERT_EQ(answer.size(), 16u);
        EXPECT_EQ(word(answer, 0), 0u);
        EXPECT_EQ(word(answer, 4), transaction);
        EXPECT_EQ(record.kind, requests::RequestKind::Connect);
        EXPECT_EQ(record.result, requests::RequestResult::Answered);
        EXPECT_EQ(record.oddities, 0u);
    }
}

TEST_F(UdpResponderTest, SilentOnWhatIsNoRequest)
{
    Packet packet = connectPacket(1);
    for (std::size_t size = 0; size < 16; ++size) {
        expectDropped(ask(Packet(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size))),
            requests::Rule::TooShort, static_cast<std::uint32_t>(size));
        EXPECT_EQ(record.oddities, oddityBit(Oddity::BadLength));
    }
    expectDropped(ask(connectPacket(1, 0x41727101981)), requests::Rule::WrongMagic, 0);
    expectDropped(ask(connectPacket(1), "10.0.0.2", 0), requests::Rule::SourcePortZero, 0);
    const std::uint64_t id = connectId();
    for (const std::uint8_t action : {3, 4, 255}) {
        packet = scrapePacket(id, 1, "a");
        packet[11] = action;
        expectDropped(ask(packet), requests::Rule::UnknownAction, action);
    }
}

TEST_F(UdpResponderTest, AnnouncesUnderTheirLengthAreDroppedLongerOnesAccepted)
{
    AnnouncePacket fields{.connectionId = connectId()};
    Packet packet = announcePacket(fields);
    packet.pop_back();
    expectDropped(ask(packet), requests::Rule::AnnounceTooShort, 97);
    EXPECT_EQ(record.oddities, oddityBit(Oddity::BadLength));
    fields.options = {2, 5, '/', 'a', 'n', 'n', 'o', 1, 1, 0, 77, 77};
    EXPECT_EQ(word(ask(announcePacket(fields)), 0), 1u);
    EXPECT_EQ(record.oddities & oddityBit(Oddity::UnknownOption), 0u);
    fields.options = {9, 1, 0, 0};
    EXPECT_EQ(word(ask(announcePacket(fields)), 0), 1u);
    EXPECT_NE(record.oddities & oddityBit(Oddity::UnknownOption), 0u);
    fields.options = {2, 255, 'x'};
    EXPECT_EQ(word(ask(announcePacket(fields)), 0), 1u);
    EXPECT_NE(record.oddities & oddityBit(Oddity::UnknownOption), 0u);
}

TEST_F(UdpResponderTest, ConnectionIdsOfOthersOfYesterdayAndOfTheFuture)
{
    AnnouncePacket fields{.connectionId = connectId()};
    EXPECT_EQ(word(ask(announcePacket(fields), "10.0.0.2", 4001), 0), 1u) << "another port of the same host";
    expectDropped(ask(announcePacket(fields), "10.0.0.3"), requests::Rule::ConnectionIdWrong, 0);
    EXPECT_TRUE(record.hasPeer) << "bad ids are counted by client software";
    advance(std::chrono::seconds(61));
    EXPECT_EQ(word(ask(announcePacket(fields)), 0), 1u);
    EXPECT_NE(record.oddities & oddityBit(Oddity::OldConnectionId), 0u);
    advance(std::chrono::seconds(59));
    EXPECT_EQ(word(ask(announcePacket(fields)), 0), 1u);
    advance(std::chrono::seconds(60));
    expectDropped(ask(announcePacket(fields)), requests::Rule::ConnectionIdStale, 180);
    EXPECT_EQ(describe(record), "connection id 3 min 0 s old, limit 2 min");
    wallMs -= 400'000;
    expectDropped(ask(announcePacket(fields)), requests::Rule::ConnectionIdWrong, 0);
    expectDropped(ask(scrapePacket(5, 1, "a")), requests::Rule::ConnectionIdWrong, 0);
}

TEST_F(UdpResponderTest, BadIdsAreAnsweredOnDemandWithNoMoreThanWasSent)
{
    context.settings.answerBadConnectionIds = true;
    expectRefused(ask(announcePacket({.connectionId = 5, .transactionId = 77})), requests::Rule::ConnectionIdWrong, 77);
    for (const auto* torrents : {"", "a", "abc"}) {
        const Packet packet = scrapePacket(5, 78, torrents);
        const Packet answer = ask(packet);
        EXPECT_LE(answer.size(), packet.size());
        EXPECT_EQ(word(answer, 0), 3u);
        EXPECT_EQ(word(answer, 4), 78u);
        EXPECT_EQ(record.result, requests::RequestResult::Refused);
    }
}

TEST_F(UdpResponderTest, StrangersHearWhyAfterAValidIdOnly)
{
    const char* stranger = "203.0.113.5";
    expectDropped(ask(announcePacket({.connectionId = 1}), stranger), requests::Rule::ConnectionIdWrong, 0);
    expectRefused(announce({.transactionId = 8}, stranger), requests::Rule::Stranger, 8);
    expectRefused(ask(scrapePacket(connectId(stranger), 9, "a"), stranger), requests::Rule::Stranger, 9);
    expectRefused(announce({.transactionId = 8}, "2001:db8::5"), requests::Rule::Stranger, 8);
    EXPECT_EQ(store.totals().swarms, 0u);
    access::AccessTable table;
    table.anyone = true;
    setAccess(table);
    EXPECT_EQ(word(announce({}, stranger), 0), 1u);
}

TEST_F(UdpResponderTest, PortZero)
{
    expectRefused(announce({.transactionId = 0xffffffff, .port = 0}), requests::Rule::PortZero, 0xffffffff);
    EXPECT_EQ(record.infoHash, torrentHash('a'));
    EXPECT_EQ(word(announce({.event = 3, .port = 0}), 0), 1u);
    EXPECT_EQ(store.totals().peers, 0u);
}

TEST_F(UdpResponderTest, AnnounceAnswerInTheOrderOfTheBep)
{
    announce({.peerId = "-XX0001-aaaaaaaaaaaa", .left = 0, .port = 1001}, "10.0.0.3");
    announce({.peerId = "-XX0001-bbbbbbbbbbbb", .left = 5, .port = 1002}, "10.0.0.4");
    announce({.peerId = "-XX0001-cccccccccccc", .left = 5, .port = 1003}, "fd00::4");
    const Packet answer = announce({.transactionId = 5, .port = 1004});
    EXPECT_EQ(word(answer, 0), 1u);
    EXPECT_EQ(word(answer, 4), 5u);
    EXPECT_EQ(word(answer, 8), record.givenInterval);
    EXPECT_EQ(word(answer, 12), 3u) << "leechers of both families";
    EXPECT_EQ(word(answer, 16), 1u);
    auto peers = peersOf(answer, Family::V4);
    std::sort(peers.begin(), peers.end());
    EXPECT_EQ(peers, (std::vector<protocol::Endpoint>{{address("10.0.0.3"), 1001}, {address("10.0.0.4"), 1002}}));
    EXPECT_EQ(answer.size(), 20u + 12u);
    const Packet answer6 = announce({.peerId = "-XX0001-dddddddddddd", .port = 1005}, "fd00::5");
    EXPECT_EQ(peersOf(answer6, Family::V6), (std::vector<protocol::Endpoint>{{address("fd00::4"), 1003}}));
    EXPECT_EQ(answer6.size(), 20u + 18u);
    EXPECT_EQ(record.peersReturned, 1);
}

TEST_F(UdpResponderTest, EventsAboveThreeAreUpdates)
{
    EXPECT_EQ(word(announce({.event = 4}), 0), 1u);
    EXPECT_EQ(record.event, protocol::Event::None);
    EXPECT_NE(record.oddities & oddityBit(Oddity::UnknownEvent), 0u);
}

TEST_F(UdpResponderTest, FullAnswersStayUnderTheirLimit)
{
    store.setCaps({.swarms = 10, .peers = 10'000, .peersPerAddress = 10'000});
    for (std::uint16_t port = 1; port <= 400; ++port) {
        for (const char* from : {"10.0.0.3", "fd00::3"}) {
            AnnouncePacket fields{.port = port};
            fields.peerId = "-XX0001-" + std::string(from).substr(0, 3) + std::to_string(100'000 + port);
            announce(fields, from);
        }
    }
    EXPECT_EQ(announce({.numwant = 1000, .port = 9999}).size(), 20u + 200 * 6);
    EXPECT_NE(record.oddities & oddityBit(Oddity::NoNumwantRespect), 0u);
    EXPECT_EQ(announce({.numwant = 1000, .port = 9999}, "fd00::9").size(), 20u + 76 * 18);
    EXPECT_EQ(announce({.numwant = -1, .port = 9999}).size(), 20u + 50 * 6);
    EXPECT_EQ(announce({.numwant = 0, .port = 9999}).size(), 20u);
}

TEST_F(UdpResponderTest, ScrapesKeepTheirOrderAndCreateNothing)
{
    announce({.torrent = 'a', .left = 0, .port = 1});
    announce({.torrent = 'b', .left = 9, .port = 1});
    const Packet answer = ask(scrapePacket(connectId(), 6, "bxab"));
    ASSERT_EQ(answer.size(), 8u + 4 * 12);
    EXPECT_EQ(word(answer, 0), 2u);
    EXPECT_EQ(word(answer, 4), 6u);
    const std::array<std::array<std::uint32_t, 3>, 4> expected{{{0, 0, 1}, {0, 0, 0}, {1, 0, 0}, {0, 0, 1}}};
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t field = 0; field < 3; ++field)
            EXPECT_EQ(word(answer, 8 + i * 12 + field * 4), expected[i][field]) << i << field;
    }
    EXPECT_EQ(record.kind, requests::RequestKind::Scrape);
    EXPECT_EQ(record.detail, 4u);
    EXPECT_EQ(record.infoHash, torrentHash('b'));
    EXPECT_EQ(store.totals().swarms, 2u);
}

TEST_F(UdpResponderTest, ScrapesOfTooManyOrBrokenHashes)
{
    const std::uint64_t id = connectId();
    EXPECT_EQ(ask(scrapePacket(id, 1, std::string(74, 'a'))).size(), 8u + 74 * 12);
    EXPECT_EQ(ask(scrapePacket(id, 1, std::string(90, 'a'))).size(), 8u + 74 * 12);
    EXPECT_EQ(record.detail, 74u);
    expectRefused(ask(scrapePacket(id, 2, "")), requests::Rule::ScrapeRagged, 2);
    Packet ragged = scrapePacket(id, 3, "ab");
    ragged.pop_back();
    expectRefused(ask(ragged), requests::Rule::ScrapeRagged, 3);
    EXPECT_EQ(record.detail, 39u);
}

TEST_F(UdpResponderTest, CapsAreToldInWords)
{
    for (std::uint16_t port = 1; port <= 3; ++port)
        announce({.peerId = "-XX0001-00000000000" + std::to_string(port), .port = port});
    expectRefused(announce({.transactionId = 3, .peerId = "-XX0001-999999999999", .port = 4}),
        requests::Rule::TooManyOfAddress, 3);
}

} // namespace
} // namespace waggle::server
