// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/requests/counters.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

// The picture of the whole tracker, published at every tick.
namespace waggle::monitor {

// Who has reached the tracker over one transport and family, this run.
struct Reach {
    std::uint64_t others = 0; // distinct addresses that are not this computer (counted up to 10,000)
    bool self = false; // this computer did
};

struct Overview {
    std::int64_t wallMs = 0;
    Time uptime{0}; // since the tracker was started in this run of the program
    bool firstRun = false; // no known torrent and no swarm ever: the empty page
    swarm::Totals totals; // its seeds are clients, and a client of both swarms of a hybrid torrent is one
    std::uint32_t reportedClients = 0; // those whose rate is known
    std::uint32_t overdueClients = 0, stuckClients = 0;
    std::optional<double> trafficDown, trafficUp; // bytes/s, sum of the clients' last rates
    Time trafficSpan{0}; // the span that is the mean of: the longest report in it
    std::uint64_t movedDown = 0, movedUp = 0; // seen in this run
    std::optional<double> copies; // movedDown / size of what is shared, where all sizes are known
    std::vector<SwarmRow> shared; // the busiest few, for "What is shared"
    qint64 swarms = 0;

    requests::CounterValues counters; // since the program started
    double announcesPerMinute = 0; // measured over the last minute
    double answersPerSecond = 0, dropsPerSecond = 0, refusalsPerSecond = 0;
    double bytesInPerSecond = 0, bytesOutPerSecond = 0; // mean of the last minute
    std::uint64_t problems = 0; // requests refused or dropped in the last 10 min
    std::uint64_t requestsKept = 0, requestsLost = 0;
    std::array<std::array<Reach, protocol::kFamilies>, protocol::kTransports> reach{};
};
using OverviewPtr = std::shared_ptr<const Overview>;

} // namespace waggle::monitor
