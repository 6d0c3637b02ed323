// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitorprivate.h"

#include "core/monitor/requests/requestquery.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

constexpr int kMaxExpireCalls = 10; // 20,000 peers a tick; the workers expire as well
constexpr Time kShortestGap{3000};

// The time a piece of work takes, for its pace.
template <typename Work>
void paced(Pace& pace, const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    pace.took(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin));
}

// The page whose order is kept, if there is one for this query.
template <typename Query, typename PagePtr>
PagePtr heldPage(const Standing<Query, PagePtr>& view)
{
    return view.query.held && view.last && sameRows(view.query, view.lastQuery) ? view.last : nullptr;
}

template <typename Query, typename PagePtr>
void remember(Standing<Query, PagePtr>& view, const PagePtr& page)
{
    view.last = page;
    view.lastQuery = view.query;
}

template <typename Page>
std::shared_ptr<const Page> withPlaces(
    const std::shared_ptr<const Page>& page, const QueryHead& before, const QueryHead& query)
{
    auto placed = std::make_shared<Page>(*page);
    placed->trackedRows = heldPlaces(*page, before.tracked, query.tracked);
    return placed;
}

} // namespace

Monitor::Private::Private(Monitor* owner, swarm::Store& trackerStore,
    std::vector<std::shared_ptr<requests::WorkerShare>> workerShares, machine::Clock trackerClock)
    : q(owner)
    , store(trackerStore)
    , shares(std::move(workerShares))
    , clock(std::move(trackerClock))
    , drained(shares.size())
    , hostNames(new HostNames(owner))
    , exports(new Exports(owner))
{
    history.announcesPerMinute = [this](const InfoHash& infoHash) { return memory.announcesPerMinute(infoHash); };
    history.spark = [this](const InfoHash& infoHash) { return series.swarms().spark(infoHash, now); };
    readClock();
    lastTick = now;
    series.setRecordedFrom(now);
    for (const auto& share : shares) {
        share->ring.setWanted(true);
        counters += share->counters.read();
    }
    overview.addCounters(now, now, counters, {});
}

void Monitor::Private::readClock()
{
    now = std::max(now, clock.steady());
    wallMs = clock.wallMs();
}

void Monitor::Private::tick()
{
    readClock();
    drainRings();
    readCounters();
    for (int i = 0; i < kMaxExpireCalls && store.expire(now); ++i) { }
    if (censusPace.isDue())
        paced(censusPace, [this] { takeCensus(); });
    auto picture = overview.build(*snapshot, history, store.totals());
    picture->requestsKept = log.entries().size();
    picture->requestsLost = log.lost();
    Q_EMIT q->overviewReady(picture);
    answerAll();
    lastTick = now;
}

// Several workers' records, put into the order of time.
void Monitor::Private::drainRings()
{
    std::vector<requests::RecordReader::Entry> entries;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const std::uint64_t lost = shares[i]->ring.drain(drained[i]);
        log.addLost(lost);
        lostRecords = lostRecords || lost > 0;
        requests::RecordReader reader(drained[i]);
        for (requests::RecordReader::Entry entry; reader.next(entry);)
            entries.push_back(entry);
    }
    if (shares.size() > 1)
        std::stable_sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.record.timeMs < b.record.timeMs; });
    for (const auto& entry : entries)
        addRecord(entry);
}

void Monitor::Private::addRecord(const requests::RecordReader::Entry& entry)
{
    log.add(entry, wallMs - (now.count() - entry.record.timeMs));
    overview.reach().add(entry.record);
    addTraffic(entry.record);
}

void Monitor::Private::addTraffic(const requests::RequestRecord& record)
{
    const bool moved = record.movedDown > 0 || record.movedUp > 0;
    if (record.kind != requests::RequestKind::Announce || record.result != requests::RequestResult::Answered || !moved)
        return;
    const auto known = knownTorrent(names.get(), record.infoHash);
    // A client of a hybrid torrent tells the same bytes to both of its swarms.
    if (known && known->secondHash == record.infoHash)
        return;
    const Time to(record.timeMs);
    const Time from = to - Time(std::max(record.spanMs, 1u));
    told.down += record.movedDown;
    told.up += record.movedUp;
    series.addTraffic(from, to, record.movedDown, record.movedUp);
    series.swarms().addTraffic(record.infoHash, from, to, record.movedDown, record.movedUp);
}

// What records told that a ring had overwritten is in the sums of the swarms all the same. Over which spans it was
// moved nobody knows any more: it is laid over the time since the last census.
void Monitor::Private::makeUpForLost(Time since)
{
    Moved sum;
    for (const SwarmFigures& figures : snapshot->swarms) {
        sum.down += figures.row.movedDown;
        sum.up += figures.row.movedUp;
    }
    const auto missing = [](std::uint64_t now, std::uint64_t before, std::uint64_t known) {
        const std::uint64_t grown = now - std::min(now, before);
        return grown - std::min(grown, known);
    };
    if (lostRecords)
        series.addTraffic(since, now, missing(sum.down, total.down, told.down), missing(sum.up, total.up, told.up));
    total = sum;
    told = {};
    lostRecords = false;
}

// Whether the monitor went on ticking since then; else nobody knows when the difference came about.
bool Monitor::Private::ranSince(Time last) const
{
    return now - last <= std::max(kShortestGap, 3 * tickLength);
}

void Monitor::Private::readCounters()
{
    requests::CounterValues all;
    for (const auto& share : shares)
        all += share->counters.read();
    const requests::CounterValues grown = all - counters;
    overview.addCounters(lastTick, now, all, grown);
    if (ranSince(lastTick))
        series.addRequests(lastTick, now, grown);
    counters = all;
}

void Monitor::Private::takeCensus()
{
    auto taken = std::make_shared<Snapshot>();
    taken->at = now;
    taken->wallMs = wallMs;
    taken->names = names;
    taken->swarms.reserve(store.totals().swarms);
    census.walk(
        store, names.get(), now, [&](const SwarmGroup& swarm) { taken->swarms.push_back(figuresOf(swarm, now)); });
    const Time last = snapshot ? snapshot->at : lastTick;
    snapshot = taken;
    const SwarmMemory::Gone gone = memory.update(*snapshot);
    overview.addGone(gone.movedDown, gone.movedUp);
    if (ranSince(last)) {
        std::uint64_t clients = 0, seeds = 0;
        for (const SwarmFigures& figures : snapshot->swarms) {
            clients += figures.row.clients;
            seeds += figures.row.seeds;
            series.swarms().addPopulation(figures.row.infoHash, last, now, figures.row.clients, figures.row.seeds);
        }
        series.addClients(last, now, clients, seeds);
    }
    makeUpForLost(last);
    recordSwarms();
    tellCompletions();
}

void Monitor::Private::recordSwarms()
{
    series.swarms().tidy(now);
    for (const SwarmFigures& figures : snapshot->swarms)
        if (figures.row.named && figures.row.clients > 0)
            series.swarms().open(figures.row.infoHash, now, true);
}

void Monitor::Private::tellCompletions()
{
    for (const SwarmFigures& figures : snapshot->swarms)
        if (figures.known && !figures.known->completedMs && figures.row.completions > 0
            && completedTold.insert(figures.row.infoHash).second)
            Q_EMIT q->completed(figures.row.infoHash, wallMs);
}

void Monitor::Private::needSnapshot()
{
    if (snapshot)
        return;
    readClock();
    takeCensus();
}

PeerSource Monitor::Private::peerSource()
{
    return {store, names, now, [this](const protocol::Address& address) { return hostNames->nameOf(address); }, clients,
        peerScratch};
}

InfoHash Monitor::Private::rowHashOf(const InfoHash& infoHash) const
{
    return rowHash(knownTorrent(names.get(), infoHash).get(), infoHash);
}

void Monitor::Private::answerAll()
{
    for (auto& [id, view] : swarmViews)
        if (view.pace.isDue())
            answerSwarms(view);
    for (auto& [id, view] : peerViews)
        if (view.pace.isDue())
            answerPeers(view);
    for (auto& [id, view] : requestViews)
        if (view.pace.isDue())
            answerRequests(view);
    for (auto& [id, view] : seriesViews)
        if (view.pace.isDue())
            answerSeries(view);
}

void Monitor::Private::answerSwarms(Standing<SwarmQuery, SwarmPagePtr>& view)
{
    paced(view.pace, [&] {
        const SwarmPagePtr held = heldPage(view);
        SwarmPagePtr page = answer(*snapshot, history, view.query, held.get());
        if (held)
            page = withPlaces(page, view.lastQuery, view.query);
        remember(view, page);
        Q_EMIT q->swarmsReady(page);
    });
}

void Monitor::Private::answerPeers(Standing<PeerQuery, PeerPagePtr>& view)
{
    paced(view.pace, [&] {
        const PeerPagePtr held = heldPage(view);
        PeerPagePtr page = answer(peerSource(), census, view.query, held.get());
        if (held)
            page = withPlaces(page, view.lastQuery, view.query);
        remember(view, page);
        Q_EMIT q->peersReady(page);
    });
}

void Monitor::Private::answerRequests(Standing<RequestQuery, RequestPagePtr>& view)
{
    paced(view.pace, [&] {
        const RequestPagePtr held = heldPage(view);
        RequestPagePtr page = answer(log, names.get(), view.query, held.get());
        if (held)
            page = withPlaces(page, view.lastQuery, view.query);
        remember(view, page);
        Q_EMIT q->requestsReady(page);
    });
}

void Monitor::Private::answerSeries(Standing<SeriesQuery, SeriesPtr>& view)
{
    paced(view.pace, [&] {
        const SeriesQuery& query = view.query;
        const std::optional<InfoHash> swarm = query.swarm ? std::optional(rowHashOf(*query.swarm)) : std::nullopt;
        SeriesStore::Unreported unreported;
        for (const SwarmFigures& figures : snapshot->swarms) {
            if (!figures.unreportedFrom || (swarm && figures.row.infoHash != *swarm))
                continue;
            unreported.from = std::min(unreported.from.value_or(*figures.unreportedFrom), *figures.unreportedFrom);
            unreported.clients += figures.unreportedClients;
        }
        view.last = series.answer(query, swarm, unreported, now, wallMs);
        Q_EMIT q->seriesReady(view.last);
    });
}

} // namespace waggle::monitor
