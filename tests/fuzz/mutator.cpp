// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator.h"

#include <algorithm>
#include <array>

namespace waggle::fuzz {

Mutator::Mutator(std::uint64_t seed, std::vector<std::string> words, std::size_t maxSize)
    : m_random(seed)
    , m_words(std::move(words))
    , m_maxSize(maxSize)
{
}

std::size_t Mutator::below(std::size_t bound)
{
    return bound == 0 ? 0 : m_random() % bound; // not std::uniform_…: that differs between libraries
}

std::string Mutator::mutate(std::string input, const std::string& other)
{
    for (std::size_t changes = 1 + below(6); changes > 0; --changes)
        change(input, other);
    if (input.size() > m_maxSize)
        input.resize(m_maxSize);
    return input;
}

void Mutator::change(std::string& input, const std::string& other)
{
    switch (below(11)) {
    case 0:
        return flipBit(input);
    case 1:
        return setByte(input);
    case 2:
        return insertBytes(input);
    case 3:
        return erase(input);
    case 4:
        return below(4) == 0 ? truncate(input) : erase(input);
    case 5:
        return repeat(input);
    case 6:
        return splice(input, other);
    case 7:
    case 8:
        return changeNumber(input);
    case 9:
        return changeBinary(input);
    default:
        return insertWord(input);
    }
}

char Mutator::interestingByte()
{
    constexpr char kBytes[] = "\0\x01\x02\x7f\x80\xff%&=?;+-:/ \r\n\t09aefFzidle[]."; // and the NUL at the end
    return below(2) == 0 ? kBytes[below(sizeof kBytes)] : static_cast<char>(m_random());
}

void Mutator::flipBit(std::string& input)
{
    if (!input.empty())
        input[below(input.size())] ^= static_cast<char>(1 << below(8));
}

void Mutator::setByte(std::string& input)
{
    if (!input.empty())
        input[below(input.size())] = interestingByte();
}

void Mutator::insertBytes(std::string& input)
{
    std::string bytes(1 + below(below(8) == 0 ? 300 : 8), interestingByte());
    if (below(2) == 0)
        std::generate(bytes.begin(), bytes.end(), [this] { return interestingByte(); });
    input.insert(below(input.size() + 1), bytes);
}

void Mutator::insertWord(std::string& input)
{
    if (!m_words.empty())
        input.insert(below(input.size() + 1), m_words[below(m_words.size())]);
}

void Mutator::erase(std::string& input)
{
    if (!input.empty())
        input.erase(below(input.size()), 1 + below(below(4) == 0 ? input.size() : 8));
}

void Mutator::truncate(std::string& input)
{
    input.resize(below(input.size() + 1));
}

void Mutator::repeat(std::string& input)
{
    if (input.empty())
        return;
    const std::string part = input.substr(below(input.size()), 1 + below(40));
    const std::size_t at = below(input.size() + 1);
    for (std::size_t times = 1 + below(below(8) == 0 ? 64 : 3); times > 0 && input.size() < m_maxSize; --times)
        input.insert(at, part);
}

void Mutator::splice(std::string& input, const std::string& other)
{
    const std::size_t from = below(other.size() + 1);
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = 1 + below(other.size());
    if (below(2) == 0)
        input.replace(at, length, other, from, length);
    else
        input.insert(at, other, from, length);
}

// Replaces a run of digits: the edges of the integer types, neighbours, too many digits.
void Mutator::changeNumber(std::string& input)
{
    constexpr std::array<std::string_view, 14> kEdges{"0", "1", "-1", "00", "65535", "65536", "2147483648",
        "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
        "18446744073709551616", "99999999999999999999999999"};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto start = input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1));
    const auto first = std::find_if(start, input.end(), isDigit);
    const auto last = std::find_if_not(first, input.end(), isDigit);
    if (first == last)
        return;
    if (last - first < 9 && below(2) == 0) {
        const long value = std::stol(std::string(first, last)) + static_cast<long>(below(5)) - 2;
        input.replace(first, last, std::to_string(value));
    } else {
        input.replace(first, last, kEdges[below(kEdges.size())]);
    }
}

// The same for lengths and numbers in binary, in network order.
void Mutator::changeBinary(std::string& input)
{
    constexpr std::array<std::uint64_t, 8> kEdges{
        0, 1, 0x7f, 0x80, 0xff, 0x7fffffffffffffff, 0x8000000000000000, ~0ull};
    const std::size_t width = std::size_t{1} << below(4);
    if (input.size() < width)
        return;
    const std::size_t at = below(input.size() - width + 1);
    std::uint64_t value = kEdges[below(kEdges.size())];
    if (below(2) == 0)
        value >>= 64 - 8 * width;
    for (std::size_t i = width; i-- > 0; value >>= 8)
        input[at + i] = static_cast<char>(value);
}

} // namespace waggle::fuzz
