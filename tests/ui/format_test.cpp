// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/format.h"

#include <gtest/gtest.h>

#include <QRegularExpression>

#include <limits>

namespace waggle::ui {

namespace {

using namespace std::chrono_literals;

// Narrow spaces read as plain ones here.
std::string plain(QString text)
{
    return text.replace(QChar(0x202f), QLatin1Char(' ')).toStdString();
}

} // namespace

TEST(Format, BytesHaveThreeSignificantDigitsAndBinaryUnits)
{
    EXPECT_EQ(plain(format::bytes(std::nullopt)), "–");
    EXPECT_EQ(plain(format::bytes(0)), "0 B");
    EXPECT_EQ(plain(format::bytes(1)), "1 B");
    EXPECT_EQ(plain(format::bytes(999)), "999 B");
    EXPECT_EQ(plain(format::bytes(1000)), "0.977 KiB");
    EXPECT_EQ(plain(format::bytes(1024)), "1.00 KiB");
    EXPECT_EQ(plain(format::bytes(10'239)), "10.0 KiB");
    EXPECT_EQ(plain(format::bytes(12ull << 30)), "12.0 GiB");
    EXPECT_EQ(plain(format::bytes(310ull << 20, true)), "≈ 310 MiB");
    EXPECT_EQ(plain(format::bytes(std::numeric_limits<std::uint64_t>::max())), "16.0 EiB");
}

TEST(Format, BytesNeverShowFourDigitsAtAnyBoundary)
{
    const QRegularExpression four(QStringLiteral("[0-9]{4}"));
    for (int power = 10; power <= 60; power += 10) {
        const double unit = static_cast<double>(1ull << power);
        for (const double at :
            {0.9994, 0.9995, 0.9996, 9.994, 9.995, 9.996, 99.94, 99.95, 99.96, 999.4, 999.5, 1023.9}) {
            const double value = at * unit;
            if (value >= 1.8e19)
                continue;
            QString text = format::bytes(static_cast<std::uint64_t>(value));
            EXPECT_FALSE(text.remove(QLatin1Char('.')).contains(four) && !text.startsWith(QLatin1Char('0')))
                << plain(text) << " for " << at << " x 2^" << power;
        }
    }
    EXPECT_EQ(plain(format::bytes(1'023'487)), "999 KiB"); // 999.499 KiB
    EXPECT_EQ(plain(format::bytes(1'023'488)), "0.976 MiB"); // 999.5 KiB
}

TEST(Format, RatesBelowOneASecondArePerMinute)
{
    EXPECT_EQ(plain(format::rate(std::nullopt)), "–");
    EXPECT_EQ(plain(format::rate(std::numeric_limits<double>::quiet_NaN())), "–");
    EXPECT_EQ(plain(format::rate(0)), "0 B/s");
    EXPECT_EQ(plain(format::rate(0.001)), "< 1 B/min");
    EXPECT_EQ(plain(format::rate(0.5)), "30 B/min");
    EXPECT_EQ(plain(format::rate(0.9996)), "1 B/s");
    EXPECT_EQ(plain(format::rate(37.9 * 1024 * 1024)), "37.9 MiB/s");
    EXPECT_EQ(plain(format::perSecond(0)), "0/s");
    EXPECT_EQ(plain(format::perSecond(20.0 / 60)), "20/min");
    EXPECT_EQ(plain(format::perSecond(2.5 / 60)), "2.5/min");
    EXPECT_EQ(plain(format::perSecond(12.44)), "12.4/s");
    EXPECT_EQ(plain(format::perSecond(999.4)), "999/s");
    EXPECT_EQ(plain(format::perSecond(999.5)), "1.00 k/s");
    EXPECT_EQ(plain(format::perSecond(124'000)), "124 k/s");
    EXPECT_EQ(plain(format::perSecond(999'500)), "1.00 M/s");
}

TEST(Format, CountsSeparateThousands)
{
    EXPECT_EQ(plain(format::count(0)), "0");
    EXPECT_EQ(plain(format::count(5210)), "5,210");
    EXPECT_EQ(plain(format::shortCount(999)), "999");
    EXPECT_EQ(plain(format::shortCount(1234)), "1.2 k");
    EXPECT_EQ(plain(format::shortCount(9'949)), "9.9 k");
    EXPECT_EQ(plain(format::shortCount(9'950)), "10 k");
    EXPECT_EQ(plain(format::shortCount(999'499)), "999 k");
    EXPECT_EQ(plain(format::shortCount(999'500)), "1.0 M");
}

TEST(Format, AgesHaveOneUnitAndDurationsTwo)
{
    EXPECT_EQ(plain(format::age(std::nullopt)), "–");
    EXPECT_EQ(plain(format::age(999ms)), "now");
    EXPECT_EQ(plain(format::age(1s)), "1 s ago");
    EXPECT_EQ(plain(format::age(59'999ms)), "59 s ago");
    EXPECT_EQ(plain(format::age(60s)), "1 min ago");
    EXPECT_EQ(plain(format::age(3h + 59min)), "3 h ago");
    EXPECT_EQ(plain(format::age(50h)), "2 d ago");
    EXPECT_EQ(plain(format::duration(0ms)), "0 s");
    EXPECT_EQ(plain(format::duration(204ms)), "204 ms");
    EXPECT_EQ(plain(format::duration(190s)), "3 min 10 s");
    EXPECT_EQ(plain(format::duration(180s)), "3 min");
    EXPECT_EQ(plain(format::duration(1h + 4s)), "1 h");
    EXPECT_EQ(plain(format::duration(27h)), "1 d 3 h");
    EXPECT_EQ(plain(format::duration(-5s)), "−5 s");
}

TEST(Format, PercentSaysHundredOnlyOfTheWhole)
{
    EXPECT_EQ(plain(format::percent(std::nullopt)), "–");
    EXPECT_EQ(plain(format::percent(0)), "0 %");
    EXPECT_EQ(plain(format::percent(0.0001)), "< 1 %");
    EXPECT_EQ(plain(format::percent(0.29)), "29 %");
    EXPECT_EQ(plain(format::percent(0.63)), "63 %");
    EXPECT_EQ(plain(format::percent(0.9999999999)), "99 %");
    EXPECT_EQ(plain(format::percent(1)), "100 %");
}

TEST(Format, WhatWasMeasuredKeepsTenthsWhereTheyAreFew)
{
    EXPECT_EQ(plain(format::elapsed(3120us)), "3.1 ms");
    EXPECT_EQ(plain(format::elapsed(148ms)), "148 ms");
    EXPECT_EQ(plain(format::elapsed(1400ms)), "1.4 s");
    EXPECT_EQ(plain(format::elapsed(12'345ms)), "12 s");
}

} // namespace waggle::ui
