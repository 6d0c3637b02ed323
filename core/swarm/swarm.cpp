// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/swarm.h"

#include <algorithm>

namespace waggle::swarm {

namespace {

// Index and ledger go at half the size at which they come, or a swarm on the border would build them all day.
constexpr std::uint32_t half(std::uint32_t threshold) { return threshold / 2; }

} // namespace

Swarm::Swarm(ShardContext& context, std::uint32_t id, const protocol::InfoHash& infoHash, Time added)
    : lastAnnounce(added)
    , lastLeft(added)
    , m_context(context)
    , m_id(id)
    , m_infoHash(infoHash)
    , m_added(added)
    , m_earliestDue(std::numeric_limits<Second>::max())
{
}

template <typename Visit>
void Swarm::forEach(Visit visit) const
{
    for (const PeerArray& peers : m_peers)
        for (const PeerRef ref : peers.refs())
            visit(ref);
}

PeerRef Swarm::find(const EndpointKey& key) const
{
    if (m_index)
        return m_index->findPeer(key);
    return peers(key.family()).find(key);
}

PeerRef Swarm::findClient(const protocol::PeerId& id) const
{
    if (m_index)
        return m_index->findClient(id);
    for (const PeerArray& peers : m_peers)
        for (const PeerRef ref : peers.refs())
            if (const Peer& peer = m_context.peers.at(ref); peer.newer == kNoPeer && peer.id == id)
                return ref;
    return kNoPeer;
}

std::uint32_t Swarm::peersOfPrefix(protocol::Family family, std::span<const std::uint8_t> prefix) const
{
    if (m_index)
        return m_index->peersOfPrefix(prefix);
    const PeerArray& all = peers(family);
    std::uint32_t count = 0;
    for (std::uint32_t position = 0; position < all.size(); ++position)
        count += std::equal(prefix.begin(), prefix.end(), all.key(position)) ? 1 : 0;
    return count;
}

void Swarm::insert(PeerRef ref, const EndpointKey& key, PeerRef front)
{
    if (!m_index && size() >= kScanLookup)
        buildIndex();
    if (!m_ledger && size() >= kScanDue)
        buildLedger(secondOf(at(ref).last()));
    arrayOf(ref).insert(m_context.peers, ref, key);
    m_present += Tally::of(at(ref));
    if (m_index)
        m_index->addPeer(ref);
    joinClient(ref, front);
}

void Swarm::remove(PeerRef ref)
{
    const Peer& peer = at(ref);
    if (m_ledger)
        m_ledger->remove(m_context.dueOf(peer), Tally::of(peer));
    leaveClient(ref);
    if (m_index)
        m_index->removePeer(ref);
    m_present -= Tally::of(peer);
    arrayOf(ref).remove(m_context.peers, ref);
    if (m_index && size() <= half(kScanLookup))
        m_index.reset();
    if (m_ledger && size() <= half(kScanDue)) {
        m_ledger.reset();
        m_earliestDue = 0;
    }
}

void Swarm::beginReport(PeerRef ref)
{
    if (m_ledger)
        m_ledger->remove(m_context.dueOf(at(ref)), Tally::of(at(ref)));
    makeFront(ref);
}

void Swarm::setState(PeerRef ref, bool seed, bool paused)
{
    Peer& peer = at(ref);
    m_present -= Tally::of(peer);
    if (seed != static_cast<bool>(peer.seed))
        arrayOf(ref).turn(m_context.peers, ref);
    peer.paused = paused;
    m_present += Tally::of(peer);
}

void Swarm::endReport(PeerRef ref)
{
    const Second due = m_context.dueOf(at(ref));
    if (m_ledger)
        m_ledger->add(due, Tally::of(at(ref)));
    else
        m_earliestDue = std::min(m_earliestDue, due);
}

Tally Swarm::live(Second now)
{
    if (m_ledger) {
        m_ledger->advance(now);
        return m_present - m_ledger->due();
    }
    Tally tally = m_present;
    if (m_earliestDue <= now)
        forEach([&](PeerRef ref) {
            if (m_context.isDue(at(ref), now))
                tally -= Tally::of(at(ref));
        });
    return tally;
}

protocol::SwarmCounts Swarm::counts(Second now)
{
    const Tally tally = live(now);
    return {tally.seeds, tally.leechers, tally.leechers - tally.paused, completions};
}

std::optional<Time> Swarm::emptySince(Second now)
{
    if (live(now).peers() > 0)
        return std::nullopt;
    Second last = m_ledger ? m_ledger->lastDue() : 0;
    if (!m_ledger)
        forEach([&](PeerRef ref) { last = std::max(last, m_context.dueOf(at(ref))); });
    return std::max(lastLeft, startOf(last));
}

void Swarm::collectDue(Second now, std::vector<PeerRef>& due)
{
    due.clear();
    if (m_ledger || m_earliestDue > now)
        return;
    m_earliestDue = std::numeric_limits<Second>::max();
    forEach([&](PeerRef ref) {
        const Second second = m_context.dueOf(at(ref));
        if (second <= now)
            due.push_back(ref);
        else
            m_earliestDue = std::min(m_earliestDue, second);
    });
}

void Swarm::expiryChanged(Second now)
{
    m_earliestDue = 0;
    if (m_ledger)
        buildLedger(now);
}

SwarmView Swarm::view(Second now)
{
    SwarmView view;
    view.infoHash = m_infoHash;
    view.counts = counts(now);
    view.addresses = view.counts.seeds + view.counts.leechers;
    view.clients = liveClients(now);
    view.movedUp = movedUp;
    view.movedDown = movedDown;
    view.largestLeft = largestLeft;
    view.announces = announces;
    view.added = m_added;
    view.lastAnnounce = lastAnnounce;
    view.pinned = pinned;
    return view;
}

void Swarm::joinClient(PeerRef ref, PeerRef front)
{
    if (front == kNoPeer) {
        ++m_clients;
        if (m_index)
            m_index->addClient(ref);
        return;
    }
    at(ref).older = front;
    at(front).newer = ref;
    if (m_index)
        m_index->replaceClient(front, ref);
}

void Swarm::leaveClient(PeerRef ref)
{
    Peer& peer = at(ref);
    if (peer.older != kNoPeer)
        at(peer.older).newer = peer.newer;
    if (peer.newer != kNoPeer) {
        at(peer.newer).older = peer.older;
    } else if (peer.older == kNoPeer) {
        --m_clients;
        if (m_index)
            m_index->removeClient(ref);
    } else if (m_index) {
        m_index->replaceClient(ref, peer.older);
    }
    peer.newer = peer.older = kNoPeer;
}

void Swarm::makeFront(PeerRef ref)
{
    if (at(ref).newer == kNoPeer)
        return;
    const PeerRef front = findClient(at(ref).id);
    leaveClient(ref);
    joinClient(ref, front);
}

std::uint32_t Swarm::liveClients(Second now)
{
    // A large swarm is not read for this: what fell due in this very second is told a second later.
    if (m_ledger)
        return std::min(m_clients, live(now).peers());
    if (m_earliestDue > now)
        return m_clients;
    std::uint32_t count = 0;
    forEach([&](PeerRef ref) {
        if (at(ref).newer != kNoPeer)
            return;
        while (ref != kNoPeer && m_context.isDue(at(ref), now))
            ref = at(ref).older;
        count += ref != kNoPeer ? 1 : 0;
    });
    return count;
}

void Swarm::buildIndex()
{
    m_index = std::make_unique<SwarmIndex>(m_context, m_peers);
    forEach([&](PeerRef ref) {
        m_index->addPeer(ref);
        if (at(ref).newer == kNoPeer)
            m_index->addClient(ref);
    });
}

void Swarm::buildLedger(Second now)
{
    m_ledger = std::make_unique<DueLedger>(now);
    forEach([&](PeerRef ref) { m_ledger->add(m_context.dueOf(at(ref)), Tally::of(at(ref))); });
}

} // namespace waggle::swarm
