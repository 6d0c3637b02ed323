// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/shard.h"

#include "core/swarm/inside/announcerun.h"

#include <algorithm>
#include <utility>

namespace waggle::swarm {

using protocol::Family;

namespace {

constexpr std::size_t kSlice = 2000; // peers freed in one hold of the lock
constexpr std::uint32_t kAhead = 8; // records fetched before they are looked at
constexpr unsigned kTickBits = 22;
static_assert(kMaxShardBits + 1 + kSlotBits + kGenerationBits + kTickBits == 64);

// A slot has its generation again after 64 stays; never within the tick (0.1 s) in which one began, but for a hostile
// client that starts and stops as fast as that and gains nothing by it.
PeerKey makeKey(std::uint32_t shard, PeerRef ref, const Peer& peer)
{
    PeerKey key = shard;
    key = key << 1 | (familyOf(ref) == Family::V6 ? 1 : 0);
    key = key << kSlotBits | slotOf(ref);
    key = key << kGenerationBits | peer.generation;
    return key << kTickBits | (peer.firstTick & ((1u << kTickBits) - 1));
}

std::optional<double> known(Float16 rate)
{
    return rate.isUnknown() ? std::nullopt : std::optional<double>(rate.value());
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
    return swarm ? swarm->counts(m_state.context, secondOf(now)) : protocol::SwarmCounts{};
}

std::size_t Shard::expire(Time now, std::size_t limit, bool& more)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    const std::size_t looked = m_state.expire(now, limit);
    more = m_state.hasMoreDue(now);
    return looked;
}

std::optional<Second> Shard::nextDue()
{
    const std::lock_guard lock(m_mutex);
    return m_state.nextDue();
}

void Shard::setPolicy(const Policy& policy)
{
    bool done = false;
    while (!done) {
        const std::lock_guard lock(m_mutex);
        const Time now = m_state.advance(Time(0));
        // Who was gone under the old expiry must not come back with a longer one. Announces go on between the slices.
        m_state.expire(now, kSlice);
        done = !m_state.hasMoreDue(now);
        if (done)
            m_state.setPolicy(policy, now);
    }
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
    if (!swarm && (!pinned || m_state.isFull()))
        return;
    if (!swarm) {
        AtomicTotals::add(m_state.totals.swarms, 1); // the operator's own torrents are above the cap
        swarm = &m_state.create(name, now);
    }
    if (swarm->isPinned() && !pinned)
        swarm->noteLeft(now);
    swarm->setPinned(pinned);
    m_state.schedule(*swarm);
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
    std::vector<std::pair<Swarm*, PeerRef>> found;
    m_state.swarms.forEach([&](Swarm& swarm) {
        const PeerArray& peers = swarm.peers(address.family());
        for (std::uint32_t position = 0; position < peers.size(); ++position)
            if (std::equal(address.data(), address.data() + address.size(), peers.key(position)))
                found.emplace_back(&swarm, peers.refs()[position]);
    });
    std::size_t count = 0;
    for (const auto& [swarm, ref] : found) {
        const Second due = m_state.context.dueOf(m_state.at(ref));
        const bool isDue = due <= secondOf(now);
        count += isDue ? 0 : 1;
        m_state.removePeer(*swarm, ref, isDue ? startOf(due) : now);
    }
    return count;
}

void Shard::visitSwarms(Time now, const Store::SwarmVisitor& visit)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    m_state.swarms.forEach([&](const Swarm& swarm) {
        if (!swarm.isOrphaned() && !m_state.isGone(swarm, now))
            visit(swarm.view(m_state.context, secondOf(now)));
    });
}

void Shard::visitPeers(Time now, const Store::SwarmPeerVisitor& visit)
{
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    m_state.swarms.forEach([&](const Swarm& swarm) {
        forEachLivePeer(swarm, secondOf(now), [&](PeerRef ref) { visit(swarm.infoHash(), viewOf(swarm, ref)); });
    });
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
        visit(swarm->view(m_state.context, secondOf(now)));
    if (peer)
        forEachLivePeer(*swarm, secondOf(now), [&](PeerRef ref) { peer(viewOf(*swarm, ref)); });
    return true;
}

bool Shard::visitPiece(
    Time now, std::size_t limit, VisitPlace& place, const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer)
{
    m_mutex.letOthersIn();
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    for (std::size_t seen = 0; place.swarm < m_state.swarms.size(); ++place.swarm) {
        if (seen >= limit)
            return true;
        if (Swarm* const swarm = m_state.swarms.find(place.swarm))
            seen += visitSome(*swarm, now, limit - seen, place, visit, peer);
        else
            place.isOpen = false; // it was open, and is gone
        if (place.isOpen)
            return true;
    }
    return false;
}

bool Shard::visitSwarmPiece(const HashedInfoHash& name, Time now, std::size_t limit, VisitPlace& place,
    const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer)
{
    m_mutex.letOthersIn();
    const std::lock_guard lock(m_mutex);
    now = m_state.advance(now);
    if (Swarm* const swarm = m_state.findAsIs(name))
        visitSome(*swarm, now, limit, place, visit, peer);
    else
        place.isOpen = false;
    return place.isOpen;
}

// The swarm and its peers, or what is left of them; how many. Past `limit` it stays open.
std::size_t Shard::visitSome(Swarm& swarm, Time now, std::size_t limit, VisitPlace& place,
    const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer)
{
    std::size_t seen = 0;
    if (!place.isOpen || place.infoHash != swarm.infoHash()) {
        place.isOpen = false;
        if (swarm.isOrphaned() || m_state.isGone(swarm, now))
            return 0;
        visit(swarm.view(m_state.context, secondOf(now)));
        place.infoHash = swarm.infoHash();
        place.left = {swarm.peers(Family::V4).size(), swarm.peers(Family::V6).size()};
        ++seen;
    }
    for (const Family family : {Family::V4, Family::V6}) {
        const auto refs = swarm.peers(family).refs();
        auto& left = place.left[static_cast<std::size_t>(family)];
        for (left = std::min(left, static_cast<std::uint32_t>(refs.size())); left > 0; --left) {
            place.isOpen = seen >= limit;
            if (place.isOpen)
                return seen;
            ++seen;
            if (left > kAhead)
                m_state.context.peers.prefetch(refs[left - 1 - kAhead]);
            const PeerRef ref = refs[left - 1];
            if (!m_state.context.isDue(m_state.context.peers.at(ref), secondOf(now)))
                peer(viewOf(swarm, ref));
        }
    }
    place.isOpen = false;
    return seen;
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
    view.key = makeKey(m_index, ref, peer);
    const std::uint8_t* wire = swarm.keyOf(m_state.context, ref);
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
    view.firstLeft = static_cast<std::uint64_t>(peer.firstLeft.value());
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
