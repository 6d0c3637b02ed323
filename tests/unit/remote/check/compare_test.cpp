// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/compare.h"
#include "tests/unit/remote/values/records.h"

#include <gmock/gmock.h>

namespace waggle::remote {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;
using tests::remote::endpoint;

const protocol::InfoHash kHash = *protocol::InfoHash::fromHex("00112233445566778899aabbccddeeff00112233");

ReportPtr seen(const char* text, std::optional<qint64> seeders, std::optional<qint64> leechers, std::vector<int> peers)
{
    Report report;
    report.record.url = tests::remote::url(text);
    report.state = State::Up;
    report.record.identities[0].port = 6881;
    report.record.network.addresses = {endpoint("198.51.100.1", 1).address};
    Exchange exchange = tests::remote::announced(0, 0);
    exchange.step.hashes = {kHash};
    exchange.announce->seeders = seeders;
    exchange.announce->leechers = leechers;
    for (const int peer : peers)
        exchange.announce->peers.push_back({endpoint("192.0.2.1", static_cast<std::uint16_t>(peer)), {}});
    exchange.announce->peers.push_back({endpoint("198.51.100.1", 6881), {}}); // ourselves
    report.record.legs = {tests::remote::leg("192.0.2.7", {exchange})};
    return std::make_shared<const Report>(std::move(report));
}

TEST(CompareTest, CountsWhatEachTrackerAdds)
{
    const auto comparison = compare(kHash,
        {seen("udp://a:1", 2, 1, {1, 2, 3}), seen("udp://b:1", 2, 1, {2, 3, 4, 4}), seen("udp://c:1", {}, {}, {})});
    EXPECT_EQ(comparison.hash, kHash);
    EXPECT_EQ(comparison.uniquePeers, 4u);
    ASSERT_EQ(comparison.trackers.size(), 3u);
    EXPECT_EQ(comparison.trackers[0].peers, 3u);
    EXPECT_EQ(comparison.trackers[0].added, 3u);
    EXPECT_EQ(comparison.trackers[1].added, 1u);
    EXPECT_EQ(comparison.trackers[2].peers, 0u);
    EXPECT_FALSE(comparison.trackers[2].seeders);
    EXPECT_THAT(comparison.overlap, ElementsAre(ElementsAre(3, 2, 0), ElementsAre(2, 3, 0), ElementsAre(0, 0, 0)));
}

TEST(CompareTest, MarksWhoIsFarFromTheMedian)
{
    const auto comparison = compare(kHash,
        {seen("udp://a:1", 100, 10, {}), seen("udp://b:1", 110, 12, {}), seen("udp://c:1", 90, 9, {}),
            seen("udp://d:1", 5000, 11, {}), seen("udp://e:1", 95, 300, {})});
    std::vector<bool> outliers;
    for (const auto& tracker : comparison.trackers) {
        outliers.push_back(tracker.outlier);
        EXPECT_EQ(tracker.outlier, !tracker.why.isEmpty());
    }
    EXPECT_THAT(outliers, ElementsAre(false, false, false, true, true));
}

TEST(CompareTest, MarksNobodyOnSmallCountsOrFewAnswers)
{
    const auto small
        = compare(kHash, {seen("udp://a:1", 0, 0, {}), seen("udp://b:1", 1, 0, {}), seen("udp://c:1", 10, 5, {})});
    EXPECT_THAT(small.trackers, AllOf(SizeIs(3), Each(Field(&ComparedTracker::outlier, false))));
    const auto few = compare(kHash, {seen("udp://a:1", 10, 0, {}), seen("udp://b:1", 9000, 0, {})});
    EXPECT_THAT(few.trackers, AllOf(SizeIs(2), Each(Field(&ComparedTracker::outlier, false))));
}

TEST(CompareTest, LeavesOtherTorrentsOut)
{
    auto other = kHash;
    other.bytes[0] ^= 1;
    const auto comparison = compare(other, {seen("udp://a:1", 2, 1, {1})});
    EXPECT_EQ(comparison.uniquePeers, 0u);
    EXPECT_FALSE(comparison.trackers[0].seeders);
    EXPECT_TRUE(compare(other, {}).trackers.empty());
}

} // namespace
} // namespace waggle::remote
