// SPDX-License-Identifier: GPL-3.0-or-later
// A wall clock that is set, and a machine that was asleep: what docs/truthful-time.md says of both.
#include "core/monitor/monitor.h"
#include "tests/support/httpclient.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <gtest/gtest.h>

#include <cmath>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using monitor::Monitor;
using protocol::Transport;

settings::Settings elevenMinutes()
{
    settings::Settings settings = loopbackSettings();
    settings.policy.expiry = 660s;
    return settings;
}

// A tracker with a monitor that looks on, as the program has them.
struct Watched {
    explicit Watched(std::shared_ptr<LiveTracker::Time> clock = std::make_shared<LiveTracker::Time>())
        : time(std::move(clock))
        , tracker(elevenMinutes(), {.time = time})
        , monitor(tracker.service().store(), tracker.service().shares(),
              {[this] { return protocol::Time(time->ms); }, [this] { return wall(); }})
    {
        QObject::connect(&monitor, &Monitor::answered, &monitor,
            monitor::ofKind<monitor::PeerPagePtr>([this](const auto& page) { peers = page; }));
        QObject::connect(&monitor, &Monitor::answered, &monitor,
            monitor::ofKind<monitor::SwarmPagePtr>([this](const auto& page) { swarms = page; }));
        QObject::connect(&monitor, &Monitor::answered, &monitor,
            monitor::ofKind<monitor::RequestPagePtr>([this](const auto& page) { requests = page; }));
        QObject::connect(&monitor, &Monitor::answered, &monitor,
            monitor::ofKind<monitor::SeriesPtr>([this](const auto& data) { series = data; }));
        QObject::connect(&monitor, &Monitor::overviewReady, &monitor, [this](const auto& data) { overview = data; });
        monitor.setTrackerOn(true);
        monitor.advance();
        monitor.ask(monitor::PeerQuery{});
        monitor.ask(monitor::SwarmQuery{});
        monitor.ask(monitor::RequestQuery{});
        monitor::SeriesQuery query;
        query.kind = monitor::SeriesKind::Requests;
        query.range = monitor::Range::Minutes5;
        monitor.ask(query);
    }

    [[nodiscard]] std::int64_t wall() const { return time->wallStartMs + time->ms; }
    [[nodiscard]] swarm::Totals totals() { return tracker.service().store().totals(); }

    void tick(int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            tracker.advance(1s);
            monitor.advance();
        }
    }

    [[nodiscard]] const monitor::PeerRow* peer(const std::string& id) const
    {
        for (const auto& row : peers->rows)
            if (std::equal(id.begin(), id.end(), row.peerId.bytes.begin()))
                return &row;
        return nullptr;
    }

    std::shared_ptr<LiveTracker::Time> time;
    LiveTracker tracker;
    Monitor monitor;
    monitor::PeerPagePtr peers;
    monitor::SwarmPagePtr swarms;
    monitor::RequestPagePtr requests;
    monitor::SeriesPtr series;
    monitor::OverviewPtr overview;
};

const std::string kLeecher = "-TR3000-leecherleech";
const std::string kSeed = "-TR3000-seedseedseed";

AnnouncePacket leecher(std::uint64_t id, std::uint64_t downloaded)
{
    return {
        .connectionId = id, .peerId = kLeecher, .downloaded = downloaded, .left = 100'000 - downloaded, .port = 1001};
}

AnnouncePacket seed(std::uint64_t id)
{
    return {.connectionId = id, .peerId = kSeed, .left = 0, .port = 1002};
}

class WallClockSet : public ::testing::TestWithParam<std::chrono::hours> { };

TEST_P(WallClockSet, LosesNobodyAndBendsNoRate)
{
    Watched watched;
    ASSERT_TRUE(watched.tracker.start());
    UdpClient client(watched.tracker.udp());
    const std::uint64_t oldId = client.connectId();
    ASSERT_TRUE(client.ask(announcePacket(seed(oldId))));
    ASSERT_TRUE(client.ask(announcePacket(leecher(oldId, 0))));
    watched.tick(100);
    ASSERT_TRUE(waitUntil([&] {
        watched.monitor.advance();
        return watched.requests->rows.size() == 2;
    }));
    const std::int64_t added = watched.swarms->rows.at(0).addedMs.value();
    EXPECT_EQ(added, watched.wall() - 100'000);

    const auto shift = std::chrono::milliseconds(GetParam()).count();
    watched.time->wallStartMs += shift;
    EXPECT_EQ(watched.totals().peers, 2u);
    EXPECT_TRUE(client.isIgnored(announcePacket(leecher(oldId, 40'000)))) << "an id of another time";
    watched.tick(100);
    const std::uint64_t newId = client.connectId();
    ASSERT_NE(newId, 0u) << "a client asks for a new one, and is served at once";
    const auto answer = client.ask(announcePacket(leecher(newId, 40'000)));
    ASSERT_TRUE(answer);
    ASSERT_EQ(word(*answer, 0), 1u);
    EXPECT_EQ(word(*answer, 12), 1u);
    EXPECT_EQ(word(*answer, 16), 1u);
    EXPECT_EQ(peersOf(*answer, protocol::Family::V4).size(), 1u) << "the seed of before";
    watched.tick(5);

    // Rates and ages are of the steady clock.
    const auto* row = watched.peer(kLeecher);
    ASSERT_TRUE(row);
    EXPECT_NEAR(row->rateDown.value_or(-1), 200, 0.01);
    EXPECT_EQ(row->reportedAge, 5s);
    EXPECT_EQ(row->firstAge, 205s);
    EXPECT_EQ(row->keptInterval, 200s);
    EXPECT_NEAR(watched.overview->trafficDown.value_or(-1), 200, 0.01);
    // The chart has no gap and no peak, and ends now.
    const auto& points = watched.series->lines.at(0).values;
    for (auto point = points.end() - 200; point != points.end(); ++point)
        EXPECT_LE(*point, 2) << "and is no NaN";
    EXPECT_LE(std::abs(watched.series->endMs - watched.wall()), 1000);
    // What is shown of the clock is what the clock says now; a request keeps the time that it came in at.
    EXPECT_EQ(watched.overview->wallMs, watched.wall());
    EXPECT_EQ(watched.swarms->rows.at(0).addedMs.value_or(0), added + shift);
    ASSERT_TRUE(waitUntil([&] {
        watched.monitor.advance();
        return watched.requests->rows.size() == 4;
    })) << "three announces and the one that was dropped";
    for (const auto& request : watched.requests->rows) {
        const bool isAfter = request.record.timeMs > watched.time->ms - 150'000;
        EXPECT_EQ(request.wallMs, watched.wall() - (watched.time->ms - request.record.timeMs) - (isAfter ? 0 : shift));
    }

    // Gone at its second of the steady clock.
    ASSERT_TRUE(client.ask(announcePacket(seed(newId))));
    ASSERT_TRUE(client.ask(announcePacket(leecher(newId, 40'000))));
    watched.tick(659);
    EXPECT_EQ(watched.totals().peers, 2u);
    watched.tick(1);
    EXPECT_TRUE(waitUntil([&] { return watched.totals().peers == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Faults, WallClockSet, ::testing::Values(-1h, 1h),
    [](const auto& one) { return one.param < 0h ? "Back" : "Forward"; });

TEST(Suspend, CountsAsTimePassed)
{
    constexpr unsigned kPeers = 5000;
    Watched watched;
    ASSERT_TRUE(watched.tracker.start());
    UdpClient client(watched.tracker.udp());
    ASSERT_TRUE(client.ask(announcePacket(leecher(client.connectId(), 0))));
    swarm::PickedPeers picked;
    for (unsigned i = 0; i < kPeers; ++i) {
        swarm::Announce announce;
        announce.infoHash = torrentHash(static_cast<char>('a' + i % 26));
        announce.endpoint = {protocol::Address::v4(0x0a000000 + i), 6881};
        static_cast<void>(
            watched.tracker.service().store().announce(announce, protocol::Time(watched.time->ms), picked));
    }
    HttpClient idle(watched.tracker.endpoint(Transport::Http, "127.0.0.1"));
    ASSERT_TRUE(idle.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    watched.tick(60);
    EXPECT_EQ(watched.totals().peers, kPeers + 1);

    watched.tracker.advance(2h); // asleep: nothing ran, time passed
    const auto answer = client.ask(announcePacket(leecher(client.connectId(), 50'000)));
    ASSERT_TRUE(answer);
    EXPECT_EQ(word(*answer, 12) + word(*answer, 16), 1u) << "at once nobody counts who is due";
    EXPECT_TRUE(peersOf(*answer, protocol::Family::V4).empty());
    watched.monitor.advance();
    watched.tick(5);
    EXPECT_TRUE(waitUntil([&] { return watched.totals().peers == 1 && watched.totals().swarms == 1; }));
    EXPECT_TRUE(idle.waitForClose()) << "its time is over";
    const auto page = httpGet(watched.tracker.endpoint(Transport::Http, "127.0.0.1"), "/");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);

    // A client that comes back begins anew: what it did meanwhile is no rate of now.
    watched.tick(1);
    const auto* row = watched.peer(kLeecher);
    ASSERT_TRUE(row);
    EXPECT_FALSE(row->rateDown.has_value());
    EXPECT_EQ(watched.overview->totals.peers, 1u);
    // Two hours of which nothing is known, and what came behind them is no peak.
    const auto& points = watched.series->lines.at(0).values;
    EXPECT_TRUE(std::isnan(points.at(points.size() - 60)));
    for (auto point = points.end() - 5; point != points.end(); ++point)
        EXPECT_LE(*point, 4);
}

} // namespace
} // namespace waggle::test
