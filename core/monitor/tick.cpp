// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tick.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

constexpr int kMaxExpireCalls = 10; // 20,000 peers a tick; the workers expire as well
constexpr Time kShortestGap{3000};

} // namespace

Tick::Tick(swarm::Store& store, Shares shares, machine::Clock clock, Completed completed, QObject* owner)
    : m_store(store)
    , m_shares(std::move(shares))
    , m_clock(std::move(clock))
    , m_completed(std::move(completed))
    , m_hostNames(new HostNames(owner))
    , m_drained(m_shares.size())
    , m_sources{store, m_census, m_clients, *m_hostNames, m_history, m_log, m_series, m_scratch}
{
    m_history.announcesPerMinute = [this](const InfoHash& infoHash) { return m_memory.announcesPerMinute(infoHash); };
    m_history.spark = [this](const InfoHash& infoHash) { return m_series.swarms().spark(infoHash, m_sources.now); };
    readClock();
    m_last = m_sources.now;
    m_series.setRecordedFrom(m_sources.now);
    for (const auto& share : m_shares) {
        share->ring.setWanted(true);
        m_counters += share->counters.read();
    }
    m_overview.addCounters(m_sources.now, m_sources.now, m_counters, {});
}

OverviewPtr Tick::advance()
{
    readClock();
    drainRings();
    readCounters();
    for (int i = 0; i < kMaxExpireCalls && m_store.expire(m_sources.now); ++i) { }
    if (m_censusPace.isDue())
        m_censusPace.time([this] { takeCensus(); });
    auto picture = m_overview.build(*m_sources.snapshot, m_history, m_store.totals());
    picture->requestsKept = m_log.entries().size();
    picture->requestsLost = m_log.lost();
    m_last = m_sources.now;
    return picture;
}

const Sources& Tick::sources()
{
    if (!m_sources.snapshot) { // a query came before the first tick
        readClock();
        takeCensus();
    }
    return m_sources;
}

const Sources& Tick::sourcesOfNow()
{
    readClock();
    return sources();
}

void Tick::setNames(const torrent::NameTablePtr& names)
{
    m_sources.names = names;
    // A torrent that is removed and comes again can complete again.
    std::erase_if(m_completedTold, [&](const InfoHash& told) { return !knownTorrent(names.get(), told); });
}

void Tick::setTrackerOn(bool on)
{
    readClock();
    m_overview.setTrackerOn(on, m_sources.now);
}

void Tick::readClock()
{
    m_sources.now = std::max(m_sources.now, m_clock.steady());
    m_sources.wallMs = m_clock.wallMs();
}

// Several workers' records, put into the order of time.
void Tick::drainRings()
{
    std::vector<requests::RecordReader::Entry> entries;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const std::uint64_t lost = m_shares[i]->ring.drain(m_drained[i]);
        m_log.addLost(lost);
        m_lostRecords = m_lostRecords || lost > 0;
        requests::RecordReader reader(m_drained[i]);
        for (requests::RecordReader::Entry entry; reader.next(entry);)
            entries.push_back(entry);
    }
    if (m_shares.size() > 1)
        std::stable_sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.record.timeMs < b.record.timeMs; });
    for (const auto& entry : entries)
        addRecord(entry);
}

void Tick::addRecord(const requests::RecordReader::Entry& entry)
{
    m_log.add(entry, m_sources.wallMs - (m_sources.now.count() - entry.record.timeMs));
    m_overview.reach().add(entry.record);
    addTraffic(entry.record);
}

void Tick::addTraffic(const requests::RequestRecord& record)
{
    const bool moved = record.movedDown > 0 || record.movedUp > 0;
    if (record.kind != requests::RequestKind::Announce || record.result != requests::RequestResult::Answered || !moved)
        return;
    const auto known = knownTorrent(m_sources.names.get(), record.infoHash);
    // A client of a hybrid torrent tells the same bytes to both of its swarms.
    if (known && known->secondHash == record.infoHash)
        return;
    const Time to(record.timeMs);
    const Time from = to - Time(std::max(record.spanMs, 1u));
    m_told.down += record.movedDown;
    m_told.up += record.movedUp;
    m_series.addTraffic(from, to, record.movedDown, record.movedUp);
    m_series.swarms().addTraffic(record.infoHash, from, to, record.movedDown, record.movedUp);
}

// What records told that a ring had overwritten is in the sums of the swarms all the same. Over which spans it was
// moved nobody knows any more: it is laid over the time since the last census.
void Tick::makeUpForLost(Time since)
{
    Moved sum;
    for (const SwarmFigures& figures : m_sources.snapshot->swarms) {
        sum.down += figures.row.movedDown;
        sum.up += figures.row.movedUp;
    }
    const auto missing = [](std::uint64_t after, std::uint64_t before, std::uint64_t known) {
        const std::uint64_t grown = after - std::min(after, before);
        return grown - std::min(grown, known);
    };
    if (m_lostRecords)
        m_series.addTraffic(
            since, m_sources.now, missing(sum.down, m_total.down, m_told.down), missing(sum.up, m_total.up, m_told.up));
    m_total = sum;
    m_told = {};
    m_lostRecords = false;
}

// Whether the monitor went on ticking since then; else nobody knows when the difference came about.
bool Tick::ranSince(Time last) const
{
    return m_sources.now - last <= std::max(kShortestGap, 3 * m_length);
}

void Tick::readCounters()
{
    requests::CounterValues all;
    for (const auto& share : m_shares)
        all += share->counters.read();
    const requests::CounterValues grown = all - m_counters;
    m_overview.addCounters(m_last, m_sources.now, all, grown);
    if (ranSince(m_last))
        m_series.addRequests(m_last, m_sources.now, grown);
    m_counters = all;
}

void Tick::takeCensus()
{
    auto taken = std::make_shared<Snapshot>();
    taken->at = m_sources.now;
    taken->wallMs = m_sources.wallMs;
    taken->names = m_sources.names;
    taken->swarms.reserve(m_store.totals().swarms);
    m_census.walk(m_store, m_sources.names.get(), m_sources.now,
        [&](const SwarmGroup& swarm) { taken->swarms.push_back(figuresOf(swarm, m_sources.now)); });
    const Time last = m_sources.snapshot ? m_sources.snapshot->at : m_last;
    m_sources.snapshot = taken;
    const SwarmMemory::Gone gone = m_memory.update(*m_sources.snapshot);
    m_overview.addGone(gone.movedDown, gone.movedUp);
    if (ranSince(last))
        addPopulations(last);
    makeUpForLost(last);
    recordSwarms();
    tellCompletions();
}

void Tick::addPopulations(Time since)
{
    std::uint64_t clients = 0, seeds = 0;
    for (const SwarmFigures& figures : m_sources.snapshot->swarms) {
        clients += figures.row.clients;
        seeds += figures.row.seeds;
        m_series.swarms().addPopulation(
            figures.row.infoHash, since, m_sources.now, figures.row.clients, figures.row.seeds);
    }
    m_series.addClients(since, m_sources.now, clients, seeds);
}

void Tick::recordSwarms()
{
    m_series.swarms().tidy(m_sources.now);
    for (const SwarmFigures& figures : m_sources.snapshot->swarms)
        if (figures.row.named && figures.row.clients > 0)
            m_series.swarms().open(figures.row.infoHash, m_sources.now, true);
}

void Tick::tellCompletions()
{
    for (const SwarmFigures& figures : m_sources.snapshot->swarms)
        if (figures.known && !figures.known->completedMs && figures.row.completions > 0
            && m_completedTold.insert(figures.row.infoHash).second)
            m_completed(figures.row.infoHash, m_sources.wallMs);
}

} // namespace waggle::monitor
