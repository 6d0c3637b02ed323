// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A small mutating fuzzer for compilers without one. It takes a seed corpus, changes it a fixed number of times by the
// same random numbers on every machine, and gives each result to a target. Run it in the sanitizer build: those find
// the wrong reads, the target's own require() the wrong answers.
//
// A new target is one file and one line:
//
//     int main(int argc, char** argv)
//     {
//         return waggle::fuzz::run(argc, argv, {.name = "thing", .seeds = {"generated seed"}}, [](Bytes input) {
//             const auto thing = readThing(input);
//             waggle::fuzz::require(!thing || write(*thing) == text(input), "a thing is written as it was read");
//             return thing.has_value();
//         });
//     }
//
//     waggle_fuzz(thing SOURCES fuzz_thing.cpp LIBRARIES waggle_things)      # tests/fuzz/CMakeLists.txt
//
// Files in tests/fuzz/corpus/thing/ are further seeds, byte for byte (no newline at the end unless one is meant). The
// ctest name is fuzz_thing. A target must not keep state between inputs, or a failure could not be repeated alone.
//
// Environment: WAGGLE_FUZZ_SEED (a number, or "random"), WAGGLE_FUZZ_COUNT (mutations). Both are printed, and with a
// failure the input as hex. `fuzz_thing --hex 6131…` runs just that input.
namespace waggle::fuzz {

using Bytes = std::span<const std::uint8_t>;

struct Plan {
    std::string name;
    std::vector<std::string> seeds = {}; // beside those in the corpus folder
    std::vector<std::string> words = {}; // of the format: put in here and there
    std::uint64_t mutations = 250'000;
    std::size_t maxSize = 4096; // bytes of an input
};

// Reads the input any way it likes; true when it was accepted. Accepted mutants are mutated further: that is how the
// driver gets deeper than one step from the seeds. The bytes end at the end of an allocation.
using Target = std::function<bool(Bytes)>;

// The corpus folder is the first argument. The exit status of the program.
int run(int argc, char** argv, const Plan& plan, const Target& target);

// An invariant. Prints `what`, the seed and the input, and ends the program.
void require(bool holds, std::string_view what);

inline std::string_view text(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace waggle::fuzz
