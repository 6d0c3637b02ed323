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
    std::array<protocol::InfoHash, 3> fresh; // random (B6, B7)
};
// From a seed; a random `main` holds bytes that are written in more than one way in a query (H20).
[[nodiscard]] PlanHashes makeHashes(std::uint64_t seed, const std::optional<protocol::InfoHash>& asked);

// What to ask next on this leg, from what came so far; nothing when the leg is finished. Pure. Whatever happened, each
// identity that announced is told `stopped` before the end, within the budget, and nothing else is asked of a tracker
// that does not answer at all.
[[nodiscard]] std::optional<Step> nextStep(
    Mode mode, const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes);

// `stopped` for everyone this leg's tracker may still believe to be there: for a check that is cancelled.
[[nodiscard]] std::vector<Step> farewells(const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes);

} // namespace waggle::remote
