// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include "core/monitor/series/seriesstore.h"
#include "core/monitor/series/slidingcount.h"
#include "core/monitor/series/timeseries.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

std::size_t gaps(const std::vector<double>& values)
{
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }));
}

TEST(TimeSeries, IrregularTicksGiveRatesOfTheMeasuredTime)
{
    TimeSeries series(1);
    std::mt19937 random(7);
    Time at = 0s;
    while (at < 300s) { // 50 a second, whatever the ticks
        const Time next = std::min<Time>(at + Time(200 + random() % 2500), 300s);
        series.add(at, next, std::array{static_cast<double>((next - at).count()) * 0.05});
        at = next;
    }
    for (const Resolution& resolution : {kResolutions[0], kResolutions[1], kResolutions[2]}) {
        const auto points = static_cast<std::size_t>(300s / resolution.step);
        const auto rates = series.read(0, resolution, points, at);
        EXPECT_EQ(gaps(rates), 0u);
        for (const double rate : rates)
            EXPECT_NEAR(rate, 50, 1e-6);
    }
}

TEST(TimeSeries, WhatWasNotMeasuredIsAGap)
{
    TimeSeries series(2);
    series.add(0s, 1s, std::array{5.0, 1.0});
    series.add(4s, 5s, std::array{7.0, 2.0});
    const auto rates = series.read(0, kResolutions[0], 6, 6s);
    EXPECT_DOUBLE_EQ(rates[0], 5);
    EXPECT_TRUE(std::isnan(rates[1]) && std::isnan(rates[2]) && std::isnan(rates[3]));
    EXPECT_DOUBLE_EQ(rates[4], 7);
    EXPECT_TRUE(std::isnan(rates[5]));
    // In 10 s there are 2 s that were measured: 12 in 2 s.
    EXPECT_DOUBLE_EQ(series.read(0, kResolutions[1], 1, 10s)[0], 6);
    EXPECT_DOUBLE_EQ(series.read(1, kResolutions[1], 1, 10s)[0], 1.5);
}

TEST(TimeSeries, OldStepsMakeRoom)
{
    TimeSeries series(1);
    series.add(0s, 300s, std::array{300.0});
    series.add(300s, 310s, std::array{20.0});
    const auto rates = series.read(0, kResolutions[0], 300, 310s);
    EXPECT_DOUBLE_EQ(rates.front(), 1);
    EXPECT_DOUBLE_EQ(rates.back(), 2);
    series.add(2000s, 2001s, std::array{3.0});
    EXPECT_EQ(gaps(series.read(0, kResolutions[0], 300, 2001s)), 299u);
}

TEST(TimeSeries, LevelsAreTheLastOnesOfTheirStep)
{
    TimeSeries series(1, TimeSeries::Kind::Levels);
    Time at = 0s;
    for (const double level : {0.0, 0.0, 1.0, 3.0, 3.0}) { // a second and a half each: 7.5 s in all
        series.add(at, at + 1500ms, std::array{level});
        at += 1500ms;
    }
    EXPECT_DOUBLE_EQ(series.read(0, kResolutions[1], 1, at)[0], 3);
    EXPECT_DOUBLE_EQ(series.read(0, kResolutions[2], 1, at)[0], 3);
    series.add(at, 12s, std::array{8.0}); // seen in the next step: the one before keeps its own
    EXPECT_EQ(series.read(0, kResolutions[1], 2, 12s), (std::vector<double>{3, 8}));
    EXPECT_DOUBLE_EQ(series.read(0, kResolutions[2], 1, 12s)[0], 8);
    series.add(12s, 41s, std::array{5.0}); // steps without a look of their own have what was found after them
    EXPECT_EQ(series.read(0, kResolutions[1], 5, 50s), (std::vector<double>{3, 8, 5, 5, 5}));
}

TEST(SeriesRanges, HaveTheStepsOfTheirLength)
{
    const auto check = [](Range range, Time step, std::size_t points) {
        EXPECT_EQ(resolutionOf(range).step, step);
        EXPECT_EQ(pointsOf(range), points);
    };
    check(Range::Minute1, 1s, 60);
    check(Range::Minutes5, 1s, 300);
    check(Range::Minutes10, 10s, 60);
    check(Range::Hour1, 10s, 360);
    check(Range::Hours3, 10s, 1080);
    check(Range::Hours24, 60s, 1440);
}

TEST(SlidingCount, ForgetsWhatIsOlderThanItsLength)
{
    SlidingCount count(60s);
    count.set(0s, 100); // before anyone looked
    count.set(10s, 130);
    EXPECT_EQ(count.count(), 30u);
    EXPECT_DOUBLE_EQ(count.perMinute(10s), 30); // not yet a minute: that many came in it
    count.set(69s, 150);
    EXPECT_EQ(count.count(), 50u);
    count.set(71s, 150);
    EXPECT_EQ(count.count(), 20u);
    count.set(200s, 150);
    EXPECT_EQ(count.count(), 0u);
}

TEST(SeriesOfTheTracker, RequestsAnswersAndBandwidthAreMeasured)
{
    World world;
    world.run(5s);
    for (int i = 0; i < 20; ++i) {
        world.announce({.peerId = peer(static_cast<unsigned>(i))});
        world.share->counters.addBytes(protocol::Transport::Udp, protocol::Family::V4, 98, 20);
        world.run(500ms, 500ms);
    }
    SeriesQuery query;
    query.range = Range::Minute1;
    query.kind = SeriesKind::Requests;
    world.monitor.ask(query);
    ASSERT_EQ(world.series->lines.size(), 4u);
    const auto& announces = world.series->lines[0].values;
    ASSERT_EQ(announces.size(), 60u);
    EXPECT_STREQ(world.series->lines[0].id, "announces");
    EXPECT_NEAR(announces[59], 2, 1e-9);
    EXPECT_NEAR(announces[50], 2, 1e-9);
    EXPECT_NEAR(announces[49], 0, 1e-9);
    EXPECT_TRUE(std::isnan(announces[0])); // before the program started
    EXPECT_NEAR(world.series->lines[1].values[59], 0, 1e-9);

    query.kind = SeriesKind::Answers;
    world.monitor.ask(query);
    ASSERT_EQ(world.series->lines.size(), 3u);
    EXPECT_NEAR(world.series->lines[0].values[59], 2, 1e-9);
    query.kind = SeriesKind::TrackerBandwidth;
    world.monitor.ask(query);
    EXPECT_NEAR(world.series->lines[0].values[59], 196, 1e-9);
    EXPECT_NEAR(world.series->lines[1].values[59], 40, 1e-9);
    query.kind = SeriesKind::Clients;
    world.monitor.ask(query);
    EXPECT_STREQ(world.series->lines[0].id, "all");
    EXPECT_GE(world.series->lines[0].values[59], 1);
}

TEST(SeriesOfTheTracker, ASuspendLeavesAGap)
{
    World world;
    world.run(10s);
    world.announce({});
    world.tickAt(100s); // ticks stood still for 90 s
    world.run(5s);
    SeriesQuery query;
    query.range = Range::Minutes5;
    query.kind = SeriesKind::Requests;
    world.monitor.ask(query);
    const auto& values = world.series->lines[0].values;
    const auto at = [&](int second) { return values.at(static_cast<std::size_t>(299 - (104 - second))); };
    EXPECT_DOUBLE_EQ(at(9), 0);
    EXPECT_TRUE(std::isnan(at(10)));
    EXPECT_TRUE(std::isnan(at(99)));
    EXPECT_DOUBLE_EQ(at(100), 0);
}

TEST(SeriesOfTheTracker, ClientsAreThoseThatWereHereAtLast)
{
    World world;
    SeriesQuery query;
    query.kind = SeriesKind::Clients;
    query.swarm = hash(1);
    world.monitor.ask(query);
    world.run(5s);
    for (unsigned i = 0; i < 3; ++i)
        world.announce(
            {.peerId = peer(i), .from = endpoint("10.0.0." + std::to_string(i + 1)), .left = i ? 1000u : 0u});
    world.run(4s);
    for (const auto& swarm : {std::optional(hash(1)), std::optional<InfoHash>()}) {
        query.swarm = swarm;
        world.monitor.ask(query); // in steps of 10 s
        EXPECT_DOUBLE_EQ(world.series->lines[0].values.back(), 3);
        EXPECT_DOUBLE_EQ(world.series->lines[1].values.back(), 1);
    }
}

TEST(SeriesOfASwarm, IsRecordedFromItsOpeningOn)
{
    World world;
    world.announce({.left = 0});
    world.run(100s);
    SeriesQuery query;
    query.kind = SeriesKind::Clients;
    query.swarm = hash(1);
    world.monitor.ask(query);
    EXPECT_EQ(world.series->recordedFromMs, kWallStart + 100'000);
    EXPECT_EQ(gaps(world.series->lines[0].values), 60u);
    world.run(20s);
    EXPECT_EQ(world.series->recordedFromMs, kWallStart + 100'000);
    EXPECT_EQ(gaps(world.series->lines[0].values), 58u);
    EXPECT_DOUBLE_EQ(world.series->lines[0].values.back(), 1);
    EXPECT_DOUBLE_EQ(world.series->lines[1].values.back(), 1);
}

TEST(SwarmSeries, SparklineEndsWithTheLastReport)
{
    SwarmSeries series;
    EXPECT_EQ(series.spark(hash(1), 100s), nullptr);
    series.addTraffic(hash(1), 20s, 60s, 3000, 1000); // 100 bytes/s
    const auto spark = series.spark(hash(1), 90s);
    ASSERT_NE(spark, nullptr);
    ASSERT_EQ(spark->size(), 60u);
    EXPECT_TRUE(std::isnan((*spark)[59]));
    EXPECT_TRUE(std::isnan((*spark)[57]));
    EXPECT_NEAR((*spark)[56], 100, 0.5);
    EXPECT_NEAR((*spark)[53], 100, 0.5);
    EXPECT_TRUE(std::isnan((*spark)[52])); // nothing is known of before
}

TEST(SwarmSeries, SparklineShowsNoFallInAStepThatIsNotOver)
{
    SwarmSeries series;
    series.addTraffic(hash(1), 20s, 63s, 3225, 1075); // 100 bytes/s; the step from 60 s on has 3 s of it
    for (const Time now : {Time(63s), Time(65s), Time(69s), Time(70s)}) {
        const auto spark = series.spark(hash(1), now);
        ASSERT_NE(spark, nullptr);
        EXPECT_TRUE(std::isnan((*spark)[59])) << now.count();
        EXPECT_NEAR((*spark)[58], 100, 0.5) << now.count();
    }
}

TEST(SwarmSeries, KeepsTheBusiestAndTheOpenedWithinBounds)
{
    SwarmSeries series;
    for (unsigned i = 0; i < 1500; ++i)
        series.addTraffic(hash(i), 0s, 10s, i + 1, 0);
    series.tidy(10s);
    EXPECT_EQ(series.spark(hash(0), 10s), nullptr);
    EXPECT_EQ(series.spark(hash(499), 10s), nullptr);
    EXPECT_NE(series.spark(hash(500), 10s), nullptr);
    series.tidy(700s);
    EXPECT_EQ(series.spark(hash(1499), 700s), nullptr);

    for (unsigned i = 0; i < SwarmSeries::kMaxFull; ++i)
        EXPECT_NE(series.open(hash(i), Time(i), true), nullptr);
    EXPECT_EQ(series.open(hash(5000), 1s, true), nullptr);
    EXPECT_NE(series.open(hash(5000), 1s), nullptr);
    EXPECT_EQ(series.full(hash(0)), nullptr); // used longest ago
    EXPECT_NE(series.full(hash(1)), nullptr);
}

} // namespace

} // namespace waggle::monitor
