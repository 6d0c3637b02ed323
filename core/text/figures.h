// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

// How figures are told to people: one set of rules for logs, reports, the command line and the window.
// A figure is a number and its unit, apart: the window writes them with its locale, all others with written().
// Plain C++, pure, any thread.
namespace waggle::text {

// Brief: three digits, for a column. Exact: for evidence, where no digit that was measured is left out.
enum class Precision { Brief, Exact };

struct Figure {
    double value = 0;
    int decimals = 0;
    const char* unit = "";
};
using Milliseconds = std::chrono::duration<double, std::milli>;
using Figures = std::vector<Figure>; // "3 min 10 s"

inline constexpr std::array kByteUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

[[nodiscard]] int threeDigits(double value); // decimals of 0 < value < 1000: "0.977", "9.77", "97.7", "977"

[[nodiscard]] Figure bytes(double count, Precision precision = Precision::Brief); // "12.0 GiB"; exact: "1023 B"
// What was measured: "3.1 ms", "148 ms", "1.2 s"; exact: "3700.0 s".
[[nodiscard]] Figure elapsed(Milliseconds time, Precision precision = Precision::Brief);
// What has passed, from 0 on and rounded down: "204 ms", "1.5 s", "3 min 10 s".
[[nodiscard]] Figures duration(std::chrono::milliseconds span);
// `parts` units at most, rounded down: "3 min"; exact: "3 min 0 s".
[[nodiscard]] Figures spelled(std::chrono::seconds span, int parts, Precision precision = Precision::Brief);

[[nodiscard]] std::string written(const Figure& figure); // "12.0 GiB", whatever the locale
[[nodiscard]] std::string written(const Figures& figures);
[[nodiscard]] std::string counted(std::uint64_t count, const char* one, const char* many); // "1 byte", "2 bytes"

} // namespace waggle::text
