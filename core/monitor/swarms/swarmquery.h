// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/snapshot.h"
#include "core/monitor/tables/exports.h"
#include "core/monitor/tables/sources.h"

#include <functional>

// Answers for Swarms, out of the snapshot of a tick. Monitor's thread.
namespace waggle::monitor {

// What a snapshot does not know of a swarm: kept from tick to tick by the monitor.
struct SwarmHistory {
    std::function<double(const InfoHash&)> announcesPerMinute;
    std::function<std::shared_ptr<const std::vector<float>>(const InfoHash&)> spark;
};

// The row with its texts, its sparkline and its pace.
[[nodiscard]] SwarmRow finished(const SwarmFigures& figures, const Snapshot& snapshot, const SwarmHistory& history);

// `held`: the page whose order is kept, its rows renewed; null for a fresh order.
[[nodiscard]] SwarmPagePtr answer(const Sources& sources, const SwarmQuery& query, const SwarmPage* held);

// All rows of the query in order, as slices of one moment.
[[nodiscard]] Exports::Step exportOf(
    const Sources& sources, quint64 job, const SwarmQuery& query, const Publish& publish);

} // namespace waggle::monitor
