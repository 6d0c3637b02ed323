// SPDX-License-Identifier: GPL-3.0-or-later
// Serves the same requests twice and counts the second time, when nobody and nothing is new: what the guards look at,
// from inside (allocations, locks), from a tracer (system calls) and from callgrind (instructions). A program of its
// own, because it is built as people run it, without sanitizers.
//     guard_work (udp|http|http-close) (all|known) ROUNDS [marks]
// known: announces of peers that are here, and stay. Prints "counted 1 ALLOCATIONS LOCKS"; the 1 is an allocation of
// its own, to show that they are counted.
#include "tests/guard/askers.h"
#include "tests/guard/counted.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace {

using namespace waggle;
using guard::LoneWorker;

std::unique_ptr<guard::Asker> makeAsker(
    std::string_view kind, const LoneWorker& worker, const bench::TrafficOptions& traffic)
{
    if (kind == "udp")
        return std::make_unique<guard::UdpAsker>(worker, traffic);
    return std::make_unique<guard::HttpAsker>(worker, traffic, kind == "http");
}

// A tenth of what the benchmarks ask with: that much a tool can follow in seconds.
bench::TrafficOptions trafficOf(std::string_view who, std::size_t rounds)
{
    bench::TrafficOptions traffic;
    traffic.torrents = 1'000;
    traffic.peers = 10'000;
    traffic.asks = rounds * guard::kRoundSize;
    if (who == "known")
        traffic.wrong = traffic.stopped = 0;
    return traffic;
}

void serve(LoneWorker& worker, guard::Asker& asker, std::size_t rounds)
{
    for (std::size_t round = 0; round < rounds; ++round) {
        worker.beginRound();
        asker.ask(round);
        worker.serveRequests(guard::kRoundSize);
        asker.hear();
        worker.serveUntilConnections(asker.openConnections());
        worker.drainRecords();
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
        return 2;
    const auto rounds = static_cast<std::size_t>(std::atoi(argv[3]));
    const bool isTraced = argc > 4;
    QCoreApplication application(argc, argv);
    LoneWorker worker(isTraced ? LoneWorker::Marks::ForTracer : LoneWorker::Marks::None);
    const auto asker = makeAsker(argv[1], worker, trafficOf(argv[2], rounds));
    serve(worker, *asker, rounds);
    worker.measure();
    guard::setCounting(true); // the counting itself
    const std::unique_ptr<char> kept(new char); // kept: the compiler leaves an unused one out
    guard::setCounting(false);
    const guard::Counted before = guard::counted();
    serve(worker, *asker, rounds);
    const guard::Counted after = guard::counted();
    std::printf("counted %llu %llu %llu\n", static_cast<unsigned long long>(before.allocations),
        static_cast<unsigned long long>(after.allocations - before.allocations),
        static_cast<unsigned long long>(after.locks - before.locks));
    return 0;
}
