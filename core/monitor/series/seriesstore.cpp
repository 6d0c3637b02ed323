// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/series/seriesstore.h"

namespace waggle::monitor {

namespace {

template <std::size_t N>
std::vector<Line> linesOf(const TimeSeries& series, const std::array<const char*, N>& ids, Range range, Time now)
{
    std::vector<Line> lines;
    for (std::size_t i = 0; i < N; ++i)
        lines.push_back({ids[i], series.read(i, resolutionOf(range), pointsOf(range), now)});
    return lines;
}

std::vector<Line> trafficLines(TrafficSeries& series, Range range, Time now, Time from)
{
    const Resolution& resolution = resolutionOf(range);
    return {{"down", series.down(resolution, pointsOf(range), now, from)},
        {"up", series.up(resolution, pointsOf(range), now, from)}};
}

template <std::size_t N>
std::array<double, N> asDoubles(const std::array<std::uint64_t, N>& counts)
{
    std::array<double, N> doubles{};
    for (std::size_t i = 0; i < N; ++i)
        doubles[i] = static_cast<double>(counts[i]);
    return doubles;
}

constexpr std::array<const char*, requests::kRequestKinds> kKinds{"announces", "scrapes", "connects", "other"};
constexpr std::array<const char*, requests::kRequestResults> kResults{"answered", "refused", "dropped"};
constexpr std::array<const char*, 2> kDirections{"in", "out"};
constexpr std::array<const char*, 2> kPopulation{"all", "seeds"};

} // namespace

std::chrono::seconds length(Range range)
{
    switch (range) {
    case Range::Minute1:
        return std::chrono::seconds(60);
    case Range::Minutes5:
        return std::chrono::seconds(300);
    case Range::Minutes10:
        return std::chrono::seconds(600);
    case Range::Hour1:
        return std::chrono::seconds(3600);
    case Range::Hours3:
        return std::chrono::seconds(10'800);
    case Range::Hours24:
        return std::chrono::seconds(86'400);
    }
    return std::chrono::seconds(600);
}

const Resolution& resolutionOf(Range range)
{
    const Time whole = length(range);
    for (const Resolution& resolution : kResolutions)
        if (whole <= resolution.step * static_cast<Time::rep>(resolution.points))
            return resolution;
    return kResolutions.back();
}

std::size_t pointsOf(Range range)
{
    return static_cast<std::size_t>(Time(length(range)) / resolutionOf(range).step);
}

void SeriesStore::addRequests(Time from, Time to, const requests::CounterValues& grown)
{
    const requests::CounterSums sums = requests::sumsOf(grown);
    m_requests.add(from, to, asDoubles(sums.byKind));
    m_answers.add(from, to, asDoubles(sums.byResult));
    m_bandwidth.add(from, to, asDoubles(std::array{sums.bytesIn, sums.bytesOut}));
}

void SeriesStore::addClients(Time from, Time to, std::uint64_t clients, std::uint64_t seeds)
{
    m_clients.add(from, to, std::array{static_cast<double>(clients), static_cast<double>(seeds)});
}

void SeriesStore::addTraffic(Time from, Time to, std::uint64_t down, std::uint64_t up)
{
    m_traffic.add(from, to, down, up);
}

SeriesPtr SeriesStore::answer(const SeriesQuery& query, const std::optional<InfoHash>& rowHash,
    const Unreported& unreported, Time now, std::int64_t wallMs)
{
    const Resolution& resolution = resolutionOf(query.range);
    const auto wallOf = [&](Time at) { return wallMs - (now - at).count(); };
    auto data = std::make_shared<SeriesData>();
    data->view = query.view;
    data->number = query.number;
    data->kind = query.kind;
    data->range = query.range;
    data->stepMs = resolution.step.count();
    data->endMs = wallOf(resolution.step * (lastStep(resolution, now) + 1));

    const bool ofSwarm = query.kind == SeriesKind::SwarmTraffic || query.kind == SeriesKind::Clients;
    SwarmSeries::Full* const swarm = rowHash && ofSwarm ? m_swarms.open(*rowHash, now) : nullptr;
    if (swarm)
        data->recordedFromMs = wallOf(swarm->recordedFrom);
    switch (query.kind) {
    case SeriesKind::SwarmTraffic:
        data->lines = swarm ? trafficLines(swarm->traffic, query.range, now, swarm->recordedFrom)
                            : trafficLines(m_traffic, query.range, now, m_from);
        if (unreported.from) {
            data->unreportedFromMs = wallOf(*unreported.from);
            data->unreportedClients = unreported.clients;
        }
        break;
    case SeriesKind::Clients:
        data->lines = linesOf(swarm ? swarm->population : m_clients, kPopulation, query.range, now);
        break;
    case SeriesKind::Requests:
        data->lines = linesOf(m_requests, kKinds, query.range, now);
        break;
    case SeriesKind::Answers:
        data->lines = linesOf(m_answers, kResults, query.range, now);
        break;
    case SeriesKind::TrackerBandwidth:
        data->lines = linesOf(m_bandwidth, kDirections, query.range, now);
        break;
    }
    return data;
}

} // namespace waggle::monitor
