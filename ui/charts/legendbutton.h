// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/seriesstyle.h"

#include <QAbstractButton>

namespace waggle::ui::charts {

// An entry of a legend: a short piece of the line and its name. Unchecked, the line is hidden. Main thread.
class LegendButton final : public QAbstractButton {
    Q_OBJECT
public:
    LegendButton(const LineStyle& style, QWidget* parent);
    void setStyleOfLine(const LineStyle& style);

    [[nodiscard]] QSize sizeHint() const override;
    // Also used by the picture of a chart. Returns the width it took.
    static double paintEntry(QPainter& painter, QPointF topLeft, const LineStyle& style, const QColor& text, bool on);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    LineStyle m_style;
};

} // namespace waggle::ui::charts
