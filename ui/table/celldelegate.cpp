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

// What the kinds of a cell are painted from.
struct CellLook {
    const Cell& cell;
    const QString& text;
    const QPalette& palette;
    QRect rect; // inside the paddings, behind expander and indent
    QFont font;
    QColor tone;
    Qt::Alignment alignment;
};

// A rectangle of that size at the left of the cell, in the middle of its height.
QRectF leftMiddle(const QRect& rect, const QSizeF& size)
{
    const QRectF area(rect);
    return QRectF(QPointF(area.left(), area.center().y() - size.height() / 2 + 0.5), size);
}

void paintWords(QPainter& painter, const CellLook& look)
{
    QRect rect = look.rect;
    if (!look.cell.sign.isEmpty()) {
        // One width for all signs, so that the words stand in line.
        const QFontMetrics metrics(look.font);
        const int width = metrics.horizontalAdvance(QChar(0x25cf)) + unit() * 3 / 4;
        const int left = look.alignment & Qt::AlignRight
            ? std::max(rect.left(), rect.right() - metrics.horizontalAdvance(look.text) - width)
            : rect.left();
        paintText(painter, QRect(left, rect.top(), width, rect.height()), look.cell.sign, look.font, look.tone,
            Qt::AlignLeft);
        rect.setLeft(left + width);
    }
    const QColor color = look.cell.toneSignOnly ? look.palette.color(QPalette::Text) : look.tone;
    paintText(painter, rect, look.text, look.font, color, look.alignment);
}

void paintBarCell(QPainter& painter, const CellLook& look)
{
    const qreal width = std::min(barWidth(), look.rect.width() * 0.62);
    paintBar(painter, leftMiddle(look.rect, {width, barHeight()}), look.cell.parts, look.palette);
    const QRect rest = look.rect.adjusted(static_cast<int>(width) + unit(), 0, 0, 0);
    paintText(painter, rest, look.text, look.font, look.tone, Qt::AlignLeft);
}

void paintSparkCell(QPainter& painter, const CellLook& look)
{
    if (!look.cell.spark)
        return;
    const QSizeF size = sparkSize().boundedTo(QRectF(look.rect).size());
    paintSpark(painter, leftMiddle(look.rect, size), *look.cell.spark, look.palette);
}

void paintChipCell(QPainter& painter, const CellLook& look)
{
    if (look.text.isEmpty())
        return;
    painter.setFont(captionFont());
    const QFontMetrics metrics(captionFont());
    const qreal width
        = std::min(metrics.horizontalAdvance(look.text) + 2.0 * unit(), static_cast<qreal>(look.rect.width()));
    paintChip(painter, leftMiddle(look.rect, {width, metrics.height() * 1.25}),
        metrics.elidedText(look.text, Qt::ElideRight, static_cast<int>(width)), look.tone);
}

void paintChipsCell(QPainter& painter, const CellLook& look)
{
    if (look.cell.chips)
        paintChips(painter, look.rect, *look.cell.chips, look.palette);
}

void paintPhasesCell(QPainter& painter, const CellLook& look)
{
    if (look.text.isEmpty())
        return;
    const qreal width = std::min(barWidth() * 1.25, static_cast<qreal>(look.rect.width()));
    paintPhases(painter, leftMiddle(look.rect, {width, barHeight()}), look.cell.phases, look.palette);
}

void paintKind(QPainter& painter, const CellLook& look)
{
    switch (look.cell.kind) {
    case Cell::Kind::Bar:
        return paintBarCell(painter, look);
    case Cell::Kind::Spark:
        return paintSparkCell(painter, look);
    case Cell::Kind::Chip:
        return paintChipCell(painter, look);
    case Cell::Kind::Chips:
        return paintChipsCell(painter, look);
    case Cell::Kind::Phases:
        return paintPhasesCell(painter, look);
    case Cell::Kind::Link:
    case Cell::Kind::Text:
        return paintWords(painter, look);
    }
}

void paintBackground(QPainter& painter, const QStyleOptionViewItem& option, bool selected)
{
    const bool alternate = option.features & QStyleOptionViewItem::Alternate;
    const auto role = selected ? QPalette::Highlight : alternate ? QPalette::AlternateBase : QPalette::Base;
    painter.fillRect(option.rect, option.palette.color(role));
    QColor faint = option.palette.color(QPalette::Mid);
    faint.setAlphaF(0.6F);
    painter.setPen(faint);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

// Where the content stands: behind the expander, which is painted, and the indent.
QRect paintLead(QPainter& painter, const QStyleOptionViewItem& option, const Cell& cell)
{
    QRect rect = option.rect.adjusted(CellDelegate::padding(), 0, -CellDelegate::padding(), 0);
    if (cell.expander != Cell::Expander::None) {
        if (const QRect arrow = CellDelegate::expanderRect(option.rect, cell); !arrow.isEmpty())
            paintExpander(painter, arrow, toneColor(Tone::Dim, option.palette), cell.expander == Cell::Expander::Open);
        rect.setLeft(rect.left() + expanderWidth());
    }
    return rect.adjusted(cell.indent * 2 * unit(), 0, 0, 0);
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
    const bool isLink = cell.kind == Cell::Kind::Link;
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    paintBackground(*painter, option, m_allSelected || option.state & QStyle::State_Selected);
    CellLook look{cell, text, option.palette, paintLead(*painter, option, cell), fontOf(option, cell),
        isLink ? option.palette.color(QPalette::Link) : toneColor(cell.tone, option.palette),
        Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignHorizontal_Mask};
    if (isLink)
        look.font.setUnderline(option.state & QStyle::State_MouseOver);
    paintKind(*painter, look);
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
