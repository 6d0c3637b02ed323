// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/swarmquery.h"

#include "core/monitor/tables/filter.h"
#include "core/monitor/tables/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace waggle::monitor {

namespace {

WordBits wordsOf(const SwarmRow& row)
{
    WordBits words
        = wordBit(static_cast<Word>(static_cast<unsigned>(Word::Sharing) + static_cast<unsigned>(row.state)));
    if (row.stuck > 0)
        words |= wordBit(Word::Stuck);
    return words;
}

QString labelOf(const SwarmFigures& figures)
{
    return figures.known ? figures.known->label : QString();
}

bool passes(const TextFilter& filter, const SwarmFigures& figures)
{
    if (filter.isEmpty())
        return true;
    const torrent::KnownTorrent* known = figures.known.get();
    return filter.matches(
        wordsOf(figures.row), [](const AddressPrefix&) { return false; },
        [&](const QString& text) {
            if (known && known->name.contains(text, Qt::CaseInsensitive))
                return true;
            if (known && known->label.contains(text, Qt::CaseInsensitive))
                return true;
            const auto& second = figures.row.secondHash;
            return hashMatches(figures.row.infoHash, text) || (second && hashMatches(*second, text));
        });
}

std::int64_t addedMs(const SwarmFigures& figures, const Snapshot& snapshot)
{
    if (figures.known)
        return figures.known->addedMs;
    return snapshot.wallMs - (snapshot.at - figures.added).count();
}

std::optional<double> doneShare(const SwarmRow& row)
{
    if (row.clients == 0)
        return std::nullopt;
    return static_cast<double>(row.seeds) / row.clients;
}

// Sum of the last sparkline points: how much was going on.
std::optional<double> sparkSum(const std::shared_ptr<const std::vector<float>>& spark)
{
    if (!spark)
        return std::nullopt;
    return std::accumulate(spark->begin(), spark->end(), 0.0,
        [](double sum, float point) { return std::isnan(point) ? sum : sum + static_cast<double>(point); });
}

SortKey hashKey(const InfoHash& infoHash)
{
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < 8; ++i)
        head = head << 8 | infoHash.bytes[i];
    SortKey key = SortKey::of(head);
    for (std::size_t i = 8; i < infoHash.bytes.size(); ++i)
        key.text += QChar(infoHash.bytes[i]);
    return key;
}

SortKey nameKey(const SwarmFigures& figures)
{
    if (figures.row.named)
        return SortKey::of(swarmName(figures.known.get(), figures.row.infoHash));
    // Behind all names, as its short form reads: the beginning of the hash, then the end.
    const auto& bytes = figures.row.infoHash.bytes;
    return SortKey::of(std::uint64_t{1} << 32 | std::uint64_t{bytes[0]} << 24 | std::uint64_t{bytes[1]} << 16
        | std::uint64_t{bytes[18]} << 8 | bytes[19]);
}

SortKey keyOf(const SwarmFigures& figures, const Snapshot& snapshot, const SwarmHistory& history, SwarmColumn column)
{
    const SwarmRow& row = figures.row;
    switch (column) {
    case SwarmColumn::Name:
        return nameKey(figures);
    case SwarmColumn::State:
        return SortKey::of(static_cast<std::uint64_t>(row.state));
    case SwarmColumn::Done:
        return SortKey::of(doneShare(row));
    case SwarmColumn::Seeds:
        return SortKey::of(std::uint64_t{row.seeds});
    case SwarmColumn::Leechers:
        return SortKey::of(std::uint64_t{row.leechers});
    case SwarmColumn::RateDown:
        return SortKey::of(row.rateDown);
    case SwarmColumn::Moved:
        return SortKey::of(row.movedDown);
    case SwarmColumn::LastAnnounce: // by age
        return row.lastAnnounceAge ? SortKey::ofSigned(row.lastAnnounceAge->count()) : SortKey::none();
    case SwarmColumn::Spark:
        return SortKey::of(sparkSum(history.spark(row.infoHash)));
    case SwarmColumn::Size:
        return row.size ? SortKey::of(*row.size) : SortKey::none();
    case SwarmColumn::PartialSeeds:
        return SortKey::of(std::uint64_t{row.partialSeeds});
    case SwarmColumn::Completions:
        return SortKey::of(std::uint64_t{row.completions});
    case SwarmColumn::RateUp:
        return SortKey::of(row.rateUp);
    case SwarmColumn::AnnouncesPerMinute:
        return SortKey::of(std::optional(history.announcesPerMinute(row.infoHash)));
    case SwarmColumn::Added:
        return SortKey::ofSigned(addedMs(figures, snapshot));
    case SwarmColumn::Hash:
        return hashKey(row.infoHash);
    case SwarmColumn::Label: {
        const QString label = labelOf(figures);
        return label.isEmpty() ? SortKey::none() : SortKey::of(label);
    }
    }
    return SortKey::none();
}

struct Collected {
    std::vector<Ranked> rows;
    std::array<qint64, kSwarmStates> byState{};
    qint64 hidden = 0;
};

Collected collect(const Snapshot& snapshot, const SwarmHistory& history, const SwarmQuery& query)
{
    const TextFilter filter(query.filter);
    Collected all;
    for (std::uint32_t i = 0; i < snapshot.swarms.size(); ++i) {
        const SwarmFigures& figures = snapshot.swarms[i];
        if (!query.label.isEmpty() && labelOf(figures) != query.label)
            continue;
        const bool ofState = !query.state || figures.row.state == *query.state;
        if (!passes(filter, figures)) {
            all.hidden += ofState;
            continue;
        }
        ++all.byState[static_cast<std::size_t>(figures.row.state)];
        if (ofState)
            all.rows.push_back({keyOf(figures, snapshot, history, query.sort), figures.row.key, i});
    }
    return all;
}

// The rows of the held page as they are now; one that is gone stays as it was.
void renewRows(SwarmPage& page, const Snapshot& snapshot, const SwarmHistory& history)
{
    std::map<RowKey, SwarmRow*> rows;
    for (SwarmRow& row : page.rows)
        rows.emplace(row.key, &row);
    for (const SwarmFigures& figures : snapshot.swarms)
        if (const auto at = rows.find(figures.row.key); at != rows.end())
            *at->second = finished(figures, snapshot, history);
}

} // namespace

SwarmRow finished(const SwarmFigures& figures, const Snapshot& snapshot, const SwarmHistory& history)
{
    SwarmRow row = figures.row;
    row.name = swarmName(figures.known.get(), row.infoHash);
    row.label = labelOf(figures);
    row.addedMs = addedMs(figures, snapshot);
    row.announcesPerMinute = history.announcesPerMinute(row.infoHash);
    row.spark = history.spark(row.infoHash);
    return row;
}

SwarmPagePtr answer(const Sources& sources, const SwarmQuery& query, const SwarmPage* held)
{
    const Snapshot& snapshot = *sources.snapshot;
    const SwarmHistory& history = sources.history;
    auto page = std::make_shared<SwarmPage>(held ? *held : SwarmPage{});
    page->view = query.view;
    page->number = query.number;
    if (held) {
        renewRows(*page, snapshot, history);
        return page;
    }
    Collected all = collect(snapshot, history, query);
    page->total = static_cast<qint64>(all.rows.size());
    page->hidden = all.hidden;
    page->byState = all.byState;
    page->all = std::accumulate(all.byState.begin(), all.byState.end(), qint64{0});
    page->trackedRows = placesOf(all.rows, query.tracked, query.descending);
    page->first = std::clamp<qint64>(query.first, 0, page->total);
    for (const Ranked& ranked : takeWindow(all.rows, query.first, query.count, query.descending))
        page->rows.push_back(finished(snapshot.swarms[ranked.index], snapshot, history));
    return page;
}

Exports::Step exportOf(const Sources& sources, quint64 job, const SwarmQuery& query, const Publish& publish)
{
    const SnapshotPtr snapshot = sources.snapshot; // the whole export is of one moment
    Collected all = collect(*snapshot, sources.history, query);
    std::vector<std::uint32_t> order;
    for (const Ranked& ranked : takeWindow(all.rows, 0, static_cast<qint64>(all.rows.size()), query.descending))
        order.push_back(ranked.index);
    const auto rowsOf = [&history = sources.history, snapshot](std::span<const std::uint32_t> places) {
        std::vector<SwarmRow> rows;
        for (const std::uint32_t place : places)
            rows.push_back(finished(snapshot->swarms[place], *snapshot, history));
        return rows;
    };
    return slicesOf<SwarmPage>(job, query, std::move(order), rowsOf, publish);
}

} // namespace waggle::monitor
