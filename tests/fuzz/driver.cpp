// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/driver.h"

#include "tests/fuzz/mutator.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace waggle::fuzz {

namespace {

// What is running, for the report of a failure, which may come from within a sanitizer.
struct Running {
    const char* name = "";
    std::uint64_t seed = 0;
    std::uint64_t number = 0;
    Bytes input;
};
Running g_running;

void report()
{
    std::fprintf(stderr, "fuzz_%s: seed %llu, input %llu (%zu bytes); again with: fuzz_%s --hex ", g_running.name,
        static_cast<unsigned long long>(g_running.seed), static_cast<unsigned long long>(g_running.number),
        g_running.input.size(), g_running.name);
    for (const std::uint8_t byte : g_running.input)
        std::fprintf(stderr, "%02x", byte);
    std::fprintf(stderr, "\n");
    std::fflush(stderr);
}

void reportDeaths()
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(report);
#endif
    std::set_terminate([] {
        std::fprintf(stderr, "An exception left the target.\n");
        report();
        std::_Exit(1);
    });
}

bool runOne(const Target& target, const std::string& input)
{
    // An allocation of exactly this size, so that the sanitizer sees one byte too many.
    const auto copy = std::make_unique<std::uint8_t[]>(input.size());
    std::copy(input.begin(), input.end(), copy.get());
    g_running.input = {copy.get(), input.size()};
    const bool accepted = target(g_running.input);
    g_running.input = {};
    ++g_running.number;
    return accepted;
}

std::string fromHex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16));
    return bytes;
}

std::uint64_t environmentNumber(const char* name, std::uint64_t otherwise)
{
    const char* value = std::getenv(name);
    if (!value || !*value)
        return otherwise;
    return std::string_view(value) == "random" ? std::random_device{}() : std::strtoull(value, nullptr, 10);
}

// In the order of their names: the order of a folder differs between file systems.
bool addCorpus(std::vector<std::string>& seeds, const char* folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return !error;
}

// Seeds stay; accepted mutants come and go behind them.
class Pool {
public:
    Pool(std::vector<std::string> seeds, Mutator& mutator)
        : m_entries(std::move(seeds))
        , m_seeds(m_entries.size())
        , m_mutator(mutator)
    {
    }
    // Seeds half of the time: mutants drift towards whatever is accepted most easily.
    [[nodiscard]] const std::string& pick() const
    {
        return m_entries[m_mutator.below(m_mutator.below(2) == 0 ? m_seeds : m_entries.size())];
    }
    void offer(std::string input)
    {
        constexpr std::size_t kMutants = 256, kRarely = 32;
        if (m_mutator.below(kRarely) != 0)
            return;
        if (m_entries.size() < m_seeds + kMutants)
            m_entries.push_back(std::move(input));
        else
            m_entries[m_seeds + m_mutator.below(kMutants)] = std::move(input);
    }

private:
    std::vector<std::string> m_entries;
    std::size_t m_seeds;
    Mutator& m_mutator;
};

} // namespace

void require(bool holds, std::string_view what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
    report();
    std::_Exit(1);
}

int run(int argc, char** argv, const Plan& plan, const Target& target)
{
    g_running.name = plan.name.c_str();
    g_running.seed = environmentNumber("WAGGLE_FUZZ_SEED", 1);
    reportDeaths();
    if (argc == 3 && std::string_view(argv[1]) == "--hex") {
        std::printf("%s\n", runOne(target, fromHex(argv[2])) ? "accepted" : "refused");
        return 0;
    }

    std::vector<std::string> seeds = plan.seeds;
    if (argc > 1 && !addCorpus(seeds, argv[1])) {
        std::fprintf(stderr, "The corpus folder %s cannot be read.\n", argv[1]);
        return 2;
    }
    if (seeds.empty())
        seeds.emplace_back();
    const std::uint64_t mutations = environmentNumber("WAGGLE_FUZZ_COUNT", plan.mutations);
    std::printf("fuzz_%s: seed %llu, %llu mutations of %zu seeds\n", plan.name.c_str(),
        static_cast<unsigned long long>(g_running.seed), static_cast<unsigned long long>(mutations), seeds.size());
    std::fflush(stdout); // it must be out before anything goes wrong

    std::uint64_t accepted = 0;
    for (const std::string& seed : seeds)
        accepted += runOne(target, seed) ? 1 : 0;
    // Seeds that are all refused are a corpus that has gone stale: the fuzzing would stay at the surface.
    require(accepted > 0, "at least one seed is accepted");

    Mutator mutator(g_running.seed, plan.words, plan.maxSize);
    Pool pool(std::move(seeds), mutator);
    accepted = 0;
    for (std::uint64_t i = 0; i < mutations; ++i) {
        std::string input = mutator.mutate(pool.pick(), pool.pick());
        if (runOne(target, input)) {
            ++accepted;
            pool.offer(std::move(input));
        }
    }
    std::printf("fuzz_%s: done, %llu accepted\n", plan.name.c_str(), static_cast<unsigned long long>(accepted));
    return 0;
}

} // namespace waggle::fuzz
