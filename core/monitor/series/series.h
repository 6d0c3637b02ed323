// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"
#include "core/protocol/types.h"

#include <memory>
#include <optional>
#include <vector>

// Finished series for charts.
namespace waggle::monitor {

enum class SeriesKind {
    SwarmTraffic, // bytes/s, laid over the spans in which they were moved; down, up
    Clients, // all, seeds
    Requests, // a second: announces, scrapes, connects, other
    Answers, // a second: answered, refused, dropped
    TrackerBandwidth // bytes/s on the tracker's sockets: in, out
};

enum class Range { Minute1, Minutes5, Minutes10, Hour1, Hours3, Hours24 };
[[nodiscard]] std::chrono::seconds length(Range range);

struct SeriesQuery {
    std::uint64_t view = 0;
    std::uint64_t number = 0;
    SeriesKind kind = SeriesKind::SwarmTraffic;
    Range range = Range::Minutes10;
    std::optional<protocol::InfoHash> swarm; // SwarmTraffic and Clients of one swarm
};

struct Line {
    const char* id = ""; // "down", "up", "all", "seeds", "announces", …: the view translates it
    std::vector<double> values; // NaN: not measured (a gap)
};

struct SeriesData {
    std::uint64_t view = 0;
    std::uint64_t number = 0;
    SeriesKind kind = SeriesKind::SwarmTraffic;
    Range range = Range::Minutes10;
    std::int64_t endMs = 0; // wall clock of the last point
    std::int64_t stepMs = 1000;
    std::vector<Line> lines; // all of one length, oldest first
    // SwarmTraffic: from this moment on some clients have not reported yet (hatched), and how many.
    std::optional<std::int64_t> unreportedFromMs;
    std::uint32_t unreportedClients = 0;
    std::optional<std::int64_t> recordedFromMs; // "recorded from now on": nothing is known before
};
using SeriesPtr = std::shared_ptr<const SeriesData>;

} // namespace waggle::monitor
