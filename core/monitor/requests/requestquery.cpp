// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/requestquery.h"

#include "core/monitor/requests/requestlog.h"
#include "core/monitor/requests/requestrow.h"
#include "core/monitor/tables/filter.h"
#include "core/monitor/tables/naming.h"
#include "core/monitor/tables/ranking.h"

#include <algorithm>
#include <bit>

namespace waggle::monitor {

namespace {

using requests::RequestKind;
using requests::RequestRecord;
using requests::RequestResult;

bool isOfKind(const RequestRecord& record, RequestQuery::Kinds kinds)
{
    switch (kinds) {
    case RequestQuery::Kinds::All:
        return true;
    case RequestQuery::Kinds::AnnouncesAndProblems:
        return record.kind == RequestKind::Announce || record.result != RequestResult::Answered;
    case RequestQuery::Kinds::Announces:
        return record.kind == RequestKind::Announce;
    case RequestQuery::Kinds::Scrapes:
        return record.kind == RequestKind::Scrape;
    case RequestQuery::Kinds::Connects:
        return record.kind == RequestKind::Connect;
    case RequestQuery::Kinds::Other:
        return record.kind == RequestKind::Other;
    }
    return true;
}

bool hasResult(const RequestRecord& record, RequestQuery::Results results)
{
    switch (results) {
    case RequestQuery::Results::All:
        return true;
    case RequestQuery::Results::Answered:
        return record.result == RequestResult::Answered;
    case RequestQuery::Results::Refused:
        return record.result == RequestResult::Refused;
    case RequestQuery::Results::Dropped:
        return record.result == RequestResult::Dropped;
    case RequestQuery::Results::Problems:
        return record.result != RequestResult::Answered;
    }
    return true;
}

WordBits wordsOf(const RequestRecord& record)
{
    const auto from = [](Word first, auto value) {
        return wordBit(static_cast<Word>(static_cast<unsigned>(first) + static_cast<unsigned>(value)));
    };
    WordBits words = from(Word::Announce, record.kind) | from(Word::Answered, record.result)
        | from(Word::Http, record.transport) | from(Word::V4, record.from.family());
    if (record.hasPeer)
        words |= wordBit(record.isSeed ? Word::Seed : Word::Leecher);
    if (record.event == protocol::Event::Paused)
        words |= wordBit(Word::Paused);
    return words;
}

// One query with what is worked out once for it.
class Selection {
public:
    Selection(const torrent::NameTable* names, const RequestQuery& query)
        : m_names(names)
        , m_query(query)
        , m_filter(query.filter)
    {
        if (query.swarm)
            m_swarm = rowHash(knownTorrent(names, *query.swarm).get(), *query.swarm);
    }

    // All but the text filter.
    [[nodiscard]] bool selects(const RequestLog::Entry& entry) const
    {
        const RequestRecord& record = entry.record;
        if (m_query.paused && entry.number > m_query.pausedAt)
            return false;
        if (!isOfKind(record, m_query.kinds) || !hasResult(record, m_query.results))
            return false;
        if (m_query.onlyOdd && record.oddities == 0)
            return false;
        if (m_query.from && record.from != *m_query.from)
            return false;
        if (m_query.follow && (!record.hasPeer || record.peerId != *m_query.follow))
            return false;
        if (!m_swarm)
            return true;
        return record.hasSwarm && rowHash(knownTorrent(m_names, record.infoHash).get(), record.infoHash) == *m_swarm;
    }

    [[nodiscard]] bool passes(const RequestLog::Entry& entry) const
    {
        if (m_filter.isEmpty())
            return true;
        const RequestRecord& record = entry.record;
        return m_filter.matches(
            wordsOf(record), [&](const AddressPrefix& prefix) { return prefix.matches(record.from); },
            [&](const QString& text) {
                if (record.hasPeer && clientText(record.peerId).contains(text, Qt::CaseInsensitive))
                    return true;
                if (record.hasSwarm
                    && (hashMatches(record.infoHash, text)
                        || swarmNameOf(record, m_names).contains(text, Qt::CaseInsensitive)))
                    return true;
                return eventWord(record.event).contains(text) || whyOf(entry).contains(text, Qt::CaseInsensitive);
            });
    }

    [[nodiscard]] SortKey keyOf(const RequestLog::Entry& entry) const;

private:
    const torrent::NameTable* m_names;
    const RequestQuery& m_query;
    TextFilter m_filter;
    std::optional<InfoHash> m_swarm; // by its row's hash
};

SortKey textKey(const QString& text)
{
    return text.isEmpty() ? SortKey::none() : SortKey::of(text);
}

SortKey Selection::keyOf(const RequestLog::Entry& entry) const
{
    const RequestRecord& record = entry.record;
    switch (m_query.sort) {
    case RequestColumn::Time:
        return SortKey::of(entry.number);
    case RequestColumn::Kind:
        return SortKey::of(static_cast<std::uint64_t>(record.kind));
    case RequestColumn::Over:
        return SortKey::of(
            static_cast<std::uint64_t>(record.transport) * 2 + static_cast<std::uint64_t>(record.from.family()));
    case RequestColumn::From: {
        SortKey key = SortKey::of(static_cast<std::uint64_t>(record.from.family()));
        for (std::size_t i = 0; i < record.from.size(); ++i)
            key.text += QChar(record.from.data()[i]);
        return key;
    }
    case RequestColumn::Client:
        return record.hasPeer ? SortKey::of(clientText(record.peerId)) : SortKey::none();
    case RequestColumn::Swarm:
        return textKey(swarmNameOf(record, m_names));
    case RequestColumn::Event:
        return textKey(eventWord(record.event));
    case RequestColumn::Left:
        return record.hasPeer ? SortKey::of(record.left) : SortKey::none();
    case RequestColumn::Result:
        return SortKey::of(static_cast<std::uint64_t>(record.result));
    case RequestColumn::Why:
        return textKey(whyOf(entry));
    case RequestColumn::Odd:
        return SortKey::of(static_cast<std::uint64_t>(std::popcount(record.oddities)));
    case RequestColumn::Bytes:
        return SortKey::of(std::uint64_t{record.trueLength});
    case RequestColumn::Duration:
        return SortKey::of(std::uint64_t{record.durationNs});
    }
    return SortKey::none();
}

struct Collected {
    std::vector<Ranked> rows; // index: place in the log
    qint64 hidden = 0;
};

Collected collect(const RequestLog& log, const torrent::NameTable* names, const RequestQuery& query)
{
    const Selection selection(names, query);
    Collected all;
    std::uint32_t index = 0;
    for (const RequestLog::Entry& entry : log.entries()) {
        const std::uint32_t place = index++;
        if (!selection.selects(entry))
            continue;
        if (selection.passes(entry))
            all.rows.push_back({selection.keyOf(entry), requestKey(entry.number), place});
        else
            ++all.hidden;
    }
    return all;
}

RequestRow queryRow(
    const RequestLog& log, const torrent::NameTable* names, const RequestQuery& query, const RequestLog::Entry& entry)
{
    RequestRow row = rowOf(entry, names);
    if (query.follow)
        if (const RequestLog::Entry* const previous = previousOf(log, entry))
            setDifferences(row, *previous);
    return row;
}

void renewRows(RequestPage& page, const RequestLog& log)
{
    for (RequestRow& row : page.rows)
        if (const RequestLog::Entry* const entry = log.find(row.number))
            row.repeats = entry->repeats; // all that can change
}

} // namespace

RequestPagePtr answer(const Sources& sources, const RequestQuery& query, const RequestPage* held)
{
    const RequestLog& log = sources.log;
    const torrent::NameTable* const names = sources.names.get();
    auto page = std::make_shared<RequestPage>(held ? *held : RequestPage{});
    page->view = query.view;
    page->number = query.number;
    page->newest = log.newest();
    page->kept = static_cast<qint64>(log.entries().size());
    page->lost = log.lost();
    if (held) {
        renewRows(*page, log);
        return page;
    }
    Collected all = collect(log, names, query);
    page->total = static_cast<qint64>(all.rows.size());
    page->hidden = all.hidden;
    page->trackedRows = placesOf(all.rows, query.tracked, query.descending);
    page->first = std::clamp<qint64>(query.first, 0, page->total);
    for (const Ranked& ranked : takeWindow(all.rows, query.first, query.count, query.descending))
        page->rows.push_back(queryRow(log, names, query, log.entries()[ranked.index]));
    return page;
}

Exports::Step exportOf(const Sources& sources, quint64 job, const RequestQuery& query, const Publish& publish)
{
    Collected all = collect(sources.log, sources.names.get(), query);
    std::vector<std::uint64_t> order;
    const auto size = static_cast<qint64>(all.rows.size());
    for (const Ranked& ranked : takeWindow(all.rows, 0, size, query.descending))
        order.push_back(numberOf(ranked.id));
    const auto rowsOf = [&sources, query](std::span<const std::uint64_t> numbers) {
        std::vector<RequestRow> rows;
        for (const std::uint64_t number : numbers)
            if (const RequestLog::Entry* const entry = sources.log.find(number))
                rows.push_back(queryRow(sources.log, sources.names.get(), query, *entry));
        return rows;
    };
    return slicesOf<RequestPage>(job, query, std::move(order), rowsOf, publish);
}

} // namespace waggle::monitor
