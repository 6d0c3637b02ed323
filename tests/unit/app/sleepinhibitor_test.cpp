// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sleepinhibitor.h"

#include <gtest/gtest.h>

namespace waggle::app {
namespace {

using namespace std::chrono_literals;

// One swarm of a seed and a leecher that reported twice.
monitor::Overview sharing()
{
    monitor::SwarmRow row;
    row.state = monitor::SwarmState::Sharing;
    row.clients = 2;
    row.seeds = row.leechers = 1;
    row.rateDown = 1e6;
    row.rateUp = 0;
    monitor::Overview overview;
    overview.totals.clients = 2;
    overview.totals.seeds = 1;
    overview.shared = {row};
    return overview;
}

TEST(Sleep, IsInhibitedByALeecherWhoseBytesMove)
{
    EXPECT_TRUE(isTransferring(sharing()));
    EXPECT_FALSE(isTransferring({}));
}

TEST(Sleep, IsNotInhibitedByAnUnknownRateOrByNone)
{
    monitor::Overview overview = sharing();
    overview.shared[0].rateDown = 0;
    EXPECT_FALSE(isTransferring(overview));
    overview.shared[0].rateDown = overview.shared[0].rateUp = std::nullopt;
    EXPECT_FALSE(isTransferring(overview));
}

TEST(Sleep, IsNotInhibitedByWhoHasAllOrIsStuckOrIsLate)
{
    monitor::Overview overview = sharing();
    overview.shared[0].leechers = 0; // it has become a seed: its last rate is still known
    EXPECT_FALSE(isTransferring(overview));
    overview = sharing();
    overview.shared[0].stuck = 1;
    EXPECT_FALSE(isTransferring(overview));
    overview = sharing();
    overview.shared[0].partialSeeds = 1;
    EXPECT_FALSE(isTransferring(overview));
    overview = sharing();
    overview.overdueClients = 1;
    EXPECT_TRUE(isTransferring(overview));
    overview.overdueClients = 2;
    EXPECT_FALSE(isTransferring(overview));
}

TEST(Sleep, IsInhibitedForAMinuteAfter)
{
    EXPECT_FALSE(staysAwake(std::nullopt, 5s));
    EXPECT_TRUE(staysAwake(5s, 5s));
    EXPECT_TRUE(staysAwake(5s, 65s - 1ms));
    EXPECT_FALSE(staysAwake(5s, 65s));
}

} // namespace
} // namespace waggle::app
