// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/clock.h"
#include "core/monitor/overview.h"
#include "core/monitor/series/series.h"
#include "core/monitor/tables/queries.h"
#include "core/requests/workershare.h"
#include "core/swarm/store.h"
#include "core/torrent/nametable.h"

#include <QObject>

namespace waggle::monitor {

// Turns store and counters into what people look at. Lives on the monitor's thread; others speak to it only through
// queued slots and signals. `advance()` is one tick; a timer calls it in the program, a test calls it itself.
class Monitor final : public QObject {
    Q_OBJECT
public:
    Monitor(swarm::Store& store, std::vector<std::shared_ptr<requests::WorkerShare>> shares, machine::Clock clock);
    ~Monitor() override;

public Q_SLOTS:
    void run(int tickMs); // starts ticking; a second call changes the tick
    void advance();
    void setNames(const waggle::torrent::NameTablePtr& names);
    void setTrackerOn(bool on);
    void setLocalAddresses(const std::vector<waggle::protocol::Address>& addresses); // "this computer"
    void setHostNames(bool on); // ask the network for the names of its computers; off at first

    // A view's standing query: answered at once and at each tick until closeView().
    void askSwarms(const waggle::monitor::SwarmQuery& query);
    void askPeers(const waggle::monitor::PeerQuery& query);
    void askRequests(const waggle::monitor::RequestQuery& query);
    void askSeries(const waggle::monitor::SeriesQuery& query);
    void askDetail(quint64 view, quint64 requestNumber); // answered once
    void closeView(quint64 view);

    // Export and copy of more than the window: the whole query, in slices between ticks, as finished rows.
    void exportSwarms(quint64 job, const waggle::monitor::SwarmQuery& query);
    void exportPeers(quint64 job, const waggle::monitor::PeerQuery& query);
    void exportRequests(quint64 job, const waggle::monitor::RequestQuery& query);
    void cancelExport(quint64 job);
    void clearRequests();

Q_SIGNALS:
    void overviewReady(const waggle::monitor::OverviewPtr& overview);
    void swarmsReady(const waggle::monitor::SwarmPagePtr& page);
    void peersReady(const waggle::monitor::PeerPagePtr& page);
    void requestsReady(const waggle::monitor::RequestPagePtr& page);
    void seriesReady(const waggle::monitor::SeriesPtr& series);
    void detailReady(quint64 view, const waggle::monitor::RequestDetailPtr& detail); // null: no longer in the log
    // One slice of an export: a page whose `number` is the job; the last one has first + rows.size() == total.
    void swarmsExported(const waggle::monitor::SwarmPagePtr& slice);
    void peersExported(const waggle::monitor::PeerPagePtr& slice);
    void requestsExported(const waggle::monitor::RequestPagePtr& slice);
    void completed(const waggle::protocol::InfoHash& infoHash, qint64 wallMs); // first completion of a known torrent

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace waggle::monitor
