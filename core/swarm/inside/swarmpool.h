// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/idtable.h"
#include "core/swarm/inside/swarm.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace waggle::swarm {

// The swarms of one shard, by id: slabs of 64 that never move. Ids are used again.
class SwarmPool {
public:
    SwarmPool() = default;
    ~SwarmPool();
    SwarmPool(const SwarmPool&) = delete;
    SwarmPool& operator=(const SwarmPool&) = delete;

    [[nodiscard]] bool full() const { return m_freeIds.empty() && m_used.size() == kNoId; }
    Swarm& create(const protocol::InfoHash& infoHash, Time added); // not when full()
    void destroy(Swarm& swarm);

    [[nodiscard]] Swarm& at(std::uint32_t id) const { return *slab(id); }
    [[nodiscard]] Swarm* find(std::uint32_t id) const // null: free
    {
        return m_used[id] ? slab(id) : nullptr;
    }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_used.size()); } // ids are below it
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::uint32_t id = 0; id < m_used.size(); ++id)
            if (m_used[id])
                visit(*slab(id));
    }

private:
    static constexpr std::uint32_t kSlabSize = 64;

    [[nodiscard]] Swarm* slab(std::uint32_t id) const
    {
        return reinterpret_cast<Swarm*>(m_slabs[id / kSlabSize].get()) + id % kSlabSize;
    }

    std::vector<std::unique_ptr<std::byte[]>> m_slabs;
    std::vector<bool> m_used; // by id
    std::vector<std::uint32_t> m_freeIds;
};

} // namespace waggle::swarm
