// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/seriesstyle.h"

#include "core/text/words.h"
#include "ui/base/format.h"

#include <cmath>

namespace waggle::ui::charts {

using monitor::Range;
using monitor::SeriesKind;

namespace {

} // namespace

LineStyle lineStyle(SeriesKind kind, std::string_view id, const Theme& theme)
{
    if (id == "down")
        return {Words::tr("down"), theme.progress, false, true};
    if (id == "up")
        return {Words::tr("up"), theme.good, false, false};
    if (id == "all")
        return {Words::tr("all clients"), theme.dim, true, false};
    if (id == "seeds")
        return {Words::tr("seeds"), theme.good, false, true};
    if (id == "announces")
        return {Words::tr("announces"), theme.progress, false, true};
    if (id == "scrapes")
        return {Words::tr("scrapes"), theme.good, false, false};
    if (id == "connects")
        return {Words::tr("connects"), theme.dim, true, false};
    if (id == "answered")
        return {Words::tr("answered"), theme.progress, false, true};
    if (id == "refused")
        return {Words::tr("refused"), theme.warning, true, false};
    if (id == "dropped")
        return {Words::tr("dropped"), theme.bad, false, false};
    if (id == "in")
        return {Words::tr("in"), theme.progress, false, true};
    if (id == "out")
        return {Words::tr("out"), theme.good, false, false};
    if (id == "other" && kind == SeriesKind::Requests)
        return {Words::tr("other"), theme.warning, true, false};
    return {QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())), theme.dim, true, false};
}

Unit unitOf(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::SwarmTraffic:
    case SeriesKind::TrackerBandwidth:
        return Unit::BytesPerSecond;
    case SeriesKind::Clients:
        return Unit::Count;
    case SeriesKind::Requests:
    case SeriesKind::Answers:
        break;
    }
    return Unit::PerSecond;
}

QString valueText(SeriesKind kind, double value)
{
    if (!std::isfinite(value))
        return format::unknown();
    switch (unitOf(kind)) {
    case Unit::BytesPerSecond:
        return format::rate(value);
    case Unit::PerSecond:
        return format::perSecond(value);
    case Unit::Count:
        break;
    }
    return format::count(static_cast<std::uint64_t>(std::llround(std::max(0.0, value))));
}

std::vector<Range> rangesOf(SeriesKind kind)
{
    if (kind == SeriesKind::SwarmTraffic || kind == SeriesKind::Clients)
        return {Range::Minutes10, Range::Hour1, Range::Hours3, Range::Hours24};
    return {Range::Minute1, Range::Minutes5, Range::Minutes10, Range::Hour1, Range::Hours3, Range::Hours24};
}

QString rangeName(Range range)
{
    switch (range) {
    case Range::Minute1:
        return Words::tr("1 min");
    case Range::Minutes5:
        return Words::tr("5 min");
    case Range::Minutes10:
        return Words::tr("10 min");
    case Range::Hour1:
        return Words::tr("1 h");
    case Range::Hours3:
        return Words::tr("3 h");
    case Range::Hours24:
        break;
    }
    return Words::tr("24 h");
}

QString rangeId(Range range)
{
    switch (range) {
    case Range::Minute1:
        return QStringLiteral("1min");
    case Range::Minutes5:
        return QStringLiteral("5min");
    case Range::Minutes10:
        return QStringLiteral("10min");
    case Range::Hour1:
        return QStringLiteral("1h");
    case Range::Hours3:
        return QStringLiteral("3h");
    case Range::Hours24:
        break;
    }
    return QStringLiteral("24h");
}

QString emptyText(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::SwarmTraffic:
        return Words::tr("Nothing reported yet.\nA rate appears once a client has announced twice.");
    case SeriesKind::Clients:
        return Words::tr("Nothing measured yet.\nClients appear with their first announce.");
    case SeriesKind::Requests:
    case SeriesKind::Answers:
    case SeriesKind::TrackerBandwidth:
        break;
    }
    return Words::tr("Nothing measured yet.\nIt is counted from the tracker's start on.");
}

} // namespace waggle::ui::charts
