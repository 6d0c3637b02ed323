// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Each socket is one of the files that the system lets a program have open (ulimit -n).
namespace waggle::machine {

struct Descriptors {
    int jobs = 0; // how many legs can be under way at once; 0: not even one
    long long limit = 0; // open files in all, as it holds from now on; 0: the system knows none
};

// Raises the soft limit to `wanted` open files, as far as the hard one lets it. What holds from now on; 0: the system
// knows none.
long long raiseDescriptors(std::uint64_t wanted);

// Raises the soft limit to what `jobs` legs at once may need, as far as the hard one lets it, and says what came of it.
// Without it a socket that cannot be made would be told as a tracker that is down.
[[nodiscard]] Descriptors provideFor(int jobs);

} // namespace waggle::machine
