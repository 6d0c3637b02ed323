// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/peer.h"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace waggle::swarm {

// The peers of one family in one shard: slabs of 1,024 records that never move, so that a slot is a name for life.
class PeerPool {
public:
    explicit PeerPool(protocol::Family family);

    [[nodiscard]] bool full() const { return m_free == kNoSlot && m_slots == kMaxSlots; }
    // A cleared record with its key's bytes written; only generation and wheelSecond outlive a slot's owner. Not when full().
    std::uint32_t allocate(const EndpointKey& key);
    void release(std::uint32_t slot);

    [[nodiscard]] Peer& at(std::uint32_t slot)
    {
        return *reinterpret_cast<Peer*>(m_slabs[slot / kSlabSize].get() + (slot % kSlabSize) * m_stride);
    }
    [[nodiscard]] const Peer& at(std::uint32_t slot) const
    {
        return *reinterpret_cast<const Peer*>(m_slabs[slot / kSlabSize].get() + (slot % kSlabSize) * m_stride);
    }
    [[nodiscard]] std::uint32_t slots() const { return m_slots; } // ever used: 0 … slots() − 1 may be read

private:
    static constexpr std::uint32_t kSlabSize = 1024;
    static constexpr std::uint32_t kNoSlot = kMaxSlots;

    protocol::Family m_family;
    std::size_t m_stride;
    std::vector<std::unique_ptr<std::byte[]>> m_slabs;
    std::uint32_t m_slots = 0;
    std::uint32_t m_free = kNoSlot; // head of a list through Peer::position
};

// Both families behind one kind of name.
class PeerPools {
public:
    [[nodiscard]] bool full(protocol::Family family) const { return pool(family).full(); }
    PeerRef allocate(const EndpointKey& key) { return makeRef(key.family(), pool(key.family()).allocate(key)); }
    void release(PeerRef ref) { pool(familyOf(ref)).release(slotOf(ref)); }

    [[nodiscard]] Peer& at(PeerRef ref) { return pool(familyOf(ref)).at(slotOf(ref)); }
    [[nodiscard]] const Peer& at(PeerRef ref) const { return pool(familyOf(ref)).at(slotOf(ref)); }

    [[nodiscard]] PeerPool& pool(protocol::Family family) { return m_pools[static_cast<std::size_t>(family)]; }
    [[nodiscard]] const PeerPool& pool(protocol::Family family) const
    {
        return m_pools[static_cast<std::size_t>(family)];
    }

private:
    std::array<PeerPool, protocol::kFamilies> m_pools{
        PeerPool(protocol::Family::V4), PeerPool(protocol::Family::V6)};
};

} // namespace waggle::swarm
