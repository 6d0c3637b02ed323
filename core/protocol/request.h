// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <cstdint>
#include <optional>

// What a client asked, independent of the transport that carried it.
namespace waggle::protocol {

// Limits and defaults of docs/protocol.md.
inline constexpr std::uint32_t kDefaultNumwant = 50;
inline constexpr std::uint32_t kMaxNumwant = 200;
inline constexpr std::size_t kMaxUdpScrape = 74;

// A deviation from the rules that Waggle noticed in a request. The ids C1… stand in docs/protocol.md and never
// change their meaning; new ones are appended. Bit n of an OddityBits is C(n+1).
using OddityBits = std::uint32_t;
enum class Oddity : std::uint8_t {
    StartedTwice, // C1: `started` though it was here already
    CompletedAtOnce, // C2: `completed` on the first announce of a stay, or with left > 0
    CounterWentBack, // C3: uploaded or downloaded fell
    KeyChanged, // C4: same peer_id and endpoint, another key
    PeerIdChanged, // C5: same endpoint, another peer_id
    Early, // C6: announced before half of the interval it was given
    OldConnectionId, // C7: used a connection id for more than the 60 s of BEP 15 (or a stale one)
    HexInfoHash, // C8: sent the infohash as 40 hex digits
    UnknownParameter, // C9: HTTP parameters no BEP names
    UnknownEvent, // C10: an event that no BEP names
    LeftWithoutCompleted, // C11: left went to 0 without `completed`
    PrivateIpParameter, // C12: sent ip=, ipv4= or ipv6=
    StoppedUnknown, // C13: `stopped` from a peer that was not here
    BadLength, // C14: a datagram of a length that its action does not have
    NoNumwantRespect, // C15: asked for more than the cap of peers
    UnknownOption, // C16: BEP 41 options of an unknown type, or past the end
};
[[nodiscard]] constexpr OddityBits oddityBit(Oddity oddity)
{
    return 1u << static_cast<unsigned>(oddity);
}

struct AnnounceRequest {
    InfoHash infoHash;
    PeerId peerId;
    std::uint64_t uploaded = 0; // bytes since `started`
    std::uint64_t downloaded = 0;
    std::uint64_t left = 0; // bytes missing; 0 is a seed
    std::uint32_t key = 0;
    std::uint32_t numwant = kDefaultNumwant; // resolved and capped: 0 … kMaxNumwant
    std::uint16_t port = 0; // as announced; 0 only with Stopped
    Event event = Event::None;
    bool compact = true; // HTTP only
    bool noPeerId = false; // HTTP only
    std::optional<Address> claimed4; // ip=/ipv4=, or the IP field of BEP 15: used only where the operator allows
    std::optional<Address> claimed6; // ip=/ipv6=
    OddityBits oddities = 0; // those that the bytes alone show
};

struct SwarmCounts {
    std::uint32_t seeds = 0; // `complete`
    std::uint32_t leechers = 0; // `incomplete`: everyone with left > 0, paused ones too
    std::uint32_t downloaders = 0; // BEP 21: leechers that are not paused
    std::uint32_t completions = 0; // `downloaded`
    bool operator==(const SwarmCounts&) const = default;
};

} // namespace waggle::protocol
