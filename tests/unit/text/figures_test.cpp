// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/figures.h"

#include <gtest/gtest.h>

#include <limits>

namespace waggle::text {
namespace {

using namespace std::chrono_literals;

std::string exactBytes(std::uint64_t count)
{
    return written(bytes(static_cast<double>(count), Precision::Exact));
}

TEST(Figures, OfBytesHaveThreeDigitsInAColumn)
{
    EXPECT_EQ(written(bytes(0)), "0 B");
    EXPECT_EQ(written(bytes(999)), "999 B");
    EXPECT_EQ(written(bytes(1000)), "0.977 KiB");
    EXPECT_EQ(written(bytes(1023'487)), "999 KiB");
    EXPECT_EQ(written(bytes(1023'488)), "0.976 MiB");
    EXPECT_EQ(written(bytes(12.0 * (1 << 30))), "12.0 GiB");
}

TEST(Figures, OfBytesAreCountedOneByOneWhereTheyAreEvidence)
{
    EXPECT_EQ(exactBytes(0), "0 B");
    EXPECT_EQ(exactBytes(1023), "1023 B");
    EXPECT_EQ(exactBytes(1024), "1.00 KiB");
    EXPECT_EQ(exactBytes((1ull << 20) - 1), "1.00 MiB");
    EXPECT_EQ(exactBytes(12ull << 30), "12.0 GiB");
    EXPECT_EQ(exactBytes(std::numeric_limits<std::uint64_t>::max()), "16.0 EiB");
}

TEST(Figures, OfWhatWasMeasuredKeepTenthsWhereTheyAreFew)
{
    EXPECT_EQ(written(elapsed(0ms)), "0.0 ms");
    EXPECT_EQ(written(elapsed(3120us)), "3.1 ms");
    EXPECT_EQ(written(elapsed(9960us)), "10 ms");
    EXPECT_EQ(written(elapsed(148ms)), "148 ms");
    EXPECT_EQ(written(elapsed(999'499us)), "999 ms");
    EXPECT_EQ(written(elapsed(999'500us)), "1.0 s");
    EXPECT_EQ(written(elapsed(9949ms)), "9.9 s");
    EXPECT_EQ(written(elapsed(12'345ms)), "12 s");
    EXPECT_EQ(written(elapsed(12'345ms, Precision::Exact)), "12.3 s");
    EXPECT_EQ(written(elapsed(3700s, Precision::Exact)), "3700.0 s");
}

TEST(Figures, OfDurationsHaveTwoUnitsAndTenthsBelowTenSeconds)
{
    EXPECT_EQ(written(duration(0ms)), "0 s");
    EXPECT_EQ(written(duration(204ms)), "204 ms");
    EXPECT_EQ(written(duration(999ms)), "999 ms");
    EXPECT_EQ(written(duration(1s)), "1 s");
    EXPECT_EQ(written(duration(1500ms)), "1.5 s");
    EXPECT_EQ(written(duration(9999ms)), "9.9 s");
    EXPECT_EQ(written(duration(10'900ms)), "10 s");
    EXPECT_EQ(written(duration(190s)), "3 min 10 s");
    EXPECT_EQ(written(duration(300s)), "5 min");
    EXPECT_EQ(written(duration(1h + 4s)), "1 h");
    EXPECT_EQ(written(duration(2h + 5min)), "2 h 5 min");
    EXPECT_EQ(written(duration(27h)), "1 d 3 h");
}

TEST(Figures, SpelledLeaveZeroUnitsOutButForEvidence)
{
    EXPECT_EQ(written(spelled(0s, 2)), "0 s");
    EXPECT_EQ(written(spelled(59s, 1)), "59 s");
    EXPECT_EQ(written(spelled(3h + 59min, 1)), "3 h");
    EXPECT_EQ(written(spelled(180s, 2)), "3 min");
    EXPECT_EQ(written(spelled(0s, 2, Precision::Exact)), "0 s");
    EXPECT_EQ(written(spelled(180s, 2, Precision::Exact)), "3 min 0 s");
    EXPECT_EQ(written(spelled(2h + 5min + 4s, 2, Precision::Exact)), "2 h 5 min");
}

TEST(Figures, OfThingsHaveTheirSingular)
{
    EXPECT_EQ(counted(0, "byte", "bytes"), "0 bytes");
    EXPECT_EQ(counted(1, "byte", "bytes"), "1 byte");
    EXPECT_EQ(counted(2, "byte", "bytes"), "2 bytes");
}

} // namespace
} // namespace waggle::text
