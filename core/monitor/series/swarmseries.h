// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/timeseries.h"
#include "core/monitor/series/trafficseries.h"
#include "core/protocol/types.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace waggle::monitor {

using protocol::InfoHash;

// The past of single swarms: a sparkline of 60 x 10 s for the 1,000 that moved most, whole series for up to 200 that
// have a name or were opened; of the rest nothing is recorded. Monitor's thread.
class SwarmSeries {
public:
    static constexpr std::size_t kMaxSparks = 1000;
    static constexpr std::size_t kMaxFull = 200;
    static constexpr std::size_t kSparkPoints = 60;
    static constexpr Time kSparkStep{10'000};

    struct Full {
        TrafficSeries traffic;
        TimeSeries population{2, TimeSeries::Kind::Levels}; // all, seeds
        Time recordedFrom{0};
        Time lastUsed{0};
    };

    // Bytes that a client told to have moved in this span.
    void addTraffic(const InfoHash& infoHash, Time from, Time to, std::uint64_t down, std::uint64_t up);
    void addPopulation(const InfoHash& infoHash, Time from, Time to, std::uint32_t clients, std::uint32_t seeds);

    // Whole series from now on; the one that was used longest ago makes room, unless `onlyIfRoom`.
    Full* open(const InfoHash& infoHash, Time now, bool onlyIfRoom = false);
    [[nodiscard]] const Full* full(const InfoHash& infoHash) const; // null: nothing is recorded

    // Bytes/s, down and up together; null for a swarm that is not among the busiest.
    [[nodiscard]] std::shared_ptr<const std::vector<float>> spark(const InfoHash& infoHash, Time now);
    void tidy(Time now); // drops the sparklines that are over; now and then

private:
    struct Spark {
        swarm::TrafficLedger bytes{kSparkStep, kSparkPoints + 1}; // the step of a moment that ends one is still empty
        Time from{0}; // begin of the first span
        Time to{0}; // end of the last one
    };

    std::map<InfoHash, Spark> m_sparks;
    std::map<InfoHash, Full> m_full;
};

} // namespace waggle::monitor
