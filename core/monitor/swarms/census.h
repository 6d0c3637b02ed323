// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/naming.h"
#include "core/monitor/tables/rows.h"
#include "core/swarm/store.h"

#include <functional>
#include <map>
#include <span>
#include <vector>

// Walks the store and puts addresses together to clients: one peer_id in a swarm is one client, whatever its addresses,
// and both swarms of a hybrid torrent are one. Monitor's thread. A shard is locked only while the views of some hundred
// peers are copied, and what they mean is worked out before the next ones: no worker waits longer than that.
namespace waggle::monitor {

struct Member {
    InfoHash infoHash; // the swarm it announces to: one of two for a hybrid torrent
    swarm::PeerView view;
};
using Client = std::span<const Member* const>; // never empty; the one that reported last stands first

// One row of Swarms with all its clients. Spans are good during the visit only.
struct SwarmGroup {
    InfoHash infoHash;
    std::shared_ptr<const torrent::KnownTorrent> known; // null: nobody told us
    // Of a hybrid torrent both swarms in one. What its clients report to both (bytes moved, completions) is the larger
    // of the two and not the sum, which would count everything twice.
    swarm::SwarmView view;
    std::span<const Client> clients;
    std::size_t others = 0; // addresses of clients that were not wanted
};

class Census {
public:
    using Visitor = std::function<void(const SwarmGroup&)>;

    // Every swarm once. Hybrid torrents come last, since their two swarms can be in different shards.
    void walk(const swarm::Store& store, const torrent::NameTable* names, protocol::Time now, const Visitor& visit);
    // One row's swarm (either of its hashes); false: it is not there.
    bool walkOne(const swarm::Store& store, const torrent::NameTable* names, const InfoHash& infoHash,
        protocol::Time now, const Visitor& visit);
    // The same with those of its clients alone that are wanted.
    using Wanted = std::function<bool(const protocol::PeerId&)>;
    bool walkSome(const swarm::Store& store, const torrent::NameTable* names, const InfoHash& infoHash,
        protocol::Time now, const Wanted& wanted, const Visitor& visit);

private:
    struct Loose { // a hybrid torrent, being put together
        std::shared_ptr<const torrent::KnownTorrent> known;
        swarm::SwarmView view;
        bool seen = false;
        bool split = false; // read in several pieces
        std::size_t others = 0; // that nobody wanted
        std::vector<Member> members;
    };
    struct Ref { // a member, sorted to its client
        std::uint64_t idHead = 0; // first bytes of the peer_id: most comparisons end here
        std::uint32_t member = 0;
    };
    struct Piece { // a swarm and where its members begin
        swarm::SwarmView view;
        std::size_t from = 0;
        bool split = false; // read in more than one piece: a peer may have come twice
        std::size_t others = 0; // that were left out
    };

    void walkShard(const swarm::Store& store, const torrent::NameTable* names, std::size_t shard, protocol::Time now,
        const Visitor& visit);
    void visitPieces(const torrent::NameTable* names, const Visitor& visit);
    static void readOne(
        const swarm::Store& store, const InfoHash& infoHash, protocol::Time now, const Wanted& wanted, Loose& loose);
    void visitHybrids(const Visitor& visit);
    void visitOne(const Piece& piece, std::shared_ptr<const torrent::KnownTorrent> known,
        std::span<const Member> members, const Visitor& visit);
    void stash(const Piece& piece, std::shared_ptr<const torrent::KnownTorrent> known, std::span<const Member> members);
    void group(std::span<const Member> members);
    void takeSingly(std::span<const Member> members);

    // Scratch, kept for its memory.
    std::map<InfoHash, Loose> m_hybrids;
    std::vector<Piece> m_pieces;
    std::vector<Member> m_members;
    std::vector<Ref> m_refs;
    std::vector<const Member*> m_ordered;
    std::vector<Client> m_clients;
};

} // namespace waggle::monitor
