// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/terminationsignal.h"

#include <QTest>

#include <gtest/gtest.h>

#include <csignal>

namespace waggle::app {
namespace {

TEST(TerminationSignal, comesThroughTheEventLoop)
{
    for (const int number : {SIGINT, SIGTERM}) {
        TerminationSignal signal;
        int caught = 0;
        QObject::connect(&signal, &TerminationSignal::caught, &signal, [&] { ++caught; });
        ASSERT_EQ(::raise(number), 0);
        EXPECT_EQ(caught, 0) << "not within the handler";
        EXPECT_TRUE(QTest::qWaitFor([&] { return caught == 1; }, 10'000));
    }
}

TEST(TerminationSignalDeathTest, endsTheProcessTheSecondTime)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            TerminationSignal signal;
            bool caught = false;
            QObject::connect(&signal, &TerminationSignal::caught, &signal, [&] { caught = true; });
            ::raise(SIGTERM);
            if (QTest::qWaitFor([&] { return caught; }, 10'000))
                ::raise(SIGTERM);
        },
        testing::KilledBySignal(SIGTERM), "");
}

} // namespace
} // namespace waggle::app
