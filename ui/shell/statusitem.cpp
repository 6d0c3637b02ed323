// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusitem.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QPainter>
#include <QStyleOption>

namespace waggle::ui {

StatusItem::StatusItem(QWidget* parent)
    : QAbstractButton(parent)
{
    keepScaled(*this, [this] {
        setFont(captionFont());
        updateGeometry();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusItem::setEntry(const StatusEntry& entry)
{
    const bool problem = entry.sign == StatusEntry::Sign::Problem;
    m_entry = entry;
    setText(entry.words);
    setAccessibleName(entry.words);
    setAccessibleDescription(entry.detail);
    setToolTip(entry.detail.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    setFocusPolicy(problem ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(problem ? Qt::PointingHandCursor : Qt::ArrowCursor);
    updateGeometry();
    update();
}

QSize StatusItem::sizeHint() const
{
    const QFontMetrics metrics(captionFont());
    return {metrics.horizontalAdvance(m_entry.words) + metrics.height() + 2, metrics.height() * 5 / 4};
}

QSize StatusItem::minimumSizeHint() const
{
    const QFontMetrics metrics(captionFont());
    return {metrics.height() * 4, metrics.height() * 5 / 4};
}

void StatusItem::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    const bool problem = m_entry.sign == StatusEntry::Sign::Problem;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(captionFont());
    const QFontMetricsF metrics(painter.font());
    const double side = metrics.height() * 0.5;
    const QRectF dot(1.5, (height() - side) / 2, side, side);
    if (problem) {
        painter.setPen(theme.warning);
        painter.drawText(QRectF(0, 0, metrics.height(), height()), Qt::AlignVCenter, signText(m_entry.sign));
    } else {
        const bool reached = m_entry.sign == StatusEntry::Sign::Reached;
        painter.setPen(reached ? QPen(Qt::NoPen) : QPen(theme.dim, 1.3));
        painter.setBrush(reached ? QBrush(theme.good) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot);
    }
    painter.setPen(problem ? theme.warning : palette().color(QPalette::WindowText));
    const QRectF words = QRectF(rect()).adjusted(metrics.height() * 0.95, 0, 0, 0);
    painter.drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_entry.words, Qt::ElideRight, words.width() + 1));
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

} // namespace waggle::ui
