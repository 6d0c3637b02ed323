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
inline constexpr Nanos kSecond = 1'000'000'000;
[[nodiscard]] inline Nanos nanos(double seconds)
{
    return static_cast<Nanos>(seconds * kSecond);
}
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

// Memory of this process.
[[nodiscard]] double residentMiB();
void forgetPeak(); // peakMiB() is of what follows
[[nodiscard]] double peakMiB();

// "--name value" pairs. An unknown name ends the program with a sentence.
class Arguments {
public:
    Arguments(int argc, char** argv, std::vector<std::string_view> names);
    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] double number(std::string_view name, double otherwise) const;

private:
    std::vector<std::pair<std::string_view, std::string_view>> m_given;
};

class JsonLine;

// Whether the server or the load was at its limit: their processor time while something is measured.
class ProcessorUse {
public:
    explicit ProcessorUse(int server); // process id; 0: not known
    // "server_cpu_us_per_answer", "server_busy", "load_busy" (1: a whole processor), as of now
    void addTo(JsonLine& line, double answered) const;

private:
    int m_server;
    Nanos m_begin;
    double m_serverBefore, m_loadBefore;
};

[[noreturn]] void fail(const std::string& sentence); // with errno's words

// One JSON object on one line of stdout.
class JsonLine {
public:
    void add(std::string_view name, std::string_view text);
    void add(std::string_view name, double value);
    void add(std::string_view name, const std::vector<double>& values);
    void add(const Histogram& latency); // "p50_us" … "p999_us", "max_us"
    void print() const;

private:
    void addName(std::string_view name);

    std::string m_body;
};

} // namespace waggle::bench
