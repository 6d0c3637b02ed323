// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waggle::swarm {

// How many peers of one swarm share an address prefix, by a keyed 32-bit hash of the prefix. Two prefixes of one hash
// share a counter: with 100,000 addresses a one in 40,000 chance for an address to share, and it matters only at the cap.
class AddressCounts {
public:
    void add(std::uint32_t hash);
    void remove(std::uint32_t hash); // added before
    [[nodiscard]] std::uint32_t count(std::uint32_t hash) const;

private:
    struct Entry {
        std::uint32_t hash = 0;
        std::uint32_t count = 0; // 0: free
    };

    [[nodiscard]] std::size_t home(std::uint32_t hash) const { return hash & (m_entries.size() - 1); }
    [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & (m_entries.size() - 1); }
    [[nodiscard]] std::size_t find(std::uint32_t hash) const; // its entry or the free one where it would go
    void close(std::size_t hole);
    void resize(std::size_t capacity);

    std::vector<Entry> m_entries; // a power of two, at most 3/4 full
    std::size_t m_size = 0;
};

} // namespace waggle::swarm
