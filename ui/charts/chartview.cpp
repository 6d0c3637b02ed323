// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartview.h"

#include "ui/charts/chartbackdrop.h"
#include "ui/charts/chartpointer.h"
#include "ui/widgets/rescale.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QtCharts/QChart>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace waggle::ui::charts {

ChartView::ChartView(monitor::SeriesKind kind, QWidget* parent)
    : QChartView(parent)
    , m_kind(kind)
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setBackgroundRole(QPalette::Base); // a card's
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QChart* picture = chart();
    picture->setAnimationOptions(QChart::NoAnimation);
    picture->setBackgroundVisible(false);
    picture->setMargins({});
    picture->legend()->hide();
    m_timeAxis = new QValueAxis(picture);
    m_valueAxis = new QValueAxis(picture);
    picture->addAxis(m_timeAxis, Qt::AlignBottom);
    picture->addAxis(m_valueAxis, Qt::AlignLeft);
    m_timeAxis->setVisible(false);
    m_valueAxis->setVisible(false);
    m_backdrop = new ChartBackdrop(picture);
    m_pointer = new ChartPointer(picture);
    keepScaled(*this, [this] { restyle(); });
}

ChartView::~ChartView() = default;

bool ChartView::pointerShown() const
{
    return m_pointer->isVisible();
}

std::size_t ChartView::pointCount() const
{
    return m_data && !m_data->lines.empty() ? m_data->lines.front().values.size() : 0;
}

std::int64_t ChartView::timeOf(std::size_t point) const
{
    return m_data->endMs - static_cast<std::int64_t>(pointCount() - 1 - point) * m_data->stepMs;
}

ChartLine& ChartView::line(const QString& id)
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const auto& one) { return one->id() == id; });
    if (found != m_lines.end())
        return **found;
    m_lines.push_back(std::make_unique<ChartLine>(*chart(), id));
    m_lines.back()->setStyle(lineStyle(m_kind, id.toStdString(), m_frame.theme));
    return *m_lines.back();
}

void ChartView::setData(const monitor::SeriesPtr& data)
{
    m_data = data;
    const auto span = std::chrono::milliseconds(monitor::length(data->range)).count();
    m_frame.lastMs = data->endMs;
    m_frame.firstMs = data->endMs - span;
    m_frame.recordedFromMs = data->recordedFromMs;
    m_frame.hatchedFromMs = data->unreportedClients > 0 ? data->unreportedFromMs : std::nullopt;
    refresh();
}

void ChartView::clear(monitor::Range range)
{
    m_data.reset();
    for (const auto& one : m_lines)
        one->setPoints({}, {});
    m_frame.firstMs = m_frame.lastMs - std::chrono::milliseconds(monitor::length(range)).count();
    m_frame.hatchedFromMs.reset();
    m_frame.recordedFromMs.reset();
    refresh();
}

void ChartView::setLineShown(const QString& id, bool shown)
{
    line(id).setShown(shown);
    refresh();
}

double ChartView::largestShown() const
{
    double largest = 0;
    if (!m_data)
        return largest;
    for (const monitor::Line& one : m_data->lines) {
        const auto drawn = std::find_if(m_lines.begin(), m_lines.end(),
            [&](const auto& candidate) { return candidate->id() == QLatin1String(one.id); });
        if (drawn != m_lines.end() && !(*drawn)->isShown())
            continue;
        for (const double value : one.values)
            largest = std::isfinite(value) ? std::max(largest, value) : largest;
    }
    return largest;
}

void ChartView::refresh()
{
    m_frame.view = QRectF(QPointF(0, 0), QSizeF(viewport()->size()));
    m_frame.scale = valueScale(largestShown(), unitOf(m_kind));
    m_frame.layOut(unitOf(m_kind) == Unit::BytesPerSecond);
    fillLines();
    const bool anything = std::any_of(m_lines.begin(), m_lines.end(), [](const auto& one) { return one->isDrawn(); });
    m_frame.emptyText = m_data && !anything ? emptyText(m_kind) : QString();
    chart()->setPlotArea(m_frame.plot);
    m_timeAxis->setRange(0, static_cast<double>(std::max<std::int64_t>(1, m_frame.lastMs - m_frame.firstMs)));
    m_valueAxis->setRange(0, m_frame.scale.top());
    m_backdrop->setFrame(m_frame);
    pointAt(m_point);
}

void ChartView::fillLines()
{
    if (!m_data)
        return;
    // From the range's start: milliseconds since 1970 would cost the precision of the chart's own arithmetic.
    std::vector<QPointF> points(pointCount());
    std::size_t openFrom = ChartLine::kNever;
    for (std::size_t i = 0; i < points.size() && m_frame.hatchedFromMs && openFrom == ChartLine::kNever; ++i) {
        if (timeOf(i) > *m_frame.hatchedFromMs)
            openFrom = i;
    }
    for (const monitor::Line& one : m_data->lines) {
        const std::size_t count = std::min(points.size(), one.values.size());
        for (std::size_t i = 0; i < count; ++i)
            points[i] = QPointF(static_cast<double>(timeOf(i) - m_frame.firstMs), one.values[i]);
        line(QLatin1String(one.id)).setPoints(runs(one.values), points, openFrom);
    }
}

void ChartView::restyle()
{
    m_frame.theme = Theme::of(palette());
    m_frame.font = captionFont();
    for (const auto& one : m_lines)
        one->setStyle(lineStyle(m_kind, one->id().toStdString(), m_frame.theme));
    refresh();
}

void ChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    refresh();
}

QSize ChartView::sizeHint() const
{
    return {unit() * 40, unit() * 16};
}

void ChartView::pointAt(std::optional<std::size_t> point)
{
    m_point = point && *point < pointCount() ? point : std::nullopt;
    if (!m_point) {
        m_pointer->hide();
        return;
    }
    std::vector<ChartPointer::Entry> entries;
    for (const monitor::Line& one : m_data->lines) {
        const ChartLine& drawn = line(QLatin1String(one.id));
        if (drawn.isShown() && *m_point < one.values.size())
            entries.push_back({drawn.style().name, valueText(m_kind, one.values[*m_point]), drawn.style().colour,
                one.values[*m_point]});
    }
    m_pointer->showAt(m_frame, timeOf(*m_point), std::move(entries));
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    const QPointF at = event->position();
    if (pointCount() == 0 || !m_frame.plot.adjusted(-4, -4, 4, 4).contains(at)) {
        pointAt(std::nullopt);
        return;
    }
    const double part = (at.x() - m_frame.plot.left()) / m_frame.plot.width();
    const auto atMs
        = m_frame.firstMs + static_cast<std::int64_t>(part * static_cast<double>(m_frame.lastMs - m_frame.firstMs));
    const auto fromEnd = std::llround(static_cast<double>(m_data->endMs - atMs) / static_cast<double>(m_data->stepMs));
    const auto last = static_cast<std::int64_t>(pointCount()) - 1;
    pointAt(static_cast<std::size_t>(std::clamp<std::int64_t>(last - fromEnd, 0, last)));
}

void ChartView::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    pointAt(std::nullopt);
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    pointAt(std::nullopt);
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    const bool left = event->key() == Qt::Key_Left;
    if (pointCount() == 0 || (!left && event->key() != Qt::Key_Right)) {
        QChartView::keyPressEvent(event);
        return;
    }
    const std::size_t last = pointCount() - 1;
    const std::size_t from = m_point.value_or(last);
    const std::size_t leap = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    if (!m_point)
        pointAt(last);
    else
        pointAt(left ? from - std::min(from, leap) : std::min(last, from + leap));
}

void ChartView::paintInto(QPainter& painter, const QRectF& target)
{
    const bool shown = m_pointer->isVisible();
    m_pointer->hide();
    scene()->render(&painter, target, QRectF(QPointF(0, 0), QSizeF(viewport()->size())), Qt::KeepAspectRatio);
    m_pointer->setVisible(shown);
}

} // namespace waggle::ui::charts
