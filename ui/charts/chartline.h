// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/axisticks.h"
#include "ui/charts/seriesstyle.h"

#include <QPointF>
#include <QString>

#include <memory>
#include <vector>

class QAbstractAxis;
class QAreaSeries;
class QChart;
class QLineSeries;

namespace waggle::ui::charts {

// One line of a chart: as many Qt series as it has runs between gaps, made once and filled by replace(). Main thread;
// the chart owns the series.
class ChartLine final {
public:
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);
    ChartLine(QChart& chart, QString id);

    // `points[i]` belongs to `values[i]`; runs say which of them exist. From point `openFrom` on not everything is
    // reported yet: the line goes on faint and dashed there, and does not follow the fall at its end.
    void setPoints(const std::vector<Run>& runs, const std::vector<QPointF>& points, std::size_t openFrom = kNever);
    void setStyle(const LineStyle& style);
    void setShown(bool shown);

    [[nodiscard]] const QString& id() const { return m_id; }
    [[nodiscard]] const LineStyle& style() const { return m_style; }
    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] std::size_t runCount() const { return m_used - m_open; }
    [[nodiscard]] std::size_t openRunCount() const { return m_open; } // faint ones
    [[nodiscard]] bool isDrawn() const { return m_used > 0; }

private:
    struct Piece {
        QLineSeries* line = nullptr;
        QLineSeries* top = nullptr; // edge of the area; a copy, a series belongs to one item
        QAreaSeries* area = nullptr;
    };
    Piece addPiece();
    void styleOf(const Piece& piece, bool open) const;
    void restyle();
    void showPieces();

    QChart& m_chart;
    QString m_id;
    LineStyle m_style;
    bool m_shown = true;
    std::size_t m_used = 0, m_open = 0; // the open ones are the last of the used
    std::vector<Piece> m_pieces;
};

} // namespace waggle::ui::charts
