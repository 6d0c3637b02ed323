// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/idtable.h"

#include <algorithm>
#include <cassert>

namespace waggle::swarm {

namespace {

constexpr std::size_t kSmallest = 64;

} // namespace

void IdTable::insert(std::uint32_t hash, PeerRef ref)
{
    if (4 * (m_size + 1) > 3 * m_entries.size())
        resize(std::max(kSmallest, 2 * m_entries.size()));
    place({hash, ref});
    ++m_size;
}

void IdTable::erase(std::uint32_t hash, PeerRef ref)
{
    std::size_t hole = indexOf(hash, ref);
    // Entries behind the hole move up as long as that brings them no further than their home.
    for (std::size_t i = next(hole); m_entries[i].ref != kNoPeer; i = next(i)) {
        const std::size_t mask = m_entries.size() - 1;
        const std::size_t fromHome = (i - home(m_entries[i].hash)) & mask;
        const std::size_t fromHole = (i - hole) & mask;
        if (fromHome >= fromHole) {
            m_entries[hole] = m_entries[i];
            hole = i;
        }
    }
    m_entries[hole] = Entry{};
    --m_size;
    if (m_entries.size() > kSmallest && 8 * m_size < m_entries.size())
        resize(m_entries.size() / 2);
}

void IdTable::replace(std::uint32_t hash, PeerRef old, PeerRef ref) { m_entries[indexOf(hash, old)].ref = ref; }

std::size_t IdTable::indexOf(std::uint32_t hash, PeerRef ref) const
{
    std::size_t i = home(hash);
    while (m_entries[i].ref != ref) {
        assert(m_entries[i].ref != kNoPeer);
        i = next(i);
    }
    return i;
}

void IdTable::place(Entry entry)
{
    std::size_t i = home(entry.hash);
    while (m_entries[i].ref != kNoPeer)
        i = next(i);
    m_entries[i] = entry;
}

void IdTable::resize(std::size_t capacity)
{
    std::vector<Entry> old(capacity);
    old.swap(m_entries);
    for (const Entry& entry : old) {
        if (entry.ref != kNoPeer)
            place(entry);
    }
}

} // namespace waggle::swarm
