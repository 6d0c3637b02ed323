// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/overview.h"

#include "core/monitor/overviewbuilder.h"

#include <algorithm>
#include <tuple>

namespace waggle::monitor {

namespace {

// Swarms with clients first, the busiest of them on top; then torrents that have only a name, the newest on top.
std::vector<SwarmRow> sharedRows(const Snapshot& snapshot, const SwarmHistory& history)
{
    struct Place {
        double traffic = 0;
        std::uint32_t clients = 0;
        std::int64_t addedMs = 0;
        const SwarmFigures* figures = nullptr;
    };
    std::vector<Place> places;
    places.reserve(snapshot.swarms.size());
    for (const SwarmFigures& figures : snapshot.swarms)
        if (figures.row.clients > 0 || figures.row.named)
            places.push_back({figures.row.rateDown.value_or(0) + figures.row.rateUp.value_or(0), figures.row.clients,
                figures.known ? figures.known->addedMs : 0, &figures});
    const auto first = [](const Place& a, const Place& b) {
        const auto ofA = std::tie(a.traffic, a.clients, a.addedMs), ofB = std::tie(b.traffic, b.clients, b.addedMs);
        return ofA != ofB ? ofA > ofB : a.figures->row.key < b.figures->row.key;
    };
    const std::size_t count = std::min<std::size_t>(places.size(), OverviewBuilder::kShared);
    std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count), places.end(), first);
    places.resize(count);
    std::vector<SwarmRow> rows;
    for (const Place& place : places)
        rows.push_back(finished(*place.figures, snapshot, history));
    return rows;
}

void addRates(Overview& overview, const SwarmFigures& figures)
{
    overview.reportedClients += figures.reportedClients;
    overview.overdueClients += figures.overdueClients;
    overview.totals.clients += figures.row.clients;
    overview.totals.seeds += figures.row.seeds;
    overview.stuckClients += figures.row.stuck;
    overview.movedDown += figures.row.movedDown;
    overview.movedUp += figures.row.movedUp;
    overview.trafficSpan = std::max(overview.trafficSpan, figures.rateSpan);
    if (figures.row.rateDown)
        overview.trafficDown = overview.trafficDown.value_or(0) + *figures.row.rateDown;
    if (figures.row.rateUp)
        overview.trafficUp = overview.trafficUp.value_or(0) + *figures.row.rateUp;
}

// How often what is shared was handed over; unknown as soon as one size is.
std::optional<double> copiesOf(const Snapshot& snapshot)
{
    std::uint64_t size = 0, moved = 0;
    for (const SwarmFigures& figures : snapshot.swarms) {
        if (figures.row.clients == 0 && figures.row.movedDown == 0)
            continue;
        if (!figures.row.size)
            return std::nullopt;
        size += *figures.row.size;
        moved += figures.row.movedDown;
    }
    if (size == 0)
        return std::nullopt;
    return static_cast<double>(moved) / static_cast<double>(size);
}

} // namespace

void ReachTable::setOwn(const std::vector<protocol::Address>& addresses)
{
    m_own = {addresses.begin(), addresses.end()};
    for (auto& families : m_paths)
        for (Path& path : families)
            for (const protocol::Address& own : m_own)
                if (path.others.erase(own) > 0) {
                    path.reach.self = true;
                    path.reach.others = path.others.size();
                }
}

void ReachTable::add(const requests::RequestRecord& record)
{
    // A connect proves nothing: its source address may be anyone's.
    if (record.result != requests::RequestResult::Answered || record.kind == requests::RequestKind::Connect)
        return;
    Path& path = m_paths[static_cast<std::size_t>(record.transport)][static_cast<std::size_t>(record.from.family())];
    if (record.from.isLoopback() || m_own.contains(record.from)) {
        path.reach.self = true;
        return;
    }
    if (path.others.size() < kMaxAddresses)
        path.others.insert(record.from);
    path.reach.others = path.others.size();
}

const Reach& ReachTable::at(protocol::Transport transport, protocol::Family family) const
{
    return m_paths[static_cast<std::size_t>(transport)][static_cast<std::size_t>(family)].reach;
}

void OverviewBuilder::setTrackerOn(bool on, Time now)
{
    if (on && !m_onSince)
        m_onSince = now;
    if (!on)
        m_onSince.reset();
}

void OverviewBuilder::addCounters(
    Time from, Time now, const requests::CounterValues& all, const requests::CounterValues& grown)
{
    using requests::RequestResult;
    m_counters = all;
    const requests::CounterSums sums = requests::sumsOf(all);
    m_announces.set(now, sums.of(requests::RequestKind::Announce));
    m_problems.set(now, sums.of(RequestResult::Refused) + sums.of(RequestResult::Dropped));
    m_bytesIn.set(now, sums.bytesIn);
    m_bytesOut.set(now, sums.bytesOut);
    if (now <= from)
        return;
    const double seconds = static_cast<double>((now - from).count()) / 1000;
    const requests::CounterSums diff = requests::sumsOf(grown);
    m_answers = static_cast<double>(diff.of(RequestResult::Answered)) / seconds;
    m_drops = static_cast<double>(diff.of(RequestResult::Dropped)) / seconds;
    m_refusals = static_cast<double>(diff.of(RequestResult::Refused)) / seconds;
}

void OverviewBuilder::addGone(std::uint64_t movedDown, std::uint64_t movedUp)
{
    m_goneDown += movedDown;
    m_goneUp += movedUp;
}

std::shared_ptr<Overview> OverviewBuilder::build(
    const Snapshot& snapshot, const SwarmHistory& history, const swarm::Totals& totals)
{
    auto overview = std::make_shared<Overview>();
    overview->wallMs = snapshot.wallMs;
    overview->uptime = m_onSince ? snapshot.at - *m_onSince : Time(0);
    m_hadSwarms = m_hadSwarms || !snapshot.swarms.empty();
    overview->firstRun = !m_hadSwarms && (!snapshot.names || snapshot.names->empty());
    overview->totals = totals;
    overview->totals.clients = overview->totals.seeds = 0; // of clients, not of addresses
    overview->swarms = static_cast<qint64>(snapshot.swarms.size());
    for (const SwarmFigures& figures : snapshot.swarms)
        addRates(*overview, figures);
    overview->movedDown += m_goneDown;
    overview->movedUp += m_goneUp;
    overview->copies = copiesOf(snapshot);
    overview->shared = sharedRows(snapshot, history);

    overview->counters = m_counters;
    overview->announcesPerMinute = m_announces.perMinute(snapshot.at);
    overview->answersPerSecond = m_answers;
    overview->dropsPerSecond = m_drops;
    overview->refusalsPerSecond = m_refusals;
    overview->bytesInPerSecond = m_bytesIn.perMinute(snapshot.at) / 60;
    overview->bytesOutPerSecond = m_bytesOut.perMinute(snapshot.at) / 60;
    overview->problems = m_problems.count();
    for (std::size_t transport = 0; transport < protocol::kTransports; ++transport)
        for (std::size_t family = 0; family < protocol::kFamilies; ++family)
            overview->reach[transport][family]
                = m_reach.at(static_cast<protocol::Transport>(transport), static_cast<protocol::Family>(family));
    return overview;
}

} // namespace waggle::monitor
