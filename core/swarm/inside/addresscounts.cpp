// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/addresscounts.h"

namespace waggle::swarm {

namespace {

constexpr std::uint32_t kept(std::uint32_t hash)
{
    return hash & ~0xfu;
}

} // namespace

void AddressCounts::add(std::uint32_t hash)
{
    Entry* entry = entryOf(hash);
    if (!entry)
        m_table.insert(Entry(hash, 1));
    else if (entry->count() < kMost)
        *entry = Entry(hash, entry->count() + 1);
}

void AddressCounts::remove(std::uint32_t hash)
{
    Entry* entry = entryOf(hash);
    if (entry->count() == kMost)
        return;
    if (entry->count() > 1)
        *entry = Entry(hash, entry->count() - 1);
    else
        m_table.erase(entry);
}

std::uint32_t AddressCounts::count(std::uint32_t hash) const
{
    const Entry* entry = entryOf(hash);
    return entry ? entry->count() : 0;
}

const AddressCounts::Entry* AddressCounts::entryOf(std::uint32_t hash) const
{
    return m_table.find(kept(hash), [&](const Entry& entry) { return entry.hash() == kept(hash); });
}

AddressCounts::Entry* AddressCounts::entryOf(std::uint32_t hash)
{
    return m_table.find(kept(hash), [&](const Entry& entry) { return entry.hash() == kept(hash); });
}

} // namespace waggle::swarm
