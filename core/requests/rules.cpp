// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/rules.h"

#include "core/requests/requestrecord.h"
#include "core/text/figures.h"

#include <array>
#include <system_error>

namespace waggle::requests {

namespace {

using Record = const RequestRecord&;

struct Row {
    Rule rule;
    std::string_view name;
    std::string (*words)(Record record); // for the log
    std::string_view answer; // for the client
    std::optional<unsigned> retry; // minutes
};

constexpr std::string_view kNoAnswer = "this request cannot be served"; // where the client hears nothing of ours
constexpr std::optional<unsigned> kAsUsual;
constexpr std::optional<unsigned> kNever = 0;
constexpr std::optional<unsigned> kSoon = 5; // room appears as peers expire

std::string bytes(std::uint32_t count)
{
    return text::counted(count, "byte", "bytes");
}

std::string age(std::uint32_t seconds)
{
    return text::written(text::spelled(std::chrono::seconds(seconds), 2, text::Precision::Exact));
}

// Words without a figure.
template <std::size_t N>
struct Text {
    char bytes[N]{};
    constexpr Text(const char (&text)[N]) // NOLINT(google-explicit-constructor)
    {
        for (std::size_t i = 0; i < N; ++i)
            bytes[i] = text[i];
    }
};
template <Text text>
std::string plain(Record)
{
    return text.bytes;
}

constexpr std::array kTable{
    Row{Rule::None, "none", plain<"">, kNoAnswer, kAsUsual},
    Row{Rule::TooShort, "too-short", [](Record r) { return bytes(r.detail) + ", a request has at least 16"; },
        kNoAnswer, kAsUsual},
    Row{Rule::WrongMagic, "wrong-magic", plain<"a connect without the protocol's number 0x41727101980">, kNoAnswer,
        kAsUsual},
    Row{Rule::UnknownAction, "unknown-action",
        [](Record r) {
            return "action " + std::to_string(r.detail) + ", known are 0 (connect), 1 (announce) and 2 (scrape)";
        },
        kNoAnswer, kAsUsual},
    Row{Rule::AnnounceTooShort, "announce-too-short", [](Record r) { return bytes(r.detail) + ", an announce has 98"; },
        kNoAnswer, kAsUsual},
    Row{Rule::ConnectionIdStale, "connection-id-stale",
        [](Record r) { return "connection id " + age(r.detail) + " old, limit 2 min"; },
        "connection id is too old, connect again", kAsUsual},
    Row{Rule::ConnectionIdWrong, "connection-id-wrong", plain<"connection id was never given to this address">,
        "connection id is not valid here, connect again", kAsUsual},
    Row{Rule::SourcePortZero, "source-port-zero", plain<"sent from port 0, where no answer can go">, kNoAnswer,
        kAsUsual},
    Row{Rule::ScrapeRagged, "scrape-ragged",
        [](Record r) {
            return r.detail == 0 ? "no infohash given" : bytes(r.detail) + " of infohashes, not a multiple of 20";
        },
        "a scrape needs infohashes of 20 bytes each", kAsUsual},
    Row{Rule::NotFound, "not-found", plain<"no such page: announces go to /announce, scrapes to /scrape">, kNoAnswer,
        kAsUsual},
    Row{Rule::MethodNotAllowed, "method-not-allowed", plain<"method other than GET">, kNoAnswer, kAsUsual},
    Row{Rule::BadHttp, "bad-http", plain<"not HTTP">, kNoAnswer, kAsUsual},
    Row{Rule::HeaderTooLarge, "header-too-large", plain<"request line and headers over 8 KiB">, kNoAnswer, kAsUsual},
    Row{Rule::RequestTimeout, "request-timeout", plain<"request not finished within 10 s">, kNoAnswer, kAsUsual},
    Row{Rule::TooManyConnections, "too-many-connections", plain<"too many open connections">, kNoAnswer, kAsUsual},
    Row{Rule::BadPercent, "bad-percent", plain<"broken %-escape">, "the URL has a broken %-escape", kNever},
    Row{Rule::MissingParameter, "missing-parameter", plain<"a parameter is missing">, "a parameter is missing", kNever},
    Row{Rule::DuplicateParameter, "duplicate-parameter", plain<"a parameter is given twice">,
        "a parameter is given twice", kNever},
    Row{Rule::BadParameter, "bad-parameter", plain<"a parameter has a wrong length or number">, "a parameter is wrong",
        kNever},
    Row{Rule::FullScrapeOff, "full-scrape-off", plain<"scrape without an infohash: a scrape of everything is off">,
        "name the torrents to scrape by info_hash, a scrape of everything is off", kNever},
    Row{Rule::PortZero, "port-zero", plain<"announced port 0, where nobody can connect">,
        "port 0 was announced, nobody could connect to it", kNever},
    Row{Rule::Stranger, "stranger", [](Record r) { return r.from.text() + " is not of this network"; },
        "this tracker serves its own network only, and your address is not part of it", kNever},
    Row{Rule::Banned, "banned", [](Record r) { return r.from.text() + " is banned"; },
        "the operator of this tracker has banned your address", kNever},
    Row{Rule::TooManySwarms, "too-many-swarms",
        [](Record r) { return "no room for another swarm, limit " + std::to_string(r.detail); },
        "this tracker has no room for another torrent, try again later", kSoon},
    Row{Rule::TooManyPeers, "too-many-peers",
        [](Record r) { return "no room for another peer, limit " + std::to_string(r.detail); },
        "this tracker has no room for another peer, try again later", kSoon},
    Row{Rule::TooManyOfAddress, "too-many-of-address",
        [](Record r) { return std::to_string(r.detail) + " peers of this address in this swarm already, the limit"; },
        "too many peers of your address in this torrent, try again later", kSoon},
    Row{Rule::SendFailed, "send-failed",
        [](Record r) {
            return "answer could not be sent: " + std::generic_category().message(static_cast<int>(r.detail));
        },
        kNoAnswer, kAsUsual},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kTable.size(); ++i)
        if (kTable[i].rule != static_cast<Rule>(i))
            return false;
    return true;
}
static_assert(kTable.size() == kRules, "every Rule has its row");
static_assert(isInOrder(), "rows stand in the order of the enumerators");

const Row& rowOf(Rule rule)
{
    return kTable[static_cast<std::size_t>(rule)];
}

} // namespace

std::string_view name(Rule rule)
{
    return rowOf(rule).name;
}

std::string describe(const RequestRecord& record)
{
    return rowOf(record.rule).words(record);
}

std::string_view refusalText(Rule rule)
{
    return rowOf(rule).answer;
}

std::optional<unsigned> retryInMinutes(Rule rule)
{
    return rowOf(rule).retry;
}

} // namespace waggle::requests
