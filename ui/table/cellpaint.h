// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/tablecell.h"

#include <QRectF>

class QPainter;

// The small drawings that tables and cards share. Sizes come from unit(): 10 px bars and 70 × 16 px sparklines at usual
// font sizes.
namespace waggle::ui {

[[nodiscard]] qreal barHeight();
[[nodiscard]] qreal barWidth(); // in a table
[[nodiscard]] QSizeF sparkSize();

// Shares of good, progress and warning from the left; the rest of the bar is the track.
void paintBar(QPainter& painter, const QRectF& rect, const std::array<double, 3>& parts, const QPalette& palette);
// Shares of dim, progress, honey and good.
void paintPhases(QPainter& painter, const QRectF& rect, const std::array<float, 4>& shares, const QPalette& palette);
void paintSpark(QPainter& painter, const QRectF& rect, const std::vector<float>& values, const QPalette& palette);
void paintChip(QPainter& painter, const QRectF& rect, const QString& text, const QColor& color);
[[nodiscard]] QSizeF chipSize(const QString& text); // in captionFont()
// From the left, in captionFont(); "+3" where they do not fit.
void paintChips(
    QPainter& painter, const QRectF& area, const std::vector<Cell::ChipText>& chips, const QPalette& palette);

} // namespace waggle::ui
