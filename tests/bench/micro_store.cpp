// SPDX-License-Identifier: GPL-3.0-or-later
// What an announce costs in the store: how it grows with the peers in it, and with the peers of one swarm; which single
// call is the longest; what a peer takes in memory.
#include "core/swarm/store.h"
#include "tests/bench/traffic.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <random>
#include <unistd.h>

namespace {

using namespace waggle;

constexpr std::uint32_t kPeersEach = 10; // of a swarm, unless there is one swarm only
constexpr std::uint32_t kNumwant = 30;

struct World {
    std::uint32_t peers;
    std::uint32_t swarms;
    std::unique_ptr<swarm::Store> store;
    std::unique_ptr<swarm::PickedPeers> picked = std::make_unique<swarm::PickedPeers>();
    protocol::Time now{1000};

    World(std::uint32_t peerCount, std::uint32_t swarmCount)
        : peers(peerCount)
        , swarms(swarmCount)
    {
        swarm::Store::Options options;
        options.caps = {2'000'000, 8'000'000, 4'000'000'000};
        options.seed = 1;
        store = std::make_unique<swarm::Store>(options);
    }

    void fill()
    {
        for (std::uint32_t peer = 0; peer < peers; ++peer)
            store->announce(announceOf(peer), now, *picked);
        now += swarm::seconds(60);
    }

    [[nodiscard]] swarm::Announce announceOf(std::uint32_t peer) const
    {
        swarm::Announce announce;
        announce.infoHash.bytes = bench::infoHashOf(peer % swarms);
        announce.peerId.bytes = bench::peerIdOf(peer);
        announce.endpoint = {protocol::Address::v4(0x0b000000 + peer), 6881};
        announce.left = peer / swarms % 2 == 0 ? 0 : 1000;
        announce.numwant = kNumwant;
        return announce;
    }
};

// One world at a time: a million peers take their memory.
World& worldOf(std::uint32_t peers, std::uint32_t swarms)
{
    static std::unique_ptr<World> world;
    if (!world || world->peers != peers || world->swarms != swarms) {
        world.reset();
        world = std::make_unique<World>(peers, swarms);
        world->fill();
    }
    return *world;
}

std::vector<swarm::Announce> randomAnnounces(const World& world)
{
    std::mt19937 random(7);
    std::vector<swarm::Announce> announces;
    for (std::size_t i = 0; i < 1u << 15; ++i)
        announces.push_back(world.announceOf(static_cast<std::uint32_t>(random() % world.peers)));
    return announces;
}

void announce(benchmark::State& state, World& world)
{
    const std::vector<swarm::Announce> announces = randomAnnounces(world);
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(world.store->announce(announces[next], world.now, *world.picked));
        next = (next + 1) % announces.size();
    }
}

void announceAmongPeers(benchmark::State& state)
{
    const auto peers = static_cast<std::uint32_t>(state.range(0));
    announce(state, worldOf(peers, peers / kPeersEach));
}
BENCHMARK(announceAmongPeers)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);

void announceInOneSwarm(benchmark::State& state)
{
    announce(state, worldOf(static_cast<std::uint32_t>(state.range(0)), 1));
}
BENCHMARK(announceInOneSwarm)->Arg(30)->Arg(1'000)->Arg(100'000);

// A tenth come, a tenth go.
void announceComingAndGoing(benchmark::State& state)
{
    World& world = worldOf(static_cast<std::uint32_t>(state.range(0)), 10'000);
    std::vector<swarm::Announce> announces = randomAnnounces(world);
    for (std::size_t i = 0; i < announces.size(); i += 10)
        announces[i].event = protocol::Event::Stopped;
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(world.store->announce(announces[next], world.now, *world.picked));
        next = (next + 1) % announces.size();
    }
}
BENCHMARK(announceComingAndGoing)->Arg(100'000);

// Processor time of this thread: what else the machine does in the middle of a call is not the call's.
double processorMicroseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

template <typename Call>
void longest(double& microseconds, Call call)
{
    const double begin = processorMicroseconds();
    call();
    microseconds = std::max(microseconds, processorMicroseconds() - begin);
}

double residentBytes()
{
    long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// The longest single call of each kind, in us: what keeps a worker from its sockets, or a lock from the other workers.
void longestCall(benchmark::State& state)
{
    const auto peers = static_cast<std::uint32_t>(state.range(0));
    double announce = 0, visit = 0, policy = 0, expire = 0, among = 0;
    for (auto _ : state) {
        World world(peers, static_cast<std::uint32_t>(state.range(1)));
        const double before = residentBytes();
        for (std::uint32_t peer = 0; peer < peers; ++peer)
            longest(announce, [&] { world.store->announce(world.announceOf(peer), world.now, *world.picked); });
        state.counters["bytes_a_peer"] = (residentBytes() - before) / peers;

        const swarm::Store::SwarmPeerVisitor look
            = [](const protocol::InfoHash&, const swarm::PeerView& view) { benchmark::DoNotOptimize(view); };
        for (std::size_t shard = 0; shard < world.store->shards(); ++shard)
            longest(visit, [&] { world.store->visitPeers(shard, world.now, look); });
        longest(policy, [&] { world.store->setPolicy({{}, swarm::seconds(30), swarm::seconds(3000)}); });

        // All fall due in one second.
        world.now += swarm::seconds(3000);
        for (bool more = true; more;) {
            longest(expire, [&] { more = world.store->expire(world.now); });
            longest(among, [&] { world.store->announce(world.announceOf(0), world.now, *world.picked); });
        }
    }
    state.counters["announce_us"] = announce;
    state.counters["visit_us"] = visit;
    state.counters["policy_us"] = policy;
    state.counters["expire_us"] = expire;
    state.counters["announce_among_due_us"] = among;
}
BENCHMARK(longestCall)
    ->Args({1'000'000, 100'000})
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
