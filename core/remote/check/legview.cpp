// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/legview.h"

#include "core/remote/steps.h"

#include <algorithm>

namespace waggle::remote {

LegView::LegView(const TrackerRecord& ofTracker, const LegRecord& ofLeg, const PlanHashes& ofPlan)
    : tracker(ofTracker)
    , leg(ofLeg)
    , hashes(ofPlan)
    , meeting(ofTracker, ofLeg, ofPlan.shared)
{
}

bool LegView::fine(const char* step) const
{
    const Exchange* exchange = leg.find(step);
    return exchange && exchange->cause == Cause::None
        && (isTaken(exchange) || (exchange->scrape && !exchange->scrape->failure));
}

bool LegView::failed(const char* step, Cause cause) const
{
    const Exchange* exchange = leg.find(step);
    return exchange && exchange->cause == cause;
}

std::optional<protocol::InfoHash> LegView::hashOf(const char* step) const
{
    const Exchange* exchange = leg.find(step);
    return exchange ? std::optional(exchange->step.hashes.front()) : std::nullopt;
}

bool LegView::visits() const
{
    return asked(step::kVisit) || (fine(step::kAnnounceA) && fine(step::kAnnounceB) && meeting.visit());
}

// The handshake was lost, and then it answered from where it was asked.
bool LegView::onlyLost() const
{
    const Exchange* again = leg.find(step::kUnconnected);
    return again && again->cause == Cause::None && again->udp && again->udp->from == leg.address;
}

bool LegView::isDead() const
{
    const Exchange* connect = leg.find(step::kConnect);
    if (connect && connect->cause != Cause::None && !onlyLost())
        return true;
    return std::none_of(leg.exchanges.begin(), leg.exchanges.end(), [](const Exchange& exchange) {
        return exchange.cause == Cause::None || exchange.http;
    }) && !leg.exchanges.empty();
}

} // namespace waggle::remote
