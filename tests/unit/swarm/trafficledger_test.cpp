// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/trafficledger.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace waggle::swarm {

namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::uint64_t>;

TEST(TrafficLedger, LaysBytesEvenlyOverTheSpan)
{
    TrafficLedger ledger(10s, 6);
    ledger.add(300, 30s, 40s);
    ledger.advance(50s);
    EXPECT_EQ(ledger.read(6), (Bytes{0, 100, 100, 100, 0, 0}));
    ledger.add(100, 10s, 45s);
    EXPECT_EQ(ledger.read(3), (Bytes{150, 50, 0}));
}

TEST(TrafficLedger, EndsWithTheStepOfTheLatestMoment)
{
    TrafficLedger ledger(10s, 4);
    EXPECT_EQ(ledger.end(), 10s);
    ledger.add(7, 0s, 5s);
    EXPECT_EQ(ledger.read(4), (Bytes{0, 0, 0, 7}));
    EXPECT_EQ(ledger.read(99).size(), 4u);
    ledger.advance(30s);
    EXPECT_EQ(ledger.end(), 40s);
    EXPECT_EQ(ledger.read(4), (Bytes{7, 0, 0, 0}));
    ledger.advance(20s);
    EXPECT_EQ(ledger.end(), 40s) << "never backwards";
}

TEST(TrafficLedger, DropsOnlyWhatLiesBeforeTheRing)
{
    TrafficLedger ledger(10s, 3);
    ledger.add(600, 60s, 60s);
    EXPECT_EQ(ledger.read(3), (Bytes{100, 100, 0}));
    ledger.add(1000, 10s, 20s);
    EXPECT_EQ(ledger.read(3), (Bytes{100, 100, 0}));
    ledger.advance(1h);
    EXPECT_EQ(ledger.read(3), (Bytes{0, 0, 0}));
    ledger.add(50, 0s, 1h);
    EXPECT_EQ(ledger.read(3), (Bytes{0, 0, 50}));
}

TEST(TrafficLedger, KeepsHugeCountsToTheByte)
{
    TrafficLedger ledger(10s, 1080);
    const std::uint64_t bytes = (std::uint64_t{1} << 48) - 1;
    ledger.add(bytes, 7001s + 3ms, 9999s);
    const Bytes read = ledger.read(1080);
    EXPECT_EQ(std::accumulate(read.begin(), read.end(), std::uint64_t{0}), bytes);
}

// A twin that reads every report again for every step.
class NaiveLedger {
public:
    void add(std::uint64_t bytes, Time span, Time end) { m_reports.push_back({bytes, end - span, end}); }
    [[nodiscard]] double bytesIn(Time from, Time to) const
    {
        double sum = 0;
        for (const Report& report : m_reports) {
            const Time overlap = std::min(report.end, to) - std::max(report.start, from);
            if (report.start == report.end)
                sum += report.end >= from && report.end < to ? static_cast<double>(report.bytes) : 0.0;
            else if (overlap > Time(0))
                sum += static_cast<double>(report.bytes) * static_cast<double>(overlap.count())
                    / static_cast<double>((report.end - report.start).count());
        }
        return sum;
    }
    [[nodiscard]] std::size_t reports() const { return m_reports.size(); }

private:
    struct Report {
        std::uint64_t bytes;
        Time start, end;
    };
    std::vector<Report> m_reports;
};

TEST(TrafficLedger, AgreesWithANaiveTwin)
{
    std::mt19937_64 random(20240607);
    for (int round = 0; round < 20; ++round) {
        const Time step(1 + random() % 20'000);
        TrafficLedger ledger(step, 1 + random() % 200);
        NaiveLedger naive;
        Time now(0);
        for (int i = 0; i < 200; ++i) {
            now += Time(random() % (2 * step.count()));
            const Time span(std::min<Time::rep>(static_cast<Time::rep>(random() % 2'000'000), now.count()));
            const std::uint64_t bytes = random() % 1'000'000'000;
            // Reports come in late as well, each thread reads its clock for itself.
            const Time end = std::max(span, now - Time(random() % 50));
            ledger.add(bytes, std::min(span, end), end);
            naive.add(bytes, std::min(span, end), end);
        }
        ledger.advance(now);
        const Bytes read = ledger.read(ledger.steps());
        ASSERT_EQ(read.size(), ledger.steps());
        // A report is off by under one byte in a step, and in its last one by a byte for each step it covers.
        const double tolerance = static_cast<double>(naive.reports()) + 2e6 / static_cast<double>(step.count()) * 4;
        for (std::size_t i = 0; i < read.size(); ++i) {
            const Time from = ledger.end() - static_cast<Time::rep>(read.size() - i) * step;
            ASSERT_NEAR(static_cast<double>(read[i]), naive.bytesIn(from, from + step), tolerance)
                << "round " << round << " step " << i;
        }
    }
}

} // namespace

} // namespace waggle::swarm
