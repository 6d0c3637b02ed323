// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/figures.h"
#include "core/monitor/swarms/peerquery.h"
#include "core/monitor/tables/filter.h"
#include "core/monitor/tables/ranking.h"

// Rows and sort keys of clients and of their addresses.
namespace waggle::monitor {

// A client during a visit of the census.
struct SeenClient {
    const SwarmGroup& swarm;
    const Client& client;
    const ClientFigures& figures;
};

[[nodiscard]] SortKey keyOf(const SeenClient& seen, const Sources& sources, PeerColumn column);
[[nodiscard]] bool passes(const TextFilter& filter, const SeenClient& seen, const Sources& sources);

[[nodiscard]] PeerRow clientRow(const SeenClient& seen, const Sources& sources);
// The rows below an expanded client: its addresses, IPv4 first.
[[nodiscard]] std::vector<PeerRow> addressRows(const SeenClient& seen, const Sources& sources);

} // namespace waggle::monitor
