// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/shardmutex.h"
#include "core/swarm/inside/shardstate.h"
#include "core/swarm/store.h"

namespace waggle::swarm {

// One part of the store and its lock: every function takes it once, but for setPolicy(), which may have to free peers
// first and lets others in between.
class Shard {
public:
    Shard(std::uint32_t index, const KeyedHash::Key& key, std::uint64_t seed, const Store::Options& options,
        AtomicTotals& totals);

    AnnounceResult announce(const HashedInfoHash& name, const Announce& request, Time now, PickedPeers& picked);
    protocol::SwarmCounts counts(const HashedInfoHash& name, Time now);
    // At most `limit` entries; `more` tells whether some are left.
    std::size_t expire(Time now, std::size_t limit, bool& more);
    [[nodiscard]] std::optional<Second> nextDue();

    void setPolicy(const Policy& policy);
    void setCaps(const Caps& caps);
    void setPinned(const HashedInfoHash& name, bool pinned, Time now);
    void forget(const HashedInfoHash& name);
    std::size_t forgetAddress(const protocol::Address& address, Time now);

    void visitSwarms(Time now, const Store::SwarmVisitor& visit);
    void visitPeers(Time now, const Store::SwarmPeerVisitor& visit);
    bool visitSwarm(
        const HashedInfoHash& name, Time now, const Store::SwarmVisitor& swarm, const Store::PeerVisitor& peer);
    bool visitPiece(Time now, std::size_t limit, VisitPlace& place, const Store::SwarmVisitor& visit,
        const Store::PeerVisitor& peer);
    bool visitSwarmPiece(const HashedInfoHash& name, Time now, std::size_t limit, VisitPlace& place,
        const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer);

private:
    template <typename Visit>
    void forEachLivePeer(const Swarm& swarm, Second now, Visit visit) const;
    std::size_t visitSome(Swarm& swarm, Time now, std::size_t limit, VisitPlace& place,
        const Store::SwarmVisitor& visit, const Store::PeerVisitor& peer);
    [[nodiscard]] PeerView viewOf(const Swarm& swarm, PeerRef ref) const;

    const std::uint32_t m_index;
    ShardMutex m_mutex;
    ShardState m_state;
};

} // namespace waggle::swarm
