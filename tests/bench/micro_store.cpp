// SPDX-License-Identifier: GPL-3.0-or-later
// What an announce costs in the store: how it grows with the peers in it, and with the peers of one swarm.
#include "core/swarm/store.h"
#include "tests/bench/traffic.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <random>

namespace {

using namespace waggle;

constexpr std::uint32_t kPeersEach = 10; // of a swarm, unless there is one swarm only
constexpr std::uint32_t kNumwant = 30;

struct World {
    std::uint32_t peers;
    std::uint32_t swarms;
    std::unique_ptr<swarm::Store> store;
    std::unique_ptr<swarm::PickedPeers> picked = std::make_unique<swarm::PickedPeers>();
    swarm::Time now{1000};

    World(std::uint32_t peerCount, std::uint32_t swarmCount)
        : peers(peerCount)
        , swarms(swarmCount)
    {
        swarm::Store::Options options;
        options.caps = {2'000'000, 8'000'000, 4'000'000'000};
        options.seed = 1;
        store = std::make_unique<swarm::Store>(options);
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

} // namespace
