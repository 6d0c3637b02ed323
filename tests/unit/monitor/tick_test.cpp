// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include "core/monitor/overviewbuilder.h"
#include "core/monitor/swarms/hostnames.h"
#include "core/monitor/tables/standing.h"

#include <QTest>

#include <gtest/gtest.h>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

int asked(Pace& pace, int ticks)
{
    int due = 0;
    for (int i = 0; i < ticks; ++i)
        due += pace.isDue();
    return due;
}

TEST(Pace, SlowsDownWhatTakesTooLongAndRecovers)
{
    Pace pace;
    EXPECT_TRUE(pace.isDue());
    pace.took(200ms);
    EXPECT_EQ(pace.every(), 1u);
    pace.took(201ms);
    EXPECT_EQ(pace.every(), 2u);
    EXPECT_FALSE(pace.isDue());
    EXPECT_TRUE(pace.isDue());
    pace.took(700ms);
    EXPECT_EQ(pace.every(), 4u);
    EXPECT_EQ(asked(pace, 4), 1);
    pace.took(750ms);
    EXPECT_EQ(pace.every(), 4u); // as long as it takes as long, it stays there
    pace.took(1ms);
    EXPECT_EQ(pace.every(), 2u); // one quick answer is not yet a quick view
    pace.took(1h);
    EXPECT_EQ(pace.every(), Pace::kSlowest);
    for (int i = 0; i < 20; ++i)
        pace.took(1ms);
    EXPECT_EQ(pace.every(), 1u);
    EXPECT_EQ(asked(pace, 5), 5);
}

TEST(ReachTable, IsBounded)
{
    ReachTable reach;
    requests::RequestRecord record;
    record.kind = requests::RequestKind::Announce;
    for (std::uint32_t i = 0; i < ReachTable::kMaxAddresses + 500; ++i) {
        record.from = protocol::Address::v4(0x0a000000 + i);
        reach.add(record);
        reach.add(record);
    }
    EXPECT_EQ(reach.at(protocol::Transport::Udp, protocol::Family::V4).others, ReachTable::kMaxAddresses);
    EXPECT_EQ(reach.at(protocol::Transport::Http, protocol::Family::V4).others, 0u);
    EXPECT_FALSE(reach.at(protocol::Transport::Udp, protocol::Family::V4).self);
}

TEST(ReachTable, AnAddressThatTurnsOutToBeOursIsNoOther)
{
    ReachTable reach;
    requests::RequestRecord record;
    record.kind = requests::RequestKind::Announce;
    record.from = protocol::Address::parse("192.168.1.20").value();
    reach.add(record);
    EXPECT_EQ(reach.at(protocol::Transport::Udp, protocol::Family::V4).others, 1u);
    reach.setOwn({record.from});
    EXPECT_EQ(reach.at(protocol::Transport::Udp, protocol::Family::V4).others, 0u);
    EXPECT_TRUE(reach.at(protocol::Transport::Udp, protocol::Family::V4).self);
}

TEST(Tick, PutsTheRecordsOfSeveralWorkersIntoTheOrderOfTime)
{
    World world;
    const auto second = std::make_shared<requests::WorkerShare>();
    Monitor monitor(world.store, {world.share, second}, world.clock());
    RequestPagePtr page;
    QObject::connect(
        &monitor, &Monitor::answered, &monitor, ofKind<RequestPagePtr>([&](const auto& one) { page = one; }));
    for (unsigned i = 0; i < 6; ++i) {
        world.now = Time(1000 * (i + 1));
        const requests::RequestRecord record = world.recordOf({.peerId = peer(i), .left = i});
        auto& ring = (i % 2 == 0 ? second : world.share)->ring;
        ring.add(record, {}, {});
        ring.flush();
    }
    monitor.advance();
    monitor.ask(RequestQuery{});
    ASSERT_EQ(page->rows.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i)
        EXPECT_EQ(page->rows[i].record.left, i);
}

TEST(Tick, TrafficIsWholeEvenWhereRecordsWereOverwritten)
{
    World world;
    world.announce({.left = 100'000});
    world.run(100s);
    world.announce({.downloaded = 50'000, .left = 50'000});
    // So many requests in one tick that the ring loses the announce.
    requests::RequestRecord flood = world.recordOf({.from = endpoint("10.0.0.66")});
    flood.kind = requests::RequestKind::Connect;
    flood.hasPeer = flood.hasSwarm = false;
    const std::vector<std::uint8_t> raw(requests::kMaxRaw);
    for (std::size_t i = 0; i < requests::RequestRing::kDefaultBytes / requests::kMaxRaw + 1; ++i)
        world.share->ring.add(flood, raw, {});
    world.share->ring.flush();
    world.run(1s);
    ASSERT_GT(world.overview->requestsLost, 0u);

    SeriesQuery query;
    query.range = Range::Minutes5;
    world.monitor.ask(query);
    double bytes = 0;
    for (const double rate : world.series->lines[0].values)
        bytes += std::isnan(rate) ? 0 : rate;
    EXPECT_NEAR(bytes, 50'000, 1);
}

TEST(Tick, RunsByItselfAndStopsWithTheMonitor)
{
    World world;
    int ticks = 0;
    QObject::connect(&world.monitor, &Monitor::overviewReady, &world.monitor, [&](const OverviewPtr&) { ++ticks; });
    world.monitor.run(1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return ticks >= 3; }));
}

TEST(HostNames, AreNeverAskedForUnlessSwitchedOnNorForAddressesElsewhere)
{
    HostNames names;
    EXPECT_TRUE(names.nameOf(endpoint("127.0.0.1").address).isEmpty());
    EXPECT_EQ(names.asked(), 0u);
    names.setOn(true);
    EXPECT_TRUE(names.nameOf(endpoint("203.0.113.5").address).isEmpty());
    EXPECT_EQ(names.asked(), 0u);
    names.nameOf(endpoint("127.0.0.1").address);
    names.nameOf(endpoint("127.0.0.1").address);
    EXPECT_EQ(names.asked(), 1u);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !names.isBusy(); }, 60'000));
    names.setOn(false);
    EXPECT_EQ(names.asked(), 0u);
}

} // namespace

} // namespace waggle::monitor
