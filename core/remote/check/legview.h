// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/plan.h"

namespace waggle::remote {

// What the plan has to know of a leg to choose its next step. A view: what it is made of outlives it. Pure.
class LegView {
public:
    LegView(const TrackerRecord& ofTracker, const LegRecord& ofLeg, const PlanHashes& ofPlan);

    const TrackerRecord& tracker;
    const LegRecord& leg;
    const PlanHashes& hashes;
    const Meeting meeting;

    [[nodiscard]] bool isHttp() const { return leg.scheme == Scheme::Http || leg.scheme == Scheme::Https; }
    [[nodiscard]] bool isUdp() const { return leg.scheme == Scheme::Udp; }
    [[nodiscard]] bool ownHash() const { return !tracker.hash; }
    [[nodiscard]] bool canScrape() const { return !isHttp() || tracker.url.scrapeTarget().has_value(); }

    [[nodiscard]] bool asked(const char* step) const { return leg.find(step) != nullptr; }
    [[nodiscard]] bool fine(const char* step) const; // an answer, and no refusal
    [[nodiscard]] bool failed(const char* step, Cause cause) const;
    [[nodiscard]] std::optional<protocol::InfoHash> hashOf(const char* step) const; // it was asked about
    // It was to another address of the tracker, or may have to.
    [[nodiscard]] bool visits() const;
    // Nobody there: whatever else is asked would only wait again.
    [[nodiscard]] bool isDead() const;

private:
    [[nodiscard]] bool onlyLost() const;
};

} // namespace waggle::remote
