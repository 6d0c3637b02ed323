// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/timeseries.h"
#include "core/swarm/trafficledger.h"

#include <array>
#include <vector>

namespace waggle::monitor {

// Bytes/s of the last `points` steps, oldest first, the last one being that which ends at or after `now`: NaN before
// `from`, 0 where nothing was reported.
[[nodiscard]] std::vector<double> ratesOf(
    swarm::TrafficLedger& ledger, const Resolution& resolution, std::size_t points, Time now, Time from);

// What peers told to have moved, laid over the spans in which they moved it, at all resolutions. Value, any thread.
class TrafficSeries {
public:
    TrafficSeries();

    void add(Time from, Time to, std::uint64_t down, std::uint64_t up);
    [[nodiscard]] std::vector<double> down(const Resolution& resolution, std::size_t points, Time now, Time from);
    [[nodiscard]] std::vector<double> up(const Resolution& resolution, std::size_t points, Time now, Time from);

private:
    using Ledgers = std::vector<swarm::TrafficLedger>; // one a resolution
    static std::vector<double> read(
        Ledgers& ledgers, const Resolution& resolution, std::size_t points, Time now, Time from);

    Ledgers m_down, m_up;
};

} // namespace waggle::monitor
