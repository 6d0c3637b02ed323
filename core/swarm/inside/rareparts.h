// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/duegroups.h"
#include "core/swarm/inside/dueledger.h"
#include "core/swarm/inside/swarmindex.h"

#include <memory>

namespace waggle::swarm {

// The parts of a swarm that most swarms lack: its IPv6 peers, and what makes a large one fast.
struct RareParts {
    struct Due {
        explicit Due(Second now)
            : ledger(now)
        {
        }
        DueLedger ledger; // how many are due
        DueGroups groups; // where they are
    };

    PeerArray v6{protocol::Family::V6};
    std::unique_ptr<SwarmIndex> index;
    std::unique_ptr<Due> due;
};

} // namespace waggle::swarm
