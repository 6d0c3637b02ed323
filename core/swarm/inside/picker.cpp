// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/picker.h"

#include <algorithm>
#include <cstring>

namespace waggle::swarm {

using protocol::Family;

namespace {

// Peers that may be looked at for `want` picks of a large swarm: some are due, loopback, or on another link.
constexpr std::uint32_t budgetFor(std::uint32_t want)
{
    return 2 * want + 64;
}

bool isLinkLocal6(const std::uint8_t* wire)
{
    return wire[0] == 0xfe && (wire[1] & 0xc0) == 0x80;
}

bool isLoopback(Family family, const std::uint8_t* wire)
{
    if (family == Family::V4)
        return wire[0] == 127;
    return wire[0] == 0 && addressOf(family, wire).isLoopback();
}

} // namespace

Picker::Source::Source(const PeerArray& array, std::uint32_t seen, std::uint32_t askersPosition,
    std::uint32_t roomInAnswer, Random& random)
    : peers(array)
    , hole(askersPosition)
    , others(askersPosition < seen ? seen - 1 : seen)
    , room(roomInAnswer)
    , sampler(room > 0 ? others : 0, budgetFor(room), random)
{
}

std::optional<std::uint32_t> Picker::Source::nextPosition()
{
    const auto number = sampler.next();
    if (!number)
        return std::nullopt;
    return *number < hole ? *number : *number + 1;
}

Picker::Picker(
    const ShardContext& context, Swarm& swarm, const Announce& request, PeerRef asker, Second now, Random& random)
    : m_context(context)
    , m_swarm(swarm)
    , m_request(request)
    , m_now(now)
    , m_want(std::min(request.numwant, protocol::kMaxNumwant))
    , m_localAsker(request.endpoint.address.isLoopback() || request.reachedAt.isLoopback())
    , m_holdsDue(swarm.holdsDue(context, now))
    , m_v4(sourceOf(Family::V4, asker, random))
    , m_v6(sourceOf(Family::V6, asker, random))
    , m_quota4(quota4(random))
{
    if (request.hidePeerId)
        findSiblings(asker);
}

// The asker is its client's newest address, the others follow. Reading these few is cheaper than reading the record of
// each peer that is picked.
void Picker::findSiblings(PeerRef asker)
{
    for (PeerRef ref = m_context.siblings.older(asker); ref != kNoPeer; ref = m_context.siblings.older(ref)) {
        m_hasManySiblings = m_siblingCount == kFewSiblings;
        if (m_hasManySiblings)
            return;
        m_siblings[m_siblingCount++] = {familyOf(ref), m_context.peers.at(ref).position};
    }
}

bool Picker::isSibling(Family family, std::uint32_t position) const
{
    return std::any_of(m_siblings.begin(), m_siblings.begin() + m_siblingCount,
        [&](const Place& place) { return place.position == position && place.family == family; });
}

void Picker::pick(PickedPeers& picked)
{
    // Each family its share, then whatever one of them could not fill.
    draw(m_v4, m_quota4, picked);
    draw(m_v6, m_want, picked);
    draw(m_v4, m_want, picked);
}

Picker::Source Picker::sourceOf(Family family, PeerRef asker, Random& random) const
{
    const bool wanted = m_request.bothFamilies || m_request.endpoint.address.family() == family;
    const std::uint32_t fits = family == Family::V4 ? m_request.maxV4 : m_request.maxV6;
    const PeerArray& peers = m_swarm.peers(family);
    const std::uint32_t seen = m_request.left == 0 ? peers.leechers() : peers.size();
    const std::uint32_t hole = familyOf(asker) == family ? m_context.peers.at(asker).position : kNoPeer;
    return Source(peers, seen, hole, wanted ? std::min(fits, m_want) : 0, random);
}

std::uint32_t Picker::quota4(Random& random) const
{
    const std::uint64_t others4 = m_v4.room > 0 ? m_v4.others : 0;
    const std::uint64_t others6 = m_v6.room > 0 ? m_v6.others : 0;
    const std::uint64_t all = others4 + others6;
    if (all <= m_want)
        return m_want;
    // The fraction is rounded by chance: one v4 peer among 99 v6 ones has its turn as often as each of them.
    const std::uint64_t share = m_want * others4;
    const bool up = random.below(static_cast<std::uint32_t>(all)) < share % all;
    return static_cast<std::uint32_t>(share / all) + (up ? 1 : 0);
}

void Picker::draw(Source& source, std::uint32_t upTo, PickedPeers& picked)
{
    const bool isV4 = &source == &m_v4;
    for (std::uint32_t mine = isV4 ? picked.count4 : picked.count6;
         mine < std::min(upTo, source.room) && picked.count4 + picked.count6 < static_cast<int>(m_want);) {
        const auto position = source.nextPosition();
        if (!position)
            return;
        if (give(source.peers, *position, picked))
            ++mine;
    }
}

bool Picker::give(const PeerArray& peers, std::uint32_t position, PickedPeers& picked)
{
    // Reading a record is a cache miss, reading its ref another: mostly the keys tell all there is to know.
    const auto peer = [&]() -> const Peer& { return m_context.peers.at(peers.refs()[position]); };
    const Family family = peers.family();
    if ((m_siblingCount > 0 && isSibling(family, position)) || ((m_holdsDue || m_hasManySiblings) && isLeftOut(peer())))
        return false;
    const bool isV4 = family == Family::V4;
    std::uint16_t& count = isV4 ? picked.count4 : picked.count6;
    std::uint8_t* wire = isV4 ? &picked.wires4[count * protocol::kWire4] : &picked.wires6[count * protocol::kWire6];
    if (!writeWire(family, peers.key(position), wire))
        return false;
    if (m_request.wantPeerIds)
        (isV4 ? picked.ids4 : picked.ids6)[count] = peer().id;
    ++count;
    return true;
}

bool Picker::isLeftOut(const Peer& peer) const
{
    return m_context.isDue(peer, m_now) || (m_hasManySiblings && peer.id == m_request.peerId);
}

bool Picker::writeWire(Family family, const std::uint8_t* key, std::uint8_t* wire)
{
    // A link-local address means nothing on another link.
    if (family == Family::V6 && isLinkLocal6(key) && (m_request.scope == 0 || scopeOf(key) != m_request.scope))
        return false;
    if (family == Family::V4) // a size known to the compiler: a load and a store, no call
        std::memcpy(wire, key, protocol::kWire4);
    else
        std::memcpy(wire, key, protocol::kWire6);
    return m_localAsker || !isLoopback(family, key) || rewriteLoopback(family, wire);
}

bool Picker::rewriteLoopback(Family family, std::uint8_t* wire)
{
    const protocol::Address& address = m_request.reachedAt;
    if (address.family() != family || address.isUnspecified())
        return false;
    const protocol::Endpoint there{address, portOf(family, wire)};
    // It may be in the list, or be the asker, under that very address: then once is enough.
    if (there == m_request.endpoint || m_swarm.find(EndpointKey(there, m_request.scope)) != kNoPeer)
        return false;
    const auto end = m_rewritten.begin() + m_rewrittenCount;
    if (std::find(m_rewritten.begin(), end, there.port) != end)
        return false;
    m_rewritten[m_rewrittenCount++] = there.port;
    std::memcpy(wire, address.data(), address.size());
    return true;
}

} // namespace waggle::swarm
