// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/sampler.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace waggle::swarm {

Sampler::Sampler(std::uint32_t range, std::uint32_t budget, Random& random)
    : m_random(random)
    , m_range(range)
    , m_budget(range <= kDense ? range : std::min({budget, kMaxBudget, range}))
    , m_seenMask(std::bit_ceil(2 * m_budget) - 1)
{
    if (m_range <= kDense)
        std::iota(m_numbers.begin(), m_numbers.begin() + m_range, 0u);
    else
        std::fill_n(m_numbers.begin(), m_seenMask + 1, kUnused);
}

std::optional<std::uint32_t> Sampler::next()
{
    if (m_drawn >= m_budget)
        return std::nullopt;
    const std::uint32_t number = m_range <= kDense ? drawDense() : drawSparse();
    ++m_drawn;
    return number;
}

std::uint32_t Sampler::drawDense()
{
    std::swap(m_numbers[m_drawn], m_numbers[m_drawn + m_random.below(m_range - m_drawn)]);
    return m_numbers[m_drawn];
}

std::uint32_t Sampler::drawSparse()
{
    while (true) {
        // At worst 511 of 512 numbers are seen already; the range ends after some thousand draws even then.
        const std::uint32_t number = m_random.below(m_range);
        if (addSeen(number))
            return number;
    }
}

bool Sampler::addSeen(std::uint32_t number)
{
    std::uint32_t i = (number * 0x9e3779b1u) & m_seenMask;
    while (m_numbers[i] != kUnused) {
        if (m_numbers[i] == number)
            return false;
        i = (i + 1) & m_seenMask;
    }
    m_numbers[i] = number;
    return true;
}

} // namespace waggle::swarm
