// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"
#include "core/remote/wire/answers.h"

namespace waggle::remote {

// What a step's announce says, with the numbers of its identity.
[[nodiscard]] inline Announcing announcingOf(const TrackerRecord& tracker, const Step& step)
{
    const IdentityOf& who = tracker.identities[static_cast<std::size_t>(step.identity)];
    Announcing announcing;
    if (!step.hashes.empty())
        announcing.hash = step.hashes.front();
    announcing.id = who.id;
    announcing.key = who.key;
    announcing.port = who.port;
    announcing.event = step.event;
    announcing.left = step.left;
    announcing.numwant = step.numwant;
    announcing.compact = step.compact;
    return announcing;
}

} // namespace waggle::remote
