// SPDX-License-Identifier: GPL-3.0-or-later
// docs/protocol.md, "Announce, whatever the transport": the rows that HTTP can show, over real sockets of both
// families.
#include "tests/service/httprows.h"

#include <algorithm>
#include <set>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using protocol::Family;
using Ids = std::vector<int>;

std::function<void(const Answer&)> fails(const std::string& part, const std::string& retryIn = "never")
{
    return [=](const Answer& answer) {
        EXPECT_EQ(answer.http().status, 200);
        EXPECT_NE(answer.failure().find(part), std::string::npos) << answer.http().body;
        EXPECT_EQ(answer.text("retry in").value_or(""), retryIn);
    };
}

// complete, incomplete, downloaded and the peers handed out.
std::function<void(const Answer&)> gives(std::int64_t seeds, std::int64_t leechers, std::int64_t done, const Ids& ids)
{
    return [=](const Answer& answer) {
        EXPECT_EQ(answer.failure(), "");
        EXPECT_EQ(answer.integer("complete"), seeds);
        EXPECT_EQ(answer.integer("incomplete"), leechers);
        EXPECT_EQ(answer.integer("downloaded"), done);
        EXPECT_EQ(answer.ids(), ids);
    };
}

std::function<void(const Answer&)> scraped(std::int64_t seeds, std::int64_t leechers, std::int64_t downloaders)
{
    return [=](const Answer& answer) {
        EXPECT_EQ(answer.count("complete"), seeds);
        EXPECT_EQ(answer.count("incomplete"), leechers);
        EXPECT_EQ(answer.count("downloaders"), downloaders);
    };
}

void cap(settings::Settings& settings, std::uint32_t swarms, std::uint32_t peers, std::uint32_t ofAddress)
{
    settings.caps = {swarms, peers, ofAddress};
    settings.trustedProxies = {QStringLiteral("127.0.0.0/8"), QStringLiteral("::1")};
}

std::string announce(int id, const std::string& left, const std::string& more = {})
{
    return Peer{id, left, more}.target();
}

std::string withPort(const std::string& port, const std::string& more = {})
{
    return Peer{1, "1000", more, std::string(20, 'h'), port}.target();
}

std::string samePortAs(int port, int id)
{
    return Peer{id, "5", "", std::string(20, 'h'), std::to_string(7000 + port)}.target();
}

std::vector<std::string> many(int count)
{
    std::vector<std::string> targets;
    for (int id = 1; id <= count; ++id)
        targets.push_back(announce(id, "5"));
    return targets;
}

std::vector<Row> ports()
{
    return {
        {"PortZero", {}, withPort("0"), fails("port")},
        {"PortZeroOnStopped", {}, withPort("0", "&event=stopped"), gives(0, 0, 0, {})},
        {"PortTooLarge", {}, withPort("65536"), fails("port")},
        {"PortNegative", {}, withPort("-1"), fails("port")},
        {"PortNoNumber", {}, withPort("x"), fails("port")},
        {"PortLargest", {}, withPort("65535"), gives(0, 1, 0, {})},
    };
}

std::vector<Row> figures()
{
    return {
        {"LeftMissing", {}, announce(1, ""), fails("left")},
        {"LeftNoNumber", {}, announce(1, "all"), fails("left")},
        {"LeftNegative", {}, announce(1, "-1"), fails("left")},
        {"LeftOf33Bits", {}, announce(1, "4294967296"), gives(0, 1, 0, {})},
        {"LeftOf64Bits", {}, announce(1, "9223372036854775808"), gives(0, 1, 0, {})},
        {"LeftZero", {}, announce(1, "0"), gives(1, 0, 0, {})},
        {"TransferMissing", {},
            "/announce?info_hash=hhhhhhhhhhhhhhhhhhhh&peer_id=12345678901234567890&port=7001&left=1",
            gives(0, 1, 0, {})},
        {"NumwantZero", many(3), announce(9, "5", "&numwant=0"), gives(0, 4, 0, {})},
        {"NumwantNegative", many(3), announce(9, "5", "&numwant=-1"), gives(0, 4, 0, {1, 2, 3})},
        {"NumwantNoNumber", many(3), announce(9, "5", "&numwant=lots"), gives(0, 4, 0, {1, 2, 3})},
        {"NumwantTwo", many(4), announce(9, "5", "&numwant=2"),
            [](const Answer& answer) { EXPECT_EQ(answer.ids().size(), 2u); }},
        {"NumwantDefault", many(60), announce(99, "5"),
            [](const Answer& answer) { EXPECT_EQ(answer.ids().size(), 50u); }},
        {"NumwantCapped", many(220), announce(999, "5", "&numwant=100000"),
            [](const Answer& answer) { EXPECT_EQ(answer.ids().size(), 200u); }},
    };
}

std::vector<Row> events()
{
    constexpr auto kScrape = "/scrape?info_hash=hhhhhhhhhhhhhhhhhhhh";
    const auto leecher = announce(1, "5", "&event=started");
    return {
        {"EventEmptyNoneUnknown",
            {announce(1, "5", "&event="), announce(2, "5", "&event=none"), announce(3, "5", "&event=dance"),
                announce(4, "5", "&event=empty")},
            announce(9, "5"), gives(0, 5, 0, {1, 2, 3, 4})},
        {"Paused", {leecher, announce(2, "5", "&event=paused")}, kScrape, scraped(0, 2, 1)},
        {"StoppedGoes", {leecher, announce(2, "5")}, announce(1, "5", "&event=stopped"), gives(0, 1, 0, {})},
        {"StoppedUnknown", {announce(1, "5", "&event=stopped")}, kScrape, scraped(0, 0, 0)},
        {"CompletedCounts", {leecher}, announce(1, "0", "&event=completed"), gives(1, 0, 1, {})},
        {"CompletedCountsOnce", {leecher, announce(1, "0", "&event=completed"), announce(1, "0", "&event=completed")},
            announce(1, "0", "&event=completed"), gives(1, 0, 1, {})},
        {"CompletedWithLeft", {leecher}, announce(1, "5", "&event=completed"), gives(0, 1, 0, {})},
        {"SeedFromTheStart", {}, announce(1, "0", "&event=completed"), gives(1, 0, 0, {})},
        {"LeftFallsWithoutEvent", {leecher}, announce(1, "0"), gives(1, 0, 1, {})},
        {"LeftRisesAgain", {leecher, announce(1, "0")}, announce(1, "7"), gives(0, 1, 1, {})},
    };
}

std::vector<Row> answers()
{
    return {
        {"NewPeerIdReplaces", {announce(1, "5"), samePortAs(1, 2)}, announce(9, "5"), gives(0, 2, 0, {1})},
        {"NeverItself", {announce(1, "5"), announce(2, "5")}, announce(1, "5"), gives(0, 2, 0, {2})},
        {"NeverItsOwnPeerId", {samePortAs(2, 1)}, announce(1, "5"), gives(0, 2, 0, {})},
        {"SeedsGetNoSeeds", {announce(1, "0"), announce(2, "5"), announce(3, "0")}, announce(4, "0"),
            gives(3, 1, 0, {2})},
        {"LeechersGetSeeds", {announce(1, "0"), announce(2, "5")}, announce(4, "5"), gives(1, 2, 0, {1, 2})},
        {"CompactOff", {announce(1, "5")}, announce(2, "5", "&compact=0"),
            [](const Answer& answer) {
                const auto* peers = answer.value("peers");
                ASSERT_TRUE(peers && peers->list() && peers->list()->size() == 1) << answer.http().body;
                const auto& peer = peers->list()->front();
                ASSERT_TRUE(peer.find("ip") && peer.find("port") && peer.find("peer id"));
                EXPECT_TRUE(*peer.find("ip")->string() == "127.0.0.1" || *peer.find("ip")->string() == "::1");
                EXPECT_EQ(*peer.find("port")->integer(), 7001);
                EXPECT_EQ(*peer.find("peer id")->string(), peerId(1));
            }},
        {"CompactOffWithoutPeerId", {announce(1, "5")}, announce(2, "5", "&compact=0&no_peer_id=1"),
            [](const Answer& answer) {
                const auto* peers = answer.value("peers");
                ASSERT_TRUE(peers && peers->list() && peers->list()->size() == 1) << answer.http().body;
                EXPECT_FALSE(peers->list()->front().find("peer id"));
            }},
        {"CompactOffAndNobody", {}, announce(2, "5", "&compact=0"),
            [](const Answer& answer) {
                ASSERT_TRUE(answer.value("peers") && answer.value("peers")->list());
                EXPECT_TRUE(answer.value("peers")->list()->empty());
            }},
        {"AllKeys", {}, announce(1, "5"),
            [](const Answer& answer) {
                const auto interval = answer.integer("interval").value_or(0);
                EXPECT_TRUE(interval >= 54 && interval <= 66) << interval; // 60 s while there is no seed, ± 10 %
                EXPECT_EQ(answer.integer("min interval"), 30);
                EXPECT_EQ(answer.text("peers"), "");
                EXPECT_FALSE(answer.value("peers6"));
                EXPECT_TRUE(answer.text("external ip"));
            }},
        {"FixedInterval", {}, announce(1, "5"),
            [](const Answer& answer) {
                const auto interval = answer.integer("interval").value_or(0);
                EXPECT_TRUE(interval >= 900 && interval <= 1100) << interval;
                EXPECT_EQ(answer.integer("min interval"), 77);
            },
            {},
            [](settings::Settings& settings) {
                settings.policy.interval = 1000s;
                settings.policy.minInterval = 77s;
            }},
    };
}

std::vector<Row> limits()
{
    const std::string forwarded = "X-Forwarded-For: 10.1.1.1\r\n";
    const auto other = Peer{2, "5", "", std::string(20, 'o')}.target();
    const auto fullFor5 = [](const std::string& part) {
        return [=](const Answer& answer) {
            EXPECT_NE(answer.failure().find(part), std::string::npos) << answer.http().body;
            EXPECT_EQ(answer.integer("retry in"), 5);
        };
    };
    return {
        {"TooManySwarms", {announce(1, "5")}, other, fullFor5("another torrent"), {},
            [](settings::Settings& settings) { cap(settings, 1, 9, 9); }},
        {"TooManyPeers", {announce(1, "5")}, announce(2, "5"), fullFor5("another peer"), {},
            [](settings::Settings& settings) { cap(settings, 9, 1, 9); }},
        {"TooManyOfAddress", {announce(1, "5"), announce(2, "5")}, announce(3, "5"), fullFor5("your address"),
            forwarded, [](settings::Settings& settings) { cap(settings, 9, 9, 2); }},
        {"LoopbackHasNoSuchCap", {announce(1, "5"), announce(2, "5")}, announce(3, "5"), gives(0, 3, 0, {1, 2}), {},
            [](settings::Settings& settings) { cap(settings, 9, 9, 2); }},
        {"WhoIsHereGoesOn", {announce(1, "5")}, announce(1, "4"), gives(0, 1, 0, {}), {},
            [](settings::Settings& settings) { cap(settings, 1, 1, 1); }},
        {"ClaimedIpIsIgnored", {announce(1, "5", "&ip=10.7.7.7&ipv4=10.7.7.7")}, announce(2, "5", "&compact=0"),
            [](const Answer& answer) {
                EXPECT_EQ(answer.http().body.find("10.7.7.7"), std::string::npos);
                EXPECT_EQ(answer.integer("incomplete"), 2);
            }},
        {"ClaimedIpWhereItMay", {announce(1, "5", "&ip=10.7.7.7&ipv6=fd07::7")}, announce(2, "5", "&compact=0"),
            [](const Answer& answer) {
                const auto& body = answer.http().body;
                EXPECT_TRUE(body.find("10.7.7.7") != std::string::npos || body.find("fd07::7") != std::string::npos);
            },
            {},
            [](settings::Settings& settings) {
                settings.claimedIpNetworks = {QStringLiteral("127.0.0.0/8"), QStringLiteral("::1")};
            }},
    };
}

class HttpAnnounces : public ::testing::TestWithParam<RowCase> { };

TEST_P(HttpAnnounces, AreAnsweredByTheTable)
{
    check(std::get<0>(GetParam()), std::get<1>(GetParam()));
}

const auto kWays = ::testing::ValuesIn(ways());
INSTANTIATE_TEST_SUITE_P(Ports, HttpAnnounces, ::testing::Combine(::testing::ValuesIn(ports()), kWays), rowName);
INSTANTIATE_TEST_SUITE_P(Figures, HttpAnnounces, ::testing::Combine(::testing::ValuesIn(figures()), kWays), rowName);
INSTANTIATE_TEST_SUITE_P(Events, HttpAnnounces, ::testing::Combine(::testing::ValuesIn(events()), kWays), rowName);
INSTANTIATE_TEST_SUITE_P(Answers, HttpAnnounces, ::testing::Combine(::testing::ValuesIn(answers()), kWays), rowName);
INSTANTIATE_TEST_SUITE_P(Limits, HttpAnnounces, ::testing::Combine(::testing::ValuesIn(limits()), kWays), rowName);

Answer ask(const HttpTracker& tracker, Family family, const std::string& target)
{
    return Answer(httpGet(tracker.endpoint(family), target).value_or(HttpAnswer{}));
}

TEST(HttpBothFamilies, OneHostIsTwicePresentAndNeverGivenToItself)
{
    HttpTracker tracker;
    (void)ask(tracker, Family::V4, announce(1, "5"));
    const auto own = ask(tracker, Family::V6, announce(1, "5"));
    EXPECT_EQ(own.integer("incomplete"), 2);
    EXPECT_EQ(own.ids(), Ids{});
    const auto other = ask(tracker, Family::V4, announce(2, "5"));
    EXPECT_EQ(other.text("peers").value_or("").size(), protocol::kWire4);
    EXPECT_EQ(other.text("peers6").value_or("").size(), protocol::kWire6);
}

TEST(HttpBothFamilies, NumwantIsTheTotalInProportion)
{
    HttpTracker tracker;
    for (int id = 1; id <= 30; ++id)
        (void)ask(tracker, id <= 20 ? Family::V4 : Family::V6, announce(id, "5"));
    const auto answer = ask(tracker, Family::V4, announce(99, "5", "&numwant=9"));
    const auto v4 = answer.text("peers").value_or("").size() / protocol::kWire4;
    const auto v6 = answer.text("peers6").value_or("").size() / protocol::kWire6;
    EXPECT_EQ(v4 + v6, 9u);
    EXPECT_TRUE(v4 >= 5 && v6 >= 2) << v4 << " and " << v6;
}

// The proxy connects over the loopback; that makes nobody behind it local.
TEST(HttpProxies, ClientsBehindOneAreNotGivenTheLoopback)
{
    settings::Settings settings;
    settings.trustedProxies = {QStringLiteral("127.0.0.0/8")};
    HttpTracker tracker(settings);
    (void)ask(tracker, Family::V4, announce(1, "5"));
    const auto askFrom = [&](int id, const std::string& address) {
        const auto answer
            = httpGet(tracker.endpoint(Family::V4), announce(id, "5"), "X-Forwarded-For: " + address + "\r\n");
        return Answer(answer.value_or(HttpAnswer{}));
    };
    EXPECT_EQ(askFrom(2, "10.1.1.2").ids(), Ids{});
    const auto answer = askFrom(3, "10.1.1.3");
    EXPECT_EQ(answer.ids(), Ids{2});
    EXPECT_EQ(answer.integer("incomplete"), 3);
    EXPECT_EQ(askFrom(4, "127.0.0.1").ids(), (Ids{1, 2, 3})) << "who is local behind it gets it as it is";
}

TEST(HttpSelection, EveryPeerComesUp)
{
    HttpTracker tracker;
    for (int id = 1; id <= 30; ++id)
        (void)ask(tracker, Family::V4, announce(id, "5"));
    std::set<int> seen;
    for (int i = 0; i < 300 && seen.size() < 30; ++i) {
        for (const int id : ask(tracker, Family::V4, announce(99, "5", "&numwant=5")).ids())
            seen.insert(id);
    }
    EXPECT_EQ(seen.size(), 30u);
}

TEST(HttpExpiry, AtTheSecondAndNotBefore)
{
    settings::Settings settings;
    settings.policy.expiry = 700s;
    HttpTracker tracker(settings);
    (void)ask(tracker, Family::V4, announce(1, "5"));
    tracker.advance(700s - 1ms);
    EXPECT_EQ(ask(tracker, Family::V4, "/scrape?info_hash=hhhhhhhhhhhhhhhhhhhh").count("incomplete"), 1);
    tracker.advance(1ms);
    EXPECT_EQ(ask(tracker, Family::V4, "/scrape?info_hash=hhhhhhhhhhhhhhhhhhhh").count("incomplete"), 0);
}

} // namespace
} // namespace waggle::test
