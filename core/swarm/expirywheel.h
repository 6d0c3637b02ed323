// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/peer.h"

#include <map>
#include <optional>
#include <vector>

namespace waggle::swarm {

// Names that want to be looked at in a certain second. Lazy: nothing moves when a peer announces; when its entry comes
// up and the peer is not due yet, the owner puts the entry into the peer's true second. The owner remembers the second
// of its valid entry (Peer::wheelSecond) and drops any other one that comes up.
class ExpiryWheel {
public:
    struct Entry {
        Second second = 0;
        std::uint32_t id = 0;
    };

    void put(Second second, std::uint32_t id) { m_buckets[second].push_back(id); }
    // Takes out the next entry of a second at or before `now`.
    std::optional<Entry> take(Second now);
    [[nodiscard]] bool ready(Second now) const { return !m_buckets.empty() && m_buckets.begin()->first <= now; }
    void clear() { m_buckets.clear(); }

private:
    // Only seconds that hold something: a quiet shard keeps a handful of nodes. Buckets are never empty.
    std::map<Second, std::vector<std::uint32_t>> m_buckets;
};

} // namespace waggle::swarm
