// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Why a request was refused or dropped. A new rule is an enumerator here and its row in rules.cpp.
namespace waggle::requests {

struct RequestRecord;

enum class Rule : std::uint8_t {
    None,
    // UDP
    TooShort, // under 16 bytes; detail: bytes
    WrongMagic,
    UnknownAction, // detail: action
    AnnounceTooShort, // detail: bytes
    ConnectionIdStale, // detail: age in s
    ConnectionIdWrong, // never issued to this address, or from the future
    SourcePortZero,
    ScrapeRagged, // detail: bytes of hashes
    // HTTP
    NotFound,
    MethodNotAllowed,
    BadHttp, // not HTTP at all
    HeaderTooLarge,
    RequestTimeout,
    TooManyConnections,
    BadPercent, // broken %-escape
    MissingParameter,
    DuplicateParameter,
    BadParameter, // length or number
    FullScrapeOff,
    // both
    PortZero,
    Stranger, // not of this network
    Banned,
    TooManySwarms, // detail: the cap
    TooManyPeers, // detail: the cap
    TooManyOfAddress, // detail: the cap
    SendFailed, // detail: errno; stays the last one
};
inline constexpr std::size_t kRules = static_cast<std::size_t>(Rule::SendFailed) + 1;

// A word for JSON and exports: "connection-id-stale". Stays what it is for ever.
[[nodiscard]] std::string_view name(Rule rule);

// For the log, with the figures of the record: "connection id 3 min 10 s old, limit 2 min"; empty for None.
[[nodiscard]] std::string describe(const RequestRecord& record);

// For the client: the words of a failure answer. Never with a figure or a name of ours in them.
[[nodiscard]] std::string_view refusalText(Rule rule);

// What BEP 31's `retry in` says: minutes, 0 for never; nothing where the client is to go on as usual.
[[nodiscard]] std::optional<unsigned> retryInMinutes(Rule rule);

} // namespace waggle::requests
