// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/shardstate.h"

#include <algorithm>

namespace waggle::swarm {

namespace {

// The shard was chosen by the high bits.
std::uint32_t bucketHash(std::uint64_t hash)
{
    return static_cast<std::uint32_t>(hash);
}

} // namespace

ShardState::ShardState(const KeyedHash::Key& key, std::uint64_t seed, const Policy& policy, const Caps& startCaps,
    AtomicTotals& sharedTotals)
    : context(key, policy)
    , caps(startCaps)
    , random(seed)
    , allTotals(sharedTotals)
    , totals(sharedTotals.join())
{
}

Time ShardState::advance(Time now)
{
    m_now = std::max(m_now, now);
    return m_now;
}

std::uint64_t ShardState::clientsOfAll(Second now)
{
    if (m_clientsCounted != now) {
        m_clientsCounted = now;
        m_clientsOfAll = allTotals.sum(&AtomicTotals::OfShard::clients);
    }
    return m_clientsOfAll;
}

Swarm* ShardState::findAsIs(const HashedInfoHash& name) const
{
    const std::uint32_t id = m_ids.find(bucketHash(name.hash),
        [&](std::uint32_t candidate) { return swarms.at(candidate).infoHash() == name.infoHash; });
    return id == kNoId ? nullptr : &swarms.at(id);
}

Swarm* ShardState::find(const HashedInfoHash& name, Time now)
{
    Swarm* swarm = findAsIs(name);
    if (!swarm)
        return nullptr;
    if (swarm->isScanned())
        removeDue(*swarm, now, std::numeric_limits<std::size_t>::max());
    if (!isGone(*swarm, now))
        return swarm;
    orphan(*swarm);
    return nullptr;
}

Swarm& ShardState::create(const HashedInfoHash& name, Time now)
{
    Swarm& swarm = swarms.create(name.infoHash, now);
    m_ids.insert(bucketHash(name.hash), swarm.id());
    return swarm;
}

void ShardState::eraseSwarm(Swarm& swarm)
{
    AtomicTotals::subtract(totals.peers, swarm.size());
    AtomicTotals::subtract(totals.clients, swarm.clients());
    AtomicTotals::subtract(totals.seeds, swarm.present().seeds);
    for (const protocol::Family family : {protocol::Family::V4, protocol::Family::V6})
        for (const PeerRef ref : swarm.peers(family).refs()) {
            context.siblings.leave(ref);
            context.peers.release(ref);
        }
    destroy(swarm);
}

// Takes the name away at once; what is still to be freed of the swarm goes by and by.
void ShardState::orphan(Swarm& swarm)
{
    if (swarm.size() == 0) {
        destroy(swarm);
        return;
    }
    eraseName(swarm);
    swarm.setOrphaned();
}

void ShardState::destroy(Swarm& swarm)
{
    if (!swarm.isOrphaned())
        eraseName(swarm);
    swarms.destroy(swarm);
}

void ShardState::eraseName(const Swarm& swarm)
{
    m_ids.erase(bucketHash(context.hash(swarm.infoHash().bytes)), swarm.id());
    AtomicTotals::subtract(totals.swarms, 1);
}

void ShardState::insertPeer(Swarm& swarm, PeerRef ref, const EndpointKey& key, PeerRef front)
{
    swarm.insert(context, ref, key, front);
    if (front == kNoPeer)
        AtomicTotals::add(totals.clients, 1);
    if (at(ref).seed)
        AtomicTotals::add(totals.seeds, 1);
}

void ShardState::removePeer(Swarm& swarm, PeerRef ref, Time left)
{
    const std::uint32_t clientsBefore = swarm.clients();
    swarm.remove(context, ref);
    AtomicTotals::subtract(totals.peers, 1);
    AtomicTotals::subtract(totals.clients, clientsBefore - swarm.clients());
    AtomicTotals::subtract(totals.seeds, at(ref).seed);
    context.peers.release(ref);
    swarm.noteLeft(left);
    schedule(swarm);
}

void ShardState::schedule(Swarm& swarm)
{
    if (swarm.size() == 0 && swarm.isPinned())
        return;
    const Second wanted = swarm.size() > 0 ? swarm.earliestDue() : goneAt(swarm.lastLeft());
    const Second second = std::max<Second>(wanted, 1);
    if (swarm.queuedFor != 0 && swarm.queuedFor <= second)
        return;
    swarm.queuedFor = second;
    m_queue.put(second, swarm.id());
}

Second ShardState::goneAt(Time emptySince) const
{
    return secondNotBefore(emptySince + 2 * context.expiryFor(seconds(0)));
}

bool ShardState::isGone(const Swarm& swarm, Time now) const
{
    if (swarm.isPinned())
        return false;
    const auto since = swarm.emptySince(context, secondOf(now));
    return since && goneAt(*since) <= secondOf(now);
}

std::size_t ShardState::expire(Time now, std::size_t limit)
{
    std::size_t looked = 0;
    while (looked < limit) {
        const auto entry = m_queue.take(secondOf(now));
        if (!entry)
            break;
        looked += std::max<std::size_t>(expireSwarm(*entry, now, limit - looked), 1);
    }
    return std::min(looked, limit);
}

std::size_t ShardState::removeDue(Swarm& swarm, Time now, std::size_t limit)
{
    const std::size_t looked = swarm.collectDue(context, secondOf(now), limit, m_due);
    for (const PeerRef ref : m_due)
        removePeer(swarm, ref, startOf(context.dueOf(at(ref))));
    return looked;
}

std::size_t ShardState::expireSwarm(const ExpiryQueue::Entry& entry, Time now, std::size_t limit)
{
    Swarm* swarm = swarms.find(entry.id);
    if (!swarm || swarm->queuedFor != entry.second)
        return 0;
    swarm->queuedFor = 0;
    const std::size_t looked = removeDue(*swarm, now, limit);
    if (swarm->size() == 0 && (swarm->isOrphaned() || isGone(*swarm, now)))
        destroy(*swarm);
    else
        schedule(*swarm);
    return looked;
}

void ShardState::setPolicy(const Policy& policy, Time now)
{
    const bool sameExpiry = context.policy.expiry == policy.expiry;
    context.policy = policy;
    if (sameExpiry)
        return;
    m_queue.clear();
    swarms.forEach([&](Swarm& swarm) {
        swarm.queuedFor = 0;
        swarm.expiryChanged(context, secondOf(now));
        schedule(swarm);
    });
}

} // namespace waggle::swarm
