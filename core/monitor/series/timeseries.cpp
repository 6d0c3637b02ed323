// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/series/timeseries.h"

#include <algorithm>
#include <limits>

namespace waggle::monitor {

std::int64_t lastStep(const Resolution& resolution, Time now)
{
    return (std::max(now, Time(1)).count() - 1) / resolution.step.count();
}

TimeSeries::TimeSeries(std::size_t lines, Kind kind)
    : m_lines(lines)
    , m_kind(kind)
{
    for (std::size_t i = 0; i < kResolutions.size(); ++i) {
        m_levels[i].resolution = kResolutions[i];
        m_levels[i].steps.resize(kResolutions[i].points);
        m_levels[i].values.resize(kResolutions[i].points * lines);
    }
}

void TimeSeries::add(Time from, Time to, std::span<const double> values)
{
    from = std::max(from, Time(0));
    if (to <= from)
        return;
    for (Level& level : m_levels)
        addTo(level, from, to, values);
}

void TimeSeries::addTo(Level& level, Time from, Time to, std::span<const double> values)
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
        double* kept = level.values.data() + at * m_lines;
        const bool isNew = step.number != number;
        if (isNew) {
            step = {number, 0};
            std::fill_n(kept, m_lines, 0.0);
        }
        const auto part = static_cast<double>(end - begin);
        step.measuredMs += part;
        if (m_kind == Kind::Amounts) {
            for (std::size_t line = 0; line < m_lines; ++line)
                kept[line] += values[line] * part / whole;
        } else if (isNew || number == last) { // a step that is over keeps what was seen before its end
            std::copy_n(values.begin(), m_lines, kept);
        }
    }
}

const TimeSeries::Level* TimeSeries::levelOf(const Resolution& resolution) const
{
    const auto level = std::find_if(
        m_levels.begin(), m_levels.end(), [&](const Level& one) { return one.resolution.step == resolution.step; });
    return level == m_levels.end() ? nullptr : &*level;
}

std::vector<double> TimeSeries::read(std::size_t line, const Resolution& resolution, std::size_t points, Time now) const
{
    std::vector<double> read(points, std::numeric_limits<double>::quiet_NaN());
    const Level* const level = levelOf(resolution);
    const std::int64_t last = lastStep(resolution, now);
    for (std::size_t i = 0; level && i < points; ++i) {
        const std::int64_t number = last - static_cast<std::int64_t>(points - 1 - i);
        if (number < 0)
            continue;
        const std::size_t at = static_cast<std::size_t>(number) % level->steps.size();
        const Step& step = level->steps[at];
        if (step.number != number || step.measuredMs <= 0)
            continue;
        const double value = level->values[at * m_lines + line];
        read[i] = m_kind == Kind::Amounts ? value * 1000 / step.measuredMs : value;
    }
    return read;
}

} // namespace waggle::monitor
