// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/timeseries.h"

#include <algorithm>
#include <limits>

namespace waggle::monitor {

std::int64_t lastStep(const Resolution& resolution, Time now)
{
    return (std::max(now, Time(1)).count() - 1) / resolution.step.count();
}

TimeSeries::TimeSeries(std::size_t lines)
    : m_lines(lines)
{
    for (std::size_t i = 0; i < kResolutions.size(); ++i) {
        m_levels[i].resolution = kResolutions[i];
        m_levels[i].steps.resize(kResolutions[i].points);
        m_levels[i].amounts.resize(kResolutions[i].points * lines);
    }
}

void TimeSeries::add(Time from, Time to, std::span<const double> amounts)
{
    from = std::max(from, Time(0));
    if (to <= from)
        return;
    for (Level& level : m_levels)
        addTo(level, from, to, amounts);
}

void TimeSeries::addTo(Level& level, Time from, Time to, std::span<const double> amounts)
{
    const std::int64_t stepMs = level.resolution.step.count();
    const auto length = static_cast<std::int64_t>(level.steps.size());
    const std::int64_t last = lastStep(level.resolution, to);
    const double whole = static_cast<double>((to - from).count());
    for (std::int64_t number = std::max(from.count() / stepMs, last - length + 1); number <= last; ++number) {
        const std::int64_t begin = std::max(from.count(), number * stepMs);
        const std::int64_t end = std::min(to.count(), (number + 1) * stepMs);
        const auto at = static_cast<std::size_t>(number % length);
        Step& step = level.steps[at];
        if (step.number > number)
            continue; // its place is taken by a later one already
        double* values = level.amounts.data() + at * m_lines;
        if (step.number != number) {
            step = {number, 0};
            std::fill_n(values, m_lines, 0.0);
        }
        const auto part = static_cast<double>(end - begin);
        step.measuredMs += part;
        for (std::size_t line = 0; line < m_lines; ++line)
            values[line] += amounts[line] * part / whole;
    }
}

const TimeSeries::Level* TimeSeries::levelOf(const Resolution& resolution) const
{
    const auto level = std::find_if(
        m_levels.begin(), m_levels.end(), [&](const Level& one) { return one.resolution.step == resolution.step; });
    return level == m_levels.end() ? nullptr : &*level;
}

std::vector<double> TimeSeries::rates(
    std::size_t line, const Resolution& resolution, std::size_t points, Time now) const
{
    std::vector<double> values(points, std::numeric_limits<double>::quiet_NaN());
    const Level* const level = levelOf(resolution);
    const std::int64_t last = lastStep(resolution, now);
    for (std::size_t i = 0; level && i < points; ++i) {
        const std::int64_t number = last - static_cast<std::int64_t>(points - 1 - i);
        if (number < 0)
            continue;
        const std::size_t at = static_cast<std::size_t>(number) % level->steps.size();
        const Step& step = level->steps[at];
        if (step.number == number && step.measuredMs > 0)
            values[i] = level->amounts[at * m_lines + line] * 1000 / step.measuredMs;
    }
    return values;
}

} // namespace waggle::monitor
