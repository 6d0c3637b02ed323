// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include "core/monitor/requests/requestlog.h"

#include <gtest/gtest.h>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

requests::RequestRecord record(std::int64_t timeMs, requests::RequestResult result, const char* from = "10.0.0.9")
{
    requests::RequestRecord one;
    one.timeMs = timeMs;
    one.result = result;
    one.rule = result == requests::RequestResult::Answered ? requests::Rule::None : requests::Rule::TooShort;
    one.from = endpoint(from).address;
    return one;
}

void add(RequestLog& log, requests::RequestRecord one, std::span<const std::uint8_t> raw = {})
{
    one.rawLength = static_cast<std::uint16_t>(raw.size());
    log.add({one, raw, {}}, one.timeMs);
}

TEST(RequestLog, FloodsCoalesce)
{
    RequestLog log;
    for (int i = 0; i < 5210; ++i)
        add(log, record(i / 10, requests::RequestResult::Dropped));
    add(log, record(500, requests::RequestResult::Dropped, "10.0.0.8"));
    add(log, record(500, requests::RequestResult::Refused));
    ASSERT_EQ(log.entries().size(), 3u);
    EXPECT_EQ(log.entries()[0].repeats, 5210u);
    EXPECT_EQ(log.entries()[1].repeats, 1u);
    add(log, record(999, requests::RequestResult::Dropped));
    EXPECT_EQ(log.entries()[0].repeats, 5211u);
    add(log, record(1000, requests::RequestResult::Dropped)); // the second is over
    EXPECT_EQ(log.entries().size(), 4u);
}

TEST(RequestLog, ARoomBehindOneAddressIsNoFlood)
{
    RequestLog log;
    for (int i = 0; i < 30; ++i)
        add(log, record(i, requests::RequestResult::Answered));
    EXPECT_EQ(log.entries().size(), RequestLog::kFloodAfter);
    EXPECT_EQ(log.entries().back().repeats, 21u);
}

TEST(RequestLog, IsBoundedByRowsAndCountsWhatItLost)
{
    RequestLog log({.rows = 100, .bytes = 1u << 30});
    for (int i = 0; i < 250; ++i)
        add(log, record(i * 2000, requests::RequestResult::Answered));
    log.addLost(7);
    EXPECT_EQ(log.entries().size(), 100u);
    EXPECT_EQ(log.lost(), 157u);
    EXPECT_EQ(log.newest(), 250u);
    EXPECT_EQ(log.find(150), nullptr);
    ASSERT_NE(log.find(151), nullptr);
    EXPECT_EQ(log.find(151)->number, 151u);
    EXPECT_EQ(log.find(251), nullptr);
    log.clear();
    EXPECT_EQ(log.entries().size(), 0u);
    EXPECT_EQ(log.lost(), 0u);
    add(log, record(0, requests::RequestResult::Answered));
    EXPECT_EQ(log.newest(), 251u); // a number is never used again
}

TEST(RequestLog, IsBoundedByBytesAndKeepsThemRight)
{
    constexpr std::size_t kBytes = 4u << 20;
    RequestLog log({.rows = 1'000'000, .bytes = kBytes});
    std::vector<std::uint8_t> raw(1000);
    for (int i = 0; i < 20'000; ++i) {
        std::fill(raw.begin(), raw.end(), static_cast<std::uint8_t>(i));
        add(log, record(i * 2000, requests::RequestResult::Answered), raw);
        ASSERT_LE(log.bytes(), kBytes);
    }
    EXPECT_GT(log.entries().size(), 1000u);
    for (const RequestLog::Entry& entry : log.entries()) {
        ASSERT_EQ(entry.raw().size(), 1000u);
        EXPECT_EQ(entry.raw().front(), static_cast<std::uint8_t>(entry.number - 1));
        EXPECT_EQ(entry.raw().back(), static_cast<std::uint8_t>(entry.number - 1));
    }
}

TEST(Requests, KindsResultsPauseAndFollow)
{
    World world;
    world.announce({.left = 1000});
    requests::RequestRecord scrape = world.recordOf({.from = endpoint("10.0.0.5")});
    scrape.kind = requests::RequestKind::Scrape;
    scrape.hasPeer = false;
    scrape.detail = 2;
    world.note(scrape);
    requests::RequestRecord stale = world.recordOf({.peerId = peer(2, "-TR3000-"), .from = endpoint("10.0.0.6")});
    stale.result = requests::RequestResult::Dropped;
    stale.rule = requests::Rule::ConnectionIdStale;
    stale.detail = 190;
    stale.kind = requests::RequestKind::Other;
    stale.hasPeer = stale.hasSwarm = false;
    world.note(stale);
    world.run(1s);

    RequestQuery query;
    query.kinds = RequestQuery::Kinds::All;
    world.monitor.ask(query);
    EXPECT_EQ(world.requests->total, 3);
    EXPECT_EQ(world.requests->rows.at(1).why, QStringLiteral("2 swarms"));
    EXPECT_EQ(world.requests->rows.at(2).why, QStringLiteral("connection id 3 min 10 s old, limit 2 min"));
    EXPECT_EQ(world.requests->rows.at(0).client, QStringLiteral("qBittorrent 4.6.3"));
    EXPECT_EQ(world.requests->rows.at(0).wallMs, kWallStart);

    query.kinds = RequestQuery::Kinds::AnnouncesAndProblems;
    world.monitor.ask(query);
    EXPECT_EQ(world.requests->total, 2);
    EXPECT_EQ(world.requests->hidden, 0);
    query.results = RequestQuery::Results::Problems;
    world.monitor.ask(query);
    EXPECT_EQ(world.requests->total, 1);
    query.results = RequestQuery::Results::All;
    query.filter = QStringLiteral("10.0.0.6");
    world.monitor.ask(query);
    EXPECT_EQ(world.requests->total, 1);
    EXPECT_EQ(world.requests->hidden, 1);

    query.filter.clear();
    query.paused = true;
    query.pausedAt = world.requests->newest;
    world.monitor.ask(query);
    world.run(300s - 1s);
    world.announce({.downloaded = 400, .left = 600});
    world.run(1s);
    EXPECT_EQ(world.requests->total, 2);
    query.paused = false;
    query.follow = peer(1);
    world.monitor.ask(query);
    ASSERT_EQ(world.requests->total, 2);
    EXPECT_FALSE(world.requests->rows[0].sinceLast.has_value());
    const RequestRow& second = world.requests->rows[1];
    EXPECT_EQ(second.sinceLast, 300s);
    EXPECT_EQ(second.deltaDown, 400);
    EXPECT_EQ(second.deltaLeft, -400);
    EXPECT_EQ(second.deltaUp, 0);
    EXPECT_EQ(second.dueAfter, Time(swarm::seconds(world.requests->rows[0].record.givenInterval)));
}

TEST(Requests, AHeldPageKeepsItsRows)
{
    World world;
    world.announce({});
    RequestQuery query;
    query.descending = true;
    world.run(1s);
    world.monitor.ask(query);
    query.held = true;
    query.number = 1;
    query.tracked = {world.requests->rows.at(0).key};
    world.monitor.ask(query);
    world.announce({.left = 900});
    world.run(1s);
    EXPECT_EQ(world.requests->number, 1u);
    ASSERT_EQ(world.requests->rows.size(), 1u);
    EXPECT_EQ(world.requests->rows[0].record.left, 1000u);
    EXPECT_EQ(world.requests->trackedRows, std::vector<qint64>{0});
    query.held = false;
    world.monitor.ask(query);
    ASSERT_EQ(world.requests->rows.size(), 2u);
    EXPECT_EQ(world.requests->rows[0].record.left, 900u);
    EXPECT_EQ(world.requests->trackedRows, std::vector<qint64>{1});
}

} // namespace

} // namespace waggle::monitor
