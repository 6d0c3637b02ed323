// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/peerpool.h"

#include <span>
#include <vector>

namespace waggle::swarm {

// The peers of one family in a swarm, [leechers | seeds]: a seed asks for the front part, a leecher for all of it.
// Every change is O(1); a peer knows its position, so order means nothing.
class PeerArray {
public:
    void insert(PeerPools& pools, PeerRef ref); // by Peer::seed
    void remove(PeerPools& pools, PeerRef ref);
    void turn(PeerPools& pools, PeerRef ref); // to the other side; flips Peer::seed

    [[nodiscard]] std::span<const PeerRef> all() const { return m_refs; }
    [[nodiscard]] std::span<const PeerRef> leechers() const { return all().first(m_leechers); }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_refs.size()); }

private:
    void put(PeerPools& pools, std::uint32_t position, PeerRef ref);

    std::vector<PeerRef> m_refs;
    std::uint32_t m_leechers = 0;
};

} // namespace waggle::swarm
