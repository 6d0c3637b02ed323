// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/series.h"
#include "core/monitor/series/swarmseries.h"
#include "core/monitor/series/timeseries.h"
#include "core/requests/counters.h"

// The past of the whole tracker and of its swarms, and the answers to series queries. Monitor's thread.
namespace waggle::monitor {

// How a range is drawn: its step, and how many of them.
[[nodiscard]] const Resolution& resolutionOf(Range range);
[[nodiscard]] std::size_t pointsOf(Range range);

class SeriesStore {
public:
    // What the tracker did between two ticks: `grown` is the difference of its counters.
    void addRequests(Time from, Time to, const requests::CounterValues& grown);
    void addClients(Time from, Time to, std::uint64_t clients, std::uint64_t seeds);
    void addTraffic(Time from, Time to, std::uint64_t down, std::uint64_t up); // of all swarms
    void setRecordedFrom(Time from) { m_from = from; } // first tick: nothing is known before

    [[nodiscard]] SwarmSeries& swarms() { return m_swarms; }
    [[nodiscard]] const SwarmSeries& swarms() const { return m_swarms; }

    struct Unreported { // the tail of the traffic
        std::optional<Time> from;
        std::uint32_t clients = 0;
    };
    // `rowHash`: the query's swarm, by the first hash of a hybrid. Opens the swarm's series.
    [[nodiscard]] SeriesPtr answer(const SeriesQuery& query, const std::optional<InfoHash>& rowHash,
        const Unreported& unreported, Time now, std::int64_t wallMs);

private:
    TimeSeries m_requests{requests::kRequestKinds};
    TimeSeries m_answers{requests::kRequestResults};
    TimeSeries m_bandwidth{2}; // in, out
    TimeSeries m_clients{2, TimeSeries::Kind::Levels}; // all, seeds
    TrafficSeries m_traffic;
    Time m_from{0};
    SwarmSeries m_swarms;
};

} // namespace waggle::monitor
