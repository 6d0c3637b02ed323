// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// What this program has done since it began, while counting was on: calls of malloc and its kin (operator new's among
// them) from anywhere, and locks of mutexes from our own code. One thread.
namespace waggle::guard {

struct Counted {
    std::uint64_t allocations = 0;
    std::uint64_t locks = 0;
};

void setCounting(bool on);
[[nodiscard]] Counted counted();

} // namespace waggle::guard
