// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/request.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The query strings of HTTP announces and scrapes (BEP 3, 23, 48), and the bencoded answers. Decoding is on bytes.
namespace waggle::protocol::http {

// What a request path asks for. KEY is what stands before or behind the verb (private mode's passkey).
struct Path {
    enum class Kind { Announce, Scrape, Page, NotFound };
    Kind kind = Kind::NotFound;
    std::string_view key; // empty: none
};
// `/announce`, `/scrape`, `/announce/KEY`, `/KEY/announce` and the scrape twins, `/`; `/announcement` is none of them.
[[nodiscard]] Path readPath(std::string_view path);

// Splits "path?query" of a request target; an absolute-form target loses its scheme and host.
struct Target {
    std::string_view path;
    std::string_view query; // without '?'
    bool hasQuery = false;
};
[[nodiscard]] Target readTarget(std::string_view target);

// %-decodes into `out`, at most `out.size()` bytes: `%2B` is 2B, a raw `+` stays 2B. Nothing for a broken escape or
// when it does not fit; else the length.
[[nodiscard]] std::optional<std::size_t> percentDecode(std::string_view text, std::span<std::uint8_t> out);

// A failure names the parameter ("info_hash has 40 bytes: it was sent as hex, 20 raw bytes are needed"). Codes:
// Missing, Duplicate, WrongLength; Malformed for a broken %-escape (see brokenEscape) or an unreadable number;
// OutOfRange with "port" for port 0 outside `stopped`; TooLarge for too many hashes.
struct QueryError {
    Error error;
    std::string parameter; // one of the names of the BEPs; empty: none in particular
    bool brokenEscape = false;
    OddityBits oddities = 0; // those seen up to the failure
};
template <typename T>
using QueryResult = tl::expected<T, QueryError>;

// One pass, no allocation unless it fails. A parameter without '=', without a name or of an unknown name is skipped; of
// a doubled one the first holds, but info_hash, peer_id, port and left must not be doubled.
[[nodiscard]] QueryResult<AnnounceRequest> readAnnounce(std::string_view query);
inline constexpr std::size_t kMaxHttpScrape = 400; // what 8 KiB of headers can hold
// In the order given, doubled ones too; none at all is Missing.
[[nodiscard]] QueryResult<std::vector<InfoHash>> readScrape(std::string_view query);

// Bodies, appended to `out` (a buffer that the caller uses again and again). Keys sorted, no duplicates.
struct AnnounceReply {
    std::uint32_t interval = 0, minInterval = 0; // s
    SwarmCounts counts;
    std::span<const std::uint8_t> peers4, peers6; // wires
    std::span<const PeerId> ids4, ids6; // compact=0 only
    bool compact = true;
    bool noPeerId = false;
    Address external; // BEP 24
};
void writeAnnounce(std::string& out, const AnnounceReply& reply);
void writeScrape(std::string& out, std::span<const InfoHash> hashes, std::span<const SwarmCounts> counts); // BEP 48, 21
// BEP 31 `retry in`: whole minutes, 0 for "never"; unset leaves the key out.
void writeFailure(std::string& out, std::string_view reason, std::optional<unsigned> retryInMinutes = {});

} // namespace waggle::protocol::http
