// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announcetiming.h"
#include "core/swarm/inside/peerpool.h"
#include "core/swarm/inside/siblings.h"
#include "core/swarm/keyedhash.h"

#include <algorithm>

namespace waggle::swarm {

// What the swarms of one shard share. Under the shard's lock.
struct ShardContext {
    static constexpr seconds kShortestExpiry{1};
    static constexpr seconds kLongestExpiry{7 * 24 * 3600}; // bounds the memory of a DueLedger

    explicit ShardContext(const KeyedHash::Key& key, const Policy& startPolicy)
        : hash(key)
        , policy(startPolicy)
    {
    }

    PeerPool peers;
    Siblings siblings{peers};
    KeyedHash hash;
    Policy policy;

    [[nodiscard]] seconds expiryFor(seconds given) const
    {
        return std::clamp(policy.expiryFor(given), kShortestExpiry, kLongestExpiry);
    }
    // The first whole second that is not before last announce + expiry. Computed, not stored: a new expiry holds for
    // everyone at once.
    [[nodiscard]] Second dueOf(const Peer& peer) const
    {
        return secondNotBefore(peer.last() + expiryFor(seconds(peer.given)));
    }
    [[nodiscard]] bool isDue(const Peer& peer, Second now) const { return dueOf(peer) <= now; }
};

} // namespace waggle::swarm
