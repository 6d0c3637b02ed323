// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cellpaint.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace waggle::ui {

qreal barHeight() { return std::round(unit() * 1.25); }
qreal barWidth() { return unit() * 12.0; }
QSizeF sparkSize() { return {unit() * 8.75, unit() * 2.0}; }

void paintBar(QPainter& painter, const QRectF& rect, const std::array<double, 3>& parts, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    const std::array<QColor, 3> colors{theme.good, theme.progress, theme.warning};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillPath(outline, palette.color(QPalette::Mid));
    qreal left = rect.left();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // A part that is there is seen: at least 2 px.
        const qreal width = parts[i] <= 0 ? 0 : std::max(2.0, rect.width() * std::min(parts[i], 1.0));
        const QRectF part(left, rect.top(), std::min(width, rect.right() - left), rect.height());
        painter.fillRect(part, colors[i]);
        left = part.right();
    }
    painter.restore();
}

void paintSpark(QPainter& painter, const QRectF& rect, const std::vector<float>& values, const QPalette& palette)
{
    float highest = 0;
    for (const float value : values)
        highest = std::isfinite(value) ? std::max(highest, value) : highest;
    if (values.size() < 2)
        return;
    const qreal step = rect.width() / static_cast<qreal>(values.size() - 1);
    const qreal height = rect.height() - 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(palette).progress, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF line;
    for (std::size_t i = 0; i <= values.size(); ++i) {
        if (i < values.size() && std::isfinite(values[i])) {
            const qreal share = highest > 0 ? static_cast<qreal>(values[i] / highest) : 0;
            line << QPointF(rect.left() + step * static_cast<qreal>(i), rect.bottom() - 1 - height * share);
            continue;
        }
        if (line.size() == 1)
            painter.drawPoint(line.front());
        else if (!line.isEmpty())
            painter.drawPolyline(line);
        line.clear();
    }
    painter.restore();
}

void paintChip(QPainter& painter, const QRectF& rect, const QString& text, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    const QRectF inner = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

} // namespace waggle::ui
