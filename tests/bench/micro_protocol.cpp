// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to read an announce and to write its answer, without socket and store.
#include "core/protocol/http.h"
#include "core/protocol/udp.h"
#include "tests/bench/udppackets.h"

#include <benchmark/benchmark.h>

namespace {

using namespace waggle;

constexpr protocol::SwarmCounts kCounts{12, 18, 18, 40};
constexpr std::size_t kPeers = 30;

std::vector<std::uint8_t> wires()
{
    return std::vector<std::uint8_t>(kPeers * protocol::kWire4, 0x7f);
}

void readUdpAnnounce(benchmark::State& state)
{
    const bench::Packet packet = bench::packetOf(bench::Ask{}, 1, kPeers);
    bench::Packet withPort = packet;
    withPort.bytes[96] = 0x1a;
    for (auto _ : state) {
        const auto request = protocol::udp::readAnnounce(withPort.bytes, protocol::Family::V4);
        benchmark::DoNotOptimize(request);
    }
}
BENCHMARK(readUdpAnnounce);

void writeUdpAnnounce(benchmark::State& state)
{
    const auto peers = wires();
    std::array<std::uint8_t, protocol::udp::kMaxReply> out;
    for (auto _ : state)
        benchmark::DoNotOptimize(protocol::udp::writeAnnounce(out, 7, 1800, kCounts, peers));
}
BENCHMARK(writeUdpAnnounce);

void readHttpAnnounce(benchmark::State& state)
{
    constexpr std::string_view kQuery
        = "info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-qB4520-abcdefghijkl&port=6881&uploaded=0"
          "&downloaded=0&left=1000000&corrupt=0&key=6B2F7AC1&event=started&numwant=30&compact=1&no_peer_id=1"
          "&supportcrypto=1&redundant=0";
    for (auto _ : state) {
        const auto request = protocol::http::readAnnounce(kQuery);
        if (!request)
            state.SkipWithError("not read");
        benchmark::DoNotOptimize(request);
    }
}
BENCHMARK(readHttpAnnounce);

void writeHttpAnnounce(benchmark::State& state)
{
    const auto peers = wires();
    protocol::http::AnnounceReply reply;
    reply.interval = 1800;
    reply.minInterval = 30;
    reply.counts = kCounts;
    reply.peers4 = peers;
    reply.external = protocol::Address::v4(0xc0000201);
    std::string out;
    for (auto _ : state) {
        out.clear();
        protocol::http::writeAnnounce(out, reply);
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK(writeHttpAnnounce);

} // namespace
