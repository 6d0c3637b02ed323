// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/addresscounts.h"

#include <algorithm>
#include <cassert>

namespace waggle::swarm {

namespace {

constexpr std::size_t kSmallest = 64;

} // namespace

void AddressCounts::add(std::uint32_t hash)
{
    if (4 * (m_size + 1) > 3 * m_entries.size())
        resize(std::max(kSmallest, 2 * m_entries.size()));
    Entry& entry = m_entries[find(hash)];
    if (entry.count == 0) {
        entry.hash = hash;
        ++m_size;
    }
    ++entry.count;
}

void AddressCounts::remove(std::uint32_t hash)
{
    const std::size_t i = find(hash);
    assert(m_entries[i].count > 0);
    if (--m_entries[i].count > 0)
        return;
    close(i);
    --m_size;
    if (m_entries.size() > kSmallest && 8 * m_size < m_entries.size())
        resize(m_entries.size() / 2);
}

std::uint32_t AddressCounts::count(std::uint32_t hash) const
{
    return m_entries.empty() ? 0 : m_entries[find(hash)].count;
}

std::size_t AddressCounts::find(std::uint32_t hash) const
{
    std::size_t i = home(hash);
    while (m_entries[i].count > 0 && m_entries[i].hash != hash)
        i = next(i);
    return i;
}

void AddressCounts::close(std::size_t hole)
{
    for (std::size_t i = next(hole); m_entries[i].count > 0; i = next(i)) {
        const std::size_t mask = m_entries.size() - 1;
        if (((i - home(m_entries[i].hash)) & mask) >= ((i - hole) & mask)) {
            m_entries[hole] = m_entries[i];
            hole = i;
        }
    }
    m_entries[hole] = Entry{};
}

void AddressCounts::resize(std::size_t capacity)
{
    std::vector<Entry> old(capacity);
    old.swap(m_entries);
    for (const Entry& entry : old) {
        if (entry.count > 0)
            m_entries[find(entry.hash)] = entry;
    }
}

} // namespace waggle::swarm
