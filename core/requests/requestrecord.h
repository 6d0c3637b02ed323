// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/protocol/time.h"
#include "core/requests/rules.h"

#include <cstdint>

// One request as it came in, answered or not: what the worker puts into its ring and the Requests page shows.
namespace waggle::requests {

enum class RequestKind : std::uint8_t { Announce, Scrape, Connect, Other };
inline constexpr std::size_t kRequestKinds = 4;
enum class RequestResult : std::uint8_t { Answered, Refused, Dropped };
inline constexpr std::size_t kRequestResults = 3;

// 64-bit fields first; copied whole through the ring. Unknown: flags say what is set.
struct RequestRecord {
    std::uint64_t number = 0; // of this worker, without gaps: a jump is what the ring lost
    std::int64_t timeMs = 0; // protocol::Time
    std::uint64_t uploaded = 0, downloaded = 0, left = 0; // announces only
    std::uint64_t movedUp = 0, movedDown = 0; // AnnounceResult
    std::uint32_t spanMs = 0; // AnnounceResult::span
    std::uint32_t durationNs = 0; // parse to answer written
    std::uint32_t trueLength = 0; // of the request; the raw bytes kept are cut at kMaxRaw
    std::uint32_t detail = 0; // see Rule; scrape: number of hashes
    protocol::OddityBits oddities = 0;
    std::uint16_t rawLength = 0; // request bytes behind this header
    std::uint16_t replyLength = 0; // reply bytes behind those, with Capture on
    std::uint16_t peersReturned = 0;
    std::uint16_t givenInterval = 0; // s
    std::uint16_t sourcePort = 0;
    std::uint16_t worker = 0;
    RequestKind kind = RequestKind::Other;
    RequestResult result = RequestResult::Answered;
    Rule rule = Rule::None;
    protocol::Transport transport = protocol::Transport::Udp;
    protocol::Event event = protocol::Event::None;
    bool hasSwarm = false; // infoHash is set
    bool hasPeer = false; // peerId and the counters are set
    bool isSeed = false;
    protocol::Address from; // the client (behind a trusted proxy: the forwarded one)
    protocol::InfoHash infoHash;
    protocol::PeerId peerId;
};

inline constexpr std::size_t kMaxRaw = 1024;

} // namespace waggle::requests
