// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/clock.h"
#include "core/monitor/overviewbuilder.h"
#include "core/monitor/requests/requestlog.h"
#include "core/monitor/series/seriesstore.h"
#include "core/monitor/swarms/census.h"
#include "core/monitor/swarms/clienttexts.h"
#include "core/monitor/swarms/hostnames.h"
#include "core/monitor/swarms/swarmmemory.h"
#include "core/monitor/tables/ranking.h"
#include "core/monitor/tables/sources.h"
#include "core/monitor/tables/standing.h"
#include "core/requests/workershare.h"

#include <functional>
#include <set>

namespace waggle::monitor {

// What the monitor knows of the tracker, and how a tick renews it: rings drained, counters read, the store counted.
// Monitor's thread.
class Tick final {
public:
    using Shares = std::vector<std::shared_ptr<requests::WorkerShare>>;
    using Completed = std::function<void(const InfoHash&, std::int64_t wallMs)>; // first completion of a known torrent
    Tick(swarm::Store& store, Shares shares, machine::Clock clock, Completed completed, QObject* owner);

    OverviewPtr advance();
    // What answers are made from; there is a snapshot in it.
    [[nodiscard]] const Sources& sources();
    [[nodiscard]] const Sources& sourcesOfNow(); // `now` read again: for what comes straight from the store

    void setLength(Time length) { m_length = length; }
    void setNames(const torrent::NameTablePtr& names);
    void setTrackerOn(bool on);
    void setLocalAddresses(const std::vector<protocol::Address>& addresses) { m_overview.reach().setOwn(addresses); }
    void setHostNames(bool on) { m_hostNames->setOn(on); }
    void clearRequests() { m_log.clear(); }
    void freeScratch() { m_scratch = {}; }

private:
    void readClock();
    void drainRings();
    void addRecord(const requests::RecordReader::Entry& entry);
    void addTraffic(const requests::RequestRecord& record);
    void readCounters();
    void takeCensus();
    void addPopulations(Time since);
    void makeUpForLost(Time since);
    void recordSwarms();
    void tellCompletions();
    [[nodiscard]] bool ranSince(Time last) const;

    swarm::Store& m_store;
    Shares m_shares;
    machine::Clock m_clock;
    Completed m_completed;
    Time m_length{1000};
    Time m_last{0};

    Census m_census;
    ClientTexts m_clients;
    HostNames* m_hostNames; // the owner's child: it lives on its thread
    std::vector<Ranked> m_scratch; // while a page of peers is open
    Pace m_censusPace;
    SwarmMemory m_memory;
    SwarmHistory m_history;
    OverviewBuilder m_overview;
    RequestLog m_log;
    SeriesStore m_series;
    requests::CounterValues m_counters;
    std::set<InfoHash> m_completedTold;
    struct Moved {
        std::uint64_t down = 0, up = 0;
    };
    Moved m_told; // by records since the last census
    Moved m_total; // in all swarms, at the last census
    bool m_lostRecords = false; // since the last census
    std::vector<std::vector<std::byte>> m_drained; // of each ring; kept for its memory
    Sources m_sources;
};

} // namespace waggle::monitor
