// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/theme.h"
#include "ui/charts/axisticks.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace waggle::ui::charts {

// Where a chart's picture lies and what stands on its axes: a value that the items which paint it share.
struct ChartFrame {
    QRectF view, plot;
    ValueScale scale;
    TimeTicks ticks;
    std::int64_t firstMs = 0, lastMs = 0;
    std::optional<std::int64_t> hatchedFromMs; // not reported yet from here on
    std::optional<std::int64_t> recordedFromMs; // nothing is known before
    QString emptyText; // shown in the middle where there is nothing to draw
    QFont font;
    Theme theme;

    [[nodiscard]] double x(std::int64_t atMs) const;
    [[nodiscard]] double y(double value) const;
    // Margins for these labels; `view` and `scale` are set before.
    void layOut(bool wideLabels);
};

[[nodiscard]] QString tickText(std::int64_t atMs, bool withSeconds); // local time, "14:02" or "14:02:15"

} // namespace waggle::ui::charts
