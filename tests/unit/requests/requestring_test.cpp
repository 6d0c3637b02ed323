// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/requestring.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace waggle::requests {
namespace {

std::vector<std::uint8_t> pattern(std::size_t size, std::uint64_t seed)
{
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(seed));
    return bytes;
}

RequestRecord numbered(std::uint64_t number)
{
    RequestRecord record;
    record.number = number;
    return record;
}

struct Drained {
    std::vector<std::uint64_t> numbers;
    std::uint64_t lost = 0;
};

// Also proves that each record's bytes are those that were put in: pattern(…, number).
Drained drain(RequestRing& ring)
{
    Drained drained;
    std::vector<std::byte> bytes;
    drained.lost = ring.drain(bytes);
    RecordReader reader(bytes);
    RecordReader::Entry entry;
    while (reader.next(entry)) {
        drained.numbers.push_back(entry.record.number);
        const auto raw = pattern(entry.raw.size(), entry.record.number);
        EXPECT_TRUE(std::equal(raw.begin(), raw.end(), entry.raw.begin(), entry.raw.end()));
        const auto reply = pattern(entry.reply.size(), entry.record.number + 1);
        EXPECT_TRUE(std::equal(reply.begin(), reply.end(), entry.reply.begin(), entry.reply.end()));
    }
    return drained;
}

TEST(RequestRing, GivesBackWhatWasFlushedInOrder)
{
    RequestRing ring(1 << 16);
    ring.setWanted(true);
    ring.add(numbered(1), pattern(98, 1), {});
    ring.add(numbered(2), {}, {});
    EXPECT_TRUE(drain(ring).numbers.empty()) << "a batch is the worker's until flush()";
    ring.flush();
    ring.add(numbered(3), pattern(16, 3), pattern(32, 4));
    ring.flush();
    EXPECT_EQ(drain(ring).numbers, (std::vector<std::uint64_t>{1, 2, 3}));
    EXPECT_TRUE(drain(ring).numbers.empty());
}

TEST(RequestRing, KeepsNothingWithoutAReader)
{
    RequestRing ring(1 << 16);
    EXPECT_FALSE(ring.isWanted());
    ring.add(numbered(1), pattern(98, 1), {});
    ring.flush();
    EXPECT_TRUE(drain(ring).numbers.empty());
    ring.setWanted(true);
    ring.add(numbered(2), pattern(98, 2), {});
    ring.flush();
    const Drained drained = drain(ring);
    EXPECT_EQ(drained.numbers, std::vector<std::uint64_t>{2});
    EXPECT_EQ(drained.lost, 0u) << "what nobody wanted is not lost";
}

TEST(RequestRing, CutsLongRequests)
{
    RequestRing ring(1 << 16);
    ring.setWanted(true);
    RequestRecord record = numbered(7);
    record.trueLength = 5000;
    ring.add(record, pattern(5000, 7), {});
    ring.flush();
    std::vector<std::byte> bytes;
    EXPECT_EQ(ring.drain(bytes), 0u);
    RecordReader reader(bytes);
    RecordReader::Entry entry;
    ASSERT_TRUE(reader.next(entry));
    EXPECT_EQ(entry.raw.size(), kMaxRaw);
    EXPECT_EQ(entry.record.trueLength, 5000u);
    EXPECT_FALSE(reader.next(entry));
}

TEST(RequestRing, OverwritesItsOldestAndCountsThem)
{
    RequestRing ring(4 * (sizeof(RequestRecord) + 100));
    ring.setWanted(true);
    for (std::uint64_t number = 1; number <= 10; ++number)
        ring.add(numbered(number), pattern(100, number), {});
    ring.flush();
    const Drained first = drain(ring);
    EXPECT_EQ(first.numbers, (std::vector<std::uint64_t>{7, 8, 9, 10}));
    EXPECT_EQ(first.lost, 6u);
    ring.add(numbered(11), {}, {});
    ring.flush();
    const Drained second = drain(ring);
    EXPECT_EQ(second.numbers, std::vector<std::uint64_t>{11});
    EXPECT_EQ(second.lost, 0u) << "losses are told once";
}

TEST(RequestRing, NeverFitsMeansLost)
{
    RequestRing ring(sizeof(RequestRecord) + 10);
    ring.setWanted(true);
    ring.add(numbered(1), pattern(5, 1), {});
    ring.add(numbered(2), pattern(11, 2), {});
    ring.flush();
    const Drained drained = drain(ring);
    EXPECT_EQ(drained.numbers, std::vector<std::uint64_t>{1});
    EXPECT_EQ(drained.lost, 1u);
}

TEST(RequestRing, AnythingPutInIsDrainedOrCounted)
{
    std::mt19937 random(20240611);
    RequestRing ring(8192);
    ring.setWanted(true);
    std::uint64_t number = 0;
    std::uint64_t accounted = 0;
    std::uint64_t last = 0;
    for (int round = 0; round < 2000; ++round) {
        const unsigned records = random() % 30;
        for (unsigned i = 0; i < records; ++i) {
            ++number;
            ring.add(numbered(number), pattern(random() % 1500, number), pattern(random() % 300, number + 1));
        }
        ring.flush();
        if (random() % 3 == 0)
            continue;
        const Drained drained = drain(ring);
        accounted += drained.numbers.size() + drained.lost;
        EXPECT_EQ(accounted, number);
        for (const std::uint64_t n : drained.numbers) {
            EXPECT_GT(n, last);
            last = n;
        }
    }
}

TEST(RecordReader, StopsAtATruncatedRecord)
{
    RequestRing ring(8192);
    ring.setWanted(true);
    ring.add(numbered(1), pattern(50, 1), {});
    ring.flush();
    std::vector<std::byte> bytes;
    EXPECT_EQ(ring.drain(bytes), 0u);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        RecordReader reader(std::span<const std::byte>(bytes.data(), size));
        RecordReader::Entry entry;
        EXPECT_FALSE(reader.next(entry)) << size;
    }
}

} // namespace
} // namespace waggle::requests
