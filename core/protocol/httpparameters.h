// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// The parameters of a query string, one after the other; names known to us as an enumeration. Used by the readers of
// announces and scrapes only. No allocation, any thread.
namespace waggle::protocol::http {

enum class Parameter : std::uint8_t {
    InfoHash,
    PeerId,
    Port,
    Uploaded,
    Downloaded,
    Left,
    Event,
    Numwant,
    Compact,
    NoPeerId,
    Key,
    Ip,
    Ipv4,
    Ipv6,
    Ignored, // known from a BEP or from the large clients; nothing here depends on it
    Unknown,
};
[[nodiscard]] std::string_view parameterName(Parameter parameter); // "info_hash"; empty for Ignored and Unknown

// How many bytes a %-encoded text stands for; nothing for a broken escape.
[[nodiscard]] std::optional<std::size_t> decodedLength(std::string_view text);

// Takes `name=value` from the front of `query`; skips what has no `=` or no name. False at the end.
struct RawParameter {
    Parameter parameter = Parameter::Unknown;
    bool brokenName = false; // a broken escape in the name
    std::string_view value; // still %-encoded
};
[[nodiscard]] bool nextParameter(std::string_view& query, RawParameter& out);

} // namespace waggle::protocol::http
