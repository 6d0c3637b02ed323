// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/census.h"

#include <algorithm>
#include <cstring>

namespace waggle::monitor {

namespace {

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
    into.pinned = into.pinned || other.pinned;
}

} // namespace

void Census::walk(const swarm::Store& store, const torrent::NameTable* names, swarm::Time now, const Visitor& visit)
{
    m_hybrids.clear();
    for (std::size_t shard = 0; shard < store.shards(); ++shard)
        walkShard(store, names, shard, now, visit);
    visitHybrids(visit);
}

void Census::walkShard(const swarm::Store& store, const torrent::NameTable* names, std::size_t shard, swarm::Time now,
    const Visitor& visit)
{
    m_swarms.clear();
    m_places.clear();
    m_members.clear();
    store.visitSwarms(shard, now, [this](const swarm::SwarmView& view) { m_swarms.push_back(view); });
    if (m_swarms.empty())
        return;
    store.visitPeers(shard, now, [this](const InfoHash& infoHash, const swarm::PeerView& view) {
        m_members.push_back({infoHash, view});
    });

    if (names && !names->empty()) {
        const auto isHybrid = [&](const InfoHash& infoHash) {
            const auto known = knownTorrent(names, infoHash);
            return known && known->secondHash;
        };
        for (const swarm::SwarmView& view : m_swarms) {
            const auto known = knownTorrent(names, view.infoHash);
            if (!known || !known->secondHash)
                continue;
            Loose& loose = m_hybrids[known->infoHash];
            if (loose.seen)
                merge(loose.view, view);
            else
                loose.view = view;
            loose.seen = true;
            loose.known = known;
        }
        std::erase_if(m_swarms, [&](const swarm::SwarmView& view) { return isHybrid(view.infoHash); });
        std::erase_if(m_members, [&](const Member& member) {
            const auto known = knownTorrent(names, member.infoHash);
            if (!known || !known->secondHash)
                return false;
            m_hybrids[known->infoHash].members.push_back(member);
            return true;
        });
    }
    emitGroups(m_swarms, names, visit);
}

std::optional<std::uint32_t> Census::placeOf(const InfoHash& infoHash) const
{
    const auto at = std::lower_bound(m_places.begin(), m_places.end(), infoHash,
        [](const Place& place, const InfoHash& hash) { return place.infoHash < hash; });
    if (at == m_places.end() || at->infoHash != infoHash)
        return std::nullopt;
    return at->index;
}

void Census::emitGroups(std::span<const swarm::SwarmView> swarms, const torrent::NameTable* names, const Visitor& visit)
{
    m_places.clear();
    for (std::size_t i = 0; i < swarms.size(); ++i)
        m_places.push_back({swarms[i].infoHash, static_cast<std::uint32_t>(i)});
    std::sort(m_places.begin(), m_places.end(), [](const Place& a, const Place& b) { return a.infoHash < b.infoHash; });

    m_refs.clear();
    std::optional<std::uint32_t> place;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        const Member& member = m_members[i];
        if (i == 0 || m_members[i - 1].infoHash != member.infoHash)
            place = placeOf(member.infoHash);
        if (place) // else its swarm came between the two visits: the next walk has it
            m_refs.push_back({*place, headOf(member.view.peerId), static_cast<std::uint32_t>(i)});
    }
    group(m_members);

    for (std::size_t i = 0; i < swarms.size(); ++i) {
        const auto first
            = std::lower_bound(m_clientSwarms.begin(), m_clientSwarms.end(), static_cast<std::uint32_t>(i));
        const auto last = std::upper_bound(first, m_clientSwarms.end(), static_cast<std::uint32_t>(i));
        SwarmGroup row;
        row.infoHash = swarms[i].infoHash;
        row.known = knownTorrent(names, row.infoHash);
        row.view = swarms[i];
        row.clients = {m_clients.data() + (first - m_clientSwarms.begin()), static_cast<std::size_t>(last - first)};
        visit(row);
    }
}

// From m_refs to m_clients, and in m_clientSwarms the swarm of each.
void Census::group(std::span<const Member> members)
{
    const auto idOf = [members](const Ref& ref) -> const protocol::PeerId& { return members[ref.member].view.peerId; };
    std::sort(m_refs.begin(), m_refs.end(), [&](const Ref& a, const Ref& b) {
        if (a.swarm != b.swarm)
            return a.swarm < b.swarm;
        if (a.idHead != b.idHead)
            return a.idHead < b.idHead;
        if (const auto order = idOf(a) <=> idOf(b); order != 0)
            return order < 0;
        const swarm::PeerView& left = members[a.member].view;
        const swarm::PeerView& right = members[b.member].view;
        return left.last != right.last ? left.last > right.last : left.key < right.key;
    });

    m_ordered.clear();
    m_clients.clear();
    m_clientSwarms.clear();
    m_ordered.reserve(m_refs.size()); // the spans below point into it
    for (const Ref& ref : m_refs)
        m_ordered.push_back(&members[ref.member]);
    for (std::size_t from = 0; from < m_refs.size();) {
        std::size_t to = from + 1;
        while (to < m_refs.size() && m_refs[to].swarm == m_refs[from].swarm && idOf(m_refs[to]) == idOf(m_refs[from]))
            ++to;
        m_clients.push_back({m_ordered.data() + from, to - from});
        m_clientSwarms.push_back(m_refs[from].swarm);
        from = to;
    }
}

void Census::visitHybrids(const Visitor& visit)
{
    for (const auto& [infoHash, loose] : m_hybrids) {
        if (!loose.seen)
            continue;
        m_refs.clear();
        for (std::size_t i = 0; i < loose.members.size(); ++i)
            m_refs.push_back({0, headOf(loose.members[i].view.peerId), static_cast<std::uint32_t>(i)});
        group(loose.members);
        SwarmGroup row;
        row.infoHash = infoHash;
        row.known = loose.known;
        row.view = loose.view;
        row.view.infoHash = infoHash;
        row.clients = m_clients;
        visit(row);
    }
    m_hybrids.clear();
}

bool Census::walkOne(const swarm::Store& store, const torrent::NameTable* names, const InfoHash& infoHash,
    swarm::Time now, const Visitor& visit)
{
    const auto known = knownTorrent(names, infoHash);
    std::vector<InfoHash> hashes{rowHash(known.get(), infoHash)};
    if (known && known->secondHash)
        hashes.push_back(*known->secondHash);

    Loose loose;
    loose.known = known;
    for (const InfoHash& hash : hashes) {
        store.visitSwarm(
            hash, now,
            [&loose](const swarm::SwarmView& view) {
                if (loose.seen)
                    merge(loose.view, view);
                else
                    loose.view = view;
                loose.seen = true;
            },
            [&](const swarm::PeerView& view) {
                loose.members.push_back({hash, view});
            });
    }
    if (!loose.seen)
        return false;
    m_hybrids.clear();
    m_hybrids.emplace(hashes.front(), std::move(loose));
    visitHybrids(visit);
    return true;
}

} // namespace waggle::monitor
