// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"

// What a leg and a tracker are worth, from what was seen and found. Pure.
namespace waggle::remote {

// Down: asked and of no use. Degraded: works, with a finding of severity error. Restricted: answers, and refuses what
// we asked about. Unknown: not asked to the end, or this computer's network or proxy failed, which is not its fault.
[[nodiscard]] State legState(const TrackerRecord& record, std::size_t leg, const std::vector<Finding>& findings);

// Down: every leg that could be asked is. Degraded: one works, and another is down or something is wrong with it.
[[nodiscard]] State trackerState(
    const TrackerRecord& record, const std::vector<State>& legs, const std::vector<Finding>& findings, bool complete);

} // namespace waggle::remote
