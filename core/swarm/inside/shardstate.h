// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/atomictotals.h"
#include "core/swarm/inside/expiryqueue.h"
#include "core/swarm/inside/random.h"
#include "core/swarm/inside/swarmpool.h"

#include <limits>
#include <vector>

namespace waggle::swarm {

// An infohash with its keyed hash, computed once a request. The high bits choose the shard, the low ones the bucket.
struct HashedInfoHash {
    protocol::InfoHash infoHash;
    std::uint64_t hash = 0;
};

// What a shard's lock guards: its swarms and peers, and the moves that keep pools, queue and totals in step with them.
class alignas(64) ShardState {
public:
    ShardState(const KeyedHash::Key& key, std::uint64_t seed, const Policy& policy, const Caps& startCaps,
        AtomicTotals& sharedTotals);

    // The shard's time never goes back, whatever order the threads come in.
    Time advance(Time now);
    // Clients in all shards, summed up once a second: every sum reads a cache line of each shard.
    [[nodiscard]] std::uint64_t clientsOfAll(Second now);

    // Null: it is unknown, or to go. Due peers that a small scan finds are removed from it first.
    [[nodiscard]] Swarm* find(const HashedInfoHash& name, Time now);
    [[nodiscard]] Swarm* findAsIs(const HashedInfoHash& name) const; // with all its due peers
    [[nodiscard]] bool isFull() const { return swarms.full(); } // no id is left of 2^24
    // The caller has reserved it in totals.swarms and found the shard not full.
    Swarm& create(const HashedInfoHash& name, Time now);
    void eraseSwarm(Swarm& swarm); // and all its peers

    // The caller has reserved the peer in totals.peers and found the pool not full.
    void insertPeer(Swarm& swarm, PeerRef ref, const EndpointKey& key, PeerRef front);
    void removePeer(Swarm& swarm, PeerRef ref, Time left); // `left`: when; of a due peer its due time
    // Enters the second in which the swarm has to be looked at. To be called whenever that may have come nearer: by a
    // peer's due second, by the loss of the last reason to stay.
    void schedule(Swarm& swarm);

    void setPolicy(const Policy& policy, Time now);
    // Frees at most `limit` due peers. No further swarm is begun once `limit` records were read. Returns how many were
    // read, at most `limit`.
    std::size_t expire(Time now, std::size_t limit);
    [[nodiscard]] bool hasMoreDue(Time now) const { return m_queue.ready(secondOf(now)); }
    [[nodiscard]] std::optional<Second> nextDue() const { return m_queue.earliest(); }

    [[nodiscard]] bool isGone(const Swarm& swarm, Time now) const; // empty for too long
    [[nodiscard]] Peer& at(PeerRef ref) { return context.peers.at(ref); }

    ShardContext context;
    Caps caps;
    Random random;
    const AtomicTotals& allTotals;
    AtomicTotals::OfShard& totals;
    SwarmPool swarms;

private:
    [[nodiscard]] Second goneAt(Time emptySince) const;
    void orphan(Swarm& swarm);
    void destroy(Swarm& swarm);
    void eraseName(const Swarm& swarm);
    std::size_t removeDue(Swarm& swarm, Time now, std::size_t limit);
    std::size_t expireSwarm(const ExpiryQueue::Entry& entry, Time now, std::size_t limit);

    Time m_now{0};
    Second m_clientsCounted = std::numeric_limits<Second>::max();
    std::uint64_t m_clientsOfAll = 0;
    IdTable m_ids; // of swarms by infohash
    ExpiryQueue m_queue;
    std::vector<PeerRef> m_due; // scratch
};

} // namespace waggle::swarm
