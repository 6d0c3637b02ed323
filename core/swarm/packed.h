// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

// Small integers for records of which there are millions.
namespace waggle::swarm {

inline constexpr std::uint64_t kMaxU48 = (std::uint64_t{1} << 48) - 1;

// 48 bits in 6 bytes, saturating: 256 TiB is more than any honest counter, and a hostile one must not wrap to 0.
class U48 {
public:
    U48() = default;
    U48(std::uint64_t value) // NOLINT(google-explicit-constructor): a number among numbers
    {
        if (value > kMaxU48)
            value = kMaxU48;
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] = static_cast<std::uint16_t>(value >> (16 * i));
    }
    operator std::uint64_t() const // NOLINT(google-explicit-constructor)
    {
        return std::uint64_t{m_words[0]} | std::uint64_t{m_words[1]} << 16 | std::uint64_t{m_words[2]} << 32;
    }

private:
    std::array<std::uint16_t, 3> m_words{};
};
static_assert(sizeof(U48) == 6);

[[nodiscard]] constexpr std::uint64_t saturate48(std::uint64_t value) { return value < kMaxU48 ? value : kMaxU48; }

} // namespace waggle::swarm
