// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartpointer.h"

#include "core/text/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace waggle::ui::charts {

namespace {

constexpr double kAboveLines = 100; // z

} // namespace

ChartPointer::ChartPointer(QGraphicsItem* parent)
    : QGraphicsItem(parent)
{
    setZValue(kAboveLines);
    setAcceptedMouseButtons(Qt::NoButton);
    hide();
}

void ChartPointer::showAt(const ChartFrame& frame, std::int64_t atMs, std::vector<Entry> entries)
{
    prepareGeometryChange();
    m_frame = frame;
    m_atMs = atMs;
    m_entries = std::move(entries);
    show();
    update();
}

QString ChartPointer::heading() const
{
    const QString time = tickText(m_atMs, true);
    const bool hatched = m_frame.hatchedFromMs && m_atMs > *m_frame.hatchedFromMs;
    return hatched ? time + QStringLiteral(" · ") + Words::tr("not all reported") : time;
}

void ChartPointer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const double x = m_frame.x(m_atMs);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_frame.theme.dim, 1));
    const double line = std::round(x) + 0.5;
    painter->drawLine(QPointF(line, m_frame.plot.top()), QPointF(line, m_frame.plot.bottom()));
    for (const Entry& entry : m_entries) {
        if (!std::isfinite(entry.dataValue))
            continue;
        painter->setPen(QPen(m_frame.theme.base, 1.5));
        painter->setBrush(entry.colour);
        painter->drawEllipse(QPointF(x, m_frame.y(entry.dataValue)), 4, 4);
    }
    paintBox(*painter, x);
}

void ChartPointer::paintBox(QPainter& painter, double x) const
{
    painter.setFont(m_frame.font);
    const QFontMetricsF metrics(m_frame.font);
    const double row = metrics.height() * 1.2;
    const double pad = metrics.height() * 0.5;
    double names = 0;
    double values = 0;
    for (const Entry& entry : m_entries) {
        names = std::max(names, metrics.horizontalAdvance(entry.name));
        values = std::max(values, metrics.horizontalAdvance(entry.value));
    }
    const double mark = metrics.height();
    const double inner = std::max(mark + names + metrics.height() + values, metrics.horizontalAdvance(heading()));
    QRectF box(
        x + pad, m_frame.plot.top() + pad, inner + 2 * pad, row * static_cast<double>(m_entries.size() + 1) + 2 * pad);
    if (box.right() > m_frame.view.right())
        box.moveRight(x - pad);
    box.moveLeft(std::max(box.left(), m_frame.view.left()));

    painter.setPen(QPen(m_frame.theme.line, 1));
    painter.setBrush(m_frame.theme.base);
    painter.drawRoundedRect(box, 6, 6);
    QRectF place = box.adjusted(pad, pad, -pad, -pad);
    place.setHeight(row);
    painter.setPen(m_frame.theme.dim);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, heading());
    for (const Entry& entry : m_entries) {
        place.translate(0, row);
        painter.setPen(QPen(entry.colour, 3));
        painter.drawLine(place.topLeft() + QPointF(0, row / 2), place.topLeft() + QPointF(mark * 0.6, row / 2));
        painter.setPen(m_frame.theme.text);
        painter.drawText(place.adjusted(mark, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, entry.value);
    }
}

} // namespace waggle::ui::charts
