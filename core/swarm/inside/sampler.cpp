// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/sampler.h"

#include <algorithm>
#include <array>
#include <bit>

namespace waggle::swarm {

namespace {

// Sizes of the circle: in each octave eight primes, an eighth of it apart. So about a ninth of the places
// is empty at most.
constexpr unsigned kSlices = 8;
constexpr unsigned kOctaves = std::bit_width(Sampler::kMaxRange);

constexpr bool isPrime(std::uint32_t number)
{
    for (std::uint32_t divisor = 3; divisor * divisor <= number; divisor += 2)
        if (number % divisor == 0)
            return false;
    return number % 2 == 1;
}

constexpr auto kPrimes = [] {
    std::array<std::uint32_t, kOctaves * kSlices> primes{};
    for (unsigned i = 0; i < primes.size(); ++i) {
        const std::uint64_t end = (std::uint64_t{kSlices + i % kSlices + 1} << (i / kSlices)) / kSlices; // of the slice
        auto number = static_cast<std::uint32_t>(std::max<std::uint64_t>(end, 3));
        while (!isPrime(number))
            ++number;
        primes[i] = number;
    }
    return primes;
}();

// A prime that is not below `range`, which is at least 1.
std::uint32_t placesFor(std::uint32_t range)
{
    const auto octave = static_cast<unsigned>(std::bit_width(range)) - 1;
    const auto slice = static_cast<std::uint32_t>((std::uint64_t{range} * kSlices >> octave) - kSlices);
    return kPrimes[octave * kSlices + slice];
}

} // namespace

Sampler::Sampler(std::uint32_t range, std::uint32_t budget, Random& random)
    : m_range(std::min(range, kMaxRange))
    , m_left(m_range <= kDense ? m_range : std::min(budget, m_range))
{
    if (m_left == 0)
        return;
    m_places = placesFor(m_range);
    m_step = 1 + random.below(m_places / 2); // a longer one goes round the other way
    m_at = random.below(m_range);
}

} // namespace waggle::swarm
