// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/figures.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

constexpr swarm::seconds kRaisedInterval{300}; // libtorrent makes this of any shorter one
constexpr int kOverduePercent = 120;
constexpr int kKeptPercent = 80; // a shorter one was an event, not the pace

void addRate(std::optional<double>& sum, const std::optional<double>& rate)
{
    if (rate)
        sum = sum.value_or(0) + *rate;
}

// Each address that reports takes over its client's rates, so the latest one has them. One that does not know any (its
// counters began again) has them in the other swarm of a hybrid torrent at best.
void setRates(ClientFigures& figures, const Client& client)
{
    for (const Member* member : client) {
        const swarm::PeerView& view = member->view;
        const bool other = member->infoHash != client.front()->infoHash;
        if ((member != client.front() && !other) || (!view.rateDown && !view.rateUp))
            continue;
        figures.rateDown = view.rateDown;
        figures.rateUp = view.rateUp;
        figures.span = Time(view.keptInterval);
        return;
    }
}

ClientState stateOf(const ClientFigures& figures)
{
    if (figures.overdue)
        return ClientState::Overdue;
    if (figures.seed)
        return ClientState::Seed;
    if (figures.partialSeed)
        return ClientState::PartialSeed;
    return figures.stuck ? ClientState::Stuck : ClientState::Leecher;
}

void addMember(ClientFigures& figures, const swarm::PeerView& view, Time now)
{
    figures.firstAge = std::max(figures.firstAge, now - view.first);
    figures.dueIn = std::max(figures.dueIn, view.due - now);
    figures.announces += view.announces;
    figures.completedHere = figures.completedHere || view.completedHere;
}

// Sums over the addresses in one swarm, the larger of both swarms of a hybrid torrent.
void addMoved(ClientFigures& figures, const Client& client)
{
    const InfoHash& firstHash = client.front()->infoHash;
    std::uint64_t down[2] = {}, up[2] = {};
    for (const Member* member : client) {
        const std::size_t which = member->infoHash == firstHash ? 0 : 1;
        down[which] += member->view.movedDown;
        up[which] += member->view.movedUp;
    }
    figures.movedDown = std::max(down[0], down[1]);
    figures.movedUp = std::max(up[0], up[1]);
}

SwarmState stateOf(const SwarmRow& row, std::uint32_t moving)
{
    const std::uint32_t active = row.leechers - row.partialSeeds;
    if (row.clients == 0)
        return SwarmState::Quiet;
    if (row.seeds == 0)
        return SwarmState::NobodyHasAll;
    if (active == 0)
        return SwarmState::EveryoneHasIt;
    return row.stuck > 0 && moving == 0 ? SwarmState::Stuck : SwarmState::Sharing;
}

void addClient(SwarmFigures& swarm, const ClientFigures& client, Time now)
{
    SwarmRow& row = swarm.row;
    ++row.clients;
    row.seeds += client.seed;
    row.leechers += !client.seed;
    row.partialSeeds += client.partialSeed;
    row.stuck += client.stuck;
    swarm.overdueClients += client.overdue;
    if (client.rateDown || client.rateUp) {
        ++swarm.reportedClients;
        row.rateAge = std::max(row.rateAge, client.reportedAge);
        swarm.rateSpan = std::max(swarm.rateSpan, client.span);
        addRate(row.rateDown, client.rateDown);
        addRate(row.rateUp, client.rateUp);
    }
    if (!client.seed && !client.partialSeed && !client.overdue) {
        const Time last = now - client.reportedAge;
        swarm.unreportedFrom = std::min(swarm.unreportedFrom.value_or(last), last);
        ++swarm.unreportedClients;
    }
}

} // namespace

bool isOverdue(const swarm::PeerView& view, Time now)
{
    const bool keeps
        = view.keptInterval.count() * 100 >= view.givenInterval.count() * kKeptPercent && view.keptInterval.count() > 0;
    const swarm::seconds pace = std::max(view.givenInterval, keeps ? view.keptInterval : kRaisedInterval);
    return (now - view.last) * 100 > Time(pace) * kOverduePercent;
}

SwarmFacts factsOf(const SwarmGroup& swarm)
{
    SwarmFacts facts;
    facts.clients = swarm.clients.size() + swarm.others;
    if (swarm.known && swarm.known->size) {
        facts.size = swarm.known->size;
    } else if (swarm.view.largestLeft > 0) {
        facts.size = swarm.view.largestLeft;
        facts.sizeEstimated = true;
    }
    return facts;
}

ClientFigures figuresOf(const Client& client, const SwarmFacts& facts, Time now)
{
    const swarm::PeerView& latest = client.front()->view;
    ClientFigures figures;
    figures.reportedAge = std::max(now - latest.last, Time(0));
    for (const Member* member : client)
        addMember(figures, member->view, now);
    setRates(figures, client);
    addMoved(figures, client);

    figures.seed = latest.left == 0;
    figures.partialSeed = !figures.seed && latest.paused;
    figures.overdue = isOverdue(latest, now);
    figures.stuck = !figures.seed && !figures.partialSeed && facts.clients > 1 && figures.rateDown == 0.0;
    if (figures.seed) {
        figures.progress = 1;
    } else if (facts.size && *facts.size > 0) {
        const double missing = static_cast<double>(latest.left) / static_cast<double>(*facts.size);
        figures.progress = std::clamp(1 - missing, 0.0, 1.0);
        figures.progressEstimated = facts.sizeEstimated;
    }
    figures.state = stateOf(figures);
    return figures;
}

SwarmFigures figuresOf(const SwarmGroup& swarm, Time now)
{
    SwarmFigures figures;
    figures.known = swarm.known;
    figures.announces = swarm.view.announces;
    figures.added = swarm.view.added;

    SwarmRow& row = figures.row;
    row.key = swarmKey(swarm.infoHash);
    row.infoHash = swarm.infoHash;
    row.named = swarm.known && !swarm.known->name.isEmpty();
    if (swarm.known)
        row.secondHash = swarm.known->secondHash;
    row.completions = swarm.view.counts.completions;
    row.movedDown = swarm.view.movedDown;
    row.movedUp = swarm.view.movedUp;
    if (swarm.view.announces > 0)
        row.lastAnnounceAge = std::max(now - swarm.view.lastAnnounce, Time(0));

    const SwarmFacts facts = factsOf(swarm);
    row.size = facts.size;
    row.sizeEstimated = facts.sizeEstimated;
    std::uint32_t moving = 0;
    for (const Client& client : swarm.clients) {
        const ClientFigures one = figuresOf(client, facts, now);
        row.addresses += static_cast<std::uint32_t>(client.size());
        addClient(figures, one, now);
        // Who has not reported twice may well be moving.
        moving += !one.seed && !one.partialSeed && !one.stuck && !one.overdue;
    }
    row.state = stateOf(row, moving);
    return figures;
}

} // namespace waggle::monitor
