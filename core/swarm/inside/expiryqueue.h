// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peer.h"

#include <optional>
#include <vector>

namespace waggle::swarm {

// Swarms that want to be looked at in a certain second, the earliest first. Lazy: an entry stays where it is when its
// swarm wants a later second; when it comes up, the owner puts it into the true one. The owner remembers the second of
// its valid entry (Swarm::queuedFor) and drops any other one that comes up.
class ExpiryQueue {
public:
    struct Entry {
        Second second = 0;
        std::uint32_t id = 0;
    };

    void put(Second second, std::uint32_t id);
    // Takes out an entry of the earliest second if that is at or before `now`.
    std::optional<Entry> take(Second now);
    [[nodiscard]] bool ready(Second now) const { return !m_heap.empty() && m_heap.front().second <= now; }
    [[nodiscard]] std::optional<Second> earliest() const
    {
        return m_heap.empty() ? std::nullopt : std::optional(m_heap.front().second);
    }
    void clear() { m_heap.clear(); }

private:
    std::vector<Entry> m_heap;
};

} // namespace waggle::swarm
