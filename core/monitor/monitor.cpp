// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitor.h"

#include "core/monitor/metatypes.h"
#include "core/monitor/monitorprivate.h"
#include "core/monitor/requests/requestdetail.h"
#include "core/monitor/requests/requestquery.h"

namespace waggle::monitor {

Monitor::Monitor(swarm::Store& store, std::vector<std::shared_ptr<requests::WorkerShare>> shares, machine::Clock clock)
    : d(std::make_unique<Private>(this, store, std::move(shares), std::move(clock)))
{
    registerMetaTypes();
}

Monitor::~Monitor() = default;

void Monitor::run(int tickMs)
{
    if (!d->timer) {
        d->timer = new QTimer(this);
        d->timer->setTimerType(Qt::PreciseTimer);
        connect(d->timer, &QTimer::timeout, this, &Monitor::advance);
    }
    d->tickLength = Time(std::max(tickMs, 1));
    d->timer->start(static_cast<int>(d->tickLength.count()));
}

void Monitor::advance()
{
    d->tick();
}

void Monitor::setNames(const torrent::NameTablePtr& names)
{
    d->names = names;
    // A torrent that is removed and comes again can complete again.
    std::erase_if(d->completedTold, [&](const InfoHash& told) { return !knownTorrent(names.get(), told); });
}

void Monitor::setTrackerOn(bool on)
{
    d->readClock();
    d->overview.setTrackerOn(on, d->now);
}

void Monitor::setLocalAddresses(const std::vector<protocol::Address>& addresses)
{
    d->overview.reach().setOwn(addresses);
}

void Monitor::setHostNames(bool on)
{
    d->hostNames->setOn(on);
}

void Monitor::askSwarms(const SwarmQuery& query)
{
    d->needSnapshot();
    auto& view = d->swarmViews[query.view];
    view.query = query;
    d->answerSwarms(view);
}

void Monitor::askPeers(const PeerQuery& query)
{
    d->readClock();
    auto& view = d->peerViews[query.view];
    view.query = query;
    d->answerPeers(view);
}

void Monitor::askRequests(const RequestQuery& query)
{
    auto& view = d->requestViews[query.view];
    view.query = query;
    d->answerRequests(view);
}

void Monitor::askSeries(const SeriesQuery& query)
{
    d->needSnapshot();
    auto& view = d->seriesViews[query.view];
    view.query = query;
    d->answerSeries(view);
}

void Monitor::askDetail(quint64 view, quint64 requestNumber)
{
    const RequestLog::Entry* const entry = d->log.find(requestNumber);
    Q_EMIT detailReady(view, entry ? detailOf(d->log, d->names.get(), *entry) : nullptr);
}

void Monitor::closeView(quint64 view)
{
    d->swarmViews.erase(view);
    d->peerViews.erase(view);
    if (d->peerViews.empty())
        d->peerScratch = {};
    d->requestViews.erase(view);
    d->seriesViews.erase(view);
}

void Monitor::exportSwarms(quint64 job, const SwarmQuery& query)
{
    d->needSnapshot();
    const SnapshotPtr snapshot = d->snapshot; // the whole export is of one moment
    const auto rows = [this, snapshot](std::span<const std::uint32_t> places) {
        std::vector<SwarmRow> made;
        for (const std::uint32_t place : places)
            made.push_back(finished(snapshot->swarms[place], *snapshot, d->history));
        return made;
    };
    const auto publish = [this](const SwarmPagePtr& page) { Q_EMIT swarmsExported(page); };
    d->exports->start(job, slicesOf<SwarmPage>(job, query, orderOf(*snapshot, d->history, query), rows, publish));
}

void Monitor::exportPeers(quint64 job, const PeerQuery& query)
{
    d->readClock();
    const auto rows = [this](std::span<const RowKey> clients) { return rowsOf(d->peerSource(), d->census, clients); };
    const auto publish = [this](const PeerPagePtr& page) { Q_EMIT peersExported(page); };
    d->exports->start(job, slicesOf<PeerPage>(job, query, orderOf(d->peerSource(), d->census, query), rows, publish));
}

void Monitor::exportRequests(quint64 job, const RequestQuery& query)
{
    const auto rows = [this, query](std::span<const std::uint64_t> numbers) {
        return rowsOf(d->log, d->names.get(), query, numbers);
    };
    const auto publish = [this](const RequestPagePtr& page) { Q_EMIT requestsExported(page); };
    d->exports->start(job, slicesOf<RequestPage>(job, query, orderOf(d->log, d->names.get(), query), rows, publish));
}

void Monitor::cancelExport(quint64 job)
{
    d->exports->cancel(job);
}

void Monitor::clearRequests()
{
    d->log.clear();
}

} // namespace waggle::monitor
