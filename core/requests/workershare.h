// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requests/counters.h"
#include "core/requests/requestring.h"

namespace waggle::requests {

// All of one worker that other threads may look at. Outlives stops and starts of the sockets.
struct WorkerShare {
    Counters counters;
    RequestRing ring;
};

} // namespace waggle::requests
