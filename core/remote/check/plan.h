// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

#include <optional>

namespace waggle::remote {

inline constexpr int kQuickRequests = 6; // a leg, at most
inline constexpr int kFullRequests = 25;

// The hashes a check asks about: random ones of our own in place of a person's.
struct PlanHashes {
    protocol::InfoHash main; // the person's, or random
    std::array<protocol::InfoHash, 3> fresh; // random, each asked about once (B6, B7)
};

// What to ask next on this leg, from what came so far; nothing when the leg is finished. Pure. Whatever happened, each
// identity that announced is told `stopped` before the end, within the budget, and nothing else is asked of a tracker
// that does not answer at all.
[[nodiscard]] std::optional<Step> nextStep(
    Mode mode, const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes);

} // namespace waggle::remote
