// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/remotecolumns.h"

#include "core/text/words.h"
#include "ui/base/format.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace waggle::ui {

namespace {

constexpr double kFullBarMs = 1000;

QString countText(const std::optional<qint64>& value)
{
    return value && *value >= 0 ? format::count(static_cast<std::uint64_t>(*value)) : format::unknown();
}

void addCount(RemoteModel::Columns& columns, RemoteColumn sort, const char* id, const QString& title,
    const QString& toolTip, std::optional<qint64> RemoteRow::*member)
{
    auto& column = addColumn(
        columns, sort, id, title, toolTip, 8, [member](const RemoteRow& row) { return countText(row.*member); });
    column.info.alignment = Qt::AlignRight;
    column.info.descendingFirst = true;
    column.raw = [member](const RemoteRow& row) -> QJsonValue {
        return row.*member ? QJsonValue(*(row.*member)) : QJsonValue();
    };
}

void addFamily(RemoteModel::Columns& columns, RemoteColumn sort, const char* id, const QString& title,
    const QString& toolTip, RemoteRow::Family RemoteRow::*member)
{
    auto& column = addColumn(
        columns, sort, id, title, toolTip, 20, [member](const RemoteRow& row) { return (row.*member).text; });
    column.look = [member](const RemoteRow& row) {
        Cell cell;
        cell.sign = (row.*member).sign;
        cell.tone = (row.*member).tone;
        cell.toneSignOnly = cell.tone == Tone::Good;
        return cell;
    };
    column.info.roomyChars = 26;
    column.info.unit = "ms";
    column.raw = [member](const RemoteRow& row) -> QJsonValue {
        return (row.*member).ms ? QJsonValue(*(row.*member).ms) : QJsonValue();
    };
    column.copy = [member](const RemoteRow& row) { return ((row.*member).sign + u' ' + (row.*member).text).trimmed(); };
    column.toolTip = [member](const RemoteRow& row) {
        return (row.*member).tip.isEmpty() ? (row.*member).text : (row.*member).tip;
    };
}

void addPhases(RemoteModel::Columns& columns)
{
    auto& phases = addColumn(columns, RemoteColumn::Phases, "phases", Words::tr("DNS · connect · TLS · answer"),
        Words::tr(
            "How long the fastest leg took, part by part: DNS grey, connect blue, TLS yellow, answer green. The bar "
            "grows "
            "with the square root of the time and is full at one second."),
        24, [](const RemoteRow& row) { return row.totalMs < 0 ? QString() : phaseText(row.phases); });
    phases.look = [](const RemoteRow& row) {
        Cell cell;
        cell.kind = Cell::Kind::Phases;
        cell.phases = phaseShares(row.phases);
        return cell;
    };
    phases.toolTip = phases.text;
    phases.info.unit = "ms";
    phases.raw
        = [](const RemoteRow& row) -> QJsonValue { return row.totalMs < 0 ? QJsonValue() : QJsonValue(row.totalMs); };
}

void addFindings(RemoteModel::Columns& columns)
{
    auto& findings = addColumn(columns, RemoteColumn::Findings, "findings", Words::tr("Findings"),
        Words::tr("What it does wrong, by id: choose the row for the words"), 20,
        [](const RemoteRow& row) { return row.findings.join(QLatin1Char(' ')); });
    findings.look = [](const RemoteRow& row) {
        Cell cell;
        cell.kind = Cell::Kind::Chips;
        cell.chips = row.chips;
        return cell;
    };
    findings.toolTip = [](const RemoteRow& row) { return row.findingsTip; };
    findings.info.descendingFirst = true;
    findings.info.roomyChars = 30;
}

int stateRank(const RemoteRow& row)
{
    return row.report && row.report->complete ? static_cast<int>(row.report->state) : 9;
}

// -1: a first, 1: b first
template <typename T>
int order(const T& a, const T& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

template <typename T>
int orderKnown(const std::optional<T>& a, const std::optional<T>& b, bool descending)
{
    if (a && b)
        return order(*a, *b);
    if (!a && !b)
        return 0;
    return (a.has_value() ? -1 : 1) * (descending ? -1 : 1); // it is turned round afterwards
}

int orderOf(RemoteColumn column, bool descending, const RemoteRow& a, const RemoteRow& b)
{
    switch (column) {
    case RemoteColumn::Place:
        return order(a.id, b.id);
    case RemoteColumn::Tracker:
        return a.shown.compare(b.shown);
    case RemoteColumn::State:
        return order(stateRank(a), stateRank(b));
    case RemoteColumn::V4:
        return orderKnown(a.v4.ms, b.v4.ms, descending);
    case RemoteColumn::V6:
        return orderKnown(a.v6.ms, b.v6.ms, descending);
    case RemoteColumn::Phases:
        return orderKnown(a.totalMs < 0 ? std::nullopt : std::optional(a.totalMs),
            b.totalMs < 0 ? std::nullopt : std::optional(b.totalMs), descending);
    case RemoteColumn::Seeds:
        return orderKnown(a.seeders, b.seeders, descending);
    case RemoteColumn::Leechers:
        return orderKnown(a.leechers, b.leechers, descending);
    case RemoteColumn::Findings:
        return order(std::pair(a.worst, a.findings.size()), std::pair(b.worst, b.findings.size()));
    }
    return 0;
}

} // namespace

bool isBefore(RemoteColumn column, bool descending, const RemoteRow& a, const RemoteRow& b)
{
    const int which = orderOf(column, descending, a, b);
    return descending ? which > 0 : which < 0;
}

std::array<float, 4> phaseShares(const std::array<double, 4>& ms)
{
    const double total = std::accumulate(ms.begin(), ms.end(), 0.0);
    const double length = std::min(1.0, std::sqrt(total / kFullBarMs));
    std::array<float, 4> shares{};
    for (std::size_t i = 0; i < ms.size() && total > 0; ++i)
        shares[i] = static_cast<float>(length * ms[i] / total);
    return shares;
}

QString phaseText(const std::array<double, 4>& ms)
{
    const std::array<QString, 4> names{Words::tr("DNS"), Words::tr("connect"), Words::tr("TLS"), Words::tr("answer")};
    QStringList parts;
    for (std::size_t i = 0; i < ms.size(); ++i)
        if (ms[i] > 0)
            parts << names[i] + QLatin1Char(' ') + format::elapsed(text::Milliseconds(ms[i]));
    return parts.join(QStringLiteral(" · "));
}

RemoteModel::Columns remoteColumns()
{
    RemoteModel::Columns columns;
    auto& place = addColumn(columns, RemoteColumn::Place, "place", Words::tr("No."), Words::tr("Place in the list"), 5,
        [](const RemoteRow& row) { return QString::number(row.id); });
    place.info.shown = false;
    place.info.alignment = Qt::AlignRight;
    auto& tracker = addColumn(columns, RemoteColumn::Tracker, "tracker", Words::tr("Tracker"),
        Words::tr("Its announce URL; keys are hidden"), 42, [](const RemoteRow& row) {
            return row.isOwn ? row.shown + QStringLiteral(" · ") + Words::tr("this tracker") : row.shown;
        });
    tracker.look = [](const RemoteRow&) {
        Cell cell;
        cell.fixed = true;
        return cell;
    };
    tracker.copy = [](const RemoteRow& row) { return row.shown; };
    tracker.toolTip = tracker.text;
    tracker.info.roomyChars = 60;
    auto& state = addColumn(columns, RemoteColumn::State, "state", Words::tr("State"),
        Words::tr("restricted: it answers, but not about torrents it does not know"), 13,
        [](const RemoteRow& row) { return row.state; });
    state.look = [](const RemoteRow& row) {
        Cell cell;
        cell.tone = row.stateTone;
        cell.sign = row.report && row.report->complete && row.work == RemoteRow::Work::Checked ? QStringLiteral("●")
                                                                                               : QStringLiteral("○");
        return cell;
    };
    addFamily(columns, RemoteColumn::V4, "v4", Words::tr("IPv4"),
        Words::tr("Until the answer of its fastest address; lost UDP packets"), &RemoteRow::v4);
    addFamily(columns, RemoteColumn::V6, "v6", Words::tr("IPv6"),
        Words::tr("Until the answer of its fastest address; lost UDP packets"), &RemoteRow::v6);
    addPhases(columns);
    addCount(columns, RemoteColumn::Seeds, "seeds", Words::tr("Seeds"),
        Words::tr("complete, as it says of the torrent asked about"), &RemoteRow::seeders);
    addCount(columns, RemoteColumn::Leechers, "leechers", Words::tr("Leechers"),
        Words::tr("incomplete, as it says of the torrent asked about: a random one, so that the check itself is all "
                  "there is"),
        &RemoteRow::leechers);
    addFindings(columns);
    return columns;
}

} // namespace waggle::ui
