// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/addresscounts.h"
#include "core/swarm/inside/idtable.h"
#include "core/swarm/inside/shardcontext.h"

#include <array>
#include <span>

namespace waggle::swarm {

class Swarm;

// The part of an address that the cap per address counts by: an IPv4 address, an IPv6 /64. Empty for loopback.
[[nodiscard]] std::span<const std::uint8_t> cappedPrefix(protocol::Family family, const std::uint8_t* wire);

// What makes a large swarm as fast as a small one: peers by endpoint, clients by peer_id, peers of each address. Swarms
// that a scan can read have none.
class SwarmIndex {
public:
    SwarmIndex(const ShardContext& shard, const Swarm& swarm)
        : m_shard(shard)
        , m_swarm(swarm)
    {
    }

    void addPeer(PeerRef ref); // in its array already
    void removePeer(PeerRef ref); // in its array still
    [[nodiscard]] PeerRef findPeer(const EndpointKey& key) const;
    [[nodiscard]] std::uint32_t peersOfPrefix(std::span<const std::uint8_t> prefix) const;

    // One address stands for each client: the one that announced last.
    void addClient(PeerRef front);
    void removeClient(PeerRef front);
    void replaceClient(PeerRef front, PeerRef newFront);
    [[nodiscard]] PeerRef findClient(const protocol::PeerId& id) const;

private:
    [[nodiscard]] std::span<const std::uint8_t> keyOf(PeerRef ref) const;
    [[nodiscard]] std::uint32_t clientHash(PeerRef ref) const;
    [[nodiscard]] IdTable& endpoints(PeerRef ref) { return m_endpoints[static_cast<std::size_t>(familyOf(ref))]; }

    const ShardContext& m_shard;
    const Swarm& m_swarm;
    std::array<IdTable, protocol::kFamilies> m_endpoints;
    IdTable m_clients;
    AddressCounts m_addresses;
};

} // namespace waggle::swarm
