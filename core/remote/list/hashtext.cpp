// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/list/hashtext.h"

#include <algorithm>

namespace waggle::remote {

using protocol::InfoHash;

std::optional<InfoHash> hashFromBase32(QByteArrayView text)
{
    InfoHash hash;
    if (text.size() != 32)
        return std::nullopt;
    std::uint64_t bits = 0;
    int count = 0;
    std::size_t at = 0;
    for (const char c : text) {
        const char lower = static_cast<char>(c | 0x20);
        const bool isLetter = lower >= 'a' && lower <= 'z';
        if (!isLetter && (c < '2' || c > '7'))
            return std::nullopt;
        bits = (bits << 5) | static_cast<std::uint64_t>(isLetter ? lower - 'a' : c - '2' + 26);
        count += 5;
        if (count >= 8) {
            count -= 8;
            hash.bytes[at++] = static_cast<std::uint8_t>(bits >> count);
        }
    }
    return hash;
}

std::optional<InfoHash> hashFromDigits(const QByteArray& digits)
{
    if (digits.size() == 32)
        return hashFromBase32(digits);
    const bool hex = std::all_of(
        digits.begin(), digits.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
    if (!hex || (digits.size() != 40 && digits.size() != 64))
        return std::nullopt;
    return InfoHash::fromHex(digits.left(40).toStdString());
}

} // namespace waggle::remote
