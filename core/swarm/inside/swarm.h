// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/packed.h"
#include "core/swarm/inside/peerarray.h"
#include "core/swarm/inside/shardcontext.h"
#include "core/swarm/inside/tally.h"
#include "core/swarm/views.h"

#include <memory>
#include <optional>
#include <vector>

namespace waggle::swarm {

struct RareParts;

// The peers of one infohash: who is here, who is whose sibling, and how many count. It knows nothing of caps, queues
// or totals, which are the shard's. Under the shard's lock. There are as many as a tenth of the peers, so it is small:
// what its shard has is handed in with each call, and what only large swarms and IPv6 need stands apart.
class Swarm {
public:
    Swarm(std::uint32_t id, const protocol::InfoHash& infoHash, Time added);
    ~Swarm();
    Swarm(const Swarm&) = delete;
    Swarm& operator=(const Swarm&) = delete;

    [[nodiscard]] std::uint32_t id() const { return m_id; } // in its shard
    [[nodiscard]] const protocol::InfoHash& infoHash() const { return m_infoHash; }
    [[nodiscard]] const PeerArray& peers(protocol::Family family) const;
    [[nodiscard]] std::uint32_t size() const; // due ones that are not freed yet, too
    [[nodiscard]] Tally present() const; // of size()
    [[nodiscard]] std::uint32_t clients() const { return m_clients; } // of size()

    // Lookups may find a due peer; the caller checks.
    [[nodiscard]] const std::uint8_t* keyOf(
        const ShardContext& shard, PeerRef ref) const // the bytes of its EndpointKey
    {
        return peers(familyOf(ref)).key(shard.peers.at(ref).position);
    }
    [[nodiscard]] PeerRef find(const EndpointKey& key) const;
    [[nodiscard]] PeerRef findClient(const ShardContext& shard, const protocol::PeerId& id) const; // announced last
    [[nodiscard]] std::uint32_t peersOfPrefix(protocol::Family family, std::span<const std::uint8_t> prefix) const;

    // A new peer whose record is filled in; `front` is its client's address that announced last, or kNoPeer. The end of
    // a report follows: endReport().
    void insert(ShardContext& shard, PeerRef ref, const EndpointKey& key, PeerRef front);
    void remove(ShardContext& shard, PeerRef ref); // the record stays the caller's to release
    // A peer that is here announces: begin, change state, last and given, end.
    void beginReport(ShardContext& shard, PeerRef ref);
    void setState(ShardContext& shard, PeerRef ref, bool seed, bool paused);
    void endReport(ShardContext& shard, PeerRef ref);

    // Counts without the due: O(1) for large swarms, at most a scan of kScanDue once a second for others.
    [[nodiscard]] Tally live(const ShardContext& shard, Second now) const;
    [[nodiscard]] protocol::SwarmCounts counts(const ShardContext& shard, Second now) const;
    [[nodiscard]] bool holdsDue(const ShardContext& shard, Second now) const { return live(shard, now) != present(); }
    // Since when nobody is here, whether those who were are freed or not; nothing while there is someone.
    [[nodiscard]] std::optional<Time> emptySince(const ShardContext& shard, Second now) const;
    // Nobody is due before; exact after a collectDue() whose finds were removed, and after that only too early.
    [[nodiscard]] Second earliestDue() const { return m_earliestDue; }
    // Fills `due` with at most `limit` due peers; how many records were read.
    std::size_t collectDue(const ShardContext& shard, Second now, std::size_t limit, std::vector<PeerRef>& due);
    [[nodiscard]] bool isScanned() const; // small enough for all its due peers to be removed at once
    void expiryChanged(const ShardContext& shard, Second now); // due seconds are others now

    [[nodiscard]] SwarmView view(const ShardContext& shard, Second now) const;
    void countAnnounce(std::uint64_t movedUp, std::uint64_t movedDown, Time now);
    void countCompletion() { ++m_completions; }
    void noteStart(std::uint64_t left); // a peer came that has downloaded nothing

    // For the shard: when it is to go.
    [[nodiscard]] bool isPinned() const { return m_pinned != 0; }
    void setPinned(bool pinned) { m_pinned = pinned ? 1 : 0; }
    [[nodiscard]] bool isOrphaned() const { return m_orphaned != 0; }
    void setOrphaned() { m_orphaned = 1; } // forgotten; kept only until its peers are freed
    [[nodiscard]] Time lastLeft() const { return Time(static_cast<Time::rep>(m_lastLeft)); } // a peer was seen to leave
    void noteLeft(Time time);
    Second queuedFor = 0; // second of its one valid entry in the shard's queue; 0: none

private:
    static constexpr std::uint32_t kScanLookup = 32; // above, an index
    static constexpr std::uint32_t kScanDue = 1024; // above, a ledger and groups

    [[nodiscard]] PeerArray& arrayOf(PeerRef ref);
    [[nodiscard]] RareParts& rare();
    template <typename Visit>
    void forEach(Visit visit) const;
    void noteMoved(const ShardContext& shard, const PeerArray::Moved& moved);
    void joinClient(ShardContext& shard, PeerRef ref, PeerRef front);
    void leaveClient(ShardContext& shard, PeerRef ref);
    void makeFront(ShardContext& shard, PeerRef ref);
    [[nodiscard]] std::uint32_t liveClients(const ShardContext& shard, Second now) const;
    std::size_t scanDue(const ShardContext& shard, Second now, std::size_t limit, std::vector<PeerRef>& due);
    void buildIndex(const ShardContext& shard);
    void buildLedger(const ShardContext& shard, Second now);
    void dropWhatIsTooLarge();

    PeerArray m_v4{protocol::Family::V4};
    std::unique_ptr<RareParts> m_rare;
    std::uint64_t m_movedUp = 0, m_movedDown = 0;
    std::uint32_t m_completions = 0;
    std::uint32_t m_paused = 0; // of present()
    std::uint32_t m_clients = 0;
    Second m_earliestDue;
    std::uint32_t m_id : 24;
    std::uint32_t m_pinned : 1 = 0;
    std::uint32_t m_orphaned : 1 = 0;
    protocol::InfoHash m_infoHash;
    U48 m_largestLeft, m_announces;
    U48 m_added, m_lastAnnounce, m_lastLeft; // ms
};
static_assert(sizeof(Swarm) <= 128);

} // namespace waggle::swarm
