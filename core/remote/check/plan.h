// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/meeting.h"

#include <optional>

namespace waggle::remote {

inline constexpr int kQuickRequests = 6; // a leg, at most
inline constexpr int kFullRequests = 25;
inline constexpr int kSlowRequests = 6; // more, later, for those who opted in

// The hashes a check asks about: random ones of our own in place of a person's.
struct PlanHashes {
    protocol::InfoHash main; // the person's, or random
    std::array<protocol::InfoHash, 3> fresh; // random (B6, B7)
    SharedHashes shared; // the same for all legs of a tracker
};
// From a seed; a random `main` holds bytes that are written in more than one way in a query (H20).
[[nodiscard]] PlanHashes makeHashes(std::uint64_t seed, const std::optional<protocol::InfoHash>& asked);

// What a leg does next: it asks, or pauses, or it is finished (neither).
struct Move {
    std::optional<Step> step;
    std::optional<Pause> pause;
};
// From what came so far, on this leg and on the tracker's others, at `now` from the beginning of the check. Pure.
// `leg` is one of `tracker.legs`, or alone. Whatever happened, each identity that announced is told `stopped` before
// the end, within the budget, and nothing else is asked of a tracker that does not answer at all. Legs that pause for
// each other never do so in a circle.
[[nodiscard]] Move nextMove(const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes, Duration now);

// `stopped` for everyone this leg's tracker may still believe to be there: for a check that is cancelled.
[[nodiscard]] std::vector<Step> farewells(const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes);

} // namespace waggle::remote
