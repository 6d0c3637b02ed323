// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/announcetiming.h"

#include <algorithm>

namespace waggle::swarm {

namespace {

constexpr std::uint64_t kAnnouncesPerSecond = 20;
constexpr seconds kShortest{120};
constexpr seconds kLongest{1800};
constexpr seconds kWhileWaiting{60};
constexpr seconds kExpirySlack{60};
constexpr seconds kShortestExpiry{660}; // 2 x 300 + 60: libtorrent announces no more often than every 300 s

} // namespace

seconds Policy::intervalFor(std::uint64_t clients, bool hasSeed, bool gotPeers) const
{
    if (interval)
        return std::max(*interval, minInterval);
    // Someone waits for something: ask again sooner, but never so soon that many waiting ones become a flood.
    const seconds shortest = hasSeed && gotPeers ? kShortest : kWhileWaiting;
    const seconds spread(static_cast<seconds::rep>(clients / kAnnouncesPerSecond));
    return std::max(std::clamp(spread, shortest, kLongest), minInterval);
}

seconds Policy::expiryFor(seconds givenInterval) const
{
    return expiry ? *expiry : std::max(2 * givenInterval + kExpirySlack, kShortestExpiry);
}

} // namespace waggle::swarm
