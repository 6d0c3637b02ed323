// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// Amounts over time at three resolutions, in memory: 1 s for 5 min, 10 s for 3 h, 1 min for 24 h. Values, any thread.
namespace waggle::monitor {

using protocol::Time;

struct Resolution {
    Time step{0};
    std::size_t points = 0;
};
inline constexpr std::array<Resolution, 3> kResolutions{
    Resolution{Time(1000), 300}, Resolution{Time(10'000), 1080}, Resolution{Time(60'000), 1440}};

// Several lines that are measured together, each time between two moments; a step without any measure gives NaN.
// Of amounts a point is the rate: what was measured in its step divided by the time that was measured, so that an
// irregular tick gives no wrong one. Of levels (how many are here) a point is the last that was seen in its step: a
// mean would show numbers that never were.
class TimeSeries {
public:
    enum class Kind { Amounts, Levels };
    explicit TimeSeries(std::size_t lines, Kind kind = Kind::Amounts);

    // Amounts: `values[line]` came about between the two moments, spread evenly. Levels: that many were here at `to`,
    // and nobody looked since `from`. `to` never goes back by more than 24 h.
    void add(Time from, Time to, std::span<const double> values);

    // Amounts a second, or levels; oldest first; the last point is that of the step which ends at or after `now`.
    [[nodiscard]] std::vector<double> read(
        std::size_t line, const Resolution& resolution, std::size_t points, Time now) const;

private:
    struct Step {
        std::int64_t number = -1; // step of this number since the program's start
        double measuredMs = 0;
    };
    struct Level {
        Resolution resolution;
        std::vector<Step> steps;
        std::vector<double> values; // [step][line]: sums of amounts, or the last levels
    };
    [[nodiscard]] const Level* levelOf(const Resolution& resolution) const;
    void addTo(Level& level, Time from, Time to, std::span<const double> values);

    std::size_t m_lines;
    Kind m_kind;
    std::array<Level, kResolutions.size()> m_levels;
};

// The number of the step that a chart ends with at `now`.
[[nodiscard]] std::int64_t lastStep(const Resolution& resolution, Time now);

} // namespace waggle::monitor
