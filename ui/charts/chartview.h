// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/series.h"
#include "ui/charts/chartframe.h"
#include "ui/charts/chartline.h"

#include <QtCharts/QChartView>

#include <memory>
#include <optional>
#include <vector>

class QValueAxis;

namespace waggle::ui::charts {

class ChartBackdrop;
class ChartPointer;

// The picture of a series: lines over a backdrop, a pointer with the values of one moment (mouse, or the arrow keys).
// Main thread.
class ChartView final : public QChartView {
    Q_OBJECT
public:
    ChartView(monitor::SeriesKind kind, QWidget* parent);
    ~ChartView() override;

    void setData(const monitor::SeriesPtr& data);
    void clear(monitor::Range range); // axes alone, until the first answer
    void setLineShown(const QString& id, bool shown);

    [[nodiscard]] const std::vector<std::unique_ptr<ChartLine>>& lines() const { return m_lines; }
    [[nodiscard]] const ChartFrame& frame() const { return m_frame; }
    [[nodiscard]] bool pointerShown() const;
    [[nodiscard]] QSize sizeHint() const override;
    // Draws the chart alone, without its pointer.
    void paintInto(QPainter& painter, const QRectF& target);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void refresh();
    void restyle();
    void fillLines();
    [[nodiscard]] double largestShown() const;
    [[nodiscard]] std::size_t pointCount() const;
    [[nodiscard]] std::int64_t timeOf(std::size_t point) const;
    void pointAt(std::optional<std::size_t> point);
    ChartLine& line(const QString& id);

    const monitor::SeriesKind m_kind;
    monitor::SeriesPtr m_data;
    ChartFrame m_frame;
    QValueAxis* m_timeAxis = nullptr;
    QValueAxis* m_valueAxis = nullptr;
    ChartBackdrop* m_backdrop = nullptr; // owned by the scene
    ChartPointer* m_pointer = nullptr;
    std::vector<std::unique_ptr<ChartLine>> m_lines;
    std::optional<std::size_t> m_point;
};

} // namespace waggle::ui::charts
