// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/announcerun.h"

#include "core/swarm/inside/picker.h"
#include "core/swarm/inside/swarmindex.h"

#include <algorithm>

namespace waggle::swarm {

using protocol::Event;
using protocol::Oddity;

namespace {

// Two addresses of one client announce a moment apart. What moved in between is counted, but no rate is drawn from it.
constexpr Time kShortestSiblingSpan = seconds(10);
// How many dead addresses of a client one announce clears away; those behind them are as old and tell nothing.
constexpr int kMaxDeadSiblings = 64;
constexpr seconds::rep kLongestInterval = std::numeric_limits<std::uint16_t>::max();

std::uint16_t wholeSeconds(Time span)
{
    return static_cast<std::uint16_t>(std::clamp<Time::rep>((span.count() + 500) / 1000, 0, kLongestInterval));
}

Float16 rate(std::uint64_t bytes, Time span)
{
    return Float16(static_cast<float>(static_cast<double>(bytes) * 1000.0 / static_cast<double>(span.count())));
}

} // namespace

AnnounceRun::AnnounceRun(
    ShardState& shard, const HashedInfoHash& name, const Announce& request, Time now, PickedPeers& picked)
    : m_shard(shard)
    , m_name(name)
    , m_request(request)
    , m_now(now)
    , m_picked(picked)
    , m_key(request.endpoint, request.scope)
{
}

AnnounceResult AnnounceRun::run()
{
    m_picked.count4 = m_picked.count6 = 0;
    m_swarm = m_shard.find(m_name, m_now);
    if (m_swarm) {
        findPeer();
        findFront();
    }
    if (m_request.event == Event::Stopped) {
        noteOddities();
        leave();
    } else if (m_request.endpoint.port != 0) { // the front ends refuse port 0: nobody could connect to it
        m_result.verdict = admit();
        if (m_result.verdict == Verdict::Accepted) {
            noteOddities();
            measure();
            m_peer == kNoPeer ? enter() : report();
            account();
        }
    }
    answer();
    return m_result;
}

void AnnounceRun::findPeer()
{
    if (m_request.endpoint.port == 0) {
        findPeerWithoutPort();
        return;
    }
    m_peer = m_swarm->find(m_key);
    if (m_peer == kNoPeer)
        return;
    const Peer& peer = m_shard.at(m_peer);
    if (m_shard.context.isDue(peer, secondOf(m_now))) {
        m_shard.removePeer(*m_swarm, m_peer, startOf(m_shard.context.dueOf(peer)));
        m_peer = kNoPeer;
        return;
    }
    m_result.known = true;
    if (peer.id != m_request.peerId)
        takeOver();
}

// A client that says goodbye without a port is the one of that peer_id and address.
void AnnounceRun::findPeerWithoutPort()
{
    const protocol::Address& address = m_request.endpoint.address;
    PeerRef ref = m_swarm->findClient(m_shard.context, m_request.peerId);
    for (int tries = 0; ref != kNoPeer && tries < kMaxDeadSiblings;
         ref = m_shard.context.siblings.older(ref), ++tries) {
        if (addressOf(familyOf(ref), m_swarm->keyOf(m_shard.context, ref)) != address
            || m_shard.context.isDue(m_shard.at(ref), secondOf(m_now)))
            continue;
        m_peer = ref;
        m_result.known = true;
        return;
    }
}

void AnnounceRun::takeOver()
{
    odd(Oddity::PeerIdChanged);
    m_shard.removePeer(*m_swarm, m_peer, m_now);
    m_peer = kNoPeer;
}

void AnnounceRun::findFront()
{
    // Mostly a client has one address: then no table and no scan are needed to find it by its peer_id.
    if (m_peer != kNoPeer && m_shard.context.siblings.isFront(m_peer)) {
        m_front = m_peer;
        return;
    }
    for (int tries = 0; tries < kMaxDeadSiblings; ++tries) {
        const PeerRef front = m_swarm->findClient(m_shard.context, m_request.peerId);
        if (front == kNoPeer)
            return;
        const Second due = m_shard.context.dueOf(m_shard.at(front));
        if (due > secondOf(m_now)) {
            m_front = front;
            return;
        }
        m_shard.removePeer(*m_swarm, front, startOf(due));
    }
    m_front = m_peer;
}

void AnnounceRun::noteOddities()
{
    const Event event = m_request.event;
    if (event == Event::Stopped && !m_result.known)
        odd(Oddity::StoppedUnknown);
    if (event == Event::Completed && (m_request.left > 0 || (m_peer == kNoPeer && m_front == kNoPeer)))
        odd(Oddity::CompletedAtOnce);
    if (m_peer == kNoPeer)
        return;
    const Peer& peer = m_shard.at(m_peer);
    const bool update = event == Event::None || (event == Event::Paused && peer.paused);
    if (event == Event::Started)
        odd(Oddity::StartedTwice);
    if (peer.key != m_request.key)
        odd(Oddity::KeyChanged);
    if (update && 2 * (m_now - peer.last()) < seconds(peer.given))
        odd(Oddity::Early);
    if (!peer.seed && m_request.left == 0 && event != Event::Completed && event != Event::Stopped)
        odd(Oddity::LeftWithoutCompleted);
}

void AnnounceRun::measure()
{
    if (m_front == kNoPeer)
        return;
    const Peer& previous = m_shard.at(m_front);
    const std::uint64_t up = saturate48(m_request.uploaded);
    const std::uint64_t down = saturate48(m_request.downloaded);
    m_movement = {true, m_front != m_peer, up < previous.uploaded, down < previous.downloaded};
    m_result.span = m_now - previous.last();
    m_result.movedUp = m_movement.upWentBack ? 0 : up - previous.uploaded;
    m_result.movedDown = m_movement.downWentBack ? 0 : down - previous.downloaded;
    // `started` counts from 0 again (BEP 3).
    if ((m_movement.upWentBack || m_movement.downWentBack) && m_request.event != Event::Started)
        odd(Oddity::CounterWentBack);
}

void AnnounceRun::leave()
{
    if (m_peer == kNoPeer)
        return;
    measure();
    account();
    m_shard.removePeer(*m_swarm, m_peer, m_now);
    m_peer = kNoPeer;
}

Verdict AnnounceRun::admit()
{
    using OfShard = AtomicTotals::OfShard;
    OfShard& totals = m_shard.totals;
    const AtomicTotals& all = m_shard.allTotals;
    if (m_result.known) {
        if (m_peer == kNoPeer) // taken over: its place is free
            AtomicTotals::add(totals.peers, 1);
        return Verdict::Accepted;
    }
    if (m_swarm && tooManyOfAddress())
        return Verdict::TooManyOfAddress;
    if (m_shard.context.peers.full() || !all.reserve(totals, &OfShard::peers, m_shard.caps.peers))
        return Verdict::TooManyPeers;
    if (m_swarm)
        return Verdict::Accepted;
    if (m_shard.isFull() || !all.reserve(totals, &OfShard::swarms, m_shard.caps.swarms)) {
        AtomicTotals::subtract(totals.peers, 1);
        return Verdict::TooManySwarms;
    }
    m_swarm = &m_shard.create(m_name, m_now);
    return Verdict::Accepted;
}

bool AnnounceRun::tooManyOfAddress() const
{
    const std::uint32_t cap = m_shard.caps.peersPerAddress;
    if (m_swarm->size() < cap)
        return false;
    const auto prefix = cappedPrefix(m_key.family(), m_key.bytes().data());
    return !prefix.empty() && m_swarm->peersOfPrefix(m_key.family(), prefix) >= cap;
}

void AnnounceRun::enter()
{
    m_peer = m_shard.context.peers.allocate(m_key.family());
    Peer& peer = m_shard.at(m_peer);
    peer.id = m_request.peerId;
    peer.firstTick = static_cast<std::uint32_t>(m_now.count() / 100);
    peer.firstLeft = Float16(static_cast<float>(saturate48(m_request.left)));
    peer.seed = m_request.left == 0;
    peer.paused = m_request.event == Event::Paused;
    const Peer* previous = m_front == kNoPeer ? nullptr : &m_shard.at(m_front);
    setRates(
        peer, previous ? previous->rateUp : Float16::unknown(), previous ? previous->rateDown : Float16::unknown());
    keepFigures();
    m_shard.insertPeer(*m_swarm, m_peer, m_key, m_front);
    if (m_request.downloaded == 0)
        m_swarm->noteStart(m_request.left);
}

void AnnounceRun::report()
{
    Peer& peer = m_shard.at(m_peer);
    const Peer& previous = m_shard.at(m_front);
    setRates(peer, previous.rateUp, previous.rateDown);
    m_swarm->beginReport(m_shard.context, m_peer);

    const bool seed = m_request.left == 0;
    if (seed && !peer.seed && !peer.completedHere) {
        peer.completedHere = 1;
        m_swarm->countCompletion();
        AtomicTotals::add(m_shard.totals.completions, 1);
        m_result.completed = true;
    }
    if (seed && !peer.seed)
        AtomicTotals::add(m_shard.totals.seeds, 1);
    if (!seed && peer.seed)
        AtomicTotals::subtract(m_shard.totals.seeds, 1);
    m_swarm->setState(m_shard.context, m_peer, seed, m_request.event == Event::Paused);

    peer.kept = wholeSeconds(m_now - peer.last());
    keepFigures();
}

void AnnounceRun::keepFigures()
{
    Peer& peer = m_shard.at(m_peer);
    peer.key = m_request.key;
    peer.left = m_request.left;
    peer.uploaded = m_request.uploaded;
    peer.downloaded = m_request.downloaded;
    peer.movedUp = peer.movedUp + m_result.movedUp;
    peer.movedDown = peer.movedDown + m_result.movedDown;
    peer.setLast(m_now);
    if (peer.announces < kMaxAnnounces)
        ++peer.announces;
    peer.udp = m_request.transport == protocol::Transport::Udp;
}

void AnnounceRun::setRates(Peer& peer, Float16 previousUp, Float16 previousDown) const
{
    peer.rateUp = previousUp;
    peer.rateDown = previousDown;
    const bool nothingNew
        = m_result.movedUp == 0 && m_result.movedDown == 0 && !m_movement.upWentBack && !m_movement.downWentBack;
    if (!m_movement.measured || m_result.span == Time(0)
        || (m_movement.sibling && (nothingNew || m_result.span < kShortestSiblingSpan)))
        return;
    peer.rateUp = m_movement.upWentBack ? Float16::unknown() : rate(m_result.movedUp, m_result.span);
    peer.rateDown = m_movement.downWentBack ? Float16::unknown() : rate(m_result.movedDown, m_result.span);
}

void AnnounceRun::account()
{
    m_swarm->countAnnounce(m_result.movedUp, m_result.movedDown, m_now);
}

void AnnounceRun::answer()
{
    const Second now = secondOf(m_now);
    if (m_swarm)
        m_result.counts = m_swarm->counts(m_shard.context, now);
    if (m_peer != kNoPeer && m_result.verdict == Verdict::Accepted)
        Picker(m_shard.context, *m_swarm, m_request, m_peer, now, m_shard.random).pick(m_picked);

    // Who wants no peers (numwant = 0, stopped) does not wait for any.
    const bool gotPeers = m_picked.count4 + m_picked.count6 > 0 || m_request.numwant == 0 || m_peer == kNoPeer;
    const std::uint64_t clients = m_shard.clientsOfAll(now);
    m_result.interval = jittered(m_shard.context.policy.intervalFor(clients, m_result.counts.seeds > 0, gotPeers));
    if (m_peer == kNoPeer)
        return;
    m_shard.at(m_peer).given = static_cast<std::uint16_t>(m_result.interval.count());
    m_swarm->endReport(m_shard.context, m_peer);
    m_shard.schedule(*m_swarm);
}

seconds AnnounceRun::jittered(seconds interval)
{
    const seconds::rep base = std::min<seconds::rep>(interval.count(), kLongestInterval);
    const seconds::rep reach = base / 10;
    const auto offset = static_cast<seconds::rep>(m_shard.random.below(static_cast<std::uint32_t>(2 * reach + 1)));
    const seconds::rep least = std::max<seconds::rep>(m_shard.context.policy.minInterval.count(), 1);
    return seconds(std::clamp(base - reach + offset, std::min(least, kLongestInterval), kLongestInterval));
}

} // namespace waggle::swarm
