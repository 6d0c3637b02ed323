// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

// The arithmetic of axes: clean steps, clock ticks, gaps. Pure, any thread.
namespace waggle::ui::charts {

enum class Unit { BytesPerSecond, Count, PerSecond };

// A value axis from 0 with four equal, clean steps. Values are shown divided by `divisor`, in `unit`.
struct ValueScale {
    static constexpr int kSteps = 4;
    double step = 1; // in the unit that is shown
    double divisor = 1;
    QString unit; // " MiB/s" with its space; empty for counts
    int decimals = 0;

    [[nodiscard]] double top() const { return step * kSteps * divisor; } // in the unit of the data
    // "45"; the unit stands on the top one only: "60 MiB/s".
    [[nodiscard]] QString label(int index) const;
};
[[nodiscard]] ValueScale valueScale(double largest, Unit unit);

// The smallest clean number (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten) that is not below `atLeast`.
[[nodiscard]] double cleanStep(double atLeast, bool wholeNumbers);

// Clock ticks: round local times between two moments, none nearer than `minSpacingMs` to another or to the end, where
// "now" stands.
struct TimeTicks {
    std::vector<std::int64_t> atMs;
    bool withSeconds = false;
};
[[nodiscard]] TimeTicks timeTicks(
    std::int64_t firstMs, std::int64_t lastMs, std::int64_t minSpacingMs, std::int64_t utcOffsetMs);

// Runs of measured values: [begin, end) of a line whose gaps are NaN.
struct Run {
    std::size_t begin = 0, end = 0;
    bool operator==(const Run&) const = default;
};
[[nodiscard]] std::vector<Run> runs(const std::vector<double>& values);

} // namespace waggle::ui::charts
