// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/swarms/figures.h"

#include <memory>
#include <vector>

namespace waggle::monitor {

// All swarms at the moment of one tick. Immutable once made; an export goes on with the one it began with.
struct Snapshot {
    Time at{0};
    std::int64_t wallMs = 0;
    std::vector<SwarmFigures> swarms;
    torrent::NameTablePtr names;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace waggle::monitor
