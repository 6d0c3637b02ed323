// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/peerpool.h"

#include <new>

namespace waggle::swarm {

PeerRef PeerPool::allocate(protocol::Family family)
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
        if (slot % kSlabSize == 0)
            m_slabs.push_back(std::make_unique_for_overwrite<std::byte[]>(kSlabSize * sizeof(Peer)));
    }
    Peer* peer = ::new (static_cast<void*>(slab(slot))) Peer;
    peer->generation = generation;
    peer->wheelSecond = wheelSecond;
    peer->used = 1;
    peer->v6 = family == protocol::Family::V6;
    return makeRef(family, slot);
}

void PeerPool::release(PeerRef ref)
{
    Peer& peer = at(ref);
    peer.used = 0;
    ++peer.generation;
    peer.position = m_free;
    m_free = slotOf(ref);
}

void PeerPool::forgetWheel()
{
    for (std::uint32_t slot = 0; slot < m_slots; ++slot)
        slab(slot)->wheelSecond = 0;
}

} // namespace waggle::swarm
