// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QPainter>

namespace waggle::ui {

Card::Card(QWidget* parent, Edge edge)
    : QFrame(parent)
    , m_edge(edge)
{
    setFrameShape(QFrame::NoFrame);
    keepScaled(*this, [this] { applyPadding(); });
}

void Card::setPadding(double horizontal, double vertical)
{
    m_horizontal = horizontal;
    m_vertical = vertical;
    applyPadding();
}

void Card::applyPadding()
{
    const int sides = qRound(unit() * m_horizontal);
    const int ends = qRound(unit() * m_vertical);
    setContentsMargins(sides, ends, sides, ends);
}

void Card::setEdge(Edge edge)
{
    m_edge = edge;
    update();
}

void Card::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_edge == Edge::Warning ? theme.warning : palette().color(QPalette::Mid), 1);
    if (m_edge == Edge::Dashed) {
        pen.setWidthF(1.5);
        pen.setDashPattern({4, 3});
    }
    const double inset = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), unit(), unit());
}

} // namespace waggle::ui
