// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/requestquery.h"
#include "core/monitor/swarms/peerquery.h"
#include "core/monitor/swarms/swarmquery.h"

// The answers to all queries, by one name. Those of tables stand with their queries. Monitor's thread.
namespace waggle::monitor {

// Opens the series of the swarm that is asked for.
[[nodiscard]] SeriesPtr answer(const Sources& sources, const SeriesQuery& query);
[[nodiscard]] DetailAnswer answer(const Sources& sources, const DetailQuery& query);

} // namespace waggle::monitor
