// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/random.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace waggle::swarm {

// Draws distinct numbers from [0, range), each as likely as any other, in O(1) a draw whatever the range. A small range
// is drawn to its end; of a large one at most `budget` numbers come, so that refused ones cannot make a pick long.
// (One slice from a random start reads less memory, but it hands out the same neighbours together for ever, and those
// behind a left-out peer more often than others.)
class Sampler {
public:
    static constexpr std::uint32_t kMaxBudget = 512;

    Sampler(std::uint32_t range, std::uint32_t budget, Random& random);
    std::optional<std::uint32_t> next();

private:
    static constexpr std::uint32_t kDense = 256; // up to here a shuffle, above a set of those seen
    static constexpr std::uint32_t kUnused = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t drawDense();
    [[nodiscard]] std::uint32_t drawSparse();
    [[nodiscard]] bool addSeen(std::uint32_t number);

    Random& m_random;
    std::uint32_t m_range;
    std::uint32_t m_budget;
    std::uint32_t m_drawn = 0;
    std::uint32_t m_seenMask; // sparse: slots in use less one, at least twice the budget; clearing them is the cost
    std::array<std::uint32_t, 2 * kMaxBudget> m_numbers; // dense: the shuffle; sparse: open addressing
};

} // namespace waggle::swarm
