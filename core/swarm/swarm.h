// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/dueledger.h"
#include "core/swarm/peerarray.h"
#include "core/swarm/shardcontext.h"
#include "core/swarm/swarmindex.h"
#include "core/swarm/views.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace waggle::swarm {

// The peers of one infohash: who is here, who is whose sibling, and how many count. It knows nothing of caps, wheels
// or totals, which are the shard's. Under the shard's lock.
class Swarm {
public:
    Swarm(ShardContext& context, std::uint32_t id, const protocol::InfoHash& infoHash, Time added);

    [[nodiscard]] std::uint32_t id() const { return m_id; } // in its shard
    [[nodiscard]] const protocol::InfoHash& infoHash() const { return m_infoHash; }
    [[nodiscard]] const PeerArray& peers(protocol::Family family) const
    {
        return m_peers[static_cast<std::size_t>(family)];
    }
    [[nodiscard]] std::uint32_t size() const { return m_present.peers(); } // due ones that are not freed yet, too
    [[nodiscard]] const Tally& present() const { return m_present; }
    [[nodiscard]] std::uint32_t clients() const { return m_clients; } // of size()

    // Lookups may find a due peer; the caller checks.
    [[nodiscard]] const std::uint8_t* keyOf(PeerRef ref) const // the bytes of its EndpointKey
    {
        return peers(familyOf(ref)).key(m_context.peers.at(ref).position);
    }
    [[nodiscard]] PeerRef find(const EndpointKey& key) const;
    [[nodiscard]] PeerRef findClient(const protocol::PeerId& id) const; // the address that announced last
    [[nodiscard]] std::uint32_t peersOfPrefix(protocol::Family family, std::span<const std::uint8_t> prefix) const;

    // A new peer whose record is filled in; `front` is its client's address that announced last, or kNoPeer. The end of
    // a report follows: endReport().
    void insert(PeerRef ref, const EndpointKey& key, PeerRef front);
    void remove(PeerRef ref); // the record stays the caller's to release
    // A peer that is here announces: begin, change state, last and given, end.
    void beginReport(PeerRef ref);
    void setState(PeerRef ref, bool seed, bool paused);
    void endReport(PeerRef ref);

    // Counts without the due: O(1) for large swarms, at most a scan of kScanDue once a second for others.
    [[nodiscard]] Tally live(Second now);
    [[nodiscard]] protocol::SwarmCounts counts(Second now);
    [[nodiscard]] bool holdsDue(Second now) { return live(now) != m_present; }
    // Since when nobody is here, whether those who were are freed or not; nothing while there is someone.
    [[nodiscard]] std::optional<Time> emptySince(Second now);
    // Fills `due` with the due peers of a swarm small enough to be scanned; leaves it empty otherwise. Once they are
    // removed, live() needs no scan until the next of them is due.
    void collectDue(Second now, std::vector<PeerRef>& due);
    void expiryChanged(Second now); // due seconds are others now

    [[nodiscard]] SwarmView view(Second now);

    // Figures that announces write and view() shows.
    std::uint32_t completions = 0;
    std::uint64_t movedUp = 0, movedDown = 0;
    std::uint64_t largestLeft = 0;
    std::uint64_t announces = 0;
    Time lastAnnounce{0};
    // For the shard: when it is to go.
    bool pinned = false;
    bool orphaned = false; // forgotten; kept only until its due peers are freed
    Time lastLeft{0}; // when a peer was seen to leave
    Second wheelSecond = 0; // of its one valid entry in the shard's wheel of empty swarms

private:
    static constexpr std::uint32_t kScanLookup = 32; // above, an index
    static constexpr std::uint32_t kScanDue = 512; // above, a ledger

    [[nodiscard]] PeerArray& arrayOf(PeerRef ref) { return m_peers[static_cast<std::size_t>(familyOf(ref))]; }
    [[nodiscard]] Peer& at(PeerRef ref) { return m_context.peers.at(ref); }
    template <typename Visit>
    void forEach(Visit visit) const;
    void joinClient(PeerRef ref, PeerRef front);
    void leaveClient(PeerRef ref);
    void makeFront(PeerRef ref);
    [[nodiscard]] std::uint32_t liveClients(Second now);
    void buildIndex();
    void buildLedger(Second now);

    ShardContext& m_context;
    std::uint32_t m_id;
    protocol::InfoHash m_infoHash;
    Time m_added;
    std::array<PeerArray, protocol::kFamilies> m_peers{
        PeerArray(protocol::Family::V4), PeerArray(protocol::Family::V6)};
    Tally m_present;
    std::uint32_t m_clients = 0;
    Second m_earliestDue = 0; // without a ledger: nobody is due before
    std::unique_ptr<SwarmIndex> m_index;
    std::unique_ptr<DueLedger> m_ledger;
};

} // namespace waggle::swarm
