// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/census.h"

#include <algorithm>
#include <cstring>

namespace waggle::monitor {

namespace {

constexpr std::size_t kPiece = 256; // peers and swarms in one hold of a lock: some tens of microseconds

std::uint64_t headOf(const protocol::PeerId& id)
{
    std::uint64_t head = 0;
    std::memcpy(&head, id.bytes.data() + 12, sizeof head); // the random end tells clients apart sooner than the name
    return head;
}

void merge(swarm::SwarmView& into, const swarm::SwarmView& other)
{
    into.movedUp = std::max(into.movedUp, other.movedUp);
    into.movedDown = std::max(into.movedDown, other.movedDown);
    into.counts.completions = std::max(into.counts.completions, other.counts.completions);
    into.largestLeft = std::max(into.largestLeft, other.largestLeft);
    into.addresses += other.addresses;
    into.announces += other.announces;
    into.added = std::min(into.added, other.added);
    into.lastAnnounce = std::max(into.lastAnnounce, other.lastAnnounce);
}

} // namespace

void Census::walk(const swarm::Store& store, const torrent::NameTable* names, protocol::Time now, const Visitor& visit)
{
    m_hybrids.clear();
    for (std::size_t shard = 0; shard < store.shards(); ++shard)
        walkShard(store, names, shard, now, visit);
    visitHybrids(visit);
}

void Census::walkShard(const swarm::Store& store, const torrent::NameTable* names, std::size_t shard,
    protocol::Time now, const Visitor& visit)
{
    swarm::VisitPlace place;
    for (bool more = true; more;) {
        m_pieces.clear();
        m_members.clear();
        do {
            if (place.isOpen)
                m_pieces.back().split = true;
            more = store.visitPiece(
                shard, now, kPiece, place,
                [this](const swarm::SwarmView& view) {
                    m_pieces.push_back({view, m_members.size(), false, 0});
                },
                [this](const swarm::PeerView& view) {
                    m_members.push_back({m_pieces.back().view.infoHash, view});
                });
        } while (place.isOpen);
        visitPieces(names, visit);
    }
}

void Census::visitPieces(const torrent::NameTable* names, const Visitor& visit)
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece& piece = m_pieces[i];
        const std::size_t to = i + 1 < m_pieces.size() ? m_pieces[i + 1].from : m_members.size();
        const std::span<const Member> members(m_members.data() + piece.from, to - piece.from);
        auto known = knownTorrent(names, piece.view.infoHash);
        if (known && known->secondHash)
            stash(piece, std::move(known), members);
        else
            visitOne(piece, std::move(known), members, visit);
    }
}

void Census::stash(
    const Piece& piece, std::shared_ptr<const torrent::KnownTorrent> known, std::span<const Member> members)
{
    Loose& loose = m_hybrids[known->infoHash];
    if (loose.seen)
        merge(loose.view, piece.view);
    else
        loose.view = piece.view;
    loose.seen = loose.split = true;
    loose.known = std::move(known);
    loose.members.insert(loose.members.end(), members.begin(), members.end());
}

void Census::visitOne(const Piece& piece, std::shared_ptr<const torrent::KnownTorrent> known,
    std::span<const Member> members, const Visitor& visit)
{
    if (!piece.split && piece.view.clients == members.size())
        takeSingly(members);
    else
        group(members);
    SwarmGroup row;
    row.infoHash = piece.view.infoHash;
    row.known = std::move(known);
    row.view = piece.view;
    row.clients = m_clients;
    row.others = piece.others;
    visit(row);
}

// Each has a peer_id of its own.
void Census::takeSingly(std::span<const Member> members)
{
    m_ordered.clear();
    m_clients.clear();
    m_ordered.reserve(members.size()); // the spans below point into it
    for (const Member& member : members) {
        m_ordered.push_back(&member);
        m_clients.push_back({&m_ordered.back(), 1});
    }
}

// By peer_id, into m_clients.
void Census::group(std::span<const Member> members)
{
    m_refs.clear();
    for (std::size_t i = 0; i < members.size(); ++i)
        m_refs.push_back({headOf(members[i].view.peerId), static_cast<std::uint32_t>(i)});
    const auto idOf = [members](const Ref& ref) -> const protocol::PeerId& { return members[ref.member].view.peerId; };
    std::sort(m_refs.begin(), m_refs.end(), [&](const Ref& a, const Ref& b) {
        if (a.idHead != b.idHead)
            return a.idHead < b.idHead;
        if (const auto order = idOf(a) <=> idOf(b); order != 0)
            return order < 0;
        const swarm::PeerView& left = members[a.member].view;
        const swarm::PeerView& right = members[b.member].view;
        return left.last != right.last ? left.last > right.last : left.key < right.key;
    });
    const auto same
        = [members](const Ref& a, const Ref& b) { return members[a.member].view.key == members[b.member].view.key; };
    m_refs.erase(std::unique(m_refs.begin(), m_refs.end(), same), m_refs.end());

    m_ordered.clear();
    m_clients.clear();
    m_ordered.reserve(m_refs.size()); // the spans below point into it
    for (const Ref& ref : m_refs)
        m_ordered.push_back(&members[ref.member]);
    for (std::size_t from = 0; from < m_refs.size();) {
        std::size_t to = from + 1;
        while (to < m_refs.size() && idOf(m_refs[to]) == idOf(m_refs[from]))
            ++to;
        m_clients.push_back({m_ordered.data() + from, to - from});
        from = to;
    }
}

void Census::visitHybrids(const Visitor& visit)
{
    for (const auto& [infoHash, loose] : m_hybrids) {
        if (!loose.seen)
            continue;
        Piece piece{loose.view, 0, loose.split, loose.others};
        piece.view.infoHash = infoHash;
        visitOne(piece, loose.known, loose.members, visit);
    }
    m_hybrids.clear();
}

void Census::readOne(
    const swarm::Store& store, const InfoHash& infoHash, protocol::Time now, const Wanted& wanted, Loose& loose)
{
    swarm::VisitPlace place;
    do {
        loose.split = loose.split || place.isOpen;
        store.visitSwarmPiece(
            infoHash, now, kPiece, place,
            [&loose](const swarm::SwarmView& view) {
                if (loose.seen)
                    merge(loose.view, view);
                else
                    loose.view = view;
                loose.seen = true;
            },
            [&](const swarm::PeerView& view) {
                if (!wanted || wanted(view.peerId))
                    loose.members.push_back({infoHash, view});
                else
                    ++loose.others;
            });
    } while (place.isOpen);
}

bool Census::walkOne(const swarm::Store& store, const torrent::NameTable* names, const InfoHash& infoHash,
    protocol::Time now, const Visitor& visit)
{
    return walkSome(store, names, infoHash, now, {}, visit);
}

bool Census::walkSome(const swarm::Store& store, const torrent::NameTable* names, const InfoHash& infoHash,
    protocol::Time now, const Wanted& wanted, const Visitor& visit)
{
    const auto known = knownTorrent(names, infoHash);
    std::vector<InfoHash> hashes{rowHash(known.get(), infoHash)};
    if (known && known->secondHash)
        hashes.push_back(*known->secondHash);

    Loose loose;
    loose.known = known;
    loose.split = hashes.size() > 1;
    for (const InfoHash& hash : hashes)
        readOne(store, hash, now, wanted, loose);
    if (!loose.seen)
        return false;
    m_hybrids.clear();
    m_hybrids.emplace(hashes.front(), std::move(loose));
    visitHybrids(visit);
    return true;
}

} // namespace waggle::monitor
