// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/swarmindex.h"

#include "core/swarm/inside/swarm.h"

#include <algorithm>

namespace waggle::swarm {

std::span<const std::uint8_t> cappedPrefix(protocol::Family family, const std::uint8_t* wire)
{
    if (addressOf(family, wire).isLoopback())
        return {};
    return {wire, family == protocol::Family::V4 ? std::size_t{4} : std::size_t{8}};
}

void SwarmIndex::addPeer(PeerRef ref)
{
    endpoints(ref).insert(m_shard.hash.hash32(keyOf(ref)), slotOf(ref));
    const auto prefix = cappedPrefix(familyOf(ref), keyOf(ref).data());
    if (!prefix.empty())
        m_addresses.add(m_shard.hash.hash32(prefix));
}

void SwarmIndex::removePeer(PeerRef ref)
{
    endpoints(ref).erase(m_shard.hash.hash32(keyOf(ref)), slotOf(ref));
    const auto prefix = cappedPrefix(familyOf(ref), keyOf(ref).data());
    if (!prefix.empty())
        m_addresses.remove(m_shard.hash.hash32(prefix));
}

PeerRef SwarmIndex::findPeer(const EndpointKey& key) const
{
    const auto bytes = key.bytes();
    const PeerArray& peers = m_swarm.peers(key.family());
    const IdTable& table = m_endpoints[static_cast<std::size_t>(key.family())];
    const std::uint32_t slot = table.find(m_shard.hash.hash32(bytes),
        [&](std::uint32_t candidate) { return key.standsAt(peers.key(m_shard.peers.at(candidate).position)); });
    return slot == kNoId ? kNoPeer : makeRef(key.family(), slot);
}

std::uint32_t SwarmIndex::peersOfPrefix(std::span<const std::uint8_t> prefix) const
{
    return m_addresses.count(m_shard.hash.hash32(prefix));
}

void SwarmIndex::addClient(PeerRef front)
{
    m_clients.insert(clientHash(front), slotOf(front));
}

void SwarmIndex::removeClient(PeerRef front)
{
    m_clients.erase(clientHash(front), slotOf(front));
}

void SwarmIndex::replaceClient(PeerRef front, PeerRef newFront)
{
    m_clients.replace(clientHash(front), slotOf(front), slotOf(newFront));
}

PeerRef SwarmIndex::findClient(const protocol::PeerId& id) const
{
    const std::uint32_t slot = m_clients.find(
        m_shard.hash.hash32(id.bytes), [&](std::uint32_t candidate) { return m_shard.peers.at(candidate).id == id; });
    return slot == kNoId ? kNoPeer : m_shard.peers.current(slot);
}

std::span<const std::uint8_t> SwarmIndex::keyOf(PeerRef ref) const
{
    return {m_swarm.keyOf(m_shard, ref), EndpointKey::size(familyOf(ref))};
}

std::uint32_t SwarmIndex::clientHash(PeerRef ref) const
{
    return m_shard.hash.hash32(m_shard.peers.at(ref).id.bytes);
}

} // namespace waggle::swarm
