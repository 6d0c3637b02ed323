// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/meeting.h"

#include "core/remote/steps.h"

#include <algorithm>
#include <functional>

namespace waggle::remote {

using protocol::Family;
using protocol::InfoHash;

namespace {

bool works(const LegRecord& leg)
{
    return isTaken(leg.find(step::kAnnounceA));
}

// Ended, and never of use.
bool isOut(const LegRecord& leg)
{
    return leg.isOver && !works(leg);
}

// Where the leg announced A in a shared swarm; null: not yet.
const Exchange* holding(const LegRecord& leg, const InfoHash& hash)
{
    for (const char* name : {step::kAnnounceFresh1, step::kAnnounceFresh2}) {
        const Exchange* announce = leg.find(name);
        if (announce && announce->step.hashes.front() == hash)
            return announce;
    }
    return nullptr;
}

bool hasLeft(const LegRecord& leg, const InfoHash& hash)
{
    return std::any_of(leg.exchanges.begin(), leg.exchanges.end(), [&](const Exchange& exchange) {
        return exchange.step.event == protocol::Event::Stopped && !exchange.step.hashes.empty()
            && exchange.step.hashes.front() == hash;
    });
}

} // namespace

Meeting::Meeting(const TrackerRecord& tracker, const LegRecord& leg, const SharedHashes& hashes)
    : m_tracker(tracker)
    , m_leg(leg)
    , m_hashes(hashes)
{
    const std::less_equal<const LegRecord*> notAfter; // of anywhere
    const LegRecord* begin = tracker.legs.data();
    const LegRecord* last = begin + tracker.legs.size();
    const bool isOneOfThem = tracker.legs.size() > 1 && notAfter(begin, &leg) && notAfter(&leg + 1, last);
    m_isHeld = isOneOfThem && tracker.mode == Mode::Full && !tracker.hash && !isWebSocket(leg.scheme);
}

const InfoHash& Meeting::hashOf(Family family) const
{
    return family == Family::V4 ? m_hashes.v4 : m_hashes.v6;
}

// The first leg that works, or may: it has not come so far yet.
const LegRecord* Meeting::first(Family family) const
{
    const auto found = std::find_if(m_tracker.legs.begin(), m_tracker.legs.end(),
        [&](const LegRecord& leg) { return leg.family == family && !isOut(leg); });
    return found == m_tracker.legs.end() ? nullptr : &*found;
}

Meeting::Host Meeting::hostOf(const LegRecord& visitor) const
{
    const LegRecord* own = first(visitor.family);
    if (own && own != &visitor)
        return {own, hashOf(visitor.family)};
    return visitor.family == Family::V6 ? Host{first(Family::V4), m_hashes.both} : Host();
}

std::optional<InfoHash> Meeting::ofFamily() const
{
    const bool hasOthers = std::any_of(m_tracker.legs.begin(), m_tracker.legs.end(),
        [&](const LegRecord& leg) { return &leg != &m_leg && leg.family == m_leg.family && !isOut(leg); });
    return m_isHeld && hasOthers && first(m_leg.family) == &m_leg ? std::optional(hashOf(m_leg.family)) : std::nullopt;
}

std::optional<InfoHash> Meeting::ofBoth() const
{
    const bool isHost = m_isHeld && m_leg.family == Family::V4 && first(Family::V4) == &m_leg && first(Family::V6);
    return isHost ? std::optional(m_hashes.both) : std::nullopt;
}

bool Meeting::isUndecided() const
{
    const LegRecord* candidate = first(m_leg.family);
    return m_isHeld && candidate && candidate != &m_leg && !works(*candidate);
}

std::optional<Meeting::Visit> Meeting::visit() const
{
    const Host host = m_isHeld ? hostOf(m_leg) : Host();
    if (!host.leg || host.leg->isOver || hasLeft(*host.leg, host.hash))
        return std::nullopt;
    const Exchange* there = holding(*host.leg, host.hash);
    if (there && !isTaken(there))
        return std::nullopt;
    return Visit{there != nullptr, host.hash};
}

bool Meeting::mayVisit(const LegRecord& visitor)
{
    const bool isThrough = visitor.pause && !visitor.pause->step.empty(); // it waits for what comes after visits
    return !visitor.isOver && !isThrough && !visitor.find(step::kVisit);
}

bool Meeting::isAwaited(const InfoHash& hash) const
{
    const Exchange* there = m_isHeld ? holding(m_leg, hash) : nullptr;
    return isTaken(there) && std::any_of(m_tracker.legs.begin(), m_tracker.legs.end(), [&](const LegRecord& visitor) {
        const Host host = hostOf(visitor);
        return mayVisit(visitor) && host.leg == &m_leg && host.hash == hash;
    });
}

} // namespace waggle::remote
