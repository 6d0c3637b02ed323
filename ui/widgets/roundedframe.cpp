// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/roundedframe.h"

#include <QChildEvent>
#include <QPainter>
#include <QPainterPath>

namespace waggle::ui {

namespace {

constexpr int kRadius = 8;

// One corner, above whatever fills the frame: outside the arc the colour of the window, then the hairline.
class Corner final : public QWidget {
public:
    Corner(int quarter, QWidget* parent)
        : QWidget(parent)
        , m_quarter(quarter)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFixedSize(kRadius, kRadius);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(kRadius / 2.0, kRadius / 2.0);
        painter.rotate(90 * m_quarter);
        painter.translate(-kRadius / 2.0, -kRadius / 2.0);
        // The round rectangle of which this is the upper left corner.
        const QRectF whole(0.5, 0.5, 4 * kRadius, 4 * kRadius);
        QPainterPath outside;
        outside.addRect(QRectF(0, 0, kRadius, kRadius));
        QPainterPath inside;
        inside.addRoundedRect(whole, kRadius, kRadius);
        painter.fillPath(outside.subtracted(inside), palette().color(QPalette::Window));
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRoundedRect(whole, kRadius, kRadius);
    }

private:
    int m_quarter;
};

} // namespace

RoundedFrame::RoundedFrame(QWidget* parent)
    : QFrame(parent)
{
    setContentsMargins(1, 1, 1, 1);
    for (int i = 0; i < 4; ++i)
        m_corners[static_cast<std::size_t>(i)] = new Corner(i, this);
}

void RoundedFrame::setSquareTopLeft(bool square)
{
    m_corners[0]->setVisible(!square);
}

void RoundedFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void RoundedFrame::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    const int right = width() - kRadius, bottom = height() - kRadius;
    m_corners[0]->move(0, 0);
    m_corners[1]->move(right, 0);
    m_corners[2]->move(right, bottom);
    m_corners[3]->move(0, bottom);
}

void RoundedFrame::childEvent(QChildEvent* event)
{
    QFrame::childEvent(event);
    if (event->polished() || event->added()) {
        for (QWidget* corner : m_corners) {
            if (corner && corner != event->child())
                corner->raise();
        }
    }
}

} // namespace waggle::ui
