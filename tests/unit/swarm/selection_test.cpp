// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/sampler.h"
#include "tests/unit/swarm/fixtures.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

// Over many picks every other peer comes up alike.
namespace waggle::swarm {

namespace {

using protocol::Endpoint;
using namespace std::chrono_literals;

using Tallies = std::map<Endpoint, double>;

// Chi-square of counts against a uniform expectation over `peers`, for picks without replacement of `share` of them.
// The bound is its mean plus six standard deviations: with fixed seeds nothing here is left to luck, and a pick that
// prefers anyone by a few per cent is far outside.
void expectUniform(const Tallies& counts, std::size_t peers, double share)
{
    ASSERT_EQ(counts.size(), peers) << "someone is never handed out, or should not be";
    double total = 0;
    for (const auto& [endpoint, count] : counts)
        total += count;
    const double expected = total / static_cast<double>(peers);
    double chiSquare = 0;
    for (const auto& [endpoint, count] : counts)
        chiSquare += (count - expected) * (count - expected) / expected;
    const double freedom = static_cast<double>(peers - 1);
    const double scale = std::max(1e-9, 1 - share); // what is drawn without replacement varies less
    EXPECT_LT(chiSquare, scale * (freedom + 6 * std::sqrt(2 * freedom)) + 1e-6);
}

Tallies pickMany(Store& store, const Announce& asker, int picks)
{
    Tallies counts;
    PickedPeers picked;
    for (int i = 0; i < picks; ++i) {
        store.announce(asker, 1s, picked);
        const auto came = endpointList(picked);
        EXPECT_EQ(endpoints(picked).size(), came.size());
        for (const Endpoint& endpoint : came)
            ++counts[endpoint];
    }
    return counts;
}

struct Case {
    unsigned leechers, seeds;
    std::uint32_t numwant;
    int picks;
};

class Selection : public testing::TestWithParam<Case> { };

TEST_P(Selection, IsUniformForLeechers)
{
    const Case& c = GetParam();
    Store store(options(11));
    PickedPeers picked;
    for (unsigned n = 1; n <= c.leechers + c.seeds; ++n)
        store.announce(n <= c.leechers ? leecher(1, n) : seed(1, n), 0s, picked);
    Announce asker = leecher(1, 1 + c.leechers / 2); // in the middle: who stands behind it must not profit
    asker.numwant = c.numwant;
    const std::size_t others = c.leechers + c.seeds - 1;
    const Tallies counts = pickMany(store, asker, c.picks);
    expectUniform(counts, others, std::min(1.0, static_cast<double>(c.numwant) / static_cast<double>(others)));
    EXPECT_EQ(counts.count(asker.endpoint), 0u);
}

TEST_P(Selection, IsUniformForSeeds)
{
    const Case& c = GetParam();
    Store store(options(12));
    PickedPeers picked;
    for (unsigned n = 1; n <= c.leechers + c.seeds; ++n)
        store.announce(n <= c.leechers ? leecher(1, n) : seed(1, n), 0s, picked);
    Announce asker = seed(1, 1'000'000);
    asker.numwant = c.numwant;
    const double share = std::min(1.0, static_cast<double>(c.numwant) / static_cast<double>(c.leechers));
    expectUniform(pickMany(store, asker, c.picks), c.leechers, share);
}

TEST_P(Selection, IsUniformOverFamilies)
{
    const Case& c = GetParam();
    Store store(options(13));
    PickedPeers picked;
    for (unsigned n = 1; n <= c.leechers + c.seeds; ++n) {
        Announce peer = leecher(1, n);
        if (n > c.leechers)
            peer.endpoint = endpoint6(n);
        store.announce(peer, 0s, picked);
    }
    Announce asker = leecher(1, 1);
    asker.numwant = c.numwant;
    asker.bothFamilies = true;
    const std::size_t others = c.leechers + c.seeds - 1;
    expectUniform(pickMany(store, asker, c.picks), others,
        std::min(1.0, static_cast<double>(c.numwant) / static_cast<double>(others)));
}

INSTANTIATE_TEST_SUITE_P(Sizes, Selection,
    testing::Values(Case{3, 1, 1, 4000}, Case{10, 5, 3, 4000}, Case{20, 20, 50, 100}, Case{30, 70, 10, 3000},
        Case{200, 100, 50, 1500}, Case{300, 600, 1, 20'000}, Case{400, 1600, 200, 600}));

TEST(SelectionShare, FamiliesComeInProportion)
{
    Store store(options());
    PickedPeers picked;
    for (unsigned n = 1; n <= 90; ++n) {
        Announce peer = leecher(1, n);
        if (n > 60)
            peer.endpoint = endpoint6(n);
        store.announce(peer, 0s, picked);
    }
    Announce asker = leecher(1, 1000);
    asker.bothFamilies = true;
    asker.numwant = 30;
    for (int i = 0; i < 50; ++i) {
        store.announce(asker, 1s, picked);
        EXPECT_EQ(picked.count4 + picked.count6, 30);
        EXPECT_GE(picked.count4, 19);
        EXPECT_LE(picked.count4, 21);
    }
    asker.maxV4 = 5;
    store.announce(asker, 1s, picked);
    EXPECT_EQ(picked.count4, 5);
    EXPECT_EQ(picked.count6, 25) << "what one family cannot fill the other does";
    asker.bothFamilies = false;
    asker.maxV4 = 200;
    store.announce(asker, 1s, picked);
    EXPECT_EQ(picked.count4, 30);
    EXPECT_EQ(picked.count6, 0);
}

TEST(SelectionShare, NobodyIsAskedMoreThanTheAnswerHolds)
{
    Store store(options());
    PickedPeers picked;
    for (unsigned n = 1; n <= 1000; ++n)
        store.announce(leecher(1, n), 0s, picked);
    Announce asker = leecher(1, 1);
    asker.numwant = 100'000;
    store.announce(asker, 1s, picked);
    EXPECT_EQ(picked.count4, protocol::kMaxNumwant);
    asker.numwant = 0;
    store.announce(asker, 1s, picked);
    EXPECT_EQ(picked.count4, 0);
}

// Over HTTP, with one other address, some, and more than a picker remembers.
class OwnAddresses : public testing::TestWithParam<unsigned> { };

TEST_P(OwnAddresses, AreLeftOutAndNobodyElse)
{
    Store store(options());
    PickedPeers picked;
    Announce asker = leecher(1, 1);
    asker.bothFamilies = asker.hidePeerId = true;
    for (unsigned n = 2; n <= 10; ++n)
        store.announce(n % 2 == 0 ? leecher(1, n) : seed(1, n), 0s, picked);
    std::set<Endpoint> own;
    for (unsigned n = 0; n < GetParam(); ++n) {
        asker.endpoint = n % 2 == 0 ? endpoint4(100 + n) : endpoint6(100 + n);
        own.insert(asker.endpoint);
        store.announce(asker, 1s, picked);
    }
    for (const Endpoint& endpoint : own) { // each of them, so that the newest is not always the same
        asker.endpoint = endpoint;
        asker.numwant = 200;
        store.announce(asker, 2s, picked);
        const auto given = endpoints(picked);
        EXPECT_EQ(given.size(), 9u);
        for (const Endpoint& other : given)
            EXPECT_EQ(own.count(other), 0u);
    }
}

INSTANTIATE_TEST_SUITE_P(Counts, OwnAddresses, testing::Values(1u, 2u, 3u, 8u, 9u, 10u, 30u));

TEST(Sampler, GivesEachNumberOnceAndNoMoreThanItsBudget)
{
    Random random(3);
    for (const std::uint32_t range : {0u, 1u, 2u, 255u, 256u, 257u, 511u, 513u, 100'000u, 1u << 24}) {
        Sampler sampler(range, 400, random);
        std::set<std::uint32_t> seen;
        while (const auto number = sampler.next()) {
            EXPECT_LT(*number, range);
            EXPECT_TRUE(seen.insert(*number).second);
        }
        EXPECT_EQ(seen.size(), range <= 256 ? range : std::min(range, 400u));
    }
}

// Who came with whom in an answer: a stride that prefers some distances would hand out the same pairs for ever.
TEST(Sampler, AnyTwoComeTogetherAboutAsOftenAsAnyOtherTwo)
{
    constexpr std::uint32_t kRange = 300, kWant = 30;
    constexpr int kPicks = 100'000;
    Random random(4);
    std::vector<std::uint32_t> together(kRange * kRange);
    std::vector<std::uint32_t> picked(kWant);
    for (int i = 0; i < kPicks; ++i) {
        Sampler sampler(kRange, kWant, random);
        for (std::uint32_t& number : picked)
            number = *sampler.next();
        for (const std::uint32_t a : picked)
            for (const std::uint32_t b : picked)
                ++together[a * kRange + b];
    }
    const double expected = double(kPicks) * kWant * (kWant - 1) / (double(kRange) * (kRange - 1)); // 970
    for (std::uint32_t a = 0; a < kRange; ++a)
        for (std::uint32_t b = a + 1; b < kRange; ++b) {
            EXPECT_GT(together[a * kRange + b], 0.7 * expected) << a << ' ' << b;
            EXPECT_LT(together[a * kRange + b], 1.4 * expected) << a << ' ' << b;
        }
}

} // namespace

} // namespace waggle::swarm
