// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"

#include <cstdint>
#include <functional>

namespace waggle::machine {

// Reads time; any thread. Virtual in tests: a tracker under test lives on a clock that the test moves.
struct Clock {
    std::function<protocol::Time()> steady; // since program start; a suspend counts as time passed
    std::function<std::int64_t()> wallMs; // since the epoch, only to show
    [[nodiscard]] static Clock system();
};

} // namespace waggle::machine
