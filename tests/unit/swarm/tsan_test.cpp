// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/random.h"
#include "tests/unit/swarm/fixtures.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

// Built with ThreadSanitizer: workers announce and scrape, the monitor visits, expires and commands, all at once.
namespace waggle::swarm {

namespace {

using namespace std::chrono_literals;

constexpr unsigned kSwarms = 8;
constexpr unsigned kClients = 400;
constexpr int kAnnounces = 8000;

// One clock that all threads push on and none of them owns.
class Clock {
public:
    Time tick() { return Time(m_now.fetch_add(50, std::memory_order_relaxed)); }
    [[nodiscard]] Time now() const { return Time(m_now.load(std::memory_order_relaxed)); }

private:
    std::atomic<Time::rep> m_now{0};
};

void announceAndScrape(Store& store, Clock& clock, std::uint64_t seed)
{
    Random random(seed);
    PickedPeers picked;
    for (int i = 0; i < kAnnounces; ++i) {
        const unsigned client = random.below(kClients);
        Announce request = leecher(random.below(kSwarms), client);
        if (client % 2 == 0)
            request.endpoint = endpoint6(client);
        request.left = random.below(3);
        request.bothFamilies = true;
        request.event = random.below(20) == 0 ? protocol::Event::Stopped : protocol::Event::None;
        store.announce(request, clock.tick(), picked);
        if (i % 8 == 0)
            (void)scrape(store, random.below(kSwarms), clock.now());
    }
}

void monitor(const Store& store, const Clock& clock, const std::atomic<bool>& done, std::atomic<std::size_t>& seen)
{
    while (!done) {
        for (std::size_t shard = 0; shard < store.shards(); ++shard) {
            store.visitSwarms(shard, clock.now(),
                [&](const SwarmView& view) { EXPECT_EQ(view.addresses, view.counts.seeds + view.counts.leechers); });
            store.visitPeers(shard, clock.now(), [&](const protocol::InfoHash&, const PeerView& view) {
                EXPECT_EQ(view.seed, view.left == 0);
                ++seen;
            });
        }
        (void)store.totals();
    }
}

void command(Store& store, const Clock& clock, const std::atomic<bool>& done)
{
    for (unsigned round = 0; !done; ++round) {
        store.expire(clock.now(), 100);
        store.setPinned(hash(round % kSwarms), round % 3 == 0, clock.now());
        if (round % 50 == 0)
            store.setPolicy({{}, 30s, round % 100 == 0 ? 700s : 60s});
        if (round % 70 == 0)
            store.forgetAddress(endpoint4(round % kClients).address, clock.now());
        if (round % 500 == 0)
            store.forget(hash(round % kSwarms));
        store.setCaps({});
        std::this_thread::yield();
    }
}

TEST(StoreThreads, AllAtOnce)
{
    Store store(options());
    Clock clock;
    std::atomic<bool> done{false};
    std::atomic<std::size_t> seen{0};
    std::vector<std::thread> workers;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        workers.emplace_back([&, seed] { announceAndScrape(store, clock, seed); });
    std::thread watching([&] { monitor(store, clock, done, seen); });
    std::thread commanding([&] { command(store, clock, done); });
    for (std::thread& worker : workers)
        worker.join();
    done = true;
    watching.join();
    commanding.join();
    EXPECT_GT(seen.load(), 0u);

    while (store.expire(clock.now())) { }
    std::uint64_t peers = 0, seeds = 0;
    for (std::size_t shard = 0; shard < store.shards(); ++shard)
        store.visitPeers(shard, clock.now(), [&](const protocol::InfoHash&, const PeerView& view) {
            ++peers;
            seeds += view.seed ? 1 : 0;
        });
    EXPECT_EQ(store.totals().peers, peers) << "the totals are a recount after all that";
    EXPECT_EQ(store.totals().seeds, seeds);
}

} // namespace

} // namespace waggle::swarm
