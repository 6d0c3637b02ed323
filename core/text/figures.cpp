// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/figures.h"

#include <charconv>
#include <cmath>

namespace waggle::text {

namespace {

using namespace std::chrono_literals;

constexpr double kFourDigits = 999.5; // from here on rounding gives a fourth one
constexpr auto kWholeSeconds = 10s; // below, tenths are told

struct Unit {
    std::int64_t seconds;
    const char* name;
};
constexpr std::array kTimeUnits{Unit{86400, "d"}, Unit{3600, "h"}, Unit{60, "min"}, Unit{1, "s"}};

Figure tenthsOfSeconds(std::chrono::milliseconds span)
{
    const std::int64_t tenths = span / 100ms;
    return {static_cast<double>(tenths) / 10, tenths % 10 == 0 ? 0 : 1, "s"};
}

} // namespace

int threeDigits(double value)
{
    return value < 0.9995 ? 3 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

Figure bytes(double count, Precision precision)
{
    if (precision == Precision::Exact && count < 1024)
        return {std::round(count), 0, kByteUnits[0]};
    std::size_t unit = 0;
    for (; count >= kFourDigits && unit + 1 < kByteUnits.size(); ++unit)
        count /= 1024;
    if (unit == 0)
        return {std::round(count), 0, kByteUnits[0]};
    return {count, threeDigits(count), kByteUnits[unit]};
}

Figure elapsed(Milliseconds time, Precision precision)
{
    const double ms = time.count();
    if (ms < kFourDigits)
        return {ms, ms < 9.95 ? 1 : 0, "ms"};
    const double seconds = ms / 1000;
    return {seconds, precision == Precision::Exact || seconds < 9.95 ? 1 : 0, "s"};
}

Figures duration(std::chrono::milliseconds span)
{
    if (span > 0ms && span < 1s)
        return {{static_cast<double>(span.count()), 0, "ms"}};
    if (span > 0ms && span < kWholeSeconds)
        return {tenthsOfSeconds(span)};
    return spelled(std::chrono::duration_cast<std::chrono::seconds>(span), 2);
}

Figures spelled(std::chrono::seconds span, int parts, Precision precision)
{
    Figures figures;
    std::int64_t rest = span.count();
    for (const Unit& unit : kTimeUnits) {
        const std::int64_t amount = rest / unit.seconds;
        rest %= unit.seconds;
        const bool isFirst = figures.empty() && (amount > 0 || unit.seconds == 1);
        if (isFirst || (!figures.empty() && (amount > 0 || precision == Precision::Exact)))
            figures.push_back({static_cast<double>(amount), 0, unit.name});
        if (!figures.empty() && --parts == 0)
            break; // a unit that is zero uses its place up: "1 h", not "1 h 4 s"
    }
    return figures;
}

std::string written(const Figure& figure)
{
    std::array<char, 340> digits; // the largest double has 309
    const auto end = std::to_chars(
        digits.data(), digits.data() + digits.size(), figure.value, std::chars_format::fixed, figure.decimals);
    return std::string(digits.data(), end.ptr) + ' ' + figure.unit;
}

std::string written(const Figures& figures)
{
    std::string text;
    for (const Figure& figure : figures)
        text += (text.empty() ? "" : " ") + written(figure);
    return text;
}

std::string counted(std::uint64_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace waggle::text
