// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/shardstate.h"

#include <algorithm>

namespace waggle::swarm {

ShardState::ShardState(const KeyedHash::Key& key, std::uint64_t seed, const Policy& policy, const Caps& startCaps,
    AtomicTotals& allTotals)
    : context(key, policy)
    , caps(startCaps)
    , random(seed)
    , totals(allTotals)
    , m_ids(0, InfoHashHasher{context.hash})
{
}

Time ShardState::advance(Time now)
{
    m_now = std::max(m_now, now);
    return m_now;
}

Swarm* ShardState::findAsIs(const HashedInfoHash& name)
{
    const auto found = m_ids.find(name.infoHash, name.hash);
    return found == m_ids.end() ? nullptr : m_swarms[found->second].get();
}

Swarm* ShardState::find(const HashedInfoHash& name, Time now)
{
    Swarm* swarm = findAsIs(name);
    if (!swarm)
        return nullptr;
    swarm->collectDue(secondOf(now), m_due);
    for (const PeerRef ref : m_due)
        removePeer(ref, startOf(context.dueOf(at(ref))));
    if (!isGone(*swarm, now))
        return swarm;
    orphan(*swarm);
    return nullptr;
}

Swarm& ShardState::create(const HashedInfoHash& name, Time now)
{
    std::uint32_t id = static_cast<std::uint32_t>(m_swarms.size());
    if (m_freeIds.empty()) {
        m_swarms.emplace_back();
    } else {
        id = m_freeIds.back();
        m_freeIds.pop_back();
    }
    m_swarms[id] = std::make_unique<Swarm>(context, id, name.infoHash, now);
    m_ids.emplace(name.infoHash, id);
    return *m_swarms[id];
}

void ShardState::eraseSwarm(Swarm& swarm)
{
    AtomicTotals::subtract(totals.peers, swarm.size());
    AtomicTotals::subtract(totals.clients, swarm.clients());
    AtomicTotals::subtract(totals.seeds, swarm.present().seeds);
    for (const protocol::Family family : {protocol::Family::V4, protocol::Family::V6})
        for (const PeerRef ref : swarm.peers(family).refs())
            context.peers.release(ref);
    destroy(swarm);
}

// Takes the name away at once; what is still to be freed of the swarm goes by and by.
void ShardState::orphan(Swarm& swarm)
{
    if (swarm.size() == 0) {
        destroy(swarm);
        return;
    }
    m_ids.erase(swarm.infoHash());
    AtomicTotals::subtract(totals.swarms, 1);
    swarm.orphaned = true;
}

void ShardState::destroy(Swarm& swarm)
{
    if (!swarm.orphaned) {
        m_ids.erase(swarm.infoHash());
        AtomicTotals::subtract(totals.swarms, 1);
    }
    const std::uint32_t id = swarm.id();
    m_swarms[id].reset();
    m_freeIds.push_back(id);
}

PeerRef ShardState::allocatePeer(Swarm& swarm, protocol::Family family)
{
    const PeerRef ref = context.peers.allocate(family);
    at(ref).swarm = swarm.id();
    return ref;
}

void ShardState::insertPeer(Swarm& swarm, PeerRef ref, const EndpointKey& key, PeerRef front)
{
    swarm.insert(ref, key, front);
    if (front == kNoPeer)
        AtomicTotals::add(totals.clients, 1);
    if (at(ref).seed)
        AtomicTotals::add(totals.seeds, 1);
}

void ShardState::removePeer(PeerRef ref, Time left)
{
    Swarm& swarm = *m_swarms[at(ref).swarm];
    const std::uint32_t clientsBefore = swarm.clients();
    swarm.remove(ref);
    AtomicTotals::subtract(totals.peers, 1);
    AtomicTotals::subtract(totals.clients, clientsBefore - swarm.clients());
    AtomicTotals::subtract(totals.seeds, at(ref).seed);
    context.peers.release(ref);
    swarm.lastLeft = std::max(swarm.lastLeft, left);
    releaseIfEmpty(swarm);
}

void ShardState::schedulePeer(PeerRef ref)
{
    Peer& peer = at(ref);
    const Second due = context.dueOf(peer);
    if (peer.wheelSecond != 0 && peer.wheelSecond <= due)
        return;
    peer.wheelSecond = due;
    m_peerWheel.put(due, ref);
}

void ShardState::releaseIfEmpty(Swarm& swarm)
{
    if (swarm.size() > 0 || swarm.pinned)
        return;
    const Second second = goneAt(swarm.lastLeft);
    if (swarm.wheelSecond != 0 && swarm.wheelSecond <= second)
        return;
    swarm.wheelSecond = second;
    m_swarmWheel.put(second, swarm.id());
}

Second ShardState::goneAt(Time emptySince) const
{
    return secondNotBefore(emptySince + 2 * context.expiryFor(seconds(0)));
}

bool ShardState::isGone(Swarm& swarm, Time now) const
{
    if (swarm.pinned)
        return false;
    const auto since = swarm.emptySince(secondOf(now));
    return since && goneAt(*since) <= secondOf(now);
}

std::size_t ShardState::expire(Time now, std::size_t limit)
{
    std::size_t looked = 0;
    for (; looked < limit; ++looked) {
        const auto entry = m_peerWheel.take(secondOf(now));
        if (!entry)
            break;
        expirePeer(*entry, secondOf(now));
    }
    for (; looked < limit; ++looked) {
        const auto entry = m_swarmWheel.take(secondOf(now));
        if (!entry)
            break;
        expireSwarm(*entry, now);
    }
    return looked;
}

bool ShardState::hasMoreDue(Time now) const
{
    return m_peerWheel.ready(secondOf(now)) || m_swarmWheel.ready(secondOf(now));
}

void ShardState::expirePeer(const ExpiryWheel::Entry& entry, Second now)
{
    Peer& peer = at(entry.id);
    if (peer.wheelSecond != entry.second)
        return;
    peer.wheelSecond = 0;
    if (!peer.used)
        return;
    const PeerRef ref = context.peers.current(entry.id);
    const Second due = context.dueOf(peer);
    if (due <= now)
        removePeer(ref, startOf(due));
    else
        schedulePeer(ref);
}

void ShardState::expireSwarm(const ExpiryWheel::Entry& entry, Time now)
{
    Swarm* swarm = m_swarms[entry.id].get();
    if (!swarm || swarm->wheelSecond != entry.second)
        return;
    swarm->wheelSecond = 0;
    if (swarm->size() == 0 && (swarm->orphaned || isGone(*swarm, now)))
        destroy(*swarm);
    else
        releaseIfEmpty(*swarm);
}

void ShardState::setPolicy(const Policy& policy, Time now)
{
    const bool sameExpiry = context.policy.expiry == policy.expiry;
    context.policy = policy;
    if (!sameExpiry)
        rebuildWheels(now);
}

void ShardState::rebuildWheels(Time now)
{
    m_peerWheel.clear();
    m_swarmWheel.clear();
    context.peers.forgetWheel();
    for (const auto& swarm : m_swarms) {
        if (!swarm)
            continue;
        for (const protocol::Family family : {protocol::Family::V4, protocol::Family::V6})
            for (const PeerRef ref : swarm->peers(family).refs())
                schedulePeer(ref);
        swarm->wheelSecond = 0;
        swarm->expiryChanged(secondOf(now));
        releaseIfEmpty(*swarm);
    }
}

} // namespace waggle::swarm
