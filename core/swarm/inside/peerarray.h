// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peerpool.h"

#include <array>

namespace waggle::swarm {

// The refs of an array, by position. A family's array keeps three bytes of them: the slot.
class PeerRefs {
public:
    class Iterator {
    public:
        Iterator(const PeerRefs& refs, std::uint32_t position)
            : m_refs(refs)
            , m_position(position)
        {
        }
        PeerRef operator*() const { return m_refs[m_position]; }
        Iterator& operator++()
        {
            ++m_position;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_position != other.m_position; }

    private:
        const PeerRefs& m_refs;
        std::uint32_t m_position;
    };

    static constexpr std::size_t kSize = 3;

    PeerRefs(const std::uint8_t* slots, std::uint32_t size, protocol::Family family)
        : m_slots(slots)
        , m_size(size)
        , m_family(family)
    {
    }

    PeerRef operator[](std::uint32_t position) const
    {
        const std::uint8_t* slot = m_slots + position * kSize;
        return makeRef(m_family, slot[0] | std::uint32_t{slot[1]} << 8 | std::uint32_t{slot[2]} << 16);
    }
    [[nodiscard]] std::uint32_t size() const { return m_size; }
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, m_size}; }

private:
    const std::uint8_t* m_slots;
    std::uint32_t m_size;
    protocol::Family m_family;
};

// The peers of one family in a swarm, [leechers | seeds]: a seed asks for the front part, a leecher for all of it.
// Endpoints and slots stand in one block, one after the other. Every change is O(1) but for the growing of the block,
// by an eighth; a peer knows its position, so order means nothing.
class PeerArray {
public:
    // Those who stand elsewhere now, the others kNoPeer.
    using Moved = std::array<PeerRef, 2>;

    explicit PeerArray(protocol::Family family)
        : m_family(family)
    {
    }
    ~PeerArray();
    PeerArray(const PeerArray&) = delete;
    PeerArray& operator=(const PeerArray&) = delete;

    Moved insert(PeerPool& pool, PeerRef ref, const EndpointKey& key); // by Peer::seed
    Moved remove(PeerPool& pool, PeerRef ref);
    Moved turn(PeerPool& pool, PeerRef ref); // to the other side; flips Peer::seed; `ref` itself is not among the moved

    [[nodiscard]] protocol::Family family() const { return m_family; }
    [[nodiscard]] PeerRefs refs() const { return {m_block + m_capacity * keySize(), m_size, m_family}; }
    [[nodiscard]] std::uint32_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t leechers() const { return m_leechers; } // positions 0 … leechers() − 1
    // The bytes of its EndpointKey; they begin with its wire form.
    [[nodiscard]] const std::uint8_t* key(std::uint32_t position) const { return m_block + position * keySize(); }
    [[nodiscard]] PeerRef find(const EndpointKey& key) const; // by a scan

private:
    template <std::size_t keySize>
    [[nodiscard]] PeerRef findSized(const std::uint8_t* wanted) const;
    [[nodiscard]] std::size_t keySize() const { return EndpointKey::size(m_family); }
    [[nodiscard]] std::uint8_t* slotAt(std::uint32_t position) const
    {
        return m_block + m_capacity * keySize() + position * PeerRefs::kSize;
    }
    void put(PeerPool& pool, std::uint32_t position, PeerRef ref, const std::uint8_t* key);
    PeerRef move(PeerPool& pool, std::uint32_t from, std::uint32_t to); // the one that was moved
    void resize(std::uint32_t size);

    std::uint8_t* m_block = nullptr; // keys, then slots, m_capacity of each
    std::uint32_t m_size = 0;
    std::uint32_t m_leechers = 0;
    std::uint32_t m_capacity : kSlotBits = 0;
    protocol::Family m_family : 8;
};

} // namespace waggle::swarm
