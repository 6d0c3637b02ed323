// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toggleswitch.h"

#include "ui/base/theme.h"

#include <QPainter>

#include <algorithm>

namespace waggle::ui {

ToggleSwitch::ToggleSwitch(const QString& onText, const QString& offText, QWidget* parent)
    : QAbstractButton(parent)
    , m_onText(onText)
    , m_offText(offText)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const auto name = [this] { setAccessibleName(words()); };
    connect(this, &QAbstractButton::toggled, this, name);
    name();
}

QSizeF ToggleSwitch::trackSize() const
{
    const double height = fontMetrics().height() * 1.2;
    return {height * 1.9, height};
}

QSize ToggleSwitch::sizeHint() const
{
    const int words = std::max(fontMetrics().horizontalAdvance(m_onText), fontMetrics().horizontalAdvance(m_offText));
    return QSize(words + unit() + qRound(trackSize().width()) + 4, qRound(trackSize().height()) + 6);
}

void ToggleSwitch::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF track(QPointF(0, 0), trackSize());
    track.moveCenter(QRectF(rect()).center());
    track.moveRight(width() - 2.5);

    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(QRectF(0, 0, track.left() - unit(), height()), Qt::AlignRight | Qt::AlignVCenter, words());
    painter.setPen(isChecked() ? QPen(theme.good, 1) : QPen(theme.dim, 1.25));
    painter.setBrush(isChecked() ? theme.good : palette().color(QPalette::Base));
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);

    const double gap = track.height() * 0.13;
    QRectF knob(0, 0, track.height() - 2 * gap, track.height() - 2 * gap);
    knob.moveCenter(track.center());
    if (isChecked())
        knob.moveRight(track.right() - gap);
    else
        knob.moveLeft(track.left() + gap);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? QColor(Qt::white) : theme.dim);
    painter.drawEllipse(knob);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Link), 2));
    painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), track.height() / 2, track.height() / 2);
}

} // namespace waggle::ui
