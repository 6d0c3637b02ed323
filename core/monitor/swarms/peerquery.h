// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/exports.h"
#include "core/monitor/tables/sources.h"

// Answers for Peers, of one swarm or of all, straight from the store. Monitor's thread.
namespace waggle::monitor {

[[nodiscard]] PeerPagePtr answer(const Sources& sources, const PeerQuery& query, const PeerPage* held);

// All clients of the query in order, as slices; one that goes meanwhile is left out.
[[nodiscard]] Exports::Step exportOf(
    const Sources& sources, quint64 job, const PeerQuery& query, const Publish& publish);

} // namespace waggle::monitor
