// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/peerquery.h"

#include "core/monitor/swarms/peerrows.h"
#include "core/swarm/store.h"

#include <algorithm>
#include <map>

namespace waggle::monitor {

namespace {

// An expanded client: where it stands among the clients, and its addresses, which stand below it.
struct Expanded {
    RowKey client;
    std::vector<RowKey> addresses;
    qint64 place = -1; // among clients
    qint64 row = -1; // among all rows
};

struct Collected {
    explicit Collected(std::vector<Ranked>& scratch)
        : clients(scratch)
    {
        clients.clear();
    }
    std::vector<Ranked>& clients;
    std::vector<Expanded> expanded; // in order, once placed
    qint64 hidden = 0;
    qint64 addresses = 0;
};

void visitSwarms(const Sources& sources, const std::optional<InfoHash>& only, const Census::Visitor& visit)
{
    if (only)
        sources.census.walkOne(sources.store, sources.names.get(), *only, sources.now, visit);
    else
        sources.census.walk(sources.store, sources.names.get(), sources.now, visit);
}

Collected collect(const Sources& sources, const PeerQuery& query)
{
    const TextFilter filter(query.filter);
    Collected all(sources.scratch);
    if (!query.swarm && filter.isEmpty())
        all.clients.reserve(sources.store.totals().clients);
    visitSwarms(sources, query.swarm, [&](const SwarmGroup& swarm) {
        const SwarmFacts facts = factsOf(swarm);
        const SortKey ofSwarm = query.sort == PeerColumn::Swarm
            ? SortKey::of(swarmName(swarm.known.get(), swarm.infoHash)) // once for all its clients
            : SortKey();
        for (const Client& client : swarm.clients) {
            const ClientFigures figures = figuresOf(client, facts, sources.now);
            const SeenClient seen{swarm, client, figures};
            if (!passes(filter, seen, sources)) {
                ++all.hidden;
                continue;
            }
            const RowKey key = clientKey(swarm.infoHash, client.front()->view.peerId);
            all.addresses += static_cast<qint64>(client.size());
            all.clients.push_back(
                {query.sort == PeerColumn::Swarm ? ofSwarm : keyOf(seen, sources, query.sort), key, 0});
            if (client.size() < 2 || !query.expanded.contains(key))
                continue;
            Expanded expanded{key, {}, -1, -1};
            for (const PeerRow& row : addressRows(seen, sources))
                expanded.addresses.push_back(row.key);
            all.expanded.push_back(std::move(expanded));
        }
    });
    return all;
}

void placeExpanded(Collected& all, bool descending)
{
    std::vector<RowKey> keys;
    for (const Expanded& expanded : all.expanded)
        keys.push_back(expanded.client);
    const std::vector<qint64> places = placesOf(all.clients, keys, descending);
    for (std::size_t i = 0; i < places.size(); ++i)
        all.expanded[i].place = places[i];
    std::sort(all.expanded.begin(), all.expanded.end(),
        [](const Expanded& a, const Expanded& b) { return a.place < b.place; });
    qint64 above = 0;
    for (Expanded& expanded : all.expanded) {
        expanded.row = expanded.place + above;
        above += static_cast<qint64>(expanded.addresses.size());
    }
}

// The client on or above whose addresses row `row` stands.
qint64 clientAt(const Collected& all, qint64 row)
{
    qint64 above = 0;
    for (const Expanded& expanded : all.expanded) {
        if (row <= expanded.row)
            break;
        const auto addresses = static_cast<qint64>(expanded.addresses.size());
        if (row <= expanded.row + addresses)
            return expanded.place;
        above += addresses;
    }
    return row - above;
}

qint64 rowOfClient(const Collected& all, qint64 place)
{
    qint64 above = 0;
    for (const Expanded& expanded : all.expanded)
        if (expanded.place < place)
            above += static_cast<qint64>(expanded.addresses.size());
    return place + above;
}

std::vector<qint64> trackedRows(const Collected& all, const PeerQuery& query)
{
    std::vector<qint64> rows = placesOf(all.clients, query.tracked, query.descending);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] >= 0) {
            rows[i] = rowOfClient(all, rows[i]);
            continue;
        }
        for (const Expanded& expanded : all.expanded) {
            const auto at = std::find(expanded.addresses.begin(), expanded.addresses.end(), query.tracked[i]);
            if (at != expanded.addresses.end())
                rows[i] = expanded.row + 1 + (at - expanded.addresses.begin());
        }
    }
    return rows;
}

// Visits these clients: the store is asked once for each of their swarms, and nobody else in them is looked at.
void visitClients(const Sources& sources, std::span<const RowKey> keys,
    const std::function<void(std::size_t, const SeenClient&)>& visit)
{
    std::map<InfoHash, std::map<RowKey, std::size_t>> wanted;
    for (std::size_t i = 0; i < keys.size(); ++i)
        wanted[hashOf(keys[i])].emplace(keys[i], i);
    for (const auto& [infoHash, ofSwarm] : wanted) {
        const auto isWanted = [&hash = infoHash, &keysOf = ofSwarm](
                                  const protocol::PeerId& id) { return keysOf.contains(clientKey(hash, id)); };
        sources.census.walkSome(
            sources.store, sources.names.get(), infoHash, sources.now, isWanted, [&](const SwarmGroup& swarm) {
                const SwarmFacts facts = factsOf(swarm);
                for (const Client& client : swarm.clients) {
                    const auto at = ofSwarm.find(clientKey(swarm.infoHash, client.front()->view.peerId));
                    if (at == ofSwarm.end())
                        continue;
                    const ClientFigures figures = figuresOf(client, facts, sources.now);
                    visit(at->second, {swarm, client, figures});
                }
            });
    }
}

// Each client's row, with those of its addresses below it if it is expanded.
std::vector<PeerRow> windowRows(const Sources& sources, std::span<const RowKey> keys, const std::set<RowKey>& expanded)
{
    std::vector<std::vector<PeerRow>> blocks(keys.size());
    visitClients(sources, keys, [&](std::size_t place, const SeenClient& seen) {
        PeerRow row = clientRow(seen, sources);
        row.expanded = row.expandable && expanded.contains(row.key);
        const bool open = row.expanded;
        blocks[place].push_back(std::move(row));
        if (open)
            for (PeerRow& below : addressRows(seen, sources))
                blocks[place].push_back(std::move(below));
    });
    std::vector<PeerRow> rows;
    for (auto& block : blocks)
        for (PeerRow& row : block)
            rows.push_back(std::move(row));
    return rows;
}

// The held page's rows as they are now; one that is gone stays as it was.
void renewRows(PeerPage& page, const Sources& sources, const PeerQuery& query)
{
    std::vector<RowKey> clients;
    for (const PeerRow& row : page.rows)
        clients.push_back(
            clientKey(rowHash(knownTorrent(sources.names.get(), row.infoHash).get(), row.infoHash), row.peerId));
    std::map<RowKey, PeerRow> fresh;
    for (PeerRow& row : windowRows(sources, clients, query.expanded))
        fresh.emplace(row.key, std::move(row));
    for (PeerRow& row : page.rows)
        if (const auto at = fresh.find(row.key); at != fresh.end())
            row = std::move(at->second);
}

} // namespace

PeerPagePtr answer(const Sources& sources, const PeerQuery& query, const PeerPage* held)
{
    auto page = std::make_shared<PeerPage>(held ? *held : PeerPage{});
    page->view = query.view;
    page->number = query.number;
    if (held) {
        renewRows(*page, sources, query);
        return page;
    }

    Collected all = collect(sources, query);
    placeExpanded(all, query.descending);
    qint64 below = 0;
    for (const Expanded& expanded : all.expanded)
        below += static_cast<qint64>(expanded.addresses.size());
    page->clients = static_cast<qint64>(all.clients.size());
    page->addresses = all.addresses;
    page->total = page->clients + below;
    page->hidden = all.hidden;
    page->trackedRows = trackedRows(all, query);
    page->first = std::clamp<qint64>(query.first, 0, page->total);
    const qint64 count = std::clamp<qint64>(query.count, 0, page->total - page->first);
    if (count == 0)
        return page;

    const qint64 firstClient = clientAt(all, page->first);
    const qint64 lastClient = clientAt(all, page->first + count - 1);
    std::vector<RowKey> keys;
    for (const Ranked& ranked : takeWindow(all.clients, firstClient, lastClient - firstClient + 1, query.descending))
        keys.push_back(ranked.id);
    std::vector<PeerRow> rows = windowRows(sources, keys, query.expanded);
    // The window may begin among the addresses of its first client.
    const qint64 skip = std::min(page->first - rowOfClient(all, firstClient), static_cast<qint64>(rows.size()));
    rows.erase(rows.begin(), rows.begin() + skip);
    if (static_cast<qint64>(rows.size()) > count)
        rows.erase(rows.begin() + count, rows.end());
    page->rows = std::move(rows);
    return page;
}

Exports::Step exportOf(const Sources& sources, quint64 job, const PeerQuery& query, const Publish& publish)
{
    Collected all = collect(sources, query);
    std::vector<RowKey> order;
    const auto size = static_cast<qint64>(all.clients.size());
    for (const Ranked& ranked : takeWindow(all.clients, 0, size, query.descending))
        order.push_back(ranked.id);
    const auto rowsOf = [&sources](std::span<const RowKey> clients) { return windowRows(sources, clients, {}); };
    return slicesOf<PeerPage>(job, query, std::move(order), rowsOf, publish);
}

} // namespace waggle::monitor
