// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/peer.h"

#include <vector>

namespace waggle::swarm {

// A set of peers by a keyed 32-bit hash of something in their record (endpoint, peer_id): open addressing, linear
// probing, no tombstones. It never reads the records itself; what two equal hashes mean is the caller's to compare.
class IdTable {
public:
    void insert(std::uint32_t hash, PeerRef ref);
    void erase(std::uint32_t hash, PeerRef ref);
    void replace(std::uint32_t hash, PeerRef old, PeerRef ref);

    // The first of that hash for which matches(ref) holds, or kNoPeer.
    template <typename Matches>
    [[nodiscard]] PeerRef find(std::uint32_t hash, Matches matches) const
    {
        if (m_entries.empty())
            return kNoPeer;
        for (std::size_t i = home(hash); m_entries[i].ref != kNoPeer; i = next(i)) {
            if (m_entries[i].hash == hash && matches(m_entries[i].ref))
                return m_entries[i].ref;
        }
        return kNoPeer;
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Entry {
        std::uint32_t hash = 0;
        PeerRef ref = kNoPeer;
    };

    [[nodiscard]] std::size_t home(std::uint32_t hash) const { return hash & (m_entries.size() - 1); }
    [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & (m_entries.size() - 1); }
    [[nodiscard]] std::size_t indexOf(std::uint32_t hash, PeerRef ref) const; // present
    void place(Entry entry);
    void resize(std::size_t capacity);

    std::vector<Entry> m_entries; // a power of two, at most 3/4 full
    std::size_t m_size = 0;
};

} // namespace waggle::swarm
