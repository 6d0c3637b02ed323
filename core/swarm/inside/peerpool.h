// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peer.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace waggle::swarm {

// The records of all peers in one shard: slabs of 1,024 that never move, so that a slot is a name for life.
class PeerPool {
public:
    [[nodiscard]] bool full() const { return m_free == kNoSlot && m_slots == kMaxSlots; }
    // A cleared record; only the generation outlives a slot's owner. Not when full().
    PeerRef allocate(protocol::Family family);
    void release(PeerRef ref);

    // The ref of whoever has that slot now.
    [[nodiscard]] PeerRef current(std::uint32_t slot) const
    {
        return makeRef(at(slot).v6 ? protocol::Family::V6 : protocol::Family::V4, slot);
    }

    void prefetch(PeerRef ref) const // both lines of a record
    {
        const auto* bytes = reinterpret_cast<const std::byte*>(slab(slotOf(ref)));
        for (std::size_t at = 0; at < sizeof(Peer); at += 64)
            __builtin_prefetch(bytes + at);
    }
    [[nodiscard]] Peer& at(PeerRef ref) { return *slab(slotOf(ref)); }
    [[nodiscard]] const Peer& at(PeerRef ref) const { return *slab(slotOf(ref)); }

private:
    static constexpr std::uint32_t kSlabSize = 1024;
    static constexpr std::uint32_t kNoSlot = kMaxSlots;

    [[nodiscard]] Peer* slab(std::uint32_t slot) const
    {
        return reinterpret_cast<Peer*>(m_slabs[slot / kSlabSize].get()) + slot % kSlabSize;
    }

    // Bytes, since a shard with three peers must not touch the pages of 1,024.
    std::vector<std::unique_ptr<std::byte[]>> m_slabs;
    std::uint32_t m_slots = 0; // ever used
    std::uint32_t m_free = kNoSlot; // head of a list through Peer::position
};

} // namespace waggle::swarm
