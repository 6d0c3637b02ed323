// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartframe.h"

#include <QGraphicsItem>

namespace waggle::ui::charts {

// Below the lines: faint horizontal lines, the axes' words, the hatched tail, "recorded from". Main thread.
class ChartBackdrop final : public QGraphicsItem {
public:
    explicit ChartBackdrop(QGraphicsItem* parent);
    void setFrame(const ChartFrame& frame);

    [[nodiscard]] QRectF boundingRect() const override { return m_frame.view; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintValues(QPainter& painter) const;
    void paintTimes(QPainter& painter) const;
    void paintHatching(QPainter& painter) const;
    void paintRecordedFrom(QPainter& painter) const;

    ChartFrame m_frame;
};

} // namespace waggle::ui::charts
