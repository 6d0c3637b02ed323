// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/timeline.h"

#include <algorithm>

namespace waggle::bench {

Timeline::Timeline(Nanos step, Nanos length)
    : m_step(step)
    , m_steps(step > 0 ? static_cast<std::size_t>((length + step - 1) / step) : 0)
{
}

Timeline::Step* Timeline::at(Nanos due)
{
    if (due < m_begin || m_steps.empty())
        return nullptr;
    const auto index = static_cast<std::size_t>((due - m_begin) / m_step);
    return index < m_steps.size() ? &m_steps[index] : nullptr;
}

void Timeline::answered(Nanos due, Nanos latency, std::uint32_t peersTold)
{
    if (Step* step = at(due)) {
        step->latest = std::max(step->latest, latency);
        ++step->answers;
        step->peersTold += peersTold;
    }
}

void Timeline::lost(Nanos due)
{
    if (Step* step = at(due))
        ++step->lost;
}

void Timeline::addTo(JsonLine& line) const
{
    if (m_steps.empty())
        return;
    std::vector<double> latest, lost, told;
    for (const Step& step : m_steps) {
        latest.push_back(static_cast<double>(step.latest) / 1000);
        lost.push_back(static_cast<double>(step.lost));
        told.push_back(
            static_cast<double>(step.peersTold) / static_cast<double>(std::max<std::uint64_t>(step.answers, 1)));
    }
    line.add("step_s", static_cast<double>(m_step) / kSecond);
    line.add("latest_us", latest);
    line.add("lost_then", lost);
    line.add("peers_told", told);
}

} // namespace waggle::bench
