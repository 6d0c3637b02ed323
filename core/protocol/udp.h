// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/request.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// UDP tracker packets (BEP 15) and their options (BEP 41). Pure functions over bytes; nothing is read past a span's
// end.
namespace waggle::protocol::udp {

using Bytes = std::span<const std::uint8_t>;

inline constexpr std::uint64_t kMagic = 0x41727101980;
enum class Action : std::uint32_t { Connect = 0, Announce = 1, Scrape = 2, Error = 3 };
inline constexpr std::size_t kHeadSize = 16;
inline constexpr std::size_t kAnnounceSize = 98;
inline constexpr std::size_t kMaxReply = 1400; // a datagram of ours never exceeds this
inline constexpr std::size_t kMaxPeers4 = kMaxNumwant; // 20 + 200 x 6 = 1,220
inline constexpr std::size_t kMaxPeers6 = (kMaxReply - 20) / kWire6; // 76

struct Head {
    std::uint64_t connectionId = 0;
    std::uint32_t action = 0;
    std::uint32_t transactionId = 0;
};
[[nodiscard]] std::optional<Head> readHead(Bytes packet); // nothing for under 16 bytes

// A packet of at least 98 bytes (else Truncated); a numwant is resolved and capped, an event above 3 is None (and odd),
// options of an unknown type or past the end are odd. Port 0 outside Stopped is OutOfRange. No allocation.
[[nodiscard]] Result<AnnounceRequest> readAnnounce(Bytes packet, Family source);

// BEP 41 options behind an announce. `urlData` is what all URLData options give together.
struct Options {
    std::string urlData;
    // A length past the packet's end, or more text than kMaxUrlData: what came before still holds, the rest is ignored.
    bool malformed = false;
    bool unknown = false;
};
inline constexpr std::size_t kMaxUrlData = 1024;
[[nodiscard]] Options readOptions(Bytes tail);

// The hashes of a scrape: a view into the packet; nothing for none or a ragged tail. At most kMaxUdpScrape of them.
[[nodiscard]] std::optional<Bytes> readScrape(Bytes packet);

// Writers fill `out` and return how many bytes they wrote. `out` holds at least kMaxReply bytes.
using Buffer = std::span<std::uint8_t>;
std::size_t writeConnect(Buffer out, std::uint32_t transactionId, std::uint64_t connectionId);
std::size_t writeAnnounce(Buffer out, std::uint32_t transactionId, std::uint32_t interval, const SwarmCounts& counts,
    Bytes wires); // BEP 15 order: interval, leechers, seeders, peers
std::size_t writeScrape(Buffer out, std::uint32_t transactionId, std::span<const SwarmCounts> counts);
std::size_t writeError(Buffer out, std::uint32_t transactionId, std::string_view message); // no NUL; cut to fit

} // namespace waggle::protocol::udp
