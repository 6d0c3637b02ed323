// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/series/swarmseries.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace waggle::monitor {

namespace {

constexpr std::size_t kSlack = 1000; // past the cap until the next tidying

std::int64_t stepOf(Time at)
{
    return at / SwarmSeries::kSparkStep;
}

std::uint64_t sumOf(const swarm::TrafficLedger& ledger)
{
    const std::vector<std::uint64_t> steps = ledger.read(ledger.steps());
    return std::accumulate(steps.begin(), steps.end(), std::uint64_t{0});
}

} // namespace

void SwarmSeries::addTraffic(const InfoHash& infoHash, Time from, Time to, std::uint64_t down, std::uint64_t up)
{
    from = std::max(from, Time(0));
    if (to <= from)
        return;
    if (const auto at = m_full.find(infoHash); at != m_full.end()) {
        at->second.traffic.add(from, to, down, up);
        at->second.lastUsed = to;
    }
    auto at = m_sparks.find(infoHash);
    if (at == m_sparks.end()) {
        if (m_sparks.size() >= kMaxSparks + kSlack)
            return;
        at = m_sparks.try_emplace(infoHash).first;
        at->second.from = from;
    }
    Spark& spark = at->second;
    spark.from = std::min(spark.from, from);
    spark.to = std::max(spark.to, to);
    spark.bytes.add(down + up, to - from, to);
}

void SwarmSeries::addPopulation(
    const InfoHash& infoHash, Time from, Time to, std::uint32_t clients, std::uint32_t seeds)
{
    const auto at = m_full.find(infoHash);
    if (at == m_full.end() || to <= from)
        return;
    at->second.population.add(from, to, std::array{static_cast<double>(clients), static_cast<double>(seeds)});
}

SwarmSeries::Full* SwarmSeries::open(const InfoHash& infoHash, Time now, bool onlyIfRoom)
{
    if (const auto at = m_full.find(infoHash); at != m_full.end()) {
        at->second.lastUsed = std::max(at->second.lastUsed, now);
        return &at->second;
    }
    if (m_full.size() >= kMaxFull) {
        if (onlyIfRoom)
            return nullptr;
        m_full.erase(std::min_element(m_full.begin(), m_full.end(),
            [](const auto& a, const auto& b) { return a.second.lastUsed < b.second.lastUsed; }));
    }
    Full& full = m_full[infoHash];
    full.recordedFrom = now;
    full.lastUsed = now;
    return &full;
}

const SwarmSeries::Full* SwarmSeries::full(const InfoHash& infoHash) const
{
    const auto at = m_full.find(infoHash);
    return at == m_full.end() ? nullptr : &at->second;
}

std::shared_ptr<const std::vector<float>> SwarmSeries::spark(const InfoHash& infoHash, Time now)
{
    const auto at = m_sparks.find(infoHash);
    if (at == m_sparks.end())
        return nullptr;
    Spark& spark = at->second;
    const Resolution resolution{kSparkStep, kSparkPoints};
    const std::vector<double> rates = ratesOf(spark.bytes, resolution, kSparkPoints, now, spark.from);
    auto points = std::make_shared<std::vector<float>>(rates.begin(), rates.end());
    // Nobody has told yet of what came after the last report: the step that it fell into would look like a fall.
    const auto unreported = lastStep(resolution, now) - (stepOf(spark.to) - 1);
    for (std::int64_t i = 0; i < std::min<std::int64_t>(unreported, kSparkPoints); ++i)
        (*points)[kSparkPoints - 1 - static_cast<std::size_t>(i)] = std::numeric_limits<float>::quiet_NaN();
    return points;
}

void SwarmSeries::tidy(Time now)
{
    const Time length = kSparkStep * kSparkPoints;
    std::erase_if(m_sparks, [&](const auto& entry) { return now - entry.second.to > length; });
    if (m_sparks.size() <= kMaxSparks)
        return;
    std::vector<std::pair<std::uint64_t, InfoHash>> sums;
    for (auto& [infoHash, spark] : m_sparks) {
        spark.bytes.advance(now);
        sums.emplace_back(sumOf(spark.bytes), infoHash);
    }
    std::nth_element(sums.begin(), sums.begin() + kMaxSparks, sums.end(), std::greater<>());
    for (auto at = sums.begin() + kMaxSparks; at != sums.end(); ++at)
        m_sparks.erase(at->second);
}

} // namespace waggle::monitor
