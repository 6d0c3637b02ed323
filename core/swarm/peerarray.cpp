// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/peerarray.h"

#include <algorithm>
#include <cstring>

namespace waggle::swarm {

void PeerArray::insert(PeerPool& pool, PeerRef ref, const EndpointKey& key)
{
    std::uint32_t position = size();
    m_refs.push_back(ref);
    m_keys.resize(m_keys.size() + m_keySize);
    if (!pool.at(ref).seed) {
        if (m_leechers < position)
            move(pool, m_leechers, position);
        position = m_leechers++;
    }
    m_refs[position] = ref;
    std::copy(key.bytes().begin(), key.bytes().end(), m_keys.begin() + static_cast<std::ptrdiff_t>(position * m_keySize));
    pool.at(ref).position = position;
}

void PeerArray::remove(PeerPool& pool, PeerRef ref)
{
    std::uint32_t hole = pool.at(ref).position;
    if (hole < m_leechers) {
        --m_leechers;
        move(pool, m_leechers, hole);
        hole = m_leechers;
    }
    if (hole != size() - 1)
        move(pool, size() - 1, hole);
    m_refs.pop_back();
    m_keys.resize(m_keys.size() - m_keySize);
    shrink();
}

void PeerArray::turn(PeerPool& pool, PeerRef ref)
{
    Peer& peer = pool.at(ref);
    const std::uint32_t position = peer.position;
    const std::uint32_t border = peer.seed ? m_leechers++ : --m_leechers;
    if (position != border) {
        std::array<std::uint8_t, EndpointKey::kSize6> own;
        std::memcpy(own.data(), key(position), m_keySize);
        move(pool, border, position);
        m_refs[border] = ref;
        std::memcpy(m_keys.data() + border * m_keySize, own.data(), m_keySize);
        peer.position = border;
    }
    peer.seed = !peer.seed;
}

// A size known to the compiler makes a comparison two loads instead of a call.
template <std::size_t keySize>
PeerRef PeerArray::findSized(const std::uint8_t* wanted) const
{
    const std::uint8_t* key = m_keys.data();
    for (const PeerRef ref : m_refs) {
        if (std::memcmp(key, wanted, keySize) == 0)
            return ref;
        key += keySize;
    }
    return kNoPeer;
}

PeerRef PeerArray::find(const EndpointKey& wanted) const
{
    const std::uint8_t* bytes = wanted.bytes().data();
    return m_family == protocol::Family::V4 ? findSized<EndpointKey::kSize4>(bytes)
                                            : findSized<EndpointKey::kSize6>(bytes);
}

void PeerArray::move(PeerPool& pool, std::uint32_t from, std::uint32_t to)
{
    if (from == to)
        return;
    m_refs[to] = m_refs[from];
    std::memcpy(m_keys.data() + to * m_keySize, m_keys.data() + from * m_keySize, m_keySize);
    pool.at(m_refs[to]).position = to;
}

// A swarm that was large once must not stay so in memory: room for four times as many is kept, not more.
void PeerArray::shrink()
{
    if (m_refs.capacity() <= 64 || 8 * m_refs.size() >= m_refs.capacity())
        return;
    std::vector<PeerRef> refs;
    refs.reserve(4 * m_refs.size());
    refs.assign(m_refs.begin(), m_refs.end());
    m_refs.swap(refs);
    std::vector<std::uint8_t> keys;
    keys.reserve(4 * m_keys.size());
    keys.assign(m_keys.begin(), m_keys.end());
    m_keys.swap(keys);
}

} // namespace waggle::swarm
