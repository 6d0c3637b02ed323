// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartframe.h"

#include <QGraphicsItem>

namespace waggle::ui::charts {

// Above the lines: the vertical line under the mouse and a small box with all values of that moment. Main thread.
class ChartPointer final : public QGraphicsItem {
public:
    struct Entry {
        QString name, value;
        QColor colour;
        double dataValue = 0; // NaN: no dot
    };
    explicit ChartPointer(QGraphicsItem* parent);
    void showAt(const ChartFrame& frame, std::int64_t atMs, std::vector<Entry> entries);

    [[nodiscard]] QRectF boundingRect() const override { return m_frame.view; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    [[nodiscard]] QString heading() const;
    void paintBox(QPainter& painter, double x) const;

    ChartFrame m_frame;
    std::int64_t m_atMs = 0;
    std::vector<Entry> m_entries;
};

} // namespace waggle::ui::charts
