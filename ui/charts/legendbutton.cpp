// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendbutton.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QPainter>
#include <QStyleOption>

#include <cmath>

namespace waggle::ui::charts {

LegendButton::LegendButton(const LineStyle& style, QWidget* parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setStyleOfLine(style);
    keepScaled(*this, [this] {
        setFont(captionFont());
        updateGeometry();
    });
}

void LegendButton::setStyleOfLine(const LineStyle& style)
{
    m_style = style;
    setText(style.name);
    setAccessibleName(tr("Line %1").arg(style.name));
    setToolTip(tr("Show or hide this line"));
    update();
}

QSize LegendButton::sizeHint() const
{
    const QFontMetrics metrics(captionFont());
    return {metrics.horizontalAdvance(m_style.name) + metrics.height() + 2, metrics.height() + 2};
}

double LegendButton::paintEntry(QPainter& painter, QPointF topLeft, const LineStyle& style, const QColor& text, bool on)
{
    const QFontMetricsF metrics(painter.font());
    const double mark = metrics.height() * 0.6;
    const double middle = std::round(topLeft.y() + metrics.height() / 2 + 1);
    QPen pen(on ? style.colour : text, 2);
    pen.setCapStyle(Qt::FlatCap);
    if (style.dashed)
        pen.setDashPattern({1.5, 1});
    painter.setOpacity(on ? 1 : 0.55);
    painter.setPen(pen);
    painter.drawLine(QPointF(topLeft.x(), middle), QPointF(topLeft.x() + mark, middle));
    painter.setPen(text);
    const double left = topLeft.x() + metrics.height() * 0.8;
    const double width = metrics.horizontalAdvance(style.name) + 1;
    painter.drawText(QRectF(left, topLeft.y() + 1, width, metrics.height()), Qt::AlignLeft, style.name);
    painter.setOpacity(1);
    return left + width - topLeft.x();
}

void LegendButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont font = captionFont();
    font.setStrikeOut(!isChecked());
    painter.setFont(font);
    paintEntry(painter, QPointF(0, 0), m_style, palette().color(QPalette::PlaceholderText), isChecked());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

} // namespace waggle::ui::charts
