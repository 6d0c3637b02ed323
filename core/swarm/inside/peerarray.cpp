// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/peerarray.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace waggle::swarm {

namespace {

// What the allocator gives in any case: blocks are 16 n − 8 bytes long, and 24 at least.
constexpr std::size_t kStep = 16;
constexpr std::size_t kOverhead = 8;
constexpr std::size_t kSmallest = 24;

constexpr std::size_t wholeBlock(std::size_t bytes)
{
    return std::max(kSmallest, (bytes + kOverhead + kStep - 1) / kStep * kStep - kOverhead);
}

} // namespace

PeerArray::~PeerArray()
{
    std::free(m_block);
}

PeerArray::Moved PeerArray::insert(PeerPool& pool, PeerRef ref, const EndpointKey& key)
{
    if (m_size == m_capacity)
        resize(m_size + 1 + m_size / 8);
    Moved moved{kNoPeer, kNoPeer};
    std::uint32_t position = m_size++;
    if (!pool.at(ref).seed) {
        if (m_leechers < position)
            moved[0] = move(pool, m_leechers, position);
        position = m_leechers++;
    }
    put(pool, position, ref, key.bytes().data());
    return moved;
}

PeerArray::Moved PeerArray::remove(PeerPool& pool, PeerRef ref)
{
    Moved moved{kNoPeer, kNoPeer};
    std::uint32_t hole = pool.at(ref).position;
    if (hole < m_leechers) {
        --m_leechers;
        moved[0] = move(pool, m_leechers, hole);
        hole = m_leechers;
    }
    moved[1] = move(pool, m_size - 1, hole);
    --m_size;
    // A swarm that was large once must not stay so in memory.
    if (m_size == 0 || (m_capacity > 16 && 2 * m_size < m_capacity))
        resize(m_size + m_size / 4);
    return moved;
}

PeerArray::Moved PeerArray::turn(PeerPool& pool, PeerRef ref)
{
    Moved moved{kNoPeer, kNoPeer};
    Peer& peer = pool.at(ref);
    const std::uint32_t position = peer.position;
    const std::uint32_t border = peer.seed ? m_leechers++ : --m_leechers;
    if (position != border) {
        std::array<std::uint8_t, EndpointKey::kSize6> own;
        std::memcpy(own.data(), key(position), keySize());
        moved[0] = move(pool, border, position);
        put(pool, border, ref, own.data());
    }
    peer.seed = !peer.seed;
    return moved;
}

// A size known to the compiler makes a comparison two loads instead of a call.
template <std::size_t keySize>
PeerRef PeerArray::findSized(const std::uint8_t* wanted) const
{
    const std::uint8_t* key = m_block;
    for (std::uint32_t position = 0; position < m_size; ++position, key += keySize)
        if (std::memcmp(key, wanted, keySize) == 0)
            return refs()[position];
    return kNoPeer;
}

PeerRef PeerArray::find(const EndpointKey& wanted) const
{
    const std::uint8_t* bytes = wanted.bytes().data();
    return m_family == protocol::Family::V4 ? findSized<EndpointKey::kSize4>(bytes)
                                            : findSized<EndpointKey::kSize6>(bytes);
}

void PeerArray::put(PeerPool& pool, std::uint32_t position, PeerRef ref, const std::uint8_t* key)
{
    std::memcpy(m_block + position * keySize(), key, keySize());
    const std::uint32_t slot = slotOf(ref);
    const std::array<std::uint8_t, PeerRefs::kSize> bytes{
        static_cast<std::uint8_t>(slot), static_cast<std::uint8_t>(slot >> 8), static_cast<std::uint8_t>(slot >> 16)};
    std::memcpy(slotAt(position), bytes.data(), bytes.size());
    pool.at(ref).position = position & kMaxSlots;
}

PeerRef PeerArray::move(PeerPool& pool, std::uint32_t from, std::uint32_t to)
{
    if (from == to)
        return kNoPeer;
    const PeerRef ref = refs()[from];
    put(pool, to, ref, key(from));
    return ref;
}

// To room for `size`, which holds all that are here.
void PeerArray::resize(std::uint32_t size)
{
    const std::size_t entry = keySize() + PeerRefs::kSize;
    if (size == 0) {
        std::free(m_block);
        m_block = nullptr;
        m_capacity = 0;
        return;
    }
    const std::size_t bytes = wholeBlock(size * entry);
    const auto capacity = static_cast<std::uint32_t>(bytes / entry);
    const std::size_t slots = m_size * PeerRefs::kSize;
    if (capacity < m_capacity)
        std::memmove(m_block + capacity * keySize(), slotAt(0), slots);
    auto* block = static_cast<std::uint8_t*>(std::realloc(m_block, bytes));
    if (!block)
        throw std::bad_alloc();
    m_block = block;
    if (capacity > m_capacity)
        std::memmove(m_block + capacity * keySize(), slotAt(0), slots);
    m_capacity = capacity & kMaxSlots;
}

} // namespace waggle::swarm
