// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/celldelegate.h"

#include "ui/base/theme.h"
#include "ui/table/cellpaint.h"
#include "ui/table/pagedmodelbase.h"

#include <QPainter>
#include <QPainterPath>

namespace waggle::ui {

namespace {

QFont fontOf(const QStyleOptionViewItem& option, const Cell& cell)
{
    QFont font = cell.fixed ? fixedFont() : option.font;
    if (cell.bold)
        font.setWeight(QFont::DemiBold);
    return font;
}

int expanderWidth()
{
    return unit() * 7 / 4;
}

void paintExpander(QPainter& painter, const QRect& rect, const QColor& color, bool open)
{
    const qreal side = unit() * 0.8;
    const QPointF middle = QRectF(rect).center();
    QPolygonF triangle({QPointF(-side / 3, -side / 2), QPointF(side / 2, 0), QPointF(-side / 3, side / 2)});
    QTransform turn = QTransform::fromTranslate(middle.x(), middle.y());
    if (open)
        turn.rotate(90);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(turn.map(triangle));
    painter.restore();
}

void paintText(QPainter& painter, const QRect& rect, const QString& text, const QFont& font, const QColor& color,
    Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

void paintSigned(QPainter& painter, QRect rect, const QString& text, const QFont& font, const Cell& cell,
    const QColor& normal, const QColor& tone, Qt::Alignment alignment)
{
    if (!cell.sign.isEmpty()) {
        // One width for all signs, so that the words stand in line.
        const QFontMetrics metrics(font);
        const int width = metrics.horizontalAdvance(QChar(0x25cf)) + unit() * 3 / 4;
        const int left = alignment & Qt::AlignRight
            ? std::max(rect.left(), rect.right() - metrics.horizontalAdvance(text) - width)
            : rect.left();
        paintText(painter, QRect(left, rect.top(), width, rect.height()), cell.sign, font, tone, Qt::AlignLeft);
        rect.setLeft(left + width);
    }
    paintText(painter, rect, text, font, cell.toneSignOnly ? normal : tone, alignment);
}

} // namespace

int CellDelegate::padding()
{
    return unit() * 5 / 4;
}

QRect CellDelegate::expanderRect(const QRect& cell, const Cell& look)
{
    if (look.expander != Cell::Expander::Closed && look.expander != Cell::Expander::Open)
        return {};
    return QRect(cell.left() + padding() - unit() / 2, cell.top(), expanderWidth(), cell.height());
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto cell = index.data(PagedModelBase::CellRole).value<Cell>();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QPalette& palette = option.palette;
    const bool selected = m_allSelected || option.state & QStyle::State_Selected;
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    const bool alternate = option.features & QStyleOptionViewItem::Alternate;
    painter->fillRect(option.rect,
        palette.color(selected ? QPalette::Highlight
                : alternate    ? QPalette::AlternateBase
                               : QPalette::Base));
    QColor faint = palette.color(QPalette::Mid);
    faint.setAlphaF(0.6F);
    painter->setPen(faint);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QColor normal = palette.color(QPalette::Text);
    const QColor tone = cell.kind == Cell::Kind::Link ? palette.color(QPalette::Link) : toneColor(cell.tone, palette);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignHorizontal_Mask;
    QFont font = fontOf(option, cell);
    QRect rect = option.rect.adjusted(padding(), 0, -padding(), 0);
    if (cell.expander != Cell::Expander::None) {
        if (const QRect arrow = expanderRect(option.rect, cell); !arrow.isEmpty())
            paintExpander(*painter, arrow, toneColor(Tone::Dim, palette), cell.expander == Cell::Expander::Open);
        rect.setLeft(rect.left() + expanderWidth());
    }
    rect.setLeft(rect.left() + cell.indent * 2 * unit());
    const QRectF area(rect);
    switch (cell.kind) {
    case Cell::Kind::Bar: {
        const qreal width = std::min(barWidth(), area.width() * 0.62);
        paintBar(*painter, QRectF(area.left(), area.center().y() - barHeight() / 2 + 0.5, width, barHeight()),
            cell.parts, palette);
        rect.setLeft(rect.left() + static_cast<int>(width) + unit());
        paintText(*painter, rect, text, font, tone, Qt::AlignLeft);
        break;
    }
    case Cell::Kind::Spark:
        if (cell.spark) {
            const QSizeF size = sparkSize().boundedTo(area.size());
            paintSpark(*painter, QRectF(QPointF(area.left(), area.center().y() - size.height() / 2 + 0.5), size),
                *cell.spark, palette);
        }
        break;
    case Cell::Kind::Chip:
        if (!text.isEmpty()) {
            font = captionFont();
            painter->setFont(font);
            const QFontMetrics metrics(font);
            const qreal width = std::min(metrics.horizontalAdvance(text) + 2.0 * unit(), area.width());
            const qreal height = metrics.height() * 1.25;
            paintChip(*painter, QRectF(area.left(), area.center().y() - height / 2 + 0.5, width, height),
                metrics.elidedText(text, Qt::ElideRight, static_cast<int>(width)), tone);
        }
        break;
    case Cell::Kind::Chips:
        if (cell.chips)
            paintChips(*painter, area, *cell.chips, palette);
        break;
    case Cell::Kind::Phases:
        if (!text.isEmpty())
            paintPhases(*painter,
                QRectF(area.left(), area.center().y() - barHeight() / 2 + 0.5,
                    std::min(barWidth() * 1.25, area.width()), barHeight()),
                cell.phases, palette);
        break;
    case Cell::Kind::Link:
        font.setUnderline(option.state & QStyle::State_MouseOver);
        [[fallthrough]];
    case Cell::Kind::Text:
        paintSigned(*painter, rect, text, font, cell, normal, tone, alignment);
        break;
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto cell = index.data(PagedModelBase::CellRole).value<Cell>();
    const QFontMetrics metrics(fontOf(option, cell));
    int width = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * padding();
    if (!cell.sign.isEmpty())
        width += metrics.horizontalAdvance(QChar(0x25cf)) + unit();
    if (cell.expander != Cell::Expander::None)
        width += expanderWidth();
    if (cell.kind == Cell::Kind::Bar)
        width += static_cast<int>(barWidth()) + unit();
    if (cell.kind == Cell::Kind::Spark)
        width += static_cast<int>(sparkSize().width());
    if (cell.kind == Cell::Kind::Chip)
        width += 2 * unit();
    return {width + cell.indent * 2 * unit(), option.fontMetrics.height() * 21 / 10};
}

} // namespace waggle::ui
