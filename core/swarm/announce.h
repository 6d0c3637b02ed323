// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/swarm/announcetiming.h"

#include <array>
#include <span>

// What goes into the store with one announce, and what comes out.
namespace waggle::swarm {

struct Announce {
    protocol::InfoHash infoHash;
    protocol::PeerId peerId;
    protocol::Endpoint endpoint; // where others can reach the peer: source address, announced port
    std::uint32_t scope = 0; // interface index of a link-local source, else 0
    std::uint64_t uploaded = 0;
    std::uint64_t downloaded = 0;
    std::uint64_t left = 0;
    std::uint32_t key = 0;
    std::uint32_t numwant = 0; // 0 … kMaxNumwant, over both families
    protocol::Event event = protocol::Event::None;
    protocol::Transport transport = protocol::Transport::Udp;
    bool bothFamilies = false; // HTTP: v4 and v6 in one answer, in proportion; UDP: only the asker's own
    bool wantPeerIds = false; // HTTP with compact=0
    bool hidePeerId = false; // HTTP: leave peers with the asker's own peer_id out as well
    std::uint16_t maxV4 = protocol::kMaxNumwant; // what fits into the answer
    std::uint16_t maxV6 = protocol::kMaxNumwant;
    // The address by which the asker reached the tracker: what it gets in place of 127.0.0.1 or ::1.
    protocol::Address reachedAt;
};

// Peers picked for one answer: wire forms (BEP 23, BEP 7), back to back. Owned by the caller and used again and again.
struct PickedPeers {
    std::uint16_t count4 = 0;
    std::uint16_t count6 = 0;
    std::array<std::uint8_t, protocol::kMaxNumwant * protocol::kWire4> wires4;
    std::array<std::uint8_t, protocol::kMaxNumwant * protocol::kWire6> wires6;
    std::array<protocol::PeerId, protocol::kMaxNumwant> ids4; // filled only with wantPeerIds
    std::array<protocol::PeerId, protocol::kMaxNumwant> ids6;

    [[nodiscard]] std::span<const std::uint8_t> v4() const { return {wires4.data(), count4 * protocol::kWire4}; }
    [[nodiscard]] std::span<const std::uint8_t> v6() const { return {wires6.data(), count6 * protocol::kWire6}; }
};

enum class Verdict : std::uint8_t { Accepted, TooManySwarms, TooManyPeers, TooManyOfAddress };

struct AnnounceResult {
    Verdict verdict = Verdict::Accepted;
    protocol::SwarmCounts counts; // both families, the caller in
    seconds interval{0}; // jittered by ± 10 %, never under Policy::minInterval
    bool known = false; // the endpoint was in the swarm before
    bool completed = false; // counted as a completion just now
    // What this client (peer_id in the swarm, whatever its address) moved since its previous announce, and over which
    // time. A first announce, a counter that went back and a sibling address with equal counters give 0.
    std::uint64_t movedUp = 0;
    std::uint64_t movedDown = 0;
    Time span{0}; // time since this client's previous announce; 0 for a first one
    protocol::OddityBits oddities = 0; // C1–C6, C11, C13: those that need the state before
};

} // namespace waggle::swarm
