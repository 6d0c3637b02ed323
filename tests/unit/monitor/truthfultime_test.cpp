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
    world.monitor.askPeers(peersOf(hash(1)));
    world.monitor.askSwarms(allSwarms());

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
    world.monitor.askPeers(peersOf(hash(1)));
    world.monitor.askSwarms(allSwarms());

    const PeerRow& row = world.peers->rows.at(0);
    EXPECT_NEAR(row.rateDown.value(), 200, 0.01);
    EXPECT_NEAR(row.rateUp.value(), 50, 0.01);
    EXPECT_EQ(row.movedDown, 40'000u);
    EXPECT_EQ(row.reportedAge, 5s);
    EXPECT_EQ(row.firstAge, 205s);
    EXPECT_EQ(row.keptInterval, 200s);
    EXPECT_NEAR(row.progress.value(), 0.4, 1e-9);
    EXPECT_TRUE(row.progressEstimated);
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

} // namespace

} // namespace waggle::monitor
