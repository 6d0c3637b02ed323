// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/dueledger.h"
#include "core/swarm/inside/expiryqueue.h"
#include "tests/unit/swarm/fixtures.h"

#include <gtest/gtest.h>

// Peers go between the second that the settings say and the next, whatever else happens.
namespace waggle::swarm {

namespace {

using protocol::Event;
using namespace std::chrono_literals;

Store::Options withExpiry(seconds expiry)
{
    Store::Options fixed = options();
    fixed.policy.expiry = expiry;
    return fixed;
}

void expireAll(Store& store, Time now)
{
    while (store.expire(now)) { }
}

TEST(Expiry, IsExactOnWholeSecondsAndNeverEarly)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    store.announce(seed(1, 1), 5s, picked);
    EXPECT_EQ(scrape(store, 1, 704'999ms).seeds, 1u);
    EXPECT_EQ(scrape(store, 1, 705s).seeds, 0u);
}

TEST(Expiry, IsWithinTheSecondAfterItsTime)
{
    for (const Time announced : {5'001ms, 5'500ms, 5'999ms}) {
        Store store(withExpiry(700s));
        PickedPeers picked;
        store.announce(seed(1, 1), announced, picked);
        EXPECT_EQ(scrape(store, 1, announced + 700s).seeds, 1u) << "not one ms early";
        EXPECT_EQ(scrape(store, 1, 705'999ms).seeds, 1u);
        EXPECT_EQ(scrape(store, 1, 706s).seeds, 0u);
        EXPECT_EQ(peerViews(store, 1, 706s).size(), 0u);
    }
}

TEST(Expiry, SaysBeforeWhichMomentNobodyIsDue)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    EXPECT_FALSE(store.nextDue());
    store.announce(seed(1, 1), 5s, picked);
    store.announce(seed(2, 2), 9s, picked);
    EXPECT_EQ(store.nextDue(), 705s);
    store.announce(seed(1, 1), 100s, picked); // it may say too early, never too late
    EXPECT_LE(store.nextDue(), 709s);
    Time now = 100s;
    for (int looks = 0; store.totals().peers > 0; ++looks) {
        ASSERT_LT(looks, 5);
        const auto next = store.nextDue();
        ASSERT_TRUE(next);
        const auto here = store.totals().peers;
        expireAll(store, *next - 1ms);
        EXPECT_EQ(store.totals().peers, here);
        now = *next;
        expireAll(store, now);
    }
    EXPECT_EQ(now, 800s);
}

TEST(Expiry, FollowsTheLastAnnounce)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    for (const Time now : {0s, 600s, 1200s}) {
        store.announce(seed(1, 1), now, picked);
        expireAll(store, now + 599s);
    }
    EXPECT_EQ(peerView(store, 1, endpoint4(1), 1899s).announces, 3u);
    expireAll(store, 1899s);
    EXPECT_EQ(store.totals().peers, 1u);
    expireAll(store, 1900s);
    EXPECT_EQ(store.totals().peers, 0u);
}

TEST(Expiry, FollowsTheIntervalThePeerWasGiven)
{
    Store::Options fixed = options();
    fixed.policy.interval = 1000s;
    Store store(fixed);
    PickedPeers picked;
    const seconds given = store.announce(seed(1, 1), 0s, picked).interval;
    const PeerView view = peerView(store, 1, endpoint4(1), 0s);
    EXPECT_EQ(view.due, 2 * given + 60s);
    EXPECT_EQ(scrape(store, 1, view.due - 1ms).seeds, 1u);
    EXPECT_EQ(scrape(store, 1, view.due).seeds, 0u);
}

TEST(Expiry, AnEarlierDueSecondIsMet)
{
    Store::Options fixed = options();
    fixed.policy.interval = 1800s;
    Store store(fixed);
    PickedPeers picked;
    store.announce(seed(1, 1), 0s, picked);
    store.setPolicy({300s, 30s, {}});
    store.announce(seed(1, 1), 100s, picked);
    const Time due = peerView(store, 1, endpoint4(1), 100s).due;
    EXPECT_LT(due, 1000s);
    expireAll(store, due - 1s);
    EXPECT_EQ(store.totals().peers, 1u);
    expireAll(store, due);
    EXPECT_EQ(store.totals().peers, 0u) << "its first entry in the wheel was much later";
}

TEST(Expiry, ADuePeerStartsANewStay)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    const AnnounceResult again = store.announce(seed(1, 1), 700s, picked);
    EXPECT_FALSE(again.known);
    EXPECT_FALSE(again.completed);
    EXPECT_EQ(peerView(store, 1, endpoint4(1), 700s).first, 700s);
}

TEST(Expiry, IsNotHandedOutWhenDue)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    store.announce(leecher(1, 2), 699'999ms, picked);
    EXPECT_EQ(picked.count4, 1);
    store.announce(leecher(1, 2), 700s, picked);
    EXPECT_EQ(picked.count4, 0);
}

TEST(Expiry, ANewExpiryHoldsAtOnceForEveryone)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    for (unsigned n = 1; n <= 1000; ++n)
        store.announce(leecher(1, n), 0s, picked);
    store.announce(leecher(2, 1), 0s, picked);
    store.setPolicy({{}, 30s, 100s});
    EXPECT_EQ(scrape(store, 1, 99'999ms).leechers, 1000u);
    EXPECT_EQ(scrape(store, 1, 100s).leechers, 0u);
    EXPECT_EQ(scrape(store, 2, 100s).leechers, 0u);
    store.setPolicy({{}, 30s, 700s});
    EXPECT_EQ(scrape(store, 2, 101s).leechers, 0u) << "the gone do not come back";
    expireAll(store, 101s);
    EXPECT_EQ(scrape(store, 1, 101s).leechers, 0u);
    EXPECT_EQ(store.totals().peers, 0u);
}

TEST(Expiry, AHundredThousandAtOnceCountRightAndAreFreedInSlices)
{
    constexpr unsigned kPeers = 100'000;
    Store store(withExpiry(700s));
    PickedPeers picked;
    Announce request;
    for (unsigned n = 1; n <= kPeers; ++n) {
        request = n % 4 == 0 ? seed(1, n) : leecher(1, n);
        request.numwant = 0;
        store.announce(request, 0s, picked);
    }
    EXPECT_EQ(scrape(store, 1, 699'999ms), (protocol::SwarmCounts{kPeers / 4, 3 * kPeers / 4, 3 * kPeers / 4, 0}));
    EXPECT_EQ(scrape(store, 1, 700s), protocol::SwarmCounts{}) << "at once";
    EXPECT_EQ(store.totals().peers, kPeers) << "by counting, not by freeing";

    request = leecher(1, kPeers + 1);
    EXPECT_EQ(store.announce(request, 700s, picked).counts.leechers, 1u);
    EXPECT_EQ(picked.count4, 0) << "none of the due";
    EXPECT_GE(store.totals().peers, kPeers) << "an announce frees none but its own";

    std::uint64_t before = store.totals().peers;
    unsigned slices = 0;
    for (bool more = true; more; ++slices) {
        more = store.expire(700s, 2000);
        ASSERT_LE(before - store.totals().peers, 2000u);
        before = store.totals().peers;
    }
    EXPECT_GE(slices, kPeers / 2000);
    EXPECT_LE(slices, kPeers / 2000 + 1);
    EXPECT_EQ(store.totals().peers, 1u);
    EXPECT_EQ(scrape(store, 1, 700s).leechers, 1u);
}

TEST(Expiry, AHundredThousandOfManySwarmsAreFreedInSlicesToo)
{
    constexpr unsigned kSwarms = 5'000;
    constexpr unsigned kEach = 20;
    Store store(withExpiry(700s));
    PickedPeers picked;
    for (unsigned n = 0; n < kSwarms * kEach; ++n) {
        Announce request = leecher(n % kSwarms, n);
        request.numwant = 0;
        store.announce(request, 0s, picked);
    }
    std::uint64_t before = store.totals().peers;
    for (bool more = true; more;) {
        more = store.expire(700s, 1000);
        ASSERT_LE(before - store.totals().peers, 1000u);
        before = store.totals().peers;
        if (before <= kSwarms)
            continue;
        store.announce(with(leecher(static_cast<unsigned>(before % kSwarms), 0), Event::Stopped), 700s, picked);
        ASSERT_LE(before - store.totals().peers, kEach) << "an announce frees its own swarm's alone";
        before = store.totals().peers;
    }
    EXPECT_EQ(store.totals().peers, 0u);
    EXPECT_EQ(store.totals().swarms, kSwarms) << "they stay for a while";
}

// In a swarm too large to be scanned every peer is freed in its own second, whoever has taken its place in the array.
TEST(Expiry, OneAfterTheOtherInALargeSwarm)
{
    constexpr unsigned kPeers = 3'000;
    Store store(withExpiry(4000s));
    PickedPeers picked;
    const auto requestOf = [](unsigned n) {
        Announce request = n % 3 == 0 ? seed(1, n) : leecher(1, n);
        if (n % 5 == 0)
            request.endpoint = endpoint6(n);
        request.numwant = 0;
        return request;
    };
    for (unsigned second = 0; second < kPeers; ++second)
        store.announce(requestOf(second * 7 % kPeers), seconds(second), picked);
    for (unsigned n = 0; n < kPeers; n += 10) // others move into their places
        store.announce(with(requestOf(n), Event::Stopped), seconds(kPeers), picked);
    std::uint64_t left = store.totals().peers;
    for (unsigned second = 0; second < kPeers; ++second) {
        expireAll(store, seconds(4000 + second));
        const std::uint64_t now = store.totals().peers;
        ASSERT_LE(left - now, 1u) << second;
        ASSERT_EQ(now, peerViews(store, 1, seconds(4000 + second)).size()) << second;
        left = now;
    }
    EXPECT_EQ(left, 0u);
}

TEST(Expiry, TimeThatSeemsToGoBackDoesNoHarm)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    store.announce(leecher(1, 1), 100s, picked);
    EXPECT_EQ(scrape(store, 1, 800s).leechers, 0u);
    EXPECT_EQ(scrape(store, 1, 799s).leechers, 0u) << "gone is gone";
    EXPECT_EQ(store.announce(leecher(1, 1), 790s, picked).counts.leechers, 1u);
}

TEST(Expiry, AnEmptySwarmGoesAfterTwiceTheExpiry)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    store.announce(seed(1, 1), 10s, picked);
    store.announce(with(seed(1, 1), Event::Stopped), 20s, picked);
    EXPECT_EQ(scrape(store, 1, 1'419'999ms).completions, 1u);
    EXPECT_TRUE(store.visitSwarm(hash(1), 1'419'999ms, {}));
    EXPECT_FALSE(store.visitSwarm(hash(1), 1420s, {}));
    EXPECT_EQ(scrape(store, 1, 1420s).completions, 0u);
    expireAll(store, 1420s);
    EXPECT_EQ(store.totals().swarms, 0u);
}

TEST(Expiry, APinnedSwarmStays)
{
    Store store(withExpiry(700s));
    store.setPinned(hash(1), true, 0s);
    store.setPinned(hash(2), true, 0s);
    EXPECT_EQ(store.totals().swarms, 2u);
    expireAll(store, 10h);
    EXPECT_TRUE(store.visitSwarm(hash(1), 10h, {}));
    store.setPinned(hash(1), false, 10h);
    expireAll(store, 10h + 1399s);
    EXPECT_EQ(store.totals().swarms, 2u);
    expireAll(store, 10h + 1400s);
    EXPECT_EQ(store.totals().swarms, 1u);
    EXPECT_TRUE(store.visitSwarm(hash(2), 20h, {}));
}

TEST(Expiry, StartingAndStoppingLeavesNothingBehind)
{
    Store store(withExpiry(700s));
    PickedPeers picked;
    for (int i = 0; i < 10'000; ++i) {
        store.announce(leecher(1, 1), Time(i), picked);
        store.announce(with(leecher(1, 1), Event::Stopped), Time(i), picked);
    }
    EXPECT_FALSE(store.expire(9h, 4)) << "one entry for the one slot, one for the swarm";
    EXPECT_EQ(store.totals().swarms, 0u);
}

TEST(DueLedger, CountsWhatIsDueAndForgetsWhatIsTakenBack)
{
    DueLedger ledger(100);
    const Tally seedOne{1, 0, 0};
    const Tally pausedOne{0, 1, 1};
    ledger.add(760, seedOne);
    ledger.add(5000, pausedOne); // past the first ring
    ledger.add(760, pausedOne);
    ledger.advance(759);
    EXPECT_EQ(ledger.due(), Tally{});
    ledger.advance(760);
    EXPECT_EQ(ledger.due(), (Tally{1, 1, 1}));
    ledger.remove(760, seedOne);
    EXPECT_EQ(ledger.due(), pausedOne);
    ledger.remove(760, pausedOne);
    ledger.advance(100'000);
    EXPECT_EQ(ledger.due(), pausedOne);
    ledger.remove(5000, pausedOne);
    EXPECT_EQ(ledger.due(), Tally{});
}

TEST(ExpiryQueue, GivesEntriesInTheOrderOfTheirSeconds)
{
    ExpiryQueue queue;
    queue.put(20, 2);
    queue.put(10, 1);
    queue.put(30, 3);
    EXPECT_FALSE(queue.take(9).has_value());
    EXPECT_EQ(queue.take(20).value().id, 1u);
    EXPECT_EQ(queue.take(20).value().id, 2u);
    EXPECT_FALSE(queue.take(29).has_value());
    EXPECT_FALSE(queue.ready(29));
    EXPECT_TRUE(queue.ready(30));
}

} // namespace

} // namespace waggle::swarm
