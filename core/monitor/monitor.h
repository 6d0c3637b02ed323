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

class QTimer;

namespace waggle::monitor {

class Exports;
class Tick;
class Views;
struct Sources;

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

    // A view's query stands until closeView(): answered at once and at each tick. One for details is answered once.
    void ask(const waggle::monitor::Query& query);
    void closeView(quint64 view);

    // Export and copy of more than the window: all rows of a table's query, in slices between ticks.
    void exportRows(quint64 job, const waggle::monitor::Query& query);
    void cancelExport(quint64 job);
    void clearRequests();

Q_SIGNALS:
    void overviewReady(const waggle::monitor::OverviewPtr& overview);
    void answered(const waggle::monitor::Answer& answer);
    // One slice of an export: a page whose `number` is the job; the last one has first + rows.size() == total.
    void exported(const waggle::monitor::Answer& slice);
    void completed(const waggle::protocol::InfoHash& infoHash, qint64 wallMs); // first completion of a known torrent

private:
    [[nodiscard]] const Sources& sourcesFor(const Query& query);

    QTimer* m_timer = nullptr;
    std::unique_ptr<Tick> m_tick;
    std::unique_ptr<Views> m_views;
    Exports* m_exports;
};

} // namespace waggle::monitor
