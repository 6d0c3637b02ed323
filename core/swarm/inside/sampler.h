// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/random.h"

#include <cstdint>
#include <optional>

namespace waggle::swarm {

// Draws distinct numbers from [0, range), each as likely as any other, in O(1) a draw and without any memory, whatever
// the range. A small range is drawn to its end; of a large one at most `budget` numbers come, so that refused ones
// cannot make a pick long.
// It walks round a circle of a prime number of places, a little more than the range, from a random one and with a
// random step: each step meets every place once, and over many draws any two numbers come together about as often as
// any other two. (One slice from a random start reads less memory, but it hands out the same neighbours together for
// ever, and those behind a left-out peer more often than others.)
class Sampler {
public:
    static constexpr std::uint32_t kMaxRange = 1u << 24;

    Sampler(std::uint32_t range, std::uint32_t budget, Random& random);
    std::optional<std::uint32_t> next() // inline: thirty times an announce
    {
        if (m_left == 0)
            return std::nullopt;
        --m_left;
        const std::uint32_t number = m_at;
        m_at += m_step;
        if (m_at >= m_places)
            m_at -= m_places;
        if (m_at >= m_range) // on over the empty places in one go, past the circle's end
            m_at = m_step - 1 - (m_places - 1 - m_at) % m_step;
        return number;
    }

private:
    static constexpr std::uint32_t kDense = 256; // up to here drawn to the end

    std::uint32_t m_range;
    std::uint32_t m_left; // draws
    std::uint32_t m_places = 0;
    std::uint32_t m_step = 0;
    std::uint32_t m_at = 0;
};

} // namespace waggle::swarm
