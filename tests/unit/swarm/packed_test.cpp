// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/addresscounts.h"
#include "core/swarm/inside/idtable.h"
#include "core/swarm/inside/packed.h"
#include "core/swarm/inside/random.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <vector>

// The small forms in which the store keeps millions: what they keep, what they round, where they stop.
namespace waggle::swarm {

namespace {

TEST(U48, StopsAtItsLargest)
{
    EXPECT_EQ(std::uint64_t{U48(0)}, 0u);
    EXPECT_EQ(std::uint64_t{U48(kMaxU48)}, kMaxU48);
    EXPECT_EQ(std::uint64_t{U48(kMaxU48 + 1)}, kMaxU48);
    EXPECT_EQ(std::uint64_t{U48(~std::uint64_t{0})}, kMaxU48);
}

TEST(Float16, KeepsThreeDigits)
{
    for (float value = 0.0625f; value < 5e17f; value *= 1.0037f) {
        const float kept = Float16(value).value();
        ASSERT_NEAR(kept, value, 0.0005 * static_cast<double>(value));
    }
}

TEST(Float16, KeepsRoundNumbersWhole)
{
    for (const float value : {1.f, 2.f, 1000.f, 1024.f, 1'048'576.f, 524'288'000.f})
        EXPECT_EQ(Float16(value).value(), value);
}

TEST(Float16, KeepsItsEndsApart)
{
    EXPECT_EQ(Float16().value(), 0);
    EXPECT_EQ(Float16(0.f).value(), 0);
    EXPECT_GT(Float16(1e-9f).value(), 0) << "0 means that nothing moved";
    EXPECT_LE(Float16(1e-9f).value(), 0.0625f);
    EXPECT_FALSE(Float16(std::numeric_limits<float>::infinity()).isUnknown());
    EXPECT_GT(Float16(std::numeric_limits<float>::max()).value(), 5e17f);
    EXPECT_FALSE(Float16(0.f).isUnknown());
    EXPECT_TRUE(Float16::unknown().isUnknown());
}

// Entries come and go; after each a map knows the same. `spread` of 2^32 are the hashes that occur: few of them
// collide.
void compareWithMap(std::size_t size, std::uint32_t spread)
{
    IdTable table;
    std::map<std::uint32_t, std::uint32_t> hashes; // by id
    Random random(size + spread);
    const auto bound = static_cast<std::uint32_t>(2 * size);
    for (std::size_t i = 0; i < 12 * size; ++i) {
        const std::uint32_t id = random.below(bound);
        if (const auto known = hashes.find(id); known != hashes.end()) {
            table.erase(known->second, id);
            hashes.erase(known);
        } else {
            const std::uint32_t hash = random.below(spread) * (0xffffffffu / spread);
            table.insert(hash, id);
            hashes.emplace(id, hash);
        }
    }
    ASSERT_EQ(table.size(), hashes.size());
    for (std::uint32_t id = 0; id < bound; ++id) {
        const auto known = hashes.find(id);
        const std::uint32_t hash = known == hashes.end() ? 0 : known->second;
        const std::uint32_t found = table.find(hash, [id](std::uint32_t other) { return other == id; });
        ASSERT_EQ(found, known == hashes.end() ? kNoId : id);
    }
}

TEST(IdTable, FindsWhatIsInIt)
{
    compareWithMap(20, 0xffffffff);
    compareWithMap(1000, 0xffffffff);
    compareWithMap(1000, 20); // nothing but collisions
    compareWithMap(30'000, 0xffffffff); // in parts
}

TEST(IdTable, ShrinksAndGoesOnFinding)
{
    IdTable table;
    Random random(3);
    std::vector<std::uint32_t> hashes;
    for (std::uint32_t id = 0; id < 50'000; ++id) {
        hashes.push_back(static_cast<std::uint32_t>(random.next()));
        table.insert(hashes.back(), id);
    }
    for (std::uint32_t id = 0; id < 49'990; ++id)
        table.erase(hashes[id], id);
    EXPECT_EQ(table.size(), 10u);
    for (std::uint32_t id = 49'980; id < 50'000; ++id)
        EXPECT_EQ(table.find(hashes[id], [id](std::uint32_t other) { return other == id; }), id < 49'990 ? kNoId : id);
}

TEST(AddressCounts, CountEachAddress)
{
    AddressCounts counts;
    std::map<std::uint32_t, std::uint32_t> twin;
    Random random(5);
    for (int i = 0; i < 100'000; ++i) {
        const std::uint32_t hash = random.below(5000) * 0xd1b54a33u;
        if (twin[hash] > 0 && random.below(3) == 0) {
            counts.remove(hash);
            --twin[hash];
        } else {
            counts.add(hash);
            ++twin[hash];
        }
    }
    for (const auto& [hash, count] : twin)
        ASSERT_EQ(counts.count(hash), count);
    EXPECT_EQ(counts.count(5000 * 0xd1b54a33u), 0u);
}

} // namespace

} // namespace waggle::swarm
