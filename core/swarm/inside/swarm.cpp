// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/swarm.h"

#include "core/swarm/inside/rareparts.h"

#include <algorithm>
#include <limits>

namespace waggle::swarm {

using protocol::Family;

namespace {

constexpr Second kNever = std::numeric_limits<Second>::max();

// Index and ledger go at half the size at which they come, or a swarm on the border would build them all day.
constexpr std::uint32_t half(std::uint32_t threshold)
{
    return threshold / 2;
}

Tally tallyOf(const PeerArray& peers)
{
    return {peers.size() - peers.leechers(), peers.leechers(), 0};
}

U48 inMs(Time time)
{
    return static_cast<std::uint64_t>(std::max<Time::rep>(time.count(), 0));
}
Time fromMs(U48 ms)
{
    return Time(static_cast<Time::rep>(ms));
}

} // namespace

Swarm::Swarm(std::uint32_t id, const protocol::InfoHash& infoHash, Time added)
    : m_earliestDue(kNever)
    , m_id(id & kMaxSlots)
    , m_infoHash(infoHash)
    , m_added(inMs(added))
    , m_lastAnnounce(m_added)
    , m_lastLeft(m_added)
{
}

Swarm::~Swarm() = default;

const PeerArray& Swarm::peers(Family family) const
{
    static const PeerArray kNone(Family::V6);
    if (family == Family::V4)
        return m_v4;
    return m_rare ? m_rare->v6 : kNone;
}

PeerArray& Swarm::arrayOf(PeerRef ref)
{
    return familyOf(ref) == Family::V4 ? m_v4 : rare().v6;
}

RareParts& Swarm::rare()
{
    if (!m_rare)
        m_rare = std::make_unique<RareParts>();
    return *m_rare;
}

std::uint32_t Swarm::size() const
{
    return m_v4.size() + (m_rare ? m_rare->v6.size() : 0);
}

Tally Swarm::present() const
{
    Tally tally = tallyOf(m_v4);
    if (m_rare)
        tally += tallyOf(m_rare->v6);
    tally.paused = m_paused;
    return tally;
}

template <typename Visit>
void Swarm::forEach(Visit visit) const
{
    for (const PeerRef ref : m_v4.refs())
        visit(ref);
    if (m_rare)
        for (const PeerRef ref : m_rare->v6.refs())
            visit(ref);
}

PeerRef Swarm::find(const EndpointKey& key) const
{
    if (m_rare && m_rare->index)
        return m_rare->index->findPeer(key);
    return peers(key.family()).find(key);
}

PeerRef Swarm::findClient(const ShardContext& shard, const protocol::PeerId& id) const
{
    if (m_rare && m_rare->index)
        return m_rare->index->findClient(id);
    for (const Family family : {Family::V4, Family::V6})
        for (const PeerRef ref : peers(family).refs())
            if (shard.peers.at(ref).id == id && shard.siblings.isFront(ref))
                return ref;
    return kNoPeer;
}

std::uint32_t Swarm::peersOfPrefix(Family family, std::span<const std::uint8_t> prefix) const
{
    if (m_rare && m_rare->index)
        return m_rare->index->peersOfPrefix(prefix);
    const PeerArray& all = peers(family);
    std::uint32_t count = 0;
    for (std::uint32_t position = 0; position < all.size(); ++position)
        count += std::equal(prefix.begin(), prefix.end(), all.key(position)) ? 1 : 0;
    return count;
}

void Swarm::insert(ShardContext& shard, PeerRef ref, const EndpointKey& key, PeerRef front)
{
    if (size() >= kScanLookup && !rare().index)
        buildIndex(shard);
    if (size() >= kScanDue && !rare().due)
        buildLedger(shard, secondOf(shard.peers.at(ref).last()));
    noteMoved(shard, arrayOf(ref).insert(shard.peers, ref, key));
    m_paused += Tally::of(shard.peers.at(ref)).paused;
    if (m_rare && m_rare->index)
        m_rare->index->addPeer(ref);
    joinClient(shard, ref, front);
}

void Swarm::remove(ShardContext& shard, PeerRef ref)
{
    const Peer& peer = shard.peers.at(ref);
    if (m_rare && m_rare->due)
        m_rare->due->ledger.remove(shard.dueOf(peer), Tally::of(peer));
    leaveClient(shard, ref);
    if (m_rare && m_rare->index)
        m_rare->index->removePeer(ref);
    m_paused -= Tally::of(peer).paused;
    noteMoved(shard, arrayOf(ref).remove(shard.peers, ref));
    dropWhatIsTooLarge();
}

void Swarm::dropWhatIsTooLarge()
{
    if (!m_rare)
        return;
    if (m_rare->index && size() <= half(kScanLookup))
        m_rare->index.reset();
    if (m_rare->due && size() <= half(kScanDue))
        m_rare->due.reset();
}

// Whoever stands in another group now brings its due second there.
void Swarm::noteMoved(const ShardContext& shard, const PeerArray::Moved& moved)
{
    if (!m_rare || !m_rare->due)
        return;
    for (const PeerRef ref : moved)
        if (ref != kNoPeer)
            m_rare->due->groups.note(ref, shard.peers.at(ref).position, shard.dueOf(shard.peers.at(ref)));
}

void Swarm::beginReport(ShardContext& shard, PeerRef ref)
{
    const Peer& peer = shard.peers.at(ref);
    if (m_rare && m_rare->due)
        m_rare->due->ledger.remove(shard.dueOf(peer), Tally::of(peer));
    if (peer.linked)
        makeFront(shard, ref);
}

void Swarm::setState(ShardContext& shard, PeerRef ref, bool seed, bool paused)
{
    Peer& peer = shard.peers.at(ref);
    m_paused -= Tally::of(peer).paused;
    if (seed != static_cast<bool>(peer.seed))
        noteMoved(shard, arrayOf(ref).turn(shard.peers, ref));
    peer.paused = paused;
    m_paused += Tally::of(peer).paused;
}

void Swarm::endReport(ShardContext& shard, PeerRef ref)
{
    const Peer& peer = shard.peers.at(ref);
    const Second due = shard.dueOf(peer);
    m_earliestDue = std::min(m_earliestDue, due);
    if (!m_rare || !m_rare->due)
        return;
    m_rare->due->ledger.add(due, Tally::of(peer));
    m_rare->due->groups.note(ref, peer.position, due);
}

Tally Swarm::live(const ShardContext& shard, Second now) const
{
    Tally tally = present();
    if (m_rare && m_rare->due) {
        m_rare->due->ledger.advance(now);
        return tally - m_rare->due->ledger.due();
    }
    if (m_earliestDue <= now)
        forEach([&](PeerRef ref) {
            if (shard.isDue(shard.peers.at(ref), now))
                tally -= Tally::of(shard.peers.at(ref));
        });
    return tally;
}

protocol::SwarmCounts Swarm::counts(const ShardContext& shard, Second now) const
{
    const Tally tally = live(shard, now);
    return {tally.seeds, tally.leechers, tally.leechers - tally.paused, m_completions};
}

std::optional<Time> Swarm::emptySince(const ShardContext& shard, Second now) const
{
    if (live(shard, now).peers() > 0)
        return std::nullopt;
    Second last = 0;
    if (m_rare && m_rare->due)
        last = m_rare->due->ledger.lastDue();
    else
        forEach([&](PeerRef ref) { last = std::max(last, shard.dueOf(shard.peers.at(ref))); });
    return std::max(lastLeft(), startOf(last));
}

bool Swarm::isScanned() const
{
    return !m_rare || !m_rare->due;
}

std::size_t Swarm::collectDue(const ShardContext& shard, Second now, std::size_t limit, std::vector<PeerRef>& due)
{
    due.clear();
    if (m_earliestDue > now)
        return 0;
    if (isScanned())
        return scanDue(shard, now, limit, due);
    DueGroups& groups = m_rare->due->groups;
    std::size_t read = groups.collect(shard, m_v4, now, limit, due);
    read += groups.collect(shard, m_rare->v6, now, limit, due);
    m_earliestDue = groups.earliest();
    return read;
}

std::size_t Swarm::scanDue(const ShardContext& shard, Second now, std::size_t limit, std::vector<PeerRef>& due)
{
    Second earliest = kNever;
    forEach([&](PeerRef ref) {
        const Second second = shard.dueOf(shard.peers.at(ref));
        if (second <= now && due.size() < limit)
            due.push_back(ref);
        else
            earliest = std::min(earliest, second);
    });
    m_earliestDue = earliest;
    return size();
}

void Swarm::expiryChanged(const ShardContext& shard, Second now)
{
    m_earliestDue = 0;
    if (m_rare && m_rare->due)
        buildLedger(shard, now);
}

SwarmView Swarm::view(const ShardContext& shard, Second now) const
{
    SwarmView view;
    view.infoHash = m_infoHash;
    view.counts = counts(shard, now);
    view.addresses = view.counts.seeds + view.counts.leechers;
    view.clients = liveClients(shard, now);
    view.movedUp = m_movedUp;
    view.movedDown = m_movedDown;
    view.largestLeft = m_largestLeft;
    view.announces = m_announces;
    view.added = fromMs(m_added);
    view.lastAnnounce = fromMs(m_lastAnnounce);
    return view;
}

void Swarm::countAnnounce(std::uint64_t movedUp, std::uint64_t movedDown, Time now)
{
    m_movedUp += movedUp;
    m_movedDown += movedDown;
    m_lastAnnounce = inMs(now);
    m_announces = m_announces + 1;
}

void Swarm::noteStart(std::uint64_t left)
{
    m_largestLeft = std::max<std::uint64_t>(m_largestLeft, saturate48(left));
}

void Swarm::noteLeft(Time time)
{
    m_lastLeft = inMs(std::max(lastLeft(), time));
}

void Swarm::joinClient(ShardContext& shard, PeerRef ref, PeerRef front)
{
    SwarmIndex* index = m_rare ? m_rare->index.get() : nullptr;
    if (front == kNoPeer) {
        ++m_clients;
        if (index)
            index->addClient(ref);
        return;
    }
    shard.siblings.joinBefore(front, ref);
    if (index)
        index->replaceClient(front, ref);
}

void Swarm::leaveClient(ShardContext& shard, PeerRef ref)
{
    SwarmIndex* index = m_rare ? m_rare->index.get() : nullptr;
    const PeerRef older = shard.siblings.older(ref);
    if (shard.siblings.isFront(ref)) {
        if (older == kNoPeer) {
            --m_clients;
            if (index)
                index->removeClient(ref);
        } else if (index) {
            index->replaceClient(ref, older);
        }
    }
    shard.siblings.leave(ref);
}

void Swarm::makeFront(ShardContext& shard, PeerRef ref)
{
    if (shard.siblings.isFront(ref))
        return;
    const PeerRef front = findClient(shard, shard.peers.at(ref).id);
    leaveClient(shard, ref);
    joinClient(shard, ref, front);
}

std::uint32_t Swarm::liveClients(const ShardContext& shard, Second now) const
{
    // A large swarm is not read for this: what fell due in this very second is told a second later.
    if (!isScanned())
        return std::min(m_clients, live(shard, now).peers());
    if (m_earliestDue > now)
        return m_clients;
    std::uint32_t count = 0;
    forEach([&](PeerRef ref) {
        if (!shard.siblings.isFront(ref))
            return;
        while (ref != kNoPeer && shard.isDue(shard.peers.at(ref), now))
            ref = shard.siblings.older(ref);
        count += ref != kNoPeer ? 1 : 0;
    });
    return count;
}

void Swarm::buildIndex(const ShardContext& shard)
{
    SwarmIndex& index = *(rare().index = std::make_unique<SwarmIndex>(shard, *this));
    forEach([&](PeerRef ref) {
        index.addPeer(ref);
        if (shard.siblings.isFront(ref))
            index.addClient(ref);
    });
}

void Swarm::buildLedger(const ShardContext& shard, Second now)
{
    RareParts::Due& fresh = *(rare().due = std::make_unique<RareParts::Due>(now));
    forEach([&](PeerRef ref) {
        const Peer& peer = shard.peers.at(ref);
        fresh.ledger.add(shard.dueOf(peer), Tally::of(peer));
        fresh.groups.note(ref, peer.position, shard.dueOf(peer));
    });
}

} // namespace waggle::swarm
