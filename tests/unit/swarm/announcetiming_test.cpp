// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/swarm/fixtures.h"

#include <gtest/gtest.h>

namespace waggle::swarm {

namespace {

using namespace std::chrono_literals;

struct IntervalCase {
    std::optional<seconds> fixed;
    seconds least;
    std::uint64_t clients;
    bool hasSeed, gotPeers;
    seconds expected;
};

TEST(Policy, Intervals)
{
    const std::vector<IntervalCase> table{
        {{}, 30s, 1, true, true, 120s}, // never under 120 s in a healthy swarm
        {{}, 30s, 2400, true, true, 120s}, //
        {{}, 30s, 2420, true, true, 121s}, // 20 announces a second
        {{}, 30s, 20'000, true, true, 1000s}, //
        {{}, 30s, 1'000'000, true, true, 1800s}, // never over 1800 s
        {{}, 30s, 1, false, true, 60s}, // no seed: someone waits
        {{}, 30s, 1, true, false, 60s}, // an empty list: the asker waits
        {{}, 30s, 20'000, false, false, 1000s}, // but many waiting ones are no reason for a flood
        {{}, 90s, 1, false, false, 90s}, // min interval wins
        {300s, 30s, 1'000'000, false, false, 300s}, // fixed is fixed
        {10s, 30s, 1, true, true, 30s}, //
    };
    for (const IntervalCase& c : table) {
        const Policy policy{c.fixed, c.least, {}};
        EXPECT_EQ(policy.intervalFor(c.clients, c.hasSeed, c.gotPeers), c.expected)
            << c.clients << ' ' << c.hasSeed << ' ' << c.gotPeers;
    }
}

TEST(Policy, Expiries)
{
    const Policy automatic;
    EXPECT_EQ(automatic.expiryFor(60s), 660s);
    EXPECT_EQ(automatic.expiryFor(300s), 660s);
    EXPECT_EQ(automatic.expiryFor(301s), 662s);
    EXPECT_EQ(automatic.expiryFor(1800s), 3660s);
    const Policy fixed{{}, 30s, 90s};
    EXPECT_EQ(fixed.expiryFor(1800s), 90s) << "a shorter one set by hand is obeyed";
}

TEST(Policy, JitterSpreadsByTenPerCentAndNeverUnderTheLeast)
{
    Store::Options fixed = options();
    fixed.policy.interval = 1000s;
    Store store(fixed);
    PickedPeers picked;
    std::set<seconds> given;
    for (unsigned n = 1; n <= 2000; ++n)
        given.insert(store.announce(leecher(1, n), 0s, picked).interval);
    EXPECT_EQ(*given.begin(), 900s);
    EXPECT_EQ(*given.rbegin(), 1100s);
    EXPECT_EQ(given.size(), 201u);

    store.setPolicy({100s, 95s, {}});
    given.clear();
    for (unsigned n = 1; n <= 500; ++n)
        given.insert(store.announce(leecher(1, n), 1s, picked).interval);
    EXPECT_EQ(*given.begin(), 95s);
    EXPECT_EQ(*given.rbegin(), 110s);
}

TEST(Policy, WhoWaitsComesBackSooner)
{
    Store store(options());
    PickedPeers picked;
    EXPECT_LE(store.announce(leecher(1, 1), 0s, picked).interval, 66s) << "no seed, no peers";
    EXPECT_LE(store.announce(leecher(1, 2), 0s, picked).interval, 66s) << "no seed";
    EXPECT_GE(store.announce(seed(1, 3), 0s, picked).interval, 108s);
    EXPECT_GE(store.announce(leecher(1, 1), 300s, picked).interval, 108s);
    EXPECT_LE(store.announce(seed(2, 3), 0s, picked).interval, 66s) << "a seed alone waits, too";
    Announce wantsNone = seed(2, 3);
    wantsNone.numwant = 0;
    EXPECT_GE(store.announce(wantsNone, 300s, picked).interval, 108s);
}

} // namespace

} // namespace waggle::swarm
