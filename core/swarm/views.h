// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/swarm/announcetiming.h"

#include <array>

// What the store shows of itself. Filled under the shard's lock, values afterwards.
namespace waggle::swarm {

// Stays the same for the life of a peer and is never used again for another one (slot, generation, first announce).
using PeerKey = std::uint64_t;

struct PeerView {
    PeerKey key = 0;
    protocol::Endpoint endpoint;
    protocol::PeerId peerId;
    std::uint32_t keyParameter = 0;
    Time first{0}, last{0}; // first announce of this stay, last announce (resolution 0.1 s)
    Time due{0}; // gone at this moment unless it announces again
    seconds givenInterval{0}; // what it was told
    seconds keptInterval{0}; // measured between its last two announces; 0 before the second
    std::uint64_t uploaded = 0, downloaded = 0, left = 0; // as it reported
    std::uint64_t firstLeft = 0; // `left` of its first announce here, right to 0.05 %
    std::uint64_t movedUp = 0, movedDown = 0; // seen here, sum of differences
    // Bytes/s between its last two announces, right to 0.05 %; 0 only if nothing moved, unknown before the second.
    std::optional<double> rateUp, rateDown;
    std::uint32_t announces = 0; // stays at 2^20 − 1: a year at 30 s
    bool seed = false;
    bool paused = false;
    bool completedHere = false;
    protocol::Transport transport = protocol::Transport::Udp;
};

struct SwarmView {
    protocol::InfoHash infoHash;
    protocol::SwarmCounts counts;
    std::uint32_t clients = 0; // distinct peer_ids
    std::uint32_t addresses = 0; // peers
    std::uint64_t movedUp = 0, movedDown = 0; // seen here since the swarm was created
    std::uint64_t largestLeft = 0; // largest `left` of a fresh start: the size, where nobody told us (≈)
    std::uint64_t announces = 0;
    Time added{0};
    Time lastAnnounce{0};
};

// Where a visit in pieces goes on; a fresh one begins.
struct VisitPlace {
    std::uint32_t swarm = 0; // its id in the shard
    bool isOpen = false; // some of its peers are still to come
    protocol::InfoHash infoHash; // of the open swarm: its id may be another one's by now
    // Peers of each family that are still to come, from the back: it is from there that the gaps of others are filled.
    std::array<std::uint32_t, protocol::kFamilies> left{};
};

struct Totals {
    std::uint64_t swarms = 0;
    std::uint64_t peers = 0; // addresses
    std::uint64_t clients = 0;
    std::uint64_t seeds = 0;
    std::uint64_t completions = 0;
};

} // namespace waggle::swarm
