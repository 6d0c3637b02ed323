// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/snapshot.h"
#include "core/swarm/keyedhash.h"

#include <unordered_map>

namespace waggle::monitor {

// What is remembered of each swarm from tick to tick: its pace, and what moved in it once it is gone. Monitor's thread.
class SwarmMemory {
public:
    SwarmMemory();
    struct Gone {
        std::uint64_t movedDown = 0, movedUp = 0; // in swarms that are not there any more since the last call
    };
    Gone update(const Snapshot& snapshot);
    [[nodiscard]] double announcesPerMinute(const InfoHash& infoHash) const;

private:
    struct Hasher { // under a secret key: infohashes are chosen by others
        swarm::KeyedHash hash;
        std::size_t operator()(const InfoHash& infoHash) const { return hash(infoHash.bytes); }
    };
    struct Mark {
        Time at{0};
        std::uint64_t announces = 0;
    };
    struct Memory {
        Mark earlier, later; // at least a minute apart
        Mark now;
        std::uint64_t movedDown = 0, movedUp = 0;
        std::uint64_t round = 0;
    };
    std::unordered_map<InfoHash, Memory, Hasher> m_swarms;
    std::uint64_t m_round = 0;
};

} // namespace waggle::monitor
