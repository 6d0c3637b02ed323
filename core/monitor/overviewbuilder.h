// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "core/monitor/series/slidingcount.h"
#include "core/monitor/swarms/swarmquery.h"

#include <set>

// What the overview needs beside the snapshot of a tick: who reached the tracker, counters over time, bytes of swarms
// that are gone. Monitor's thread.
namespace waggle::monitor {

// Distinct addresses by transport and family, bounded.
class ReachTable {
public:
    static constexpr std::size_t kMaxAddresses = 10'000; // of each transport and family

    void setOwn(const std::vector<protocol::Address>& addresses);
    void add(const requests::RequestRecord& record);
    [[nodiscard]] const Reach& at(protocol::Transport transport, protocol::Family family) const;

private:
    struct Path {
        std::set<protocol::Address> others;
        Reach reach;
    };
    std::set<protocol::Address> m_own;
    std::array<std::array<Path, protocol::kFamilies>, protocol::kTransports> m_paths;
};

class OverviewBuilder {
public:
    static constexpr std::size_t kShared = 5; // rows of "What is shared"

    [[nodiscard]] ReachTable& reach() { return m_reach; }
    void setTrackerOn(bool on, Time now);

    // Once a tick: all counters, and by how much they grew since `from`.
    void addCounters(Time from, Time now, const requests::CounterValues& all, const requests::CounterValues& grown);

    // Bytes that clients of swarms which are no more had moved.
    void addGone(std::uint64_t movedDown, std::uint64_t movedUp);

    [[nodiscard]] std::shared_ptr<Overview> build(
        const Snapshot& snapshot, const SwarmHistory& history, const swarm::Totals& totals);

private:
    ReachTable m_reach;
    std::optional<Time> m_onSince;
    bool m_hadSwarms = false;
    requests::CounterValues m_counters;
    SlidingCount m_announces{Time(60'000)};
    SlidingCount m_problems{Time(600'000)};
    // A few announces a minute would show as 0 B/s in most seconds: the mean of the last minute.
    SlidingCount m_bytesIn{Time(60'000)};
    SlidingCount m_bytesOut{Time(60'000)};
    double m_answers = 0, m_drops = 0, m_refusals = 0; // a second
    std::uint64_t m_goneDown = 0, m_goneUp = 0;
};

} // namespace waggle::monitor
