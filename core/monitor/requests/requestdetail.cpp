// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/requestdetail.h"

#include "core/monitor/requests/fields.h"
#include "core/monitor/requests/httpdecode.h"
#include "core/monitor/requests/odditytext.h"
#include "core/monitor/requests/requestrow.h"
#include "core/monitor/requests/udpdecode.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

QByteArray copyOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

void addRemark(std::vector<Field>& fields, QLatin1String name, const QString& remark)
{
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
    if (at == fields.end() || remark.isEmpty())
        return;
    at->remark = at->remark.isEmpty() ? remark : at->remark + QStringLiteral("; ") + remark;
}

QString deltaText(std::int64_t delta, Time since)
{
    const bool down = delta < 0;
    const auto amount = down ? 0 - static_cast<std::uint64_t>(delta) : static_cast<std::uint64_t>(delta);
    return QStringLiteral("%1%2 since its last, %3 ago")
        .arg(down ? QString(QChar(0x2212)) : QStringLiteral("+"), byteText(amount), durationText(since));
}

void addDifferences(RequestDetail& detail)
{
    const RequestRow& row = detail.row;
    if (!row.sinceLast)
        return;
    addRemark(detail.fields, QLatin1String("uploaded"), deltaText(*row.deltaUp, *row.sinceLast));
    addRemark(detail.fields, QLatin1String("downloaded"), deltaText(*row.deltaDown, *row.sinceLast));
    addRemark(detail.fields, QLatin1String("left"), deltaText(*row.deltaLeft, *row.sinceLast));
}

void addCut(std::vector<Field>& fields, const requests::RequestRecord& record)
{
    if (record.trueLength <= record.rawLength)
        return;
    fields.push_back({QString(QChar(0x2026)), {},
        QStringLiteral("%1 bytes came, the first %2 are kept").arg(record.trueLength).arg(record.rawLength), 0});
}

} // namespace

RequestDetailPtr detailOf(const RequestLog& log, const torrent::NameTable* names, const RequestLog::Entry& entry)
{
    auto detail = std::make_shared<RequestDetail>();
    const requests::RequestRecord& record = entry.record;
    detail->row = rowOf(entry, names);
    if (const RequestLog::Entry* const previous = previousOf(log, entry))
        setDifferences(detail->row, *previous);
    detail->raw = copyOf(entry.raw());
    detail->reply = copyOf(entry.reply());

    const bool udp = record.transport == protocol::Transport::Udp;
    if (!entry.raw().empty())
        detail->fields = udp ? decodeUdpRequest(entry.raw(), record) : decodeHttpRequest(entry.raw());
    if (!entry.reply().empty())
        detail->replyFields
            = udp ? decodeUdpReply(entry.reply(), entry.raw(), record.from.family()) : decodeHttpReply(entry.reply());
    addDifferences(*detail);
    addCut(detail->fields, record);
    detail->oddities = odditiesOf(record.oddities);
    return detail;
}

} // namespace waggle::monitor
