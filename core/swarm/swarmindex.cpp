// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/swarmindex.h"

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
    endpoints(ref).insert(m_context.hash.hash32(keyOf(ref)), ref);
    const auto prefix = cappedPrefix(familyOf(ref), keyOf(ref).data());
    if (!prefix.empty())
        m_addresses.add(m_context.hash.hash32(prefix));
}

void SwarmIndex::removePeer(PeerRef ref)
{
    endpoints(ref).erase(m_context.hash.hash32(keyOf(ref)), ref);
    const auto prefix = cappedPrefix(familyOf(ref), keyOf(ref).data());
    if (!prefix.empty())
        m_addresses.remove(m_context.hash.hash32(prefix));
}

PeerRef SwarmIndex::findPeer(const EndpointKey& key) const
{
    const auto bytes = key.bytes();
    const IdTable& table = m_endpoints[static_cast<std::size_t>(key.family())];
    return table.find(m_context.hash.hash32(bytes),
        [&](PeerRef ref) { return std::equal(bytes.begin(), bytes.end(), keyOf(ref).data()); });
}

std::uint32_t SwarmIndex::peersOfPrefix(std::span<const std::uint8_t> prefix) const
{
    return m_addresses.count(m_context.hash.hash32(prefix));
}

void SwarmIndex::addClient(PeerRef front) { m_clients.insert(clientHash(front), front); }

void SwarmIndex::removeClient(PeerRef front) { m_clients.erase(clientHash(front), front); }

void SwarmIndex::replaceClient(PeerRef front, PeerRef newFront)
{
    m_clients.replace(clientHash(front), front, newFront);
}

PeerRef SwarmIndex::findClient(const protocol::PeerId& id) const
{
    return m_clients.find(
        m_context.hash.hash32(id.bytes), [&](PeerRef ref) { return m_context.peers.at(ref).id == id; });
}

std::span<const std::uint8_t> SwarmIndex::keyOf(PeerRef ref) const
{
    const PeerArray& peers = m_peers[static_cast<std::size_t>(familyOf(ref))];
    return {peers.key(m_context.peers.at(ref).position), EndpointKey::size(familyOf(ref))};
}

std::uint32_t SwarmIndex::clientHash(PeerRef ref) const
{
    return m_context.hash.hash32(m_context.peers.at(ref).id.bytes);
}

} // namespace waggle::swarm
