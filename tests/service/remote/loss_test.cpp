// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/checking.h"
#include "tests/support/remote/fakeudptracker.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::test;
using remote::Mode;

// Lost datagrams are loss: a tracker is not down for it. Fixed seeds; lost on the way there and back.
namespace {

void expectNoneDown(double loss)
{
    constexpr int kChecks = 1000, kAtOnce = 50;
    int losses = 0;
    for (int done = 0; done < kChecks; done += kAtOnce) {
        std::vector<std::unique_ptr<FakeUdpTracker>> fakes;
        std::vector<QString> urls;
        for (int i = 0; i < kAtOnce; ++i) {
            auto& fake = fakes.emplace_back(std::make_unique<FakeUdpTracker>());
            fake->random.seed(static_cast<unsigned>(done + i));
            fake->loss = loss;
            urls.push_back(fake->url());
        }
        auto options = patientOptions(Mode::Quick);
        options.firstResend = std::chrono::milliseconds(25); // 3 resends as ever, sooner
        options.timeout = std::chrono::seconds(4);
        const auto reports = checkAll(urls, options, remote::realWorld(options));
        for (const auto& report : reports) {
            EXPECT_NE(report->state, remote::State::Down) << exchangesText(*report);
            EXPECT_NE(report->state, remote::State::Unknown);
            losses += findingOf(*report, "U2") ? 1 : 0;
        }
    }
    EXPECT_GT(losses, kChecks / 20); // it was lossy, and that was told
}

} // namespace

TEST(Loss, FivePercentIsNotDown)
{
    expectNoneDown(0.05);
}

TEST(Loss, TwentyPercentIsNotDown)
{
    expectNoneDown(0.2);
}

// Nothing is sent again when an answer came in time.
TEST(Loss, ResendsStopWithTheAnswer)
{
    FakeUdpTracker fake;
    auto options = patientOptions(Mode::Quick);
    options.firstResend = std::chrono::milliseconds(500);
    static_cast<void>(checkOne(fake.url(), options));
    EXPECT_EQ(fake.core.asked().size(), 6U);
}
