// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/peerpool.h"

#include <algorithm>
#include <new>

namespace waggle::swarm {

namespace {

std::size_t strideOf(protocol::Family family)
{
    const std::size_t bytes = sizeof(Peer) + EndpointKey::size(family);
    return (bytes + alignof(Peer) - 1) / alignof(Peer) * alignof(Peer);
}

} // namespace

PeerPool::PeerPool(protocol::Family family)
    : m_family(family)
    , m_stride(strideOf(family))
{
}

std::uint32_t PeerPool::allocate(const EndpointKey& key)
{
    std::uint32_t slot = m_free;
    std::uint32_t generation = 0;
    Second wheelSecond = 0;
    if (slot != kNoSlot) {
        const Peer& old = at(slot);
        m_free = old.position;
        generation = old.generation;
        wheelSecond = old.wheelSecond;
    } else {
        slot = m_slots++;
        // Left uninitialised: a shard with three peers must not touch the pages of 1,024.
        if (slot % kSlabSize == 0)
            m_slabs.push_back(std::make_unique_for_overwrite<std::byte[]>(kSlabSize * m_stride));
    }
    Peer* peer = ::new (static_cast<void*>(&at(slot))) Peer;
    peer->generation = generation;
    peer->wheelSecond = wheelSecond;
    peer->used = 1;
    std::copy(key.bytes().begin(), key.bytes().end(), peer->wire());
    return slot;
}

void PeerPool::release(std::uint32_t slot)
{
    Peer& peer = at(slot);
    peer.used = 0;
    ++peer.generation;
    peer.position = m_free;
    m_free = slot;
}

} // namespace waggle::swarm
