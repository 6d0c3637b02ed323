// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/atomictotals.h"
#include "core/swarm/expirywheel.h"
#include "core/swarm/random.h"
#include "core/swarm/swarm.h"

#include <memory>
#include <tsl/robin_map.h>
#include <vector>

namespace waggle::swarm {

// An infohash with its keyed hash, computed once a request: the high bits choose the shard, the low ones the bucket.
struct HashedInfoHash {
    protocol::InfoHash infoHash;
    std::uint64_t hash = 0;
};

// What a shard's lock guards: its swarms and peers, and the moves that keep pools, wheels and totals in step with them.
class ShardState {
public:
    ShardState(const KeyedHash::Key& key, std::uint64_t seed, const Policy& policy, const Caps& startCaps,
        AtomicTotals& allTotals);

    // The shard's time never goes back, whatever order the threads come in.
    Time advance(Time now);

    // Without due peers as far as they can be found by a small scan; null for unknown ones and those that are to go.
    [[nodiscard]] Swarm* find(const HashedInfoHash& name, Time now);
    [[nodiscard]] Swarm* findAsIs(const HashedInfoHash& name); // due peers left in it
    Swarm& create(const HashedInfoHash& name, Time now); // the caller has reserved it in totals.swarms
    void eraseSwarm(Swarm& swarm); // and all its peers

    // A new peer's record, cleared; the caller has reserved it in totals.peers and found the pool not full.
    PeerRef allocatePeer(Swarm& swarm, protocol::Family family);
    void insertPeer(Swarm& swarm, PeerRef ref, const EndpointKey& key, PeerRef front);
    void removePeer(PeerRef ref, Time left); // it left then: the due time of a due one
    void schedulePeer(PeerRef ref); // after each change of its due second
    void releaseIfEmpty(Swarm& swarm); // to be called when a swarm may have lost its last reason to stay

    void setPolicy(const Policy& policy, Time now);
    // Looks at up to `limit` entries of the wheels; returns how many.
    std::size_t expire(Time now, std::size_t limit);
    [[nodiscard]] bool hasMoreDue(Time now) const;

    [[nodiscard]] bool isGone(Swarm& swarm, Time now) const; // empty for too long
    [[nodiscard]] const std::vector<std::unique_ptr<Swarm>>& swarms() const { return m_swarms; } // with null gaps
    [[nodiscard]] Peer& at(PeerRef ref) { return context.peers.at(ref); }

    ShardContext context;
    Caps caps;
    Random random;
    AtomicTotals& totals;

private:
    struct InfoHashHasher {
        KeyedHash hash;
        std::size_t operator()(const protocol::InfoHash& infoHash) const { return hash(infoHash.bytes); }
    };

    [[nodiscard]] Second goneAt(Time emptySince) const;
    void orphan(Swarm& swarm);
    void destroy(Swarm& swarm);
    void expirePeer(const ExpiryWheel::Entry& entry, Second now);
    void expireSwarm(const ExpiryWheel::Entry& entry, Time now);
    void rebuildWheels(Time now);

    Time m_now{0};
    // Ids, not peers: a robin map moves its values about.
    tsl::robin_map<protocol::InfoHash, std::uint32_t, InfoHashHasher> m_ids;
    std::vector<std::unique_ptr<Swarm>> m_swarms; // by id
    std::vector<std::uint32_t> m_freeIds;
    ExpiryWheel m_peerWheel, m_swarmWheel;
    std::vector<PeerRef> m_due; // scratch
};

} // namespace waggle::swarm
