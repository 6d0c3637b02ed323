// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/clienttexts.h"
#include "core/monitor/swarms/figures.h"
#include "core/monitor/tables/queries.h"
#include "core/monitor/tables/ranking.h"

#include <functional>

// Answers for Peers, of one swarm or of all, straight from the store. Monitor's thread.
namespace waggle::monitor {

struct PeerSource {
    const swarm::Store& store;
    torrent::NameTablePtr names; // may be null
    Time now{0};
    std::function<QString(const protocol::Address&)> computer; // host name, empty while unknown
    ClientTexts& clients;
    std::vector<Ranked>& scratch; // kept for its memory: tens of MiB to get and give back would stop the other threads
};

[[nodiscard]] PeerPagePtr answer(
    const PeerSource& source, Census& census, const PeerQuery& query, const PeerPage* held);

// All clients of the query in order: for exports.
[[nodiscard]] std::vector<RowKey> orderOf(const PeerSource& source, Census& census, const PeerQuery& query);

// The rows of these clients, in this order; one that is gone is left out.
[[nodiscard]] std::vector<PeerRow> rowsOf(const PeerSource& source, Census& census, std::span<const RowKey> clients);

} // namespace waggle::monitor
