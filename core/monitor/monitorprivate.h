// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"
#include "core/monitor/overviewbuilder.h"
#include "core/monitor/requests/requestlog.h"
#include "core/monitor/series/seriesstore.h"
#include "core/monitor/swarms/hostnames.h"
#include "core/monitor/swarms/peerquery.h"
#include "core/monitor/swarms/swarmmemory.h"
#include "core/monitor/tables/exports.h"
#include "core/monitor/tables/standing.h"

#include <QTimer>

#include <set>

namespace waggle::monitor {

// The monitor's state and its tick. Monitor's thread only.
class Monitor::Private {
public:
    Private(Monitor* owner, swarm::Store& trackerStore,
        std::vector<std::shared_ptr<requests::WorkerShare>> workerShares, machine::Clock trackerClock);

    void tick();
    void drainRings();
    void readCounters();
    void takeCensus();
    void answerAll();

    void answerSwarms(Standing<SwarmQuery, SwarmPagePtr>& view);
    void answerPeers(Standing<PeerQuery, PeerPagePtr>& view);
    void answerRequests(Standing<RequestQuery, RequestPagePtr>& view);
    void answerSeries(Standing<SeriesQuery, SeriesPtr>& view);

    [[nodiscard]] PeerSource peerSource();
    [[nodiscard]] InfoHash rowHashOf(const InfoHash& infoHash) const;
    void readClock();
    void needSnapshot(); // a query came before the first tick

    Monitor* q;
    swarm::Store& store;
    std::vector<std::shared_ptr<requests::WorkerShare>> shares;
    machine::Clock clock;
    QTimer* timer = nullptr;
    Time tickLength{1000};

    Time now{0};
    std::int64_t wallMs = 0;
    Time lastTick{0};

    torrent::NameTablePtr names;
    Census census;
    ClientTexts clients;
    std::vector<Ranked> peerScratch; // while a page of peers is open
    Pace censusPace;
    SnapshotPtr snapshot;
    SwarmMemory memory;
    SwarmHistory history;
    OverviewBuilder overview;
    RequestLog log;
    SeriesStore series;
    requests::CounterValues counters;
    std::set<InfoHash> completedTold;
    struct Moved {
        std::uint64_t down = 0, up = 0;
    };
    Moved told; // by records since the last census
    Moved total; // in all swarms, at the last census
    bool lostRecords = false; // since the last census
    std::vector<std::vector<std::byte>> drained; // of each ring; kept for its memory
    HostNames* hostNames;
    Exports* exports;

    std::map<std::uint64_t, Standing<SwarmQuery, SwarmPagePtr>> swarmViews;
    std::map<std::uint64_t, Standing<PeerQuery, PeerPagePtr>> peerViews;
    std::map<std::uint64_t, Standing<RequestQuery, RequestPagePtr>> requestViews;
    std::map<std::uint64_t, Standing<SeriesQuery, SeriesPtr>> seriesViews;

private:
    void addRecord(const requests::RecordReader::Entry& entry);
    void addTraffic(const requests::RequestRecord& record);
    void makeUpForLost(Time since);
    void tellCompletions();
    void recordSwarms();
    [[nodiscard]] bool ranSince(Time last) const;
};

} // namespace waggle::monitor
