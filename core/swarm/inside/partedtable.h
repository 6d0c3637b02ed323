// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/flattable.h"

#include <array>
#include <memory>

namespace waggle::swarm {

// A FlatTable that becomes 64 of them when it is large, each for its share of the hashes and growing for itself: no
// single insert or erase moves more than some ten thousand entries, whatever a swarm's size.
template <typename Entry>
class PartedTable {
public:
    [[nodiscard]] std::size_t size() const
    {
        std::size_t size = m_whole.size();
        if (m_parts)
            for (const FlatTable<Entry>& part : *m_parts)
                size += part.size();
        return size;
    }

    template <typename Matches>
    [[nodiscard]] Entry* find(std::uint32_t hash, Matches matches)
    {
        return tableOf(hash).find(hash, matches);
    }
    template <typename Matches>
    [[nodiscard]] const Entry* find(std::uint32_t hash, Matches matches) const
    {
        return const_cast<PartedTable*>(this)->find(hash, matches); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }
    void insert(const Entry& entry)
    {
        if (m_whole.size() == kLargest)
            split();
        tableOf(entry.hash()).insert(entry);
    }
    void erase(const Entry* entry) { tableOf(entry->hash()).erase(entry); }

private:
    static constexpr unsigned kPartBits = 6;
    static constexpr std::size_t kParts = 1u << kPartBits;
    static constexpr std::size_t kLargest = 1u << 14;
    using Parts = std::array<FlatTable<Entry>, kParts>;

    [[nodiscard]] FlatTable<Entry>& tableOf(std::uint32_t hash)
    {
        return m_parts ? (*m_parts)[hash >> (32 - kPartBits)] : m_whole;
    }

    void split()
    {
        auto parts = std::make_unique<Parts>();
        parts->fill(FlatTable<Entry>(kPartBits, kLargest / kParts));
        m_whole.forEach([&](const Entry& entry) { (*parts)[entry.hash() >> (32 - kPartBits)].insert(entry); });
        m_parts = std::move(parts);
        m_whole = FlatTable<Entry>();
    }

    FlatTable<Entry> m_whole; // until it is split
    std::unique_ptr<Parts> m_parts;
};

} // namespace waggle::swarm
