// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/peerpool.h"

#include <span>
#include <vector>

namespace waggle::swarm {

// The peers of one family in a swarm, [leechers | seeds]: a seed asks for the front part, a leecher for all of it.
// Refs and endpoints stand in two parallel arrays. Every change is O(1); a peer knows its position, so order means
// nothing.
class PeerArray {
public:
    explicit PeerArray(protocol::Family family)
        : m_family(family)
        , m_keySize(EndpointKey::size(family))
    {
    }

    void insert(PeerPool& pool, PeerRef ref, const EndpointKey& key); // by Peer::seed
    void remove(PeerPool& pool, PeerRef ref);
    void turn(PeerPool& pool, PeerRef ref); // to the other side; flips Peer::seed

    [[nodiscard]] protocol::Family family() const { return m_family; }
    [[nodiscard]] std::span<const PeerRef> refs() const { return m_refs; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_refs.size()); }
    [[nodiscard]] std::uint32_t leechers() const { return m_leechers; } // positions 0 … leechers() − 1
    // The bytes of its EndpointKey; they begin with its wire form.
    [[nodiscard]] const std::uint8_t* key(std::uint32_t position) const { return m_keys.data() + position * m_keySize; }
    [[nodiscard]] PeerRef find(const EndpointKey& key) const; // by a scan

private:
    template <std::size_t keySize>
    [[nodiscard]] PeerRef findSized(const std::uint8_t* wanted) const;
    void move(PeerPool& pool, std::uint32_t from, std::uint32_t to);
    void shrink();

    std::vector<PeerRef> m_refs;
    std::vector<std::uint8_t> m_keys;
    protocol::Family m_family;
    std::uint8_t m_keySize;
    std::uint32_t m_leechers = 0;
};

} // namespace waggle::swarm
