// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartbackdrop.h"

#include "core/text/words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace waggle::ui::charts {

namespace {

constexpr double kBelowLines = 2; // z: under the series, over the chart's own background

} // namespace

ChartBackdrop::ChartBackdrop(QGraphicsItem* parent)
    : QGraphicsItem(parent)
{
    setZValue(kBelowLines);
    setAcceptedMouseButtons(Qt::NoButton);
}

void ChartBackdrop::setFrame(const ChartFrame& frame)
{
    prepareGeometryChange();
    m_frame = frame;
    update();
}

void ChartBackdrop::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setFont(m_frame.font);
    painter->setRenderHint(QPainter::Antialiasing);
    paintHatching(*painter);
    paintValues(*painter);
    paintTimes(*painter);
    paintRecordedFrom(*painter);
    if (m_frame.emptyText.isEmpty())
        return;
    painter->setPen(m_frame.theme.dim);
    painter->drawText(m_frame.plot, Qt::AlignCenter | Qt::TextWordWrap, m_frame.emptyText);
}

void ChartBackdrop::paintValues(QPainter& painter) const
{
    const double height = painter.fontMetrics().height();
    for (int i = 0; i <= ValueScale::kSteps; ++i) {
        const double y = std::round(m_frame.y(m_frame.scale.step * m_frame.scale.divisor * i)) + 0.5;
        painter.setPen(QPen(m_frame.theme.line, 1));
        painter.drawLine(QPointF(m_frame.plot.left(), y), QPointF(m_frame.plot.right(), y));
        painter.setPen(m_frame.theme.dim);
        const QRectF place(m_frame.view.left(), y - height / 2, m_frame.plot.left() - height / 2, height);
        painter.drawText(
            place.adjusted(0, 0, height * 0.1, 0), Qt::AlignRight | Qt::AlignVCenter, m_frame.scale.label(i));
    }
}

void ChartBackdrop::paintTimes(QPainter& painter) const
{
    if (m_frame.lastMs <= m_frame.firstMs)
        return;
    painter.setPen(m_frame.theme.dim);
    const QFontMetrics metrics = painter.fontMetrics();
    const double top = m_frame.plot.bottom() + metrics.height() * 0.2;
    for (const auto at : m_frame.ticks.atMs) {
        const QString text = tickText(at, m_frame.ticks.withSeconds);
        const double width = metrics.horizontalAdvance(text) + 2;
        const double left = std::max(m_frame.plot.left(), m_frame.x(at) - width / 2);
        painter.drawText(QRectF(left, top, width, metrics.height()), Qt::AlignLeft, text);
    }
    painter.drawText(
        QRectF(m_frame.plot.left(), top, m_frame.plot.width(), metrics.height()), Qt::AlignRight, Words::tr("now"));
}

// Drawn as lines, not as a brush pattern: a pattern is in device pixels and vanishes in a scaled picture.
void ChartBackdrop::paintHatching(QPainter& painter) const
{
    if (!m_frame.hatchedFromMs || *m_frame.hatchedFromMs >= m_frame.lastMs)
        return;
    QRectF area = m_frame.plot;
    area.setLeft(std::max(area.left(), m_frame.x(*m_frame.hatchedFromMs)));
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    QColor colour = m_frame.theme.dim;
    colour.setAlphaF(0.38F);
    painter.setPen(QPen(colour, 1.4));
    const double step = std::max(5.0, painter.fontMetrics().height() * 0.45);
    for (double x = area.left() - area.height(); x < area.right(); x += step)
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()));
    painter.restore();
}

void ChartBackdrop::paintRecordedFrom(QPainter& painter) const
{
    if (!m_frame.recordedFromMs || *m_frame.recordedFromMs <= m_frame.firstMs
        || *m_frame.recordedFromMs > m_frame.lastMs)
        return;
    const double x = m_frame.x(*m_frame.recordedFromMs);
    const QString text = Words::tr("recorded from now on");
    const QFontMetrics metrics = painter.fontMetrics();
    const double width = metrics.horizontalAdvance(text) + 2;
    const double pad = metrics.height() / 3.0;
    painter.setPen(QPen(m_frame.theme.dim, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, m_frame.plot.top()), QPointF(x, m_frame.plot.bottom()));
    painter.setPen(m_frame.theme.dim);
    const bool toTheLeft = x + pad + width > m_frame.plot.right();
    const double left = toTheLeft ? x - pad - width : x + pad;
    painter.drawText(QRectF(left, m_frame.plot.top() + pad, width, metrics.height()), Qt::AlignLeft, text);
}

} // namespace waggle::ui::charts
