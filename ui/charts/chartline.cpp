// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartline.h"

#include <QtCharts/QAbstractAxis>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>

#include <algorithm>

namespace waggle::ui::charts {

namespace {

constexpr double kFill = 0.16;
constexpr double kWidth = 1.75;

QList<QPointF> pointsOf(const Run& run, const std::vector<QPointF>& points)
{
    QList<QPointF> list(points.begin() + static_cast<std::ptrdiff_t>(run.begin),
        points.begin() + static_cast<std::ptrdiff_t>(run.end));
    if (list.size() == 1 && points.size() > 1) { // a lone second: half a step to each side, or it would not be seen
        const double half = (points[1].x() - points[0].x()) / 2;
        list = {list.front() - QPointF(half, 0), list.front() + QPointF(half, 0)};
    }
    return list;
}

} // namespace

ChartLine::ChartLine(QChart& chart, QString id)
    : m_chart(chart)
    , m_id(std::move(id))
{
}

ChartLine::Piece ChartLine::addPiece()
{
    Piece piece;
    piece.top = new QLineSeries(&m_chart);
    piece.area = new QAreaSeries(piece.top);
    piece.line = new QLineSeries;
    for (QAbstractSeries* series : {static_cast<QAbstractSeries*>(piece.area), static_cast<QAbstractSeries*>(piece.line)}) {
        m_chart.addSeries(series);
        for (QAbstractAxis* axis : m_chart.axes())
            series->attachAxis(axis);
    }
    styleOf(piece);
    return piece;
}

void ChartLine::styleOf(const Piece& piece) const
{
    QPen pen(m_style.colour, kWidth);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(m_style.dashed ? Qt::FlatCap : Qt::RoundCap);
    if (m_style.dashed)
        pen.setDashPattern({3, 2.5});
    piece.line->setPen(pen);
    QColor fill = m_style.colour;
    fill.setAlphaF(kFill);
    piece.area->setPen(Qt::NoPen);
    piece.area->setBrush(fill);
}

void ChartLine::setPoints(const std::vector<Run>& runs, const std::vector<QPointF>& points)
{
    m_used = runs.size();
    while (m_pieces.size() < runs.size())
        m_pieces.push_back(addPiece());
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const QList<QPointF> list = i < runs.size() ? pointsOf(runs[i], points) : QList<QPointF>{};
        m_pieces[i].line->replace(list);
        m_pieces[i].top->replace(list);
    }
    showPieces();
}

void ChartLine::setStyle(const LineStyle& style)
{
    m_style = style;
    for (const Piece& piece : m_pieces)
        styleOf(piece);
    showPieces();
}

void ChartLine::setShown(bool shown)
{
    m_shown = shown;
    showPieces();
}

void ChartLine::showPieces()
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const bool shown = m_shown && i < m_used;
        m_pieces[i].line->setVisible(shown);
        m_pieces[i].area->setVisible(shown && m_style.filled);
    }
}

} // namespace waggle::ui::charts
