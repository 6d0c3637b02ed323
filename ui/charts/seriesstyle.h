// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/series.h"
#include "ui/base/theme.h"
#include "ui/charts/axisticks.h"

#include <QColor>
#include <QString>

#include <string_view>
#include <vector>

// How the lines of a series look and are called. Main thread (translated texts).
namespace waggle::ui::charts {

struct LineStyle {
    QString name; // for the legend: "seeds"
    QColor colour;
    bool dashed = false;
    bool filled = false;
};
[[nodiscard]] LineStyle lineStyle(monitor::SeriesKind kind, std::string_view lineId, const Theme& theme);

[[nodiscard]] Unit unitOf(monitor::SeriesKind kind);
// "37.9 MiB/s", "15", "12.4/s"
[[nodiscard]] QString valueText(monitor::SeriesKind kind, double value);
// Clients report seldom: what they report starts at 10 min. What the tracker counts itself starts at 1 min.
[[nodiscard]] std::vector<monitor::Range> rangesOf(monitor::SeriesKind kind);
[[nodiscard]] QString rangeName(monitor::Range range); // "10 min"
[[nodiscard]] QString rangeId(monitor::Range range); // for saved state: "10min"
[[nodiscard]] QString emptyText(monitor::SeriesKind kind);

} // namespace waggle::ui::charts
