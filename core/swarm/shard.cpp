// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/shard.h"

#include "core/swarm/announcerun.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waggle::swarm {

using protocol::Family;

namespace {

constexpr unsigned kGenerationBits = 28;
static_assert(kMaxShardBits + 1 + kSlotBits + kGenerationBits == 64);

PeerKey makeKey(std::uint32_t shard, PeerRef ref, std::uint32_t generation)
{
    PeerKey key = shard;
    key = key << 1 | (familyOf(ref) == Family::V6 ? 1 : 0);
    key = key << kSlotBits | slotOf(ref);
    return key << kGenerationBits | (generation & ((1u << kGenerationBits) - 1));
}

std::optional<double> known(float rate)
{
    return std::isnan(rate) ? std::nullopt : std::optional<double>(rate);
}

} // namespace

Shard::Shard(std::uint32_t index, const KeyedHash::Key& key, std::uint64_t seed, const Store::Options& options,
    AtomicTotals& totals)
    : m_index(index)
    , m_state(key, seed, options.policy, options.caps, totals)
{
}

AnnounceResult Shard::announce(const HashedInfoHash& name, const Announce& request, Time now, PickedPeers& picked)
{
    const std::lock_guard lock(m_mutex);
    return AnnounceRun(m_state, name, request, m_state.advance(now), picked).run();
}

protocol::SwarmCounts Shard::counts(const HashedInfoHash& name, Time now)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    Swarm* swarm = m_state.find(name, now);
    return swarm ? swarm->counts(secondOf(now)) : protocol::SwarmCounts{};
}

std::size_t Shard::expire(Time now, std::size_t limit, bool& more)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    const std::size_t looked = m_state.expire(now, limit);
    more = m_state.hasMoreDue(now);
    return looked;
}

void Shard::setPolicy(const Policy& policy)
{
    const std::lock_guard lock(m_mutex);
    const Time now = m_state.advance(Time(0));
    // Who was gone under the old expiry must not come back with a longer one.
    while (m_state.hasMoreDue(now))
        m_state.expire(now, std::numeric_limits<std::size_t>::max());
    m_state.setPolicy(policy, now);
}

void Shard::setCaps(const Caps& caps)
{
    const std::lock_guard lock(m_mutex);
    m_state.caps = caps;
}

void Shard::setPinned(const HashedInfoHash& name, bool pinned, Time now)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    Swarm* swarm = m_state.find(name, now);
    if (!swarm && !pinned)
        return;
    if (!swarm) {
        AtomicTotals::add(m_state.totals.swarms, 1); // the operator's own torrents are above the cap
        swarm = &m_state.create(name, now);
    }
    if (swarm->pinned && !pinned)
        swarm->lastLeft = std::max(swarm->lastLeft, now);
    swarm->pinned = pinned;
    m_state.releaseIfEmpty(*swarm);
}

void Shard::forget(const HashedInfoHash& name)
{
    const std::lock_guard lock(m_mutex);
    if (Swarm* swarm = m_state.findAsIs(name))
        m_state.eraseSwarm(*swarm);
}

std::size_t Shard::forgetAddress(const protocol::Address& address, Time now)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    std::vector<PeerRef> found;
    for (const auto& swarm : m_state.swarms()) {
        if (!swarm)
            continue;
        const PeerArray& peers = swarm->peers(address.family());
        for (std::uint32_t position = 0; position < peers.size(); ++position)
            if (std::equal(address.data(), address.data() + address.size(), peers.key(position)))
                found.push_back(peers.refs()[position]);
    }
    std::size_t count = 0;
    for (const PeerRef ref : found) {
        const Second due = m_state.context.dueOf(m_state.at(ref));
        const bool isDue = due <= secondOf(now);
        count += isDue ? 0 : 1;
        m_state.removePeer(ref, isDue ? startOf(due) : now);
    }
    return count;
}

void Shard::visitSwarms(Time now, const Store::SwarmVisitor& visit)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    for (const auto& swarm : m_state.swarms())
        if (swarm && !swarm->orphaned && !m_state.isGone(*swarm, now))
            visit(swarm->view(secondOf(now)));
}

void Shard::visitPeers(Time now, const Store::SwarmPeerVisitor& visit)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    for (const auto& swarm : m_state.swarms())
        if (swarm)
            forEachLivePeer(*swarm, secondOf(now), [&](PeerRef ref) { visit(swarm->infoHash(), viewOf(*swarm, ref)); });
}

bool Shard::visitSwarm(
    const HashedInfoHash& name, Time now, const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    Swarm* swarm = m_state.findAsIs(name);
    if (!swarm || m_state.isGone(*swarm, now))
        return false;
    if (visit)
        visit(swarm->view(secondOf(now)));
    if (peer)
        forEachLivePeer(*swarm, secondOf(now), [&](PeerRef ref) { peer(viewOf(*swarm, ref)); });
    return true;
}

template <typename Visit>
void Shard::forEachLivePeer(const Swarm& swarm, Second now, Visit visit) const
{
    for (const Family family : {Family::V4, Family::V6})
        for (const PeerRef ref : swarm.peers(family).refs())
            if (!m_state.context.isDue(m_state.context.peers.at(ref), now))
                visit(ref);
}

PeerView Shard::viewOf(const Swarm& swarm, PeerRef ref) const
{
    const Peer& peer = m_state.context.peers.at(ref);
    PeerView view;
    view.key = makeKey(m_index, ref, peer.generation);
    const std::uint8_t* wire = swarm.keyOf(ref);
    view.endpoint = {addressOf(familyOf(ref), wire), portOf(familyOf(ref), wire)};
    view.peerId = peer.id;
    view.keyParameter = peer.key;
    view.first = Time(Time::rep{peer.firstTick} * 100);
    view.last = peer.last();
    view.due = startOf(m_state.context.dueOf(peer));
    view.givenInterval = seconds(peer.given);
    view.keptInterval = seconds(peer.kept);
    view.uploaded = peer.uploaded;
    view.downloaded = peer.downloaded;
    view.left = peer.left;
    view.firstLeft = static_cast<std::uint64_t>(peer.firstLeft);
    view.movedUp = peer.movedUp;
    view.movedDown = peer.movedDown;
    view.rateUp = known(peer.rateUp);
    view.rateDown = known(peer.rateDown);
    view.announces = peer.announces;
    view.seed = peer.seed;
    view.paused = peer.paused;
    view.completedHere = peer.completedHere;
    view.transport = peer.udp ? protocol::Transport::Udp : protocol::Transport::Http;
    return view;
}

} // namespace waggle::swarm
