// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// Bytes for the tests of the codecs: literals in hex, random ones, exact copies that the sanitizer guards.
namespace waggle::protocol::test {

using Buffer = std::vector<std::uint8_t>;

// "0a ff" or "0aff"; spaces are skipped.
inline Buffer fromHex(std::string_view hex)
{
    Buffer bytes;
    std::string pair;
    for (const char c : hex) {
        if (c == ' ')
            continue;
        pair += c;
        if (pair.size() == 2) {
            bytes.push_back(static_cast<std::uint8_t>(std::stoi(pair, nullptr, 16)));
            pair.clear();
        }
    }
    return bytes;
}

inline Buffer operator+(Buffer left, const Buffer& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

inline Buffer ofText(std::string_view text)
{
    return {text.begin(), text.end()};
}

template <typename T>
Buffer big(T value)
{
    Buffer bytes;
    for (std::size_t i = sizeof(T); i-- > 0;)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
    return bytes;
}

inline Buffer filled(std::size_t size, std::uint8_t byte)
{
    return Buffer(size, byte);
}

// The same numbers on every run and every machine.
using Random = std::mt19937_64;
inline std::uint64_t below(Random& random, std::uint64_t bound)
{
    return random() % bound;
}
inline Buffer randomBytes(Random& random, std::size_t size)
{
    Buffer bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

// Every byte as %xx, or letters and digits as they are, at random.
inline std::string percentEncode(Random& random, const std::uint8_t* data, std::size_t size)
{
    static constexpr char kUpper[] = "0123456789ABCDEF";
    static constexpr char kLower[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        const bool plain = (data[i] >= '0' && data[i] <= '9') || (data[i] >= 'a' && data[i] <= 'z');
        if (plain && random() % 2 == 0) {
            text += static_cast<char>(data[i]);
            continue;
        }
        const char* digits = random() % 2 == 0 ? kUpper : kLower;
        text += {'%', digits[data[i] >> 4], digits[data[i] & 15]};
    }
    return text;
}

} // namespace waggle::protocol::test
