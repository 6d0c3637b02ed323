// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/peerpool.h"

#include <new>

namespace waggle::swarm {

PeerRef PeerPool::allocate(protocol::Family family)
{
    std::uint32_t slot = m_free;
    std::uint32_t generation = 0;
    if (slot != kNoSlot) {
        const Peer& old = at(slot);
        m_free = old.position;
        generation = old.generation;
    } else {
        slot = m_slots++;
        if (slot % kSlabSize == 0)
            m_slabs.push_back(std::make_unique_for_overwrite<std::byte[]>(kSlabSize * sizeof(Peer)));
    }
    Peer* peer = ::new (static_cast<void*>(slab(slot))) Peer;
    peer->generation = generation & ((1u << kGenerationBits) - 1);
    peer->v6 = family == protocol::Family::V6;
    return makeRef(family, slot);
}

void PeerPool::release(PeerRef ref)
{
    Peer& peer = at(ref);
    peer.generation = (peer.generation + 1) & ((1u << kGenerationBits) - 1);
    peer.position = m_free & kMaxSlots;
    m_free = slotOf(ref);
}

} // namespace waggle::swarm
