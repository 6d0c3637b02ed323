// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/sharedrow.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/base/tone.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace waggle::ui {

void SharedRow::Columns::widen(const Columns& other)
{
    name = std::max(name, other.name);
    size = std::max(size, other.size);
    words = std::max(words, other.words);
}

SharedRow::SharedRow(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QString SharedRow::size() const
{
    return format::bytes(m_row.size, m_row.sizeEstimated);
}

void SharedRow::setRow(const monitor::SwarmRow& row)
{
    m_row = row;
    m_words = overview::sharedWords(row);
    setText(row.name);
    setAccessibleName(row.name + QStringLiteral(", ") + words());
    setToolTip(
        (row.name + QLatin1Char('\n') + words()).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    update();
}

void SharedRow::setColumns(const Columns& columns)
{
    m_columns = columns;
    update();
}

SharedRow::Columns SharedRow::wantedColumns() const
{
    return {QFontMetrics(headingFont()).horizontalAdvance(m_row.name) + 2, fontMetrics().horizontalAdvance(size()) + 2,
        fontMetrics().horizontalAdvance(words()) + 2};
}

QSize SharedRow::sizeHint() const
{
    return {unit() * 60, fontMetrics().height() * 17 / 10};
}

void SharedRow::paintBar(QPainter& painter, const QRectF& rect) const
{
    const Theme& theme = Theme::of(palette());
    const overview::SharedBar bar = overview::sharedBar(m_row);
    QPainterPath shape;
    shape.addRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(rect, theme.line);
    const double each = m_row.clients > 0 ? rect.width() / m_row.clients : 0;
    double x = rect.left();
    const auto segment = [&](std::uint32_t count, const QColor& colour) {
        painter.fillRect(QRectF(x, rect.top(), each * count, rect.height()), colour);
        x += each * count;
    };
    segment(bar.done, theme.good);
    segment(bar.getting, theme.progress);
    segment(bar.stuck, theme.warning);
    painter.restore();
}

void SharedRow::paintWords(QPainter& painter, const QRectF& rect) const
{
    const Theme& theme = Theme::of(palette());
    const QFontMetricsF metrics(font());
    painter.setFont(font());
    QRectF place = rect;
    for (const overview::Part& part : m_words) {
        painter.setPen(toneColor(part.tone, theme));
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(part.text, Qt::ElideRight, place.width() + 1));
        place.setLeft(place.left() + metrics.horizontalAdvance(part.text));
        if (place.width() <= 0)
            return;
    }
}

void SharedRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double gap = unit() * 2;
    const QRectF whole(rect());
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Link), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(palette().color(QPalette::AlternateBase));
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 5, 5);
    }
    const double inset = unit() * 0.75; // the card's padding is that much smaller: names line up with its heading
    QRectF name = whole.adjusted(inset, 0, -inset, 0);
    const double right = name.right();
    name.setWidth(m_columns.name);
    painter.setFont(headingFont());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(headingFont()).elidedText(m_row.name, Qt::ElideMiddle, name.width()));
    const QRectF size(name.right() + gap, 0, m_columns.size, whole.height());
    painter.setFont(font());
    painter.setPen(theme.dim);
    painter.drawText(size, Qt::AlignLeft | Qt::AlignVCenter, this->size());
    const QRectF words(right - m_columns.words, 0, m_columns.words, whole.height());
    const double height = fontMetrics().height() * 0.8;
    paintBar(painter,
        QRectF(size.right() + gap, (whole.height() - height) / 2, words.left() - size.right() - 2 * gap, height));
    paintWords(painter, words);
}

} // namespace waggle::ui
