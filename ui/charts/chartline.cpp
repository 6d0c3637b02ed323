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
constexpr double kOpen = 0.6; // of the colour, where not everything is reported
constexpr double kFall
    = 0.5; // to less than this share of the point before: not traffic that ends, but reports that miss

QList<QPointF> pointsOf(const Run& run, const std::vector<QPointF>& points)
{
    QList<QPointF> list(
        points.begin() + static_cast<std::ptrdiff_t>(run.begin), points.begin() + static_cast<std::ptrdiff_t>(run.end));
    if (list.size() == 1 && points.size() > 1) { // a lone second: half a step to each side, or it would not be seen
        const double half = (points[1].x() - points[0].x()) / 2;
        list = {list.front() - QPointF(half, 0), list.front() + QPointF(half, 0)};
    }
    return list;
}

std::vector<Run> closedPart(const std::vector<Run>& runs, std::size_t openFrom)
{
    std::vector<Run> closed;
    for (const Run& run : runs) {
        if (run.begin < openFrom)
            closed.push_back({run.begin, std::min(run.end, openFrom)});
    }
    return closed;
}

// Joined to the closed part by its last point; without the fall of its own last points.
std::vector<Run> openPart(const std::vector<Run>& runs, const std::vector<QPointF>& points, std::size_t openFrom)
{
    std::vector<Run> open;
    for (const Run& run : runs) {
        if (run.end <= openFrom)
            continue;
        open.push_back({run.begin < openFrom ? openFrom - 1 : run.begin, run.end});
    }
    if (open.empty())
        return open;
    Run& last = open.back();
    while (last.end - last.begin > 1 && points[last.end - 1].y() < kFall * points[last.end - 2].y())
        --last.end;
    if (last.end - last.begin == 1 && last.begin < openFrom)
        open.pop_back(); // nothing of its own is left
    return open;
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
    for (QAbstractSeries* series :
        {static_cast<QAbstractSeries*>(piece.area), static_cast<QAbstractSeries*>(piece.line)}) {
        m_chart.addSeries(series);
        for (QAbstractAxis* axis : m_chart.axes())
            series->attachAxis(axis);
    }
    return piece;
}

void ChartLine::styleOf(const Piece& piece, bool open) const
{
    QColor colour = m_style.colour;
    if (open)
        colour.setAlphaF(kOpen);
    QPen pen(colour, kWidth);
    const bool dashed = m_style.dashed || open;
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(dashed ? Qt::FlatCap : Qt::RoundCap);
    if (dashed)
        pen.setDashPattern({3, 2.5});
    piece.line->setPen(pen);
    QColor fill = m_style.colour;
    fill.setAlphaF(open ? kFill / 2 : kFill);
    piece.area->setPen(Qt::NoPen);
    piece.area->setBrush(fill);
}

void ChartLine::setPoints(const std::vector<Run>& runs, const std::vector<QPointF>& points, std::size_t openFrom)
{
    std::vector<Run> parts = closedPart(runs, openFrom);
    const std::vector<Run> open = openPart(runs, points, openFrom);
    parts.insert(parts.end(), open.begin(), open.end());
    m_used = parts.size();
    m_open = open.size();
    while (m_pieces.size() < parts.size())
        m_pieces.push_back(addPiece());
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const QList<QPointF> list = i < parts.size() ? pointsOf(parts[i], points) : QList<QPointF>{};
        m_pieces[i].line->replace(list);
        m_pieces[i].top->replace(list);
    }
    restyle();
}

void ChartLine::setStyle(const LineStyle& style)
{
    m_style = style;
    restyle();
}

void ChartLine::restyle()
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
        styleOf(m_pieces[i], i < m_used && i >= m_used - m_open);
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
