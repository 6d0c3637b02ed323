// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartframe.h"

#include <QDateTime>
#include <QFontMetricsF>

#include <algorithm>

namespace waggle::ui::charts {

double ChartFrame::x(std::int64_t atMs) const
{
    const double span = std::max<double>(1, static_cast<double>(lastMs - firstMs));
    return plot.left() + plot.width() * static_cast<double>(atMs - firstMs) / span;
}

double ChartFrame::y(double value) const
{
    return plot.bottom() - plot.height() * value / scale.top();
}

void ChartFrame::layOut(bool wideLabels)
{
    const QFontMetricsF metrics(font);
    double left = metrics.horizontalAdvance(wideLabels ? QStringLiteral("600 MiB/s") : QStringLiteral("10/min"));
    for (int i = 0; i <= ValueScale::kSteps; ++i)
        left = std::max(left, metrics.horizontalAdvance(scale.label(i)));
    const double gap = metrics.height() / 2;
    plot = view.adjusted(left + gap, metrics.height() / 2 + 1, -gap / 2, -metrics.height() * 1.35);
    if (plot.width() < 10 || plot.height() < 10)
        plot.setSize(plot.size().expandedTo(QSizeF(10, 10)));

    const double labelWidth = metrics.horizontalAdvance(tickText(lastMs, (lastMs - firstMs) < 300'000));
    const double labels = std::max(1.0, plot.width() / (labelWidth * 2.1));
    const auto spacing = static_cast<std::int64_t>(static_cast<double>(lastMs - firstMs) / labels);
    const auto offset = std::int64_t{QDateTime::fromMSecsSinceEpoch(lastMs).offsetFromUtc()} * 1000;
    ticks = timeTicks(firstMs, lastMs, std::max<std::int64_t>(1000, spacing), offset);
}

QString tickText(std::int64_t atMs, bool withSeconds)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).time().toString(
        withSeconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace waggle::ui::charts
