// SPDX-License-Identifier: GPL-3.0-or-later
// One UDP announce from datagram to answer and counters, without the socket: where its instructions go.
#include "core/server/udp/udpresponder.h"
#include "tests/bench/udppackets.h"

#include <benchmark/benchmark.h>

#include <memory>

namespace {

using namespace waggle;

struct World {
    static constexpr std::int64_t kWallMs = 1'700'000'000'000;

    swarm::Store store;
    requests::WorkerShare share;
    server::WorkerContext context;
    server::UdpResponder responder;
    server::Moment moment;
    std::vector<server::Asker> askers;
    std::vector<bench::Packet> packets;

    World()
        : store(swarm::Store::Options{})
        , context{.store = store,
              .share = share,
              .clock = machine::Clock::system(),
              .access = std::make_shared<const access::AccessTable>(),
              .settings = {},
              .capture = {},
              .connectionIds = server::ConnectionIds({}),
              .picked = {}}
        , responder(context)
    {
        context.clock.wallMs = [] { return kWallMs; }; // the ids stay good
        bench::TrafficOptions traffic;
        traffic.asks = 1u << 16;
        traffic.wrong = 0;
        for (const bench::Ask& ask : bench::makeAsks(traffic)) {
            server::Asker asker;
            asker.source = {protocol::Address::v4(bench::sourceAddress(ask.source)), ask.port};
            asker.reachedAt = protocol::Address::v4(0x7f000001);
            const std::uint64_t id = context.connectionIds.issue(asker.source.address, kWallMs / 1000);
            askers.push_back(asker);
            packets.push_back(bench::packetOf(ask, id, traffic.numwant));
        }
    }

    // The clocks are read and the ring is flushed once a batch, as the front end does.
    void answer(std::size_t index)
    {
        if (index % 64 == 0)
            moment = context.moment();
        std::array<std::uint8_t, protocol::udp::kMaxReply> out;
        requests::RequestRecord record;
        const std::size_t size
            = responder.respond(packets[index].bytes, packets[index].size, askers[index], moment, out, record);
        context.finish(record, packets[index].bytes, protocol::udp::Bytes(out).first(size));
        if (index % 64 == 63)
            share.ring.flush();
    }
};

void answerUdpAnnounce(benchmark::State& state)
{
    static World world;
    for (std::size_t i = 0; i < world.packets.size(); ++i)
        world.answer(i);
    std::size_t next = 0;
    for (auto _ : state) {
        world.answer(next);
        next = (next + 1) % world.packets.size();
    }
}
BENCHMARK(answerUdpAnnounce);

} // namespace
