// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

// Pages of docs/ whose text comes from tables of the code.
namespace waggle::test {

inline std::string textOfFile(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// Holds the file to `expected`. With WAGGLE_WRITE_DOCS=1 in the environment it writes the file instead.
inline void expectPage(const std::string& path, const std::string& expected)
{
    if (std::getenv("WAGGLE_WRITE_DOCS"))
        std::ofstream(path) << expected;
    EXPECT_EQ(textOfFile(path), expected)
        << path
        << " is not what the tables say. Run this test once with WAGGLE_WRITE_DOCS=1 and look at the difference.";
}

} // namespace waggle::test
