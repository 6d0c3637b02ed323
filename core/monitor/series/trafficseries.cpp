// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/series/trafficseries.h"

#include <algorithm>
#include <limits>

namespace waggle::monitor {

std::vector<double> ratesOf(
    swarm::TrafficLedger& ledger, const Resolution& resolution, std::size_t points, Time now, Time from)
{
    ledger.advance(std::max(now - Time(1), Time(0)));
    const std::int64_t stepMs = resolution.step.count();
    const std::int64_t last = lastStep(resolution, now);
    // A report of this very moment has already begun the next step.
    const std::int64_t ahead = std::max<std::int64_t>(ledger.end() / ledger.step() - 1 - last, 0);
    const std::vector<std::uint64_t> bytes = ledger.read(points + static_cast<std::size_t>(ahead));

    std::vector<double> rates(points, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < points; ++i) {
        const std::int64_t back = static_cast<std::int64_t>(points - 1 - i);
        const std::int64_t number = last - back;
        const std::int64_t place = static_cast<std::int64_t>(bytes.size()) - 1 - ahead - back;
        if (number < 0 || place < 0 || (number + 1) * stepMs <= from.count())
            continue;
        // The last step is still going on.
        const std::int64_t lengthMs = std::clamp<std::int64_t>(now.count() - number * stepMs, 1, stepMs);
        rates[i] = static_cast<double>(bytes[static_cast<std::size_t>(place)]) * 1000 / static_cast<double>(lengthMs);
    }
    return rates;
}

TrafficSeries::TrafficSeries()
{
    for (const Resolution& resolution : kResolutions) {
        m_down.emplace_back(resolution.step, resolution.points + 1);
        m_up.emplace_back(resolution.step, resolution.points + 1);
    }
}

void TrafficSeries::add(Time from, Time to, std::uint64_t down, std::uint64_t up)
{
    for (std::size_t i = 0; i < kResolutions.size(); ++i) {
        m_down[i].add(down, to - from, to);
        m_up[i].add(up, to - from, to);
    }
}

std::vector<double> TrafficSeries::read(
    Ledgers& ledgers, const Resolution& resolution, std::size_t points, Time now, Time from)
{
    const auto at = std::find_if(ledgers.begin(), ledgers.end(),
        [&](const swarm::TrafficLedger& ledger) { return ledger.step() == resolution.step; });
    return at == ledgers.end() ? std::vector<double>(points, std::numeric_limits<double>::quiet_NaN())
                               : ratesOf(*at, resolution, points, now, from);
}

std::vector<double> TrafficSeries::down(const Resolution& resolution, std::size_t points, Time now, Time from)
{
    return read(m_down, resolution, points, now, from);
}

std::vector<double> TrafficSeries::up(const Resolution& resolution, std::size_t points, Time now, Time from)
{
    return read(m_up, resolution, points, now, from);
}

} // namespace waggle::monitor
