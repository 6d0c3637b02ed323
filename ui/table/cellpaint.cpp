// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/cellpaint.h"

#include "ui/base/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace waggle::ui {

qreal barHeight()
{
    return std::round(unit() * 1.25);
}
qreal barWidth()
{
    return unit() * 12.0;
}
QSizeF sparkSize()
{
    return {unit() * 8.75, unit() * 2.0};
}

namespace {

void paintShares(
    QPainter& painter, const QRectF& rect, std::span<const std::pair<double, QColor>> shares, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillPath(outline, palette.color(QPalette::Mid));
    qreal left = rect.left();
    for (const auto& [share, color] : shares) {
        // A part that is there is seen: at least 2 px.
        const qreal width = share <= 0 ? 0 : std::max(2.0, rect.width() * std::min(share, 1.0));
        const QRectF part(left, rect.top(), std::min(width, rect.right() - left), rect.height());
        painter.fillRect(part, color);
        left = part.right();
    }
    painter.restore();
}

} // namespace

void paintBar(QPainter& painter, const QRectF& rect, const std::array<double, 3>& parts, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    const std::array<std::pair<double, QColor>, 3> shares{
        {{parts[0], theme.good}, {parts[1], theme.progress}, {parts[2], theme.warning}}};
    paintShares(painter, rect, shares, palette);
}

void paintPhases(QPainter& painter, const QRectF& rect, const std::array<float, 4>& phases, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    const std::array<std::pair<double, QColor>, 4> shares{
        {{phases[0], theme.dim}, {phases[1], theme.progress}, {phases[2], theme.honey}, {phases[3], theme.good}}};
    paintShares(painter, rect, shares, palette);
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

QSizeF chipSize(const QString& text)
{
    const QFontMetrics metrics(captionFont());
    return {metrics.horizontalAdvance(text) + 2.0 * unit(), metrics.height() * 1.25};
}

void paintChips(
    QPainter& painter, const QRectF& area, const std::vector<Cell::ChipText>& chips, const QPalette& palette)
{
    const qreal gap = unit() / 2.0;
    const qreal room = chipSize(QStringLiteral("+99")).width() + gap; // for those that do not fit
    painter.setFont(captionFont());
    qreal left = area.left();
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const bool isLast = i + 1 == chips.size();
        const QSizeF size = chipSize(chips[i].text);
        const QPointF place(left, area.center().y() - size.height() / 2 + 0.5);
        if (left + size.width() + (isLast ? 0 : room) > area.right() + 1) {
            painter.setPen(toneColor(Tone::Dim, palette));
            painter.drawText(QRectF(left, area.top(), area.right() - left, area.height()),
                Qt::AlignVCenter | Qt::TextSingleLine, QStringLiteral("+%1").arg(chips.size() - i));
            return;
        }
        paintChip(painter, QRectF(place, size), chips[i].text, toneColor(chips[i].tone, palette));
        left += size.width() + gap;
    }
}

} // namespace waggle::ui
