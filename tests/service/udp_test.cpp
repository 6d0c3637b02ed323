// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of docs/protocol.md's UDP table that bytes over a socket can show, over both families and both ways of
// carrying datagrams.
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace waggle::test {
namespace {

using protocol::Address;
using protocol::Endpoint;
using protocol::Family;
using protocol::Transport;

struct Way {
    Family family;
    bool portable;
};

class Conversation;

// One row: a name as in the table, what is asked, what is expected.
struct Row {
    const char* name;
    void (*talk)(Conversation&);
};

class Conversation {
public:
    explicit Conversation(const Way& way, const settings::Settings& settings = loopbackSettings())
        : family(way.family)
        , tracker(settings, {.portableUdp = way.portable, .time = {}, .secretPath = {}})
        , isStarted(tracker.start())
        , client(tracker.udp(family))
    {
    }

    Family family;
    LiveTracker tracker;
    bool isStarted;
    UdpClient client;

    [[nodiscard]] std::size_t stride() const { return family == Family::V4 ? 6 : 18; }
    Packet answerTo(const Packet& packet) { return client.ask(packet).value_or(Packet{}); }
    Packet announce(AnnouncePacket fields)
    {
        fields.connectionId = client.connectId();
        return answerTo(announcePacket(fields));
    }
    void addPeers(std::uint16_t first, int count, std::uint64_t left, char torrent = 'a')
    {
        const std::uint64_t id = client.connectId();
        for (int i = 0; i < count; ++i) {
            AnnouncePacket fields{.connectionId = id, .torrent = torrent, .left = left};
            fields.port = static_cast<std::uint16_t>(first + i);
            fields.peerId = "-XX0001-" + std::to_string(100'000'000'000 + first + i);
            EXPECT_EQ(word(answerTo(announcePacket(fields)), 0), 1u);
        }
    }
};

const Row kRows[] = {
    {"transaction id is echoed bit for bit",
        [](Conversation& c) {
            for (const std::uint32_t transaction : {0u, 1u, 0xffffffffu, 0x01020304u}) {
                const Packet connected = c.answerTo(connectPacket(transaction));
                EXPECT_EQ(connected.size(), 16u);
                EXPECT_EQ(word(connected, 0), 0u);
                EXPECT_EQ(word(connected, 4), transaction);
                const Packet announced = c.announce({.transactionId = transaction});
                EXPECT_EQ(word(announced, 0), 1u);
                EXPECT_EQ(word(announced, 4), transaction);
                const Packet refused = c.announce({.transactionId = transaction, .port = 0});
                EXPECT_EQ(word(refused, 0), 3u);
                EXPECT_EQ(word(refused, 4), transaction);
            }
        }},
    {"connection id is accepted for 120 s and refused by 180 s",
        [](Conversation& c) {
            const std::uint64_t id = c.client.connectId();
            c.tracker.advance(std::chrono::seconds(120));
            EXPECT_EQ(word(c.answerTo(announcePacket({.connectionId = id})), 0), 1u);
            c.tracker.advance(std::chrono::seconds(60));
            EXPECT_TRUE(c.client.isIgnored(announcePacket({.connectionId = id})));
        }},
    {"connection id from the future",
        [](Conversation& c) {
            const std::uint64_t id = c.client.connectId();
            c.tracker.advance(std::chrono::seconds(-10));
            EXPECT_TRUE(c.client.isIgnored(announcePacket({.connectionId = id})));
        }},
    {"same id from another port of the same IP",
        [](Conversation& c) {
            UdpClient other(c.tracker.udp(c.family));
            const auto answer = other.ask(announcePacket({.connectionId = c.client.connectId()}));
            EXPECT_TRUE(answer && word(*answer, 0) == 1);
        }},
    {"bad id is met with silence",
        [](Conversation& c) {
            EXPECT_TRUE(c.client.isIgnored(announcePacket({.connectionId = 5})));
            EXPECT_TRUE(c.client.isIgnored(scrapePacket(5, 1, "a")));
            EXPECT_TRUE(c.client.isIgnored(announcePacket({.connectionId = 0x41727101980})));
        }},
    {"connect with wrong magic, packets under 16 bytes, unknown actions",
        [](Conversation& c) {
            EXPECT_TRUE(c.client.isIgnored(connectPacket(1, 1)));
            EXPECT_TRUE(c.client.isIgnored({}));
            EXPECT_TRUE(c.client.isIgnored(Packet(15)));
            Packet unknown = scrapePacket(c.client.connectId(), 1, "a");
            unknown[11] = 3;
            EXPECT_TRUE(c.client.isIgnored(unknown));
            unknown[8] = 1;
            EXPECT_TRUE(c.client.isIgnored(unknown));
        }},
    {"announce under 98 bytes is dropped, over 98 is read with its options",
        [](Conversation& c) {
            AnnouncePacket fields{.connectionId = c.client.connectId()};
            Packet shorter = announcePacket(fields);
            shorter.pop_back();
            EXPECT_TRUE(c.client.isIgnored(shorter));
            for (const Packet& options : {Packet{0}, Packet{1}, Packet{2, 3, '/', 'a', 'b', 2, 1, 'c', 0},
                     Packet{200, 2, 0, 0}, Packet{2}, Packet{2, 200, 'x'}, Packet(3000, 1), Packet(9000, 2)}) {
                fields.options = options;
                EXPECT_EQ(word(c.answerTo(announcePacket(fields)), 0), 1u) << options.size();
            }
        }},
    {"error packet has no NUL",
        [](Conversation& c) {
            const std::string text = errorText(c.announce({.port = 0}));
            EXPECT_FALSE(text.empty());
            EXPECT_EQ(text.find('\0'), std::string::npos);
        }},
    {"numwant: negative is 50, 0 is none, else capped by 200 and by what fits",
        [](Conversation& c) {
            c.addPeers(1000, 99, 5);
            const auto peers = [&](std::int32_t numwant) {
                const Packet answer = c.announce({.numwant = numwant});
                EXPECT_LE(answer.size(), 1400u);
                EXPECT_EQ((answer.size() - 20) % c.stride(), 0u);
                return (answer.size() - 20) / c.stride();
            };
            EXPECT_EQ(peers(-1), 50u);
            EXPECT_EQ(peers(INT32_MIN), 50u);
            EXPECT_EQ(peers(0), 0u);
            EXPECT_EQ(peers(1), 1u);
            EXPECT_EQ(peers(75), 75u);
            EXPECT_EQ(peers(INT32_MAX), c.family == Family::V4 ? 99u : 76u);
        }},
    {"IP field is ignored",
        [](Conversation& c) {
            c.announce({.peerId = "-XX0001-aaaaaaaaaaaa", .ip = 0x01020304, .port = 1});
            const auto peers = peersOf(c.announce({.port = 2}), c.family);
            EXPECT_EQ(peers, (std::vector<Endpoint>{{c.tracker.udp(c.family).address, 1}}));
        }},
    {"counts cover both families, the stride is the asker's",
        [](Conversation& c) {
            const Family otherFamily = c.family == Family::V4 ? Family::V6 : Family::V4;
            UdpClient other(c.tracker.udp(otherFamily));
            const auto answer = other.ask(announcePacket(
                {.connectionId = other.connectId(), .peerId = "-XX0001-aaaaaaaaaaaa", .left = 0, .port = 9}));
            EXPECT_TRUE(answer && word(*answer, 0) == 1);
            c.addPeers(10, 1, 3);
            const Packet mine = c.announce({.port = 20});
            EXPECT_EQ(word(mine, 12), 2u) << "leechers";
            EXPECT_EQ(word(mine, 16), 1u) << "seeders";
            EXPECT_EQ(mine.size(), 20 + c.stride());
            EXPECT_EQ(peersOf(mine, c.family), (std::vector<Endpoint>{{c.tracker.udp(c.family).address, 10}}));
        }},
    {"port 0 is an error except on stopped",
        [](Conversation& c) {
            EXPECT_NE(errorText(c.announce({.port = 0})), "");
            EXPECT_EQ(word(c.announce({.event = 3, .port = 0}), 0), 1u);
        }},
    {"event above 3 is none",
        [](Conversation& c) {
            EXPECT_EQ(word(c.announce({.event = 4}), 0), 1u);
            EXPECT_EQ(word(c.announce({.event = 0xffffffff}), 12), 1u) << "still here";
        }},
    {"stopped: gone, and an empty list",
        [](Conversation& c) {
            c.addPeers(10, 2, 3);
            EXPECT_EQ(word(c.announce({.port = 20}), 12), 3u);
            const Packet stopped = c.announce({.event = 3, .port = 20});
            EXPECT_EQ(stopped.size(), 20u);
            EXPECT_EQ(word(stopped, 12), 2u);
            EXPECT_EQ(word(c.announce({.torrent = 'x', .event = 3}), 0), 1u);
            EXPECT_EQ(c.tracker.service().store().totals().swarms, 1u) << "stopped creates nothing";
        }},
    {"left is 64 bit",
        [](Conversation& c) {
            for (const std::uint64_t left : {std::uint64_t{1} << 32, std::uint64_t{1} << 63}) {
                const Packet answer = c.announce({.left = left});
                EXPECT_EQ(word(answer, 12), 1u);
                EXPECT_EQ(word(answer, 16), 0u);
            }
            EXPECT_EQ(word(c.announce({.left = 0}), 16), 1u);
        }},
    {"seeds get no seeds",
        [](Conversation& c) {
            c.addPeers(10, 2, 0);
            c.addPeers(20, 1, 7);
            EXPECT_EQ(peersOf(c.announce({.left = 0, .port = 30}), c.family).size(), 1u);
            EXPECT_EQ(peersOf(c.announce({.left = 5, .port = 30}), c.family).size(), 3u);
        }},
    {"scrape: positional, duplicates twice, unknown zeros, creates nothing",
        [](Conversation& c) {
            c.addPeers(10, 2, 0, 'a');
            c.addPeers(10, 1, 5, 'b');
            const Packet answer = c.answerTo(scrapePacket(c.client.connectId(), 6, "bzab"));
            EXPECT_EQ(answer.size(), 8u + 4 * 12);
            EXPECT_EQ(word(answer, 0), 2u);
            EXPECT_EQ(word(answer, 4), 6u);
            const std::uint32_t expected[4][3] = {{0, 0, 1}, {0, 0, 0}, {2, 0, 0}, {0, 0, 1}};
            for (std::size_t i = 0; i < 4; ++i) {
                for (std::size_t field = 0; field < 3; ++field)
                    EXPECT_EQ(word(answer, 8 + 12 * i + 4 * field), expected[i][field]) << i << ' ' << field;
            }
            EXPECT_EQ(c.tracker.service().store().totals().swarms, 2u);
        }},
    {"scrape: completions stand between seeders and leechers",
        [](Conversation& c) {
            c.announce({.left = 10, .event = 2});
            c.announce({.left = 0, .event = 1});
            const Packet answer = c.answerTo(scrapePacket(c.client.connectId(), 6, "a"));
            EXPECT_EQ(word(answer, 8), 1u);
            EXPECT_EQ(word(answer, 12), 1u);
            EXPECT_EQ(word(answer, 16), 0u);
        }},
    {"scrape: 74 answered, more truncated, none or ragged is an error",
        [](Conversation& c) {
            const std::uint64_t id = c.client.connectId();
            for (const std::size_t count : {74u, 75u, 203u, 204u, 205u, 1000u})
                EXPECT_EQ(c.answerTo(scrapePacket(id, 1, std::string(count, 'a'))).size(), 8u + 74 * 12) << count;
            EXPECT_NE(errorText(c.answerTo(scrapePacket(id, 1, ""))), "");
            for (const std::size_t count : {1u, 74u, 300u}) {
                Packet ragged = scrapePacket(id, 1, std::string(count, 'a'));
                ragged.push_back(0);
                EXPECT_NE(errorText(c.answerTo(ragged)), "") << count;
            }
        }},
    {"a silent peer expires exactly",
        [](Conversation& c) {
            c.addPeers(10, 1, 3);
            c.tracker.advance(std::chrono::seconds(659));
            EXPECT_EQ(word(c.announce({.event = 3}), 12), 1u);
            c.tracker.advance(std::chrono::seconds(1));
            EXPECT_EQ(word(c.announce({.event = 3}), 12), 0u);
            EXPECT_TRUE(waitUntil([&] { return c.tracker.service().store().totals().peers == 0; }));
        }},
    {"banned: refused in words, its peers gone, until unbanned",
        [](Conversation& c) {
            const Address own = c.tracker.udp(c.family).address;
            c.addPeers(10, 3, 3);
            c.tracker.service().ban(own);
            c.tracker.service().ban(own);
            EXPECT_EQ(c.tracker.service().banned(), std::vector<Address>{own});
            EXPECT_TRUE(waitUntil([&] { return c.tracker.service().store().totals().peers == 0; }));
            EXPECT_NE(errorText(c.announce({})).find("banned"), std::string::npos);
            EXPECT_NE(
                errorText(c.answerTo(scrapePacket(c.client.connectId(), 1, "a"))).find("banned"), std::string::npos);
            c.tracker.service().unban(own);
            EXPECT_TRUE(waitUntil([&] { return word(c.announce({}), 0) == 1; }));
        }},
};

class UdpRows : public ::testing::TestWithParam<std::tuple<std::size_t, Way>> { };

TEST_P(UdpRows, Holds)
{
    const auto& [row, way] = GetParam();
    SCOPED_TRACE(kRows[row].name);
    Conversation conversation(way);
    ASSERT_TRUE(conversation.isStarted);
    ASSERT_TRUE(conversation.client.isOpen());
    kRows[row].talk(conversation);
}

const auto kWays
    = ::testing::Values(Way{Family::V4, false}, Way{Family::V4, true}, Way{Family::V6, false}, Way{Family::V6, true});

std::string wayName(const Way& way)
{
    return std::string(way.family == Family::V4 ? "V4" : "V6") + (way.portable ? "Portable" : "Batched");
}

std::string rowName(const ::testing::TestParamInfo<UdpRows::ParamType>& info)
{
    std::string name = wayName(std::get<1>(info.param)) + "_" + kRows[std::get<0>(info.param)].name;
    for (char& c : name)
        c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(
    Table, UdpRows, ::testing::Combine(::testing::Range<std::size_t>(0, std::size(kRows)), kWays), rowName);

class Udp : public ::testing::TestWithParam<Way> { };

TEST_P(Udp, BadIdsAreAnsweredWhereTheSettingSaysSo)
{
    settings::Settings settings = loopbackSettings();
    settings.answerBadConnectionIds = true;
    Conversation c(GetParam(), settings);
    ASSERT_TRUE(c.isStarted);
    const Packet answer = c.answerTo(announcePacket({.connectionId = 5, .transactionId = 44}));
    EXPECT_EQ(word(answer, 4), 44u);
    EXPECT_NE(errorText(answer).find("connection id"), std::string::npos);
    EXPECT_LE(c.answerTo(scrapePacket(5, 1, "")).size(), 16u);
}

TEST_P(Udp, EverythingIsRecordedAndCounted)
{
    Conversation c(GetParam());
    ASSERT_TRUE(c.isStarted);
    const std::uint64_t id = c.client.connectId();
    EXPECT_EQ(word(c.answerTo(announcePacket({.connectionId = id})), 0), 1u);
    EXPECT_NE(errorText(c.answerTo(announcePacket({.connectionId = id, .port = 0}))), "");
    EXPECT_TRUE(c.client.isIgnored(Packet(7)));
    const auto records = c.tracker.requests(5);
    ASSERT_EQ(records.size(), 5u);
    using requests::RequestKind;
    using requests::RequestResult;
    const std::pair<RequestKind, RequestResult> expected[] = {{RequestKind::Connect, RequestResult::Answered},
        {RequestKind::Announce, RequestResult::Answered}, {RequestKind::Announce, RequestResult::Refused},
        {RequestKind::Other, RequestResult::Dropped}, {RequestKind::Connect, RequestResult::Answered}};
    const auto values = c.tracker.counters();
    const auto udp = static_cast<std::size_t>(Transport::Udp);
    const auto family = static_cast<std::size_t>(c.family);
    for (std::size_t i = 0; i < records.size(); ++i) {
        EXPECT_EQ(records[i].number, i + 1);
        EXPECT_EQ(records[i].kind, expected[i].first) << i;
        EXPECT_EQ(records[i].result, expected[i].second) << i;
        EXPECT_EQ(records[i].from, c.tracker.udp(c.family).address);
        EXPECT_EQ(records[i].sourcePort, c.client.port());
        EXPECT_GT(records[i].durationNs, 0u);
        const auto& kinds = values.requests[udp][family];
        EXPECT_GE(kinds[static_cast<std::size_t>(expected[i].first)][static_cast<std::size_t>(expected[i].second)], 1u);
    }
    EXPECT_EQ(records[3].trueLength, 7u);
    EXPECT_EQ(records[3].rawLength, 7u);
    EXPECT_EQ(values.bytesIn[udp][family], 16u + 98 + 98 + 7 + 16);
    EXPECT_GT(values.bytesOut[udp][family], 16u + 20 + 8 + 16);
    EXPECT_EQ(values.droppedByKernel, 0u);
}

// Bursts larger than a batch: each datagram is read, none waits for the next to come.
TEST_P(Udp, NoDatagramIsLeftBehind)
{
    Conversation c(GetParam());
    ASSERT_TRUE(c.isStarted);
    for (const int burst : {1, 2, 63, 64, 65, 127, 128, 129, 1, 150}) {
        for (int i = 0; i < burst; ++i)
            ASSERT_TRUE(c.client.send(connectPacket(static_cast<std::uint32_t>(i))));
        for (int i = 0; i < burst; ++i) {
            const auto answer = c.client.receive();
            ASSERT_TRUE(answer) << i << " of " << burst;
            EXPECT_EQ(word(*answer, 4), static_cast<std::uint32_t>(i));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Ways, Udp, kWays, [](const auto& param) { return wayName(param.param); });

class UdpPath : public ::testing::TestWithParam<bool> { };

// A host with several addresses: clients with connected sockets hear only the address that they asked. On a v4
// wildcard that holds for the batched way alone: what QUdpSocket sends leaves from the route's address (Qt 6.4, Linux).
TEST_P(UdpPath, TheAnswerLeavesFromTheAddressThatWasAsked)
{
    settings::Settings settings;
    settings.listen = {listenEntry("0.0.0.0"), listenEntry("::")};
    LiveTracker tracker(settings, {.portableUdp = GetParam(), .time = {}, .secretPath = {}});
    ASSERT_TRUE(tracker.start());
    const auto port = tracker.endpoint(Transport::Udp, "0.0.0.0").port;
    std::vector<const char*> addresses{"127.0.0.1"};
    if (!GetParam())
        addresses.insert(addresses.end(), {"127.0.0.2", "127.9.8.7"});
    for (const char* asked : addresses) {
        UdpClient client({*Address::parse(asked), port});
        EXPECT_NE(client.connectId(), 0u) << asked;
    }
    UdpClient client({*Address::parse("::1"), tracker.endpoint(Transport::Udp, "::").port});
    EXPECT_NE(client.connectId(), 0u);
}

TEST_P(UdpPath, AnIdBelongsToOneAddress)
{
    settings::Settings settings;
    settings.listen = {listenEntry("0.0.0.0")};
    LiveTracker tracker(settings, {.portableUdp = GetParam(), .time = {}, .secretPath = {}});
    ASSERT_TRUE(tracker.start());
    const Endpoint server{*Address::parse("127.0.0.1"), tracker.endpoint(Transport::Udp, "0.0.0.0").port};
    UdpClient one(server, *Address::parse("127.0.0.5"));
    UdpClient other(server, *Address::parse("127.0.0.6"));
    const std::uint64_t id = one.connectId();
    EXPECT_TRUE(other.isIgnored(announcePacket({.connectionId = id})));
    const auto answer = one.ask(announcePacket({.connectionId = id}));
    EXPECT_TRUE(answer && word(*answer, 0) == 1);
    // Its neighbour gets it by the address that it came from.
    const auto peers
        = other.ask(announcePacket({.connectionId = other.connectId(), .peerId = "-XX0001-aaaaaaaaaaaa", .port = 2}));
    ASSERT_TRUE(peers);
    EXPECT_EQ(peersOf(*peers, Family::V4), (std::vector<Endpoint>{{*Address::parse("127.0.0.5"), 6881}}));
}

INSTANTIATE_TEST_SUITE_P(
    Paths, UdpPath, ::testing::Bool(), [](const auto& param) { return param.param ? "Portable" : "Batched"; });

} // namespace
} // namespace waggle::test
