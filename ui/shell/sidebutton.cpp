// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebutton.h"

#include "ui/base/theme.h"
#include "ui/widgets/icons.h"

#include <QPainter>
#include <QStyleOption>

namespace waggle::ui {

SideButton::SideButton(const QString& title, const QString& iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void SideButton::setCount(const QString& count)
{
    if (count == m_count)
        return;
    m_count = count;
    describe();
    update();
}

void SideButton::setCompact(bool compact)
{
    m_compact = compact;
    describe();
    updateGeometry();
    update();
}

void SideButton::describe()
{
    const QString whole = m_count.isEmpty() ? text() : text() + QLatin1Char(' ') + m_count;
    setAccessibleName(whole);
    setToolTip(m_compact ? whole : QString());
}

QSize SideButton::sizeHint() const
{
    return {unit() * 5, fontMetrics().height() * 2};
}

void SideButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int u = unit();
    if (isChecked() || underMouse()) {
        QColor fill = palette().color(QPalette::Highlight);
        fill.setAlphaF(isChecked() ? 1 : 0.45F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(QRectF(rect()), 5, 5);
    }
    const double side = fontMetrics().height() * 0.95;
    QRectF icon(u * 1.25, (height() - side) / 2, side, side);
    if (m_compact)
        icon.moveCenter(QRectF(rect()).center());
    paintLineIcon(painter, icon, m_iconName, isChecked() ? palette().color(QPalette::WindowText) : theme.dim);
    if (!m_compact) {
        QFont font = this->font();
        font.setBold(isChecked());
        painter.setFont(font);
        painter.setPen(palette().color(QPalette::WindowText));
        const QRectF words = QRectF(rect()).adjusted(icon.right() + u, 0, -u * 1.25, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
        painter.setFont(this->font());
        painter.setPen(theme.dim);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, m_count);
    }
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

} // namespace waggle::ui
