// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

PeerQuery peersOf(const InfoHash& infoHash)
{
    PeerQuery query;
    query.view = 1;
    query.swarm = infoHash;
    return query;
}

SwarmQuery allSwarms()
{
    SwarmQuery query;
    query.view = 2;
    return query;
}

TEST(TruthfulTime, NothingIsKnownBeforeTheSecondAnnounce)
{
    World world;
    world.now = 10s;
    world.announce({.left = 1000});
    world.run(30s);
    world.monitor.ask(peersOf(hash(1)));
    world.monitor.ask(allSwarms());

    ASSERT_EQ(world.peers->rows.size(), 1u);
    const PeerRow& row = world.peers->rows.front();
    EXPECT_FALSE(row.rateDown.has_value());
    EXPECT_FALSE(row.rateUp.has_value());
    EXPECT_EQ(row.reportedAge, 30s);
    ASSERT_EQ(world.swarms->rows.size(), 1u);
    EXPECT_FALSE(world.swarms->rows.front().rateDown.has_value());
    EXPECT_FALSE(world.overview->trafficDown.has_value());
    EXPECT_EQ(world.overview->reportedClients, 0u);
    EXPECT_EQ(world.overview->totals.clients, 1u);
}

TEST(TruthfulTime, TheSecondAnnounceGivesARateOverTheMeasuredTime)
{
    World world;
    world.now = 10s;
    world.announce({.left = 100'000});
    world.run(200s);
    world.announce({.downloaded = 40'000, .uploaded = 10'000, .left = 60'000});
    world.run(5s);
    world.monitor.ask(peersOf(hash(1)));
    world.monitor.ask(allSwarms());

    const PeerRow& row = world.peers->rows.at(0);
    EXPECT_NEAR(row.rateDown.value(), 200, 0.01);
    EXPECT_NEAR(row.rateUp.value(), 50, 0.01);
    EXPECT_EQ(row.movedDown, 40'000u);
    EXPECT_EQ(row.reportedAge, 5s);
    EXPECT_EQ(row.firstAge, 205s);
    EXPECT_EQ(row.keptInterval, 200s);
    EXPECT_NEAR(row.progress.value(), 0.4, 1e-9);
    EXPECT_TRUE(row.progressEstimated);
    EXPECT_NEAR(static_cast<double>(row.firstLeft), 100'000, 50);
    const SwarmRow& swarm = world.swarms->rows.at(0);
    EXPECT_NEAR(swarm.rateDown.value(), 200, 0.01);
    EXPECT_EQ(swarm.rateAge, 5s);
    EXPECT_EQ(swarm.size.value(), 100'000u);
    EXPECT_TRUE(swarm.sizeEstimated);
    EXPECT_NEAR(world.overview->trafficDown.value(), 200, 0.01);
    EXPECT_EQ(world.overview->trafficSpan, 200s);
    EXPECT_EQ(world.overview->movedDown, 40'000u);
    EXPECT_NEAR(world.overview->copies.value(), 0.4, 1e-9);
}

TEST(TruthfulTime, FiguresGetOldAndClientsOverdueAndGone)
{
    World world;
    world.now = 0s;
    const auto given = world.announce({}).interval; // 300 s, jittered
    world.now = 400s;
    const auto second = world.announce({.downloaded = 10, .left = 990}).interval;
    world.monitor.ask(peersOf(hash(1)));
    EXPECT_FALSE(world.peers->rows.at(0).isOld());
    EXPECT_EQ(world.peers->rows.at(0).givenInterval, second);
    EXPECT_GT(given, 0s);

    world.tickAt(400s + second);
    EXPECT_FALSE(world.peers->rows.at(0).isOld());
    world.tickAt(400s + second + 1ms);
    EXPECT_TRUE(world.peers->rows.at(0).isOld());

    // It keeps 400 s: overdue at 480 s and not before.
    world.tickAt(400s + 480s);
    EXPECT_FALSE(world.peers->rows.at(0).overdue);
    EXPECT_EQ(world.overview->overdueClients, 0u);
    world.tickAt(400s + 480s + 1ms);
    EXPECT_TRUE(world.peers->rows.at(0).overdue);
    EXPECT_EQ(world.peers->rows.at(0).state, ClientState::Overdue);
    EXPECT_EQ(world.overview->overdueClients, 1u);

    const Time due = world.peers->rows.at(0).dueIn;
    world.tickAt(world.now + due);
    EXPECT_TRUE(world.peers->rows.empty());
    EXPECT_EQ(world.overview->totals.clients, 0u);
}

TEST(TruthfulTime, ANewClientMayMakeFiveMinutesOfAShorterInterval)
{
    swarm::Policy policy;
    policy.interval = 60s;
    World world(policy);
    world.announce({});
    world.monitor.ask(peersOf(hash(1)));
    world.tickAt(360s);
    EXPECT_FALSE(world.peers->rows.at(0).overdue);
    world.tickAt(361s);
    EXPECT_TRUE(world.peers->rows.at(0).overdue);
}

TEST(TruthfulTime, TheTailThatIsNotReportedYetIsMarked)
{
    World world;
    world.announce({.peerId = peer(1), .from = endpoint("10.0.0.1"), .left = 0});
    world.now = 20s;
    world.announce({.peerId = peer(2), .from = endpoint("10.0.0.2")});
    world.now = 50s;
    world.announce({.peerId = peer(3), .from = endpoint("10.0.0.3")});
    SeriesQuery query;
    query.kind = SeriesKind::SwarmTraffic;
    world.run(60s);
    world.monitor.ask(query);
    ASSERT_TRUE(world.series->unreportedFromMs.has_value());
    EXPECT_EQ(*world.series->unreportedFromMs, kWallStart + 20'000);
    EXPECT_EQ(world.series->unreportedClients, 2u); // the seed reports nothing that a leecher does not

    world.announce({.peerId = peer(2), .from = endpoint("10.0.0.2"), .left = 0, .event = protocol::Event::Completed});
    world.run(1s);
    EXPECT_EQ(*world.series->unreportedFromMs, kWallStart + 50'000);
    EXPECT_EQ(world.series->unreportedClients, 1u);
}

TEST(TruthfulTime, BytesAreLaidOverTheSpanInWhichTheyWereMoved)
{
    World world;
    world.run(100s);
    world.announce({.left = 60'000});
    world.run(300s);
    world.announce({.downloaded = 30'000, .left = 30'000}); // 100 bytes/s from 100 s to 400 s
    world.run(20s);
    SeriesQuery query;
    query.range = Range::Minutes10;
    world.monitor.ask(query);

    ASSERT_EQ(world.series->lines.size(), 2u);
    ASSERT_EQ(world.series->lines[0].values.size(), 60u);
    EXPECT_STREQ(world.series->lines[0].id, "down");
    EXPECT_EQ(world.series->stepMs, 10'000);
    EXPECT_EQ(world.series->endMs, kWallStart + 420'000);
    const auto at = [&](int second) {
        return world.series->lines[0].values.at(static_cast<std::size_t>(59 - (419 - second) / 10));
    };
    EXPECT_NEAR(at(95), 0, 1);
    EXPECT_NEAR(at(105), 100, 1);
    EXPECT_NEAR(at(395), 100, 1);
    EXPECT_NEAR(at(415), 0, 1);
    EXPECT_TRUE(std::isnan(world.series->lines[0].values.front())); // before the program started
}

TEST(Clients, TwoAddressesOfOnePeerIdAreOneClient)
{
    World world;
    const auto both = [&](std::uint64_t downloaded) {
        world.announce({.from = endpoint("10.0.0.1"), .downloaded = downloaded, .left = 100'000 - downloaded});
        world.now += 100ms;
        world.announce({.from = endpoint("fd00::1"), .downloaded = downloaded, .left = 100'000 - downloaded});
    };
    both(0);
    world.run(100s);
    both(50'000);
    world.run(1s);
    PeerQuery query = peersOf(hash(1));
    world.monitor.ask(query);

    EXPECT_EQ(world.peers->clients, 1);
    EXPECT_EQ(world.peers->addresses, 2);
    ASSERT_EQ(world.peers->rows.size(), 1u);
    const PeerRow& row = world.peers->rows[0];
    EXPECT_TRUE(row.expandable);
    EXPECT_EQ(row.endpoint, endpoint("fd00::1")); // reported last
    ASSERT_EQ(row.others.size(), 1u);
    EXPECT_EQ(row.others[0], endpoint("10.0.0.1"));
    EXPECT_EQ(row.movedDown, 50'000u);
    EXPECT_NEAR(row.rateDown.value(), 500, 1);
    EXPECT_NEAR(world.overview->trafficDown.value(), 500, 1);
    EXPECT_EQ(world.overview->totals.clients, 1u);
    EXPECT_EQ(world.overview->totals.peers, 2u);

    query.expanded.insert(row.key);
    world.monitor.ask(query);
    ASSERT_EQ(world.peers->rows.size(), 3u);
    EXPECT_EQ(world.peers->total, 3);
    EXPECT_TRUE(world.peers->rows[0].expanded);
    EXPECT_TRUE(world.peers->rows[1].isAddress);
    EXPECT_EQ(world.peers->rows[1].endpoint, endpoint("10.0.0.1"));
    EXPECT_EQ(world.peers->rows[2].endpoint, endpoint("fd00::1"));

    query.first = 1;
    query.count = 1;
    query.tracked = {world.peers->rows[2].key, world.peers->rows[0].key, RowKey{}};
    world.monitor.ask(query);
    ASSERT_EQ(world.peers->rows.size(), 1u);
    EXPECT_EQ(world.peers->rows[0].endpoint, endpoint("10.0.0.1"));
    EXPECT_EQ(world.peers->trackedRows, (std::vector<qint64>{2, 0, -1}));
}

torrent::NameTablePtr hybridNames()
{
    auto known = std::make_shared<torrent::KnownTorrent>();
    known->infoHash = hash(1);
    known->secondHash = hash(2);
    known->name = QStringLiteral("disk.img");
    known->size = 1000;
    auto names = std::make_shared<torrent::NameTable>();
    names->emplace(hash(1), known);
    names->emplace(hash(2), known);
    return names;
}

TEST(Clients, BothSwarmsOfAHybridTorrentAreOneRow)
{
    World world;
    world.monitor.setNames(hybridNames());
    const auto both = [&](std::uint64_t downloaded) {
        for (const unsigned number : {1u, 2u})
            world.announce({.infoHash = hash(number), .downloaded = downloaded, .left = 1000 - downloaded});
        world.announce({.infoHash = hash(1), .peerId = peer(7), .from = endpoint("10.0.0.7"), .left = 0});
    };
    both(0);
    world.run(100s);
    both(500);
    world.run(1s);
    world.monitor.ask(allSwarms());
    world.monitor.ask(peersOf(hash(2)));

    ASSERT_EQ(world.swarms->rows.size(), 1u);
    const SwarmRow& row = world.swarms->rows[0];
    EXPECT_EQ(row.infoHash, hash(1));
    EXPECT_EQ(row.secondHash, hash(2));
    EXPECT_EQ(row.name, QStringLiteral("disk.img"));
    EXPECT_EQ(row.clients, 2u);
    EXPECT_EQ(row.seeds, 1u);
    EXPECT_EQ(row.leechers, 1u);
    EXPECT_EQ(row.movedDown, 500u); // told twice, moved once
    EXPECT_NEAR(row.rateDown.value(), 5, 0.1);
    EXPECT_EQ(row.size.value(), 1000u);
    EXPECT_FALSE(row.sizeEstimated);
    EXPECT_EQ(world.peers->clients, 2);
    EXPECT_EQ(world.peers->rows.size(), 2u);
    EXPECT_EQ(world.overview->totals.clients, 2u);

    SeriesQuery query;
    world.monitor.ask(query);
    double bytes = 0;
    for (const double rate : world.series->lines[0].values)
        bytes += std::isnan(rate) ? 0 : rate * 10;
    EXPECT_NEAR(bytes, 500, 60); // the last step is not over
}

TEST(States, OfSwarmsAndClients)
{
    World world;
    const auto state = [&] {
        world.run(1s);
        world.monitor.ask(allSwarms());
        return world.swarms->rows.at(0).state;
    };
    world.store.setPinned(hash(1), true, world.now);
    EXPECT_EQ(state(), SwarmState::Quiet);
    world.announce({.peerId = peer(1), .left = 500});
    EXPECT_EQ(state(), SwarmState::NobodyHasAll);
    world.announce({.peerId = peer(2), .from = endpoint("10.0.0.2"), .left = 0});
    EXPECT_EQ(state(), SwarmState::Sharing); // who reported once may well be moving
    world.now = 200s;
    world.announce({.peerId = peer(1), .left = 500});
    EXPECT_EQ(state(), SwarmState::Stuck);
    EXPECT_EQ(world.swarms->rows[0].stuck, 1u);
    EXPECT_EQ(world.swarms->byState[static_cast<std::size_t>(SwarmState::Stuck)], 1);
    EXPECT_EQ(world.overview->stuckClients, 1u);
    world.announce({.peerId = peer(3), .from = endpoint("10.0.0.3"), .left = 400});
    EXPECT_EQ(state(), SwarmState::Sharing);
    for (const auto& [id, address] : {std::pair(1u, "10.0.0.1"), std::pair(3u, "10.0.0.3")})
        world.announce({.peerId = peer(id), .from = endpoint(address), .left = 400, .event = protocol::Event::Paused});
    EXPECT_EQ(state(), SwarmState::EveryoneHasIt); // partial seeds have what they wanted
    EXPECT_EQ(world.swarms->rows[0].partialSeeds, 2u);
    EXPECT_EQ(world.swarms->rows[0].leechers, 2u);
}

TEST(States, AClientAloneIsNotStuck)
{
    World world;
    world.announce({});
    world.now = 200s;
    world.announce({});
    world.monitor.ask(peersOf(hash(1)));
    EXPECT_EQ(world.peers->rows.at(0).state, ClientState::Leecher);
    EXPECT_EQ(world.peers->rows.at(0).rateDown, 0.0); // known to be 0
}

TEST(OverviewCard, CountsReachProblemsAndPace)
{
    World world;
    world.monitor.advance();
    EXPECT_TRUE(world.overview->firstRun);
    world.monitor.setLocalAddresses({endpoint("192.168.1.20").address});
    world.monitor.setTrackerOn(true);
    world.now = 1s;
    world.announce({.from = endpoint("192.168.1.20")});
    world.announce({.peerId = peer(2), .from = endpoint("192.168.1.21")});
    world.announce({.peerId = peer(2), .from = endpoint("192.168.1.21")});
    requests::RequestRecord dropped = world.recordOf({});
    dropped.result = requests::RequestResult::Dropped;
    dropped.rule = requests::Rule::TooShort;
    world.note(dropped);
    requests::RequestRecord connect = world.recordOf({.from = endpoint("192.168.1.99")});
    connect.kind = requests::RequestKind::Connect;
    world.note(connect);
    world.share->counters.addBytes(protocol::Transport::Udp, protocol::Family::V4, 600, 6000);
    world.run(1s);

    const auto& reach = world.overview->reach[static_cast<std::size_t>(protocol::Transport::Udp)]
                                             [static_cast<std::size_t>(protocol::Family::V4)];
    EXPECT_EQ(reach.others, 1u); // a connect proves no address
    EXPECT_TRUE(reach.self);
    EXPECT_FALSE(world.overview->firstRun);
    EXPECT_EQ(world.overview->problems, 1u);
    EXPECT_NEAR(world.overview->announcesPerMinute, 4, 0.01); // the dropped one came in as well
    EXPECT_NEAR(world.overview->dropsPerSecond, 0.5, 0.01); // measured: two seconds since the first tick
    EXPECT_NEAR(world.overview->bytesInPerSecond, 10, 0.01); // mean of a minute, so that a few do not flicker
    EXPECT_NEAR(world.overview->bytesOutPerSecond, 100, 0.01);
    EXPECT_EQ(world.overview->uptime, 2s);
    EXPECT_EQ(world.overview->requestsKept, 5u);

    world.run(612s); // ten minutes, exact to a sixtieth
    EXPECT_EQ(world.overview->problems, 0u);
    EXPECT_EQ(world.overview->announcesPerMinute, 0);
    EXPECT_EQ(world.overview->bytesOutPerSecond, 0);
}

TEST(OverviewCard, TellsTheFirstCompletionOfAKnownTorrentOnce)
{
    World world;
    world.monitor.setNames(hybridNames());
    std::vector<InfoHash> completed;
    QObject::connect(&world.monitor, &Monitor::completed, &world.monitor,
        [&](const InfoHash& infoHash, qint64) { completed.push_back(infoHash); });
    world.announce({});
    world.run(1s);
    EXPECT_TRUE(completed.empty());
    world.announce({.downloaded = 1000, .left = 0, .event = protocol::Event::Completed});
    world.run(3s);
    EXPECT_EQ(completed, std::vector{hash(1)});
}

TEST(OverviewCard, BytesOfASwarmThatIsGoneStayCounted)
{
    World world;
    world.announce({});
    world.run(10s);
    world.announce({.downloaded = 700, .left = 300});
    world.run(1s);
    world.store.forget(hash(1));
    world.run(1s);
    EXPECT_EQ(world.overview->swarms, 0);
    EXPECT_EQ(world.overview->movedDown, 700u);
}

} // namespace

} // namespace waggle::monitor
