// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waggle::swarm {

// A hash table for small entries of which there are millions: open addressing, linear probing, no tombstones. An
// entry's home is its hash's share of the room, not its low bits: so any room will do and it grows by a quarter, not to
// the double; and entries lie in the order of their hashes, so growing reads and writes memory from front to back.
// Entry{} is a free place; entry.isFree(); entry.hash() has 32 bits, of which the high ones choose. Where an entry
// keeps fewer, hashes must come in with the others cleared, or they would have another home.
template <typename Entry>
class FlatTable {
public:
    // The first `skipped` bits of all hashes are the same; room for `expected`.
    explicit FlatTable(unsigned skipped = 0, std::size_t expected = 0)
        : m_skipped(skipped)
    {
        if (expected > 0)
            resize(std::max<std::size_t>(kSmallest, 2 * expected));
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

    // The first of that hash's run for which matches(entry) holds, or null. Valid until the next insert or erase.
    template <typename Matches>
    [[nodiscard]] Entry* find(std::uint32_t hash, Matches matches)
    {
        if (m_entries.empty())
            return nullptr;
        for (std::size_t i = home(hash); !m_entries[i].isFree(); i = next(i))
            if (matches(m_entries[i]))
                return &m_entries[i];
        return nullptr;
    }
    template <typename Matches>
    [[nodiscard]] const Entry* find(std::uint32_t hash, Matches matches) const
    {
        return const_cast<FlatTable*>(this)->find(hash, matches); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }

    void insert(const Entry& entry)
    {
        if (4 * (std::size_t{m_size} + 1) > 3 * m_entries.size())
            resize(std::max(kSmallest, m_entries.size() + m_entries.size() / 4));
        place(entry);
        ++m_size;
    }

    void erase(const Entry* entry) // as find() gave it
    {
        std::size_t hole = static_cast<std::size_t>(entry - m_entries.data());
        // Entries behind the hole move up as long as that brings them no further than their home.
        for (std::size_t i = next(hole); !m_entries[i].isFree(); i = next(i)) {
            if (distance(home(m_entries[i].hash()), i) >= distance(hole, i)) {
                m_entries[hole] = m_entries[i];
                hole = i;
            }
        }
        m_entries[hole] = Entry{};
        --m_size;
        if (m_entries.size() > kSmallest && 4 * std::size_t{m_size} < m_entries.size())
            resize(std::max(kSmallest, std::size_t{2} * m_size));
    }

    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (const Entry& entry : m_entries)
            if (!entry.isFree())
                visit(entry);
    }

private:
    static constexpr std::size_t kSmallest = 32;

    [[nodiscard]] std::size_t home(std::uint32_t hash) const
    {
        return static_cast<std::size_t>((std::uint64_t{hash << m_skipped} * m_entries.size()) >> 32);
    }
    [[nodiscard]] std::size_t next(std::size_t i) const { return i + 1 == m_entries.size() ? 0 : i + 1; }
    [[nodiscard]] std::size_t distance(std::size_t from, std::size_t to) const
    {
        return to >= from ? to - from : to + m_entries.size() - from;
    }

    void place(const Entry& entry)
    {
        std::size_t i = home(entry.hash());
        while (!m_entries[i].isFree())
            i = next(i);
        m_entries[i] = entry;
    }

    void resize(std::size_t capacity)
    {
        std::vector<Entry> old(capacity);
        old.swap(m_entries);
        for (const Entry& entry : old)
            if (!entry.isFree())
                place(entry);
    }

    std::vector<Entry> m_entries; // at most 3/4 full
    std::uint32_t m_size = 0;
    std::uint32_t m_skipped;
};

} // namespace waggle::swarm
