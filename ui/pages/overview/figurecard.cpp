// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/figurecard.h"

#include "ui/base/theme.h"
#include "ui/base/tone.h"
#include "ui/widgets/rescale.h"

#include <QPainter>

namespace waggle::ui {

FigureCard::FigureCard(const QString& caption, const QString& leadsTo, QWidget* parent)
    : QAbstractButton(parent)
    , m_leadsTo(leadsTo)
{
    setText(caption);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(caption);
    keepScaled(*this, [this] { updateGeometry(); });
}

void FigureCard::setFigure(const overview::Figure& figure)
{
    m_figure = figure;
    setAccessibleName(text() + QLatin1Char(' ') + figure.figure);
    setAccessibleDescription(figure.note);
    setToolTip((figure.note + QLatin1Char('\n') + m_leadsTo)
                   .toHtmlEscaped()
                   .replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    update();
}

QSize FigureCard::sizeHint() const
{
    const int lines = QFontMetrics(captionFont()).height() * 2 + QFontMetrics(figureFont()).height();
    return {unit() * 34, lines + unit() * 5 / 2};
}

QSize FigureCard::minimumSizeHint() const
{
    return {unit() * 15, sizeHint().height()};
}

void FigureCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool live = underMouse() || hasFocus();
    const double width = hasFocus() ? 2 : 1;
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Link)
            : live                 ? theme.dim
                                   : palette().color(QPalette::Mid),
        width));
    painter.setBrush(palette().color(isDown() ? QPalette::AlternateBase : QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), unit(), unit());

    QRectF line = QRectF(rect()).adjusted(unit() * 1.75, unit() * 1.25, -unit() * 1.75, 0);
    const auto put = [&](const QFont& font, const QColor& colour, const QString& words) {
        const QFontMetricsF metrics(font);
        line.setHeight(metrics.height());
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(words, Qt::ElideRight, line.width()));
        line.translate(0, metrics.height());
    };
    put(captionFont(), theme.dim, text());
    put(figureFont(), toneColor(m_figure.tone, theme),
        m_figure.figure.isEmpty() ? QStringLiteral("–") : m_figure.figure);
    put(captionFont(), theme.dim, m_figure.note);
}

} // namespace waggle::ui
