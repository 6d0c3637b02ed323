// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"

namespace waggle::remote {

// One swarm as several trackers see it.
struct ComparedTracker {
    TrackerUrl url;
    State state = State::Unknown;
    std::optional<qint64> seeders, leechers, completed;
    std::size_t peers = 0; // different endpoints it gave, ours left out
    std::size_t added = 0; // of those, that no tracker above it in the list gave
    bool outlier = false; // counts far from the others' (see compare())
    QString why; // of an outlier, or that it does not know the torrent
};
struct Comparison {
    protocol::InfoHash hash;
    std::vector<ComparedTracker> trackers;
    std::size_t uniquePeers = 0;
    std::vector<std::vector<std::size_t>> overlap; // [i][j]: endpoints both gave; [i][i]: its own
};
// Pure. An outlier's seeders or leechers differ from the median of those that answered by more than 4 x and by more
// than 10, where at least three answered.
[[nodiscard]] Comparison compare(const protocol::InfoHash& hash, const std::vector<ReportPtr>& reports);

} // namespace waggle::remote
