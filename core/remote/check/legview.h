// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/plan.h"

namespace waggle::remote {

// A leg as the plan asks about it to choose the next step. A view: what it is made of outlives it. Pure.
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
    [[nodiscard]] std::optional<protocol::InfoHash> hashOf(const char* step) const; // which that step asked about
    // True once this leg has announced at another address of its tracker, and while it may have to.
    [[nodiscard]] bool visits() const;
    // Nobody answers here. Any further question would only wait in vain.
    [[nodiscard]] bool isDead() const;

private:
    [[nodiscard]] bool onlyLost() const;
};

} // namespace waggle::remote
