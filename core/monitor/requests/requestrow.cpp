// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/requestrow.h"

#include "core/monitor/tables/naming.h"
#include "core/text/figures.h"

namespace waggle::monitor {

using requests::RequestKind;
using requests::RequestRecord;
using requests::RequestResult;

namespace {

// Seeders, completed, leechers: what a scrape of one infohash got over UDP, where the answer was kept.
QString scrapeCounts(const RequestLog::Entry& entry)
{
    const auto reply = entry.reply();
    if (entry.record.transport != protocol::Transport::Udp || entry.record.detail != 1 || reply.size() != 20)
        return {};
    const auto number = [&](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8 | reply[at + i];
        return QString::number(value);
    };
    return number(8) + QStringLiteral(" / ") + number(16) + QStringLiteral(" / ") + number(12);
}

QString counted(std::uint64_t count, const char* one, const char* several)
{
    return QString::fromStdString(text::counted(count, one, several));
}

} // namespace

QString eventWord(protocol::Event event)
{
    switch (event) {
    case protocol::Event::Started:
        return QStringLiteral("started");
    case protocol::Event::Completed:
        return QStringLiteral("completed");
    case protocol::Event::Stopped:
        return QStringLiteral("stopped");
    case protocol::Event::Paused:
        return QStringLiteral("paused");
    case protocol::Event::None:
        break;
    }
    return {};
}

QString swarmNameOf(const RequestRecord& record, const torrent::NameTable* names)
{
    if (!record.hasSwarm)
        return {};
    return swarmName(knownTorrent(names, record.infoHash).get(), record.infoHash);
}

QString whyOf(const RequestLog::Entry& entry)
{
    const RequestRecord& record = entry.record;
    if (record.rule != requests::Rule::None)
        return QString::fromStdString(requests::describe(record));
    if (record.result != RequestResult::Answered)
        return {};
    switch (record.kind) {
    case RequestKind::Announce:
        return counted(record.peersReturned, "peer", "peers");
    case RequestKind::Scrape: {
        const QString counts = scrapeCounts(entry);
        return counts.isEmpty() ? counted(record.detail, "swarm", "swarms") : counts;
    }
    case RequestKind::Connect:
        return QStringLiteral("connection id");
    case RequestKind::Other:
        break;
    }
    return {};
}

RequestRow rowOf(const RequestLog::Entry& entry, const torrent::NameTable* names)
{
    RequestRow row;
    row.key = requestKey(entry.number);
    row.number = entry.number;
    row.wallMs = entry.wallMs;
    row.record = entry.record;
    row.repeats = entry.repeats;
    if (entry.record.hasPeer)
        row.client = clientText(entry.record.peerId);
    row.swarmName = swarmNameOf(entry.record, names);
    row.why = whyOf(entry);
    return row;
}

const RequestLog::Entry* previousOf(const RequestLog& log, const RequestLog::Entry& entry)
{
    const auto& entries = log.entries();
    if (entries.empty() || !entry.record.hasPeer || entry.number <= entries.front().number)
        return nullptr;
    for (std::size_t i = entry.number - entries.front().number; i-- > 0;) {
        const RequestRecord& record = entries[i].record;
        if (record.hasPeer && record.peerId == entry.record.peerId && record.infoHash == entry.record.infoHash
            && record.from == entry.record.from)
            return &entries[i];
    }
    return nullptr;
}

void setDifferences(RequestRow& row, const RequestLog::Entry& previous)
{
    const auto delta = [](std::uint64_t now, std::uint64_t before) { return static_cast<std::int64_t>(now - before); };
    const RequestRecord& last = previous.record;
    row.sinceLast = Time(row.record.timeMs - last.timeMs);
    row.deltaUp = delta(row.record.uploaded, last.uploaded);
    row.deltaDown = delta(row.record.downloaded, last.downloaded);
    row.deltaLeft = delta(row.record.left, last.left);
    if (last.givenInterval > 0)
        row.dueAfter = swarm::seconds(last.givenInterval);
}

} // namespace waggle::monitor
