// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/census.h"

// What the reports of a client and of a swarm mean at a moment: states, progress, rates, ages. Pure functions.
namespace waggle::monitor {

// What a client's figures depend on beside itself.
struct SwarmFacts {
    std::optional<std::uint64_t> size;
    bool sizeEstimated = false;
    std::size_t clients = 0; // at least; right where it is 0 or 1
};
[[nodiscard]] SwarmFacts factsOf(const SwarmGroup& swarm);

struct ClientFigures {
    ClientState state = ClientState::Leecher;
    bool seed = false;
    bool partialSeed = false; // BEP 21: announced `paused` while bytes are missing
    bool stuck = false;
    bool overdue = false;
    bool completedHere = false;
    std::optional<double> progress;
    bool progressEstimated = false;
    std::optional<double> rateDown, rateUp; // bytes/s; unknown before the second announce
    std::uint64_t movedDown = 0, movedUp = 0;
    Time reportedAge{0};
    Time firstAge{0};
    Time dueIn{0};
    Time span{0}; // that its rates are the mean of
    std::uint32_t announces = 0; // of all its addresses
};
[[nodiscard]] ClientFigures figuresOf(const Client& client, const SwarmFacts& facts, Time now);

// Past 1.2 x the interval that this address keeps, or, before that is known, of the longest that clients make of it.
[[nodiscard]] bool isOverdue(const swarm::PeerView& view, Time now);

// A row of Swarms without its texts and its sparkline, and what the overview and the series need of it.
struct SwarmFigures {
    SwarmRow row;
    std::shared_ptr<const torrent::KnownTorrent> known;
    std::uint32_t reportedClients = 0; // whose rate is known
    std::uint32_t overdueClients = 0;
    Time rateSpan{0}; // longest span in the sum of rates
    // The tail of the traffic that is not reported yet: since when, and by how many clients.
    std::optional<Time> unreportedFrom;
    std::uint32_t unreportedClients = 0;
    std::uint64_t announces = 0;
    Time added{0};
};
[[nodiscard]] SwarmFigures figuresOf(const SwarmGroup& swarm, Time now);

} // namespace waggle::monitor
