// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announce.h"
#include "core/swarm/views.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace waggle::swarm {

class Shard;
struct HashedInfoHash;

inline constexpr unsigned kMaxShardBits = 11;

// All swarms in memory. Any thread.
// They lie in 2^n shards, chosen by a keyed hash (SipHash) of the infohash. Each shard has a mutex; a call holds at
// most one at a time. However many peers are due, announce() and scrape() cost the same. The visits, forget(),
// forgetAddress() and a setPolicy() that changes the expiry read or free all they concern.
// The contract, which tests/unit/swarm drives against a naive twin:
//  1. A peer is an endpoint in a swarm. It is there from its first announce (not `stopped`) until `stopped`, until an
//     announce of its endpoint under another peer_id takes its place, or until its due time: never handed out or
//     counted at or after that.
//  2. counts() equals a recount at any moment; a peer is a seed exactly while its last `left` was 0.
//  3. A completion is one leecher turning seed, once per peer and stay.
//  4. A pick never holds the asker, a duplicate, or a seed for a seed; over many picks every other peer comes up alike.
//     Its cost does not grow with the swarm.
//  5. Scraping creates nothing; an empty swarm that is not pinned goes after 2 x expiry.
//  6. Past a cap nothing is created and the verdict says which cap; peers that are here already go on announcing.
class Store {
public:
    struct Options {
        Policy policy;
        Caps caps;
        unsigned shardBits = 6; // at most kMaxShardBits
        std::uint64_t seed = 0; // of keys and picks; 0: from the system's randomness
    };

    explicit Store(const Options& options);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // O(picked peers). `picked` is overwritten.
    AnnounceResult announce(const Announce& request, Time now, PickedPeers& picked);
    // counts[i] belongs to hashes[i]; unknown ones are zeros.
    void scrape(std::span<const protocol::InfoHash> hashes, Time now, std::span<protocol::SwarmCounts> counts);
    // Frees what is due, at most `limit` peers; true while there is more to do. Call within a second of nextDue().
    bool expire(Time now, std::size_t limit = 2000);
    // No peer that is here now is due before this. One that comes later is due an expiry after it came. Nothing: nobody
    // is here.
    [[nodiscard]] std::optional<Time> nextDue() const;

    // Intervals change from each peer's next announce on. A new `expiry` holds at once for everyone who is here: last
    // announce + new expiry.
    void setPolicy(const Policy& policy);
    void setCaps(const Caps& caps);
    // A known torrent: its swarm is there (empty if need be) and stays without peers.
    void setPinned(const protocol::InfoHash& infoHash, bool pinned, Time now);
    void forget(const protocol::InfoHash& infoHash); // the swarm and all its peers
    std::size_t forgetAddress(const protocol::Address& address, Time now); // all its peers; how many

    [[nodiscard]] Totals totals() const; // lock-free, each figure exact, not of one moment

    // For the monitor. One shard's lock is held for the length of the call: visitors must be short and must not call
    // the store.
    [[nodiscard]] std::size_t shards() const { return m_shards.size(); }
    using SwarmVisitor = std::function<void(const SwarmView&)>;
    using PeerVisitor = std::function<void(const PeerView&)>;
    using SwarmPeerVisitor = std::function<void(const protocol::InfoHash&, const PeerView&)>;
    void visitSwarms(std::size_t shard, Time now, const SwarmVisitor& visit) const;
    void visitPeers(std::size_t shard, Time now, const SwarmPeerVisitor& visit) const;
    bool visitSwarm(const protocol::InfoHash& infoHash, Time now, const SwarmVisitor& swarm,
        const PeerVisitor& peer = {}) const; // false: no such swarm
    // A shard, or one swarm, in pieces. The lock is held for one piece; whoever waits for it comes before the next one.
    // A piece has about `limit` swarms and peers together, each swarm in front of its peers. False: it was the last.
    // A swarm that is split stays open in `place`: peers that move in it meanwhile can come twice or not at all.
    bool visitPiece(std::size_t shard, Time now, std::size_t limit, VisitPlace& place, const SwarmVisitor& swarm,
        const PeerVisitor& peer) const;
    bool visitSwarmPiece(const protocol::InfoHash& infoHash, Time now, std::size_t limit, VisitPlace& place,
        const SwarmVisitor& swarm, const PeerVisitor& peer) const;

private:
    struct Shared;

    [[nodiscard]] HashedInfoHash hashed(const protocol::InfoHash& infoHash) const;
    [[nodiscard]] Shard& shardOf(const HashedInfoHash& name) const;

    unsigned m_shardBits;
    std::unique_ptr<Shared> m_shared;
    std::vector<std::unique_ptr<Shard>> m_shards;
};

} // namespace waggle::swarm
