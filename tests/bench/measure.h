// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What the load generators measure with, and how they are told what to do.
namespace waggle::bench {

using Nanos = std::int64_t;
[[nodiscard]] inline Nanos now()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

// Latencies in steps of 1/16 of their size: percentiles are right to 6 %.
class Histogram {
public:
    void add(Nanos value);
    [[nodiscard]] double percentileUs(double share) const; // the upper end of its step

private:
    static constexpr unsigned kSteps = 16;
    std::array<std::uint64_t, 64 * kSteps> m_counts{};
    std::uint64_t m_all = 0;
};

// Seconds of processor that a process has used, its threads and the kernel's work for it included; 0: no such process.
[[nodiscard]] double cpuSeconds(int pid);

// "--name value" pairs. An unknown name ends the program with a sentence.
class Arguments {
public:
    Arguments(int argc, char** argv, std::vector<std::string_view> names);
    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] double number(std::string_view name, double otherwise) const;

private:
    std::vector<std::pair<std::string_view, std::string_view>> m_given;
};

[[noreturn]] void fail(const std::string& sentence); // with errno's words

// One JSON object on one line of stdout.
class JsonLine {
public:
    void add(std::string_view name, std::string_view text);
    void add(std::string_view name, double value);
    void print() const;

private:
    std::string m_body;
};

} // namespace waggle::bench
