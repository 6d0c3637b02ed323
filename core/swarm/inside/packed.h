// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

// Small numbers for records of which there are millions.
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

[[nodiscard]] constexpr std::uint64_t saturate48(std::uint64_t value)
{
    return value < kMaxU48 ? value : kMaxU48;
}

// A number >= 0 in 2 bytes, for what is shown with three digits: six bits of exponent and ten of mantissa, so off by
// less than 0.05 %. 0 and "unknown" (NaN) are themselves; what is smaller than 1/16 becomes 1/16 and not 0, what is
// larger than 2^59 becomes that.
class Float16 {
public:
    Float16() = default; // 0
    explicit Float16(float value)
    {
        if (std::isnan(value))
            m_code = kUnknown;
        else if (value > 0)
            m_code = encode(value);
    }
    [[nodiscard]] static Float16 unknown() { return Float16(std::numeric_limits<float>::quiet_NaN()); }

    [[nodiscard]] bool isUnknown() const { return m_code == kUnknown; }
    [[nodiscard]] float value() const // not of an unknown one
    {
        return m_code == 0 ? 0 : std::bit_cast<float>((m_code - 1 + kLowest) << kDropped);
    }

private:
    static constexpr unsigned kDropped = 13; // of a float's 23 bits of mantissa
    static constexpr std::uint32_t kLowest = (127 - 4) << 10; // the bits kept of 1/16
    static constexpr std::uint16_t kUnknown = 0xffff;

    static std::uint16_t encode(float value)
    {
        const std::uint32_t kept = (std::bit_cast<std::uint32_t>(value) + (1u << (kDropped - 1))) >> kDropped;
        return static_cast<std::uint16_t>(std::clamp<std::uint32_t>(kept, kLowest, kLowest + 0xfffd) - kLowest + 1);
    }

    std::uint16_t m_code = 0;
};
static_assert(sizeof(Float16) == 2);

} // namespace waggle::swarm
