// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace waggle::bench {
namespace {

double statusMiB(const char* name)
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        double kib = 0;
        if (word == name && file >> kib)
            return kib / 1024;
    }
    return 0;
}

} // namespace

void Histogram::add(Nanos value)
{
    const auto v = static_cast<std::uint64_t>(std::max<Nanos>(value, 1));
    const unsigned power = static_cast<unsigned>(std::bit_width(v)) - 1;
    const std::uint64_t step = power < 4 ? 0 : (v >> (power - 4)) - kSteps;
    ++m_counts[power * kSteps + step];
    ++m_all;
}

double Histogram::percentileUs(double share) const
{
    std::uint64_t left = static_cast<std::uint64_t>(share * static_cast<double>(m_all));
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] > left || (m_counts[i] > 0 && m_counts[i] == left)) {
            const double start = static_cast<double>(1ull << (i / kSteps));
            return start * (1.0 + static_cast<double>(i % kSteps + 1) / kSteps) / 1000.0;
        }
        left -= m_counts[i];
    }
    return 0;
}

double residentMiB()
{
    return statusMiB("VmRSS:");
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

double peakMiB()
{
    return statusMiB("VmHWM:");
}

double cpuSeconds(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (pid <= 0 || !std::getline(file, line))
        return 0;
    std::istringstream rest(line.substr(line.rfind(')') + 2)); // a name may hold blanks
    std::string word;
    for (int i = 0; i < 11; ++i)
        rest >> word;
    double user = 0, kernel = 0;
    rest >> user >> kernel;
    return (user + kernel) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Arguments::Arguments(int argc, char** argv, std::vector<std::string_view> names)
{
    for (int i = 1; i < argc; i += 2) {
        std::string_view name = argv[i];
        const bool dashes = name.substr(0, 2) == "--";
        name.remove_prefix(dashes ? 2 : 0);
        if (!dashes || i + 1 >= argc || std::find(names.begin(), names.end(), name) == names.end()) {
            std::fprintf(stderr, "%s: not an option with a value. Known:", argv[i]);
            for (const std::string_view known : names)
                std::fprintf(stderr, " --%.*s", static_cast<int>(known.size()), known.data());
            std::fprintf(stderr, "\n");
            std::exit(2);
        }
        m_given.emplace_back(name, argv[i + 1]);
    }
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const
{
    for (const auto& [given, value] : m_given) {
        if (given == name)
            return std::string(value);
    }
    return std::string(otherwise);
}

double Arguments::number(std::string_view name, double otherwise) const
{
    const std::string value = text(name, "");
    return value.empty() ? otherwise : std::strtod(value.c_str(), nullptr);
}

ProcessorUse::ProcessorUse(int server)
    : m_server(server)
    , m_begin(now())
    , m_serverBefore(cpuSeconds(server))
    , m_loadBefore(cpuSeconds(::getpid()))
{
}

void ProcessorUse::addTo(JsonLine& line, double answered) const
{
    const double seconds = static_cast<double>(now() - m_begin) / kSecond;
    line.add("load_busy", (cpuSeconds(::getpid()) - m_loadBefore) / seconds);
    if (m_server <= 0)
        return;
    const double used = cpuSeconds(m_server) - m_serverBefore;
    line.add("server_busy", used / seconds);
    line.add("server_cpu_us_per_answer", used * 1e6 / std::max(answered, 1.0));
}

void fail(const std::string& sentence)
{
    std::fprintf(stderr, "%s: %s\n", sentence.c_str(), std::strerror(errno));
    std::exit(1);
}

namespace {

std::string textOf(double value)
{
    std::array<char, 32> text;
    std::snprintf(text.data(), text.size(), "%.10g", value);
    return text.data();
}

} // namespace

void JsonLine::addName(std::string_view name)
{
    m_body += (m_body.empty() ? "\"" : ", \"") + std::string(name) + "\": ";
}

void JsonLine::add(std::string_view name, std::string_view text)
{
    addName(name);
    m_body += '"' + std::string(text) + '"';
}

void JsonLine::add(std::string_view name, double value)
{
    addName(name);
    m_body += textOf(value);
}

void JsonLine::add(std::string_view name, const std::vector<double>& values)
{
    addName(name);
    m_body += '[';
    for (std::size_t i = 0; i < values.size(); ++i)
        m_body += (i > 0 ? "," : "") + textOf(values[i]);
    m_body += ']';
}

void JsonLine::add(const Histogram& latency)
{
    for (const auto& [name, share] :
        {std::pair{"p50_us", 0.5}, {"p90_us", 0.9}, {"p99_us", 0.99}, {"p999_us", 0.999}, {"max_us", 1.0}})
        add(name, latency.percentileUs(share));
}

void JsonLine::print() const
{
    std::printf("{%s}\n", m_body.c_str());
}

} // namespace waggle::bench
