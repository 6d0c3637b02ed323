// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/peerarray.h"

namespace waggle::swarm {

void PeerArray::insert(PeerPools& pools, PeerRef ref)
{
    m_refs.push_back(ref);
    std::uint32_t position = size() - 1;
    if (!pools.at(ref).seed) {
        put(pools, position, m_refs[m_leechers]);
        position = m_leechers++;
    }
    put(pools, position, ref);
}

void PeerArray::remove(PeerPools& pools, PeerRef ref)
{
    std::uint32_t hole = pools.at(ref).position;
    if (hole < m_leechers) {
        --m_leechers;
        put(pools, hole, m_refs[m_leechers]);
        hole = m_leechers;
    }
    if (hole != size() - 1)
        put(pools, hole, m_refs.back());
    m_refs.pop_back();
    // Room for four times as many is kept, not more: a swarm that was large once must not stay so in memory.
    if (m_refs.capacity() > 64 && 8 * m_refs.size() < m_refs.capacity()) {
        std::vector<PeerRef> smaller;
        smaller.reserve(4 * m_refs.size());
        smaller.assign(m_refs.begin(), m_refs.end());
        m_refs.swap(smaller);
    }
}

void PeerArray::turn(PeerPools& pools, PeerRef ref)
{
    Peer& peer = pools.at(ref);
    const std::uint32_t position = peer.position;
    const std::uint32_t border = peer.seed ? m_leechers++ : --m_leechers;
    put(pools, position, m_refs[border]);
    put(pools, border, ref);
    peer.seed = !peer.seed;
}

void PeerArray::put(PeerPools& pools, std::uint32_t position, PeerRef ref)
{
    m_refs[position] = ref;
    pools.at(ref).position = position;
}

} // namespace waggle::swarm
