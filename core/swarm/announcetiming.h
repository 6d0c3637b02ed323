// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"

#include <chrono>
#include <cstdint>
#include <optional>

// When clients are told to come back, and when they count as gone (docs/truthful-time.md).
namespace waggle::swarm {

using protocol::Time;
using std::chrono::seconds;

struct Policy {
    // Unset: automatic, about 20 announces a second in all (clients / 20 s, within 120 … 1800 s), and 60 s while a
    // swarm has no seed or the asker got no peer.
    std::optional<seconds> interval;
    seconds minInterval{30}; // `min interval` of HTTP; jitter never goes below it
    // Unset: 2 x the interval the peer was given + 60 s, at least 660 s (libtorrent raises all intervals to 300 s).
    std::optional<seconds> expiry;
    bool operator==(const Policy&) const = default;

    // Before jitter. `clients` over the whole tracker.
    [[nodiscard]] seconds intervalFor(std::uint64_t clients, bool hasSeed, bool gotPeers) const;
    [[nodiscard]] seconds expiryFor(seconds givenInterval) const;
};

struct Caps {
    std::uint32_t swarms = 200'000;
    std::uint32_t peers = 2'000'000;
    std::uint32_t peersPerAddress = 100; // of one IPv4 address or IPv6 /64 in one swarm; loopback excepted
    bool operator==(const Caps&) const = default;
};

} // namespace waggle::swarm
