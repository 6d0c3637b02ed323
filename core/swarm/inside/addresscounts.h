// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/partedtable.h"

#include <array>

namespace waggle::swarm {

// How many peers of one swarm share an address prefix, by a keyed hash of the prefix: 28 bits of it, and 20 of the
// count. Two prefixes of one hash share a counter: with 100,000 addresses a one in 2,700 chance for an address to
// share, and it matters only at the cap. A count that ever reaches 2^20 − 1, past any cap that can be set, stays.
class AddressCounts {
public:
    void add(std::uint32_t hash);
    void remove(std::uint32_t hash); // added before
    [[nodiscard]] std::uint32_t count(std::uint32_t hash) const;

private:
    static constexpr std::uint32_t kMost = (1u << 20) - 1;

    class Entry {
    public:
        Entry() = default; // count 0
        Entry(std::uint32_t hash, std::uint32_t count)
            : m_words{static_cast<std::uint16_t>(count), static_cast<std::uint16_t>(count >> 16 | (hash & 0xfff0)),
                static_cast<std::uint16_t>(hash >> 16)}
        {
        }
        [[nodiscard]] std::uint32_t count() const { return m_words[0] | (m_words[1] & 0xfu) << 16; }
        [[nodiscard]] std::uint32_t hash() const { return std::uint32_t{m_words[2]} << 16 | (m_words[1] & 0xfff0u); }
        [[nodiscard]] bool isFree() const { return count() == 0; }

    private:
        std::array<std::uint16_t, 3> m_words{};
    };
    static_assert(sizeof(Entry) == 6);

    [[nodiscard]] const Entry* entryOf(std::uint32_t hash) const;
    [[nodiscard]] Entry* entryOf(std::uint32_t hash);

    PartedTable<Entry> m_table;
};

} // namespace waggle::swarm
