// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/chiplabel.h"

#include "ui/base/theme.h"
#include "ui/table/cellpaint.h"

#include <QPainter>

#include <cmath>

namespace waggle::ui {

ChipLabel::ChipLabel(const QString& text, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

QSize ChipLabel::sizeHint() const
{
    const QSizeF size = chipSize(m_text);
    return {static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))};
}

void ChipLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(captionFont());
    paintChip(painter, QRectF(rect()), m_text, toneColor(m_tone, palette()));
}

} // namespace waggle::ui
