// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"
#include "core/torrent/nametable.h"

#include <memory>
#include <vector>

namespace waggle::swarm {
class Store;
}

namespace waggle::monitor {

class Census;
class ClientTexts;
class HostNames;
class RequestLog;
class SeriesStore;
struct Ranked;
struct Snapshot;
struct SwarmHistory;

// All that answers are made from. Monitor's thread; the monitor keeps it, and a tick renews what stands last.
struct Sources {
    const swarm::Store& store;
    Census& census;
    ClientTexts& clients;
    HostNames& hostNames;
    const SwarmHistory& history;
    const RequestLog& log;
    SeriesStore& series;
    std::vector<Ranked>& scratch; // kept for its memory: tens of MiB to get and give back would stop the other threads

    std::shared_ptr<const Snapshot> snapshot = {}; // of the last tick
    torrent::NameTablePtr names = {}; // null: none known
    protocol::Time now{0};
    std::int64_t wallMs = 0;
};

} // namespace waggle::monitor
