// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace waggle::protocol {

// By character; a table, since digits and letters come in no order that a branch could foresee.
inline constexpr auto kHexDigits = [] {
    std::array<signed char, 256> values{};
    values.fill(-1);
    for (int i = 0; i < 10; ++i)
        values[static_cast<std::size_t>('0' + i)] = static_cast<signed char>(i);
    for (int i = 0; i < 6; ++i) {
        values[static_cast<std::size_t>('a' + i)] = static_cast<signed char>(10 + i);
        values[static_cast<std::size_t>('A' + i)] = static_cast<signed char>(10 + i);
    }
    return values;
}();

// The value of one hexadecimal digit of either case; −1 for any other character.
[[nodiscard]] constexpr int hexDigit(char c)
{
    return kHexDigits[static_cast<unsigned char>(c)];
}

} // namespace waggle::protocol
