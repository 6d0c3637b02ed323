// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axisticks.h"

#include "core/text/figures.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace waggle::ui::charts {

namespace {

constexpr double kTolerance = 1 + 1e-9;

int decimalsOf(double step)
{
    for (int decimals = 0; decimals < 6; ++decimals) {
        const double scaled = step * std::pow(10, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, scaled))
            return decimals;
    }
    return 6;
}

ValueScale byteScale(double largest)
{
    if (largest <= 0)
        largest = 4 * 1024; // an empty axis still tells its unit
    ValueScale scale;
    std::size_t unit = 0;
    for (;; ++unit, scale.divisor *= 1024) {
        scale.step = cleanStep(largest / scale.divisor / ValueScale::kSteps, unit == 0);
        if (scale.step * ValueScale::kSteps < 1024 || unit + 1 == text::kByteUnits.size())
            break;
    }
    scale.unit = QChar(0x202f) + QLatin1String(text::kByteUnits.at(unit)) + QStringLiteral("/s");
    return scale;
}

ValueScale perSecondScale(double largest)
{
    ValueScale scale;
    const bool perMinute = largest < 1;
    scale.divisor = perMinute ? 1.0 / 60 : 1;
    scale.unit = perMinute ? QStringLiteral("/min") : QStringLiteral("/s");
    scale.step = cleanStep(largest / scale.divisor / ValueScale::kSteps, perMinute);
    return scale;
}

} // namespace

double cleanStep(double atLeast, bool wholeNumbers)
{
    static constexpr std::array<double, 10> kClean{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    if (!(atLeast > 0) || !std::isfinite(atLeast))
        return 1;
    if (wholeNumbers && atLeast <= 1)
        return 1;
    const double power = std::pow(10, std::floor(std::log10(atLeast)));
    for (const double clean : kClean) {
        const double step = clean * power;
        if (wholeNumbers && step != std::floor(step))
            continue;
        if (step * kTolerance >= atLeast)
            return step;
    }
    return 10 * power;
}

ValueScale valueScale(double largest, Unit unit)
{
    if (!std::isfinite(largest))
        largest = 0;
    ValueScale scale;
    switch (unit) {
    case Unit::BytesPerSecond:
        scale = byteScale(largest);
        break;
    case Unit::PerSecond:
        scale = perSecondScale(largest);
        break;
    case Unit::Count:
        scale.step = cleanStep(largest / ValueScale::kSteps, true);
        break;
    }
    scale.decimals = decimalsOf(scale.step);
    return scale;
}

QString ValueScale::label(int index) const
{
    QLocale locale;
    const double value = step * index;
    const QString number = locale.toString(value, 'f', std::min(decimals, decimalsOf(value)));
    return index == kSteps ? number + unit : number;
}

TimeTicks timeTicks(std::int64_t firstMs, std::int64_t lastMs, std::int64_t minSpacingMs, std::int64_t utcOffsetMs)
{
    static constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;
    static constexpr std::array<std::int64_t, 18> kClock{5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,
        2 * kMinute, 3 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour, 2 * kHour, 3 * kHour,
        4 * kHour, 6 * kHour, 12 * kHour, 24 * kHour};
    TimeTicks ticks;
    const auto found = std::find_if(kClock.begin(), kClock.end(), [&](auto step) { return step >= minSpacingMs; });
    if (found == kClock.end() || lastMs <= firstMs)
        return ticks;
    const std::int64_t step = *found;
    ticks.withSeconds = step < kMinute;
    const std::int64_t local = firstMs + utcOffsetMs;
    std::int64_t at = firstMs + (step - local % step) % step;
    for (; at <= lastMs - minSpacingMs; at += step)
        ticks.atMs.push_back(at);
    return ticks;
}

std::vector<Run> runs(const std::vector<double>& values)
{
    std::vector<Run> result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        if (result.empty() || result.back().end != i)
            result.push_back({i, i});
        result.back().end = i + 1;
    }
    return result;
}

} // namespace waggle::ui::charts
