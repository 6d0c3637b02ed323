// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/partedtable.h"

#include <array>

namespace waggle::swarm {

inline constexpr unsigned kIdBits = 24;
inline constexpr std::uint32_t kNoId = (1u << kIdBits) - 1;

// A set of ids by a keyed 32-bit hash of what they stand for (infohash, endpoint, peer_id): 6 bytes an entry. It never
// reads what stands behind an id, and keeps 24 bits of the hash; what equal ones mean is the caller's to compare.
class IdTable {
public:
    void insert(std::uint32_t hash, std::uint32_t id) { m_table.insert(Entry(hash, id)); }
    void erase(std::uint32_t hash, std::uint32_t id) { m_table.erase(&entryOf(hash, id)); } // present
    void replace(std::uint32_t hash, std::uint32_t old, std::uint32_t id) { entryOf(hash, old) = Entry(hash, id); }

    // The first of that hash for which matches(id) holds, or kNoId.
    template <typename Matches>
    [[nodiscard]] std::uint32_t find(std::uint32_t hash, Matches matches) const
    {
        const Entry* entry = m_table.find(
            kept(hash), [&](const Entry& other) { return other.hash() == kept(hash) && matches(other.id()); });
        return entry ? entry->id() : kNoId;
    }

    [[nodiscard]] std::size_t size() const { return m_table.size(); }

private:
    class Entry {
    public:
        Entry() = default;
        Entry(std::uint32_t hash, std::uint32_t id)
            : m_words{static_cast<std::uint16_t>(id), static_cast<std::uint16_t>(id >> 16 | (hash & 0xff00)),
                static_cast<std::uint16_t>(hash >> 16)}
        {
        }
        [[nodiscard]] std::uint32_t id() const { return m_words[0] | (m_words[1] & 0xffu) << 16; }
        [[nodiscard]] std::uint32_t hash() const { return std::uint32_t{m_words[2]} << 16 | (m_words[1] & 0xff00u); }
        [[nodiscard]] bool isFree() const { return id() == kNoId; }

    private:
        std::array<std::uint16_t, 3> m_words{0xffff, 0xffff, 0xffff};
    };
    static_assert(sizeof(Entry) == 6);

    [[nodiscard]] static constexpr std::uint32_t kept(std::uint32_t hash) { return hash & ~0xffu; }
    [[nodiscard]] Entry& entryOf(std::uint32_t hash, std::uint32_t id)
    {
        return *m_table.find(kept(hash), [id](const Entry& entry) { return entry.id() == id; });
    }

    PartedTable<Entry> m_table;
};

} // namespace waggle::swarm
