// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/swarmpool.h"

#include <new>

namespace waggle::swarm {

SwarmPool::~SwarmPool()
{
    forEach([](Swarm& swarm) { swarm.~Swarm(); });
}

Swarm& SwarmPool::create(const protocol::InfoHash& infoHash, Time added)
{
    auto id = static_cast<std::uint32_t>(m_used.size());
    if (!m_freeIds.empty()) {
        id = m_freeIds.back();
        m_freeIds.pop_back();
        m_used[id] = true;
    } else {
        if (id % kSlabSize == 0)
            m_slabs.push_back(std::make_unique_for_overwrite<std::byte[]>(kSlabSize * sizeof(Swarm)));
        m_used.push_back(true);
    }
    return *::new (static_cast<void*>(slab(id))) Swarm(id, infoHash, added);
}

void SwarmPool::destroy(Swarm& swarm)
{
    const std::uint32_t id = swarm.id();
    swarm.~Swarm();
    m_used[id] = false;
    m_freeIds.push_back(id);
}

} // namespace waggle::swarm
