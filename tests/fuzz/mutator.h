// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace waggle::fuzz {

// Changes inputs at random: bit flips, bytes, insertions, deletions, repeats, splices of two inputs, numbers within
// text, lengths. The same seed gives the same changes on every machine.
class Mutator {
public:
    Mutator(std::uint64_t seed, std::vector<std::string> words, std::size_t maxSize);

    // 1 … 6 changes, one after the other. `other` is what splices take from.
    [[nodiscard]] std::string mutate(std::string input, const std::string& other);
    [[nodiscard]] std::size_t below(std::size_t bound); // 0 for a bound of 0

private:
    void change(std::string& input, const std::string& other);
    void flipBit(std::string& input);
    void setByte(std::string& input);
    void insertBytes(std::string& input);
    void insertWord(std::string& input);
    void erase(std::string& input);
    void truncate(std::string& input);
    void repeat(std::string& input);
    void splice(std::string& input, const std::string& other);
    void changeNumber(std::string& input);
    void changeBinary(std::string& input);
    [[nodiscard]] char interestingByte();

    std::mt19937_64 m_random;
    std::vector<std::string> m_words;
    std::size_t m_maxSize;
};

} // namespace waggle::fuzz
