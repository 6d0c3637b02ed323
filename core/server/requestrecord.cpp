// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/requestrecord.h"

#include <system_error>

namespace waggle::server {

namespace {

std::string bytes(std::uint32_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string age(std::uint32_t seconds)
{
    if (seconds < 60)
        return std::to_string(seconds) + " s";
    if (seconds < 3600)
        return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
    return std::to_string(seconds / 3600) + " h " + std::to_string(seconds / 60 % 60) + " min";
}

std::string describeUdp(const RequestRecord& record)
{
    switch (record.rule) {
    case Rule::TooShort:
        return bytes(record.detail) + ", a request has at least 16";
    case Rule::WrongMagic:
        return "a connect without the protocol's number 0x41727101980";
    case Rule::UnknownAction:
        return "action " + std::to_string(record.detail) + ", known are 0 (connect), 1 (announce) and 2 (scrape)";
    case Rule::AnnounceTooShort:
        return bytes(record.detail) + ", an announce has 98";
    case Rule::ConnectionIdStale:
        return "connection id " + age(record.detail) + " old, limit 2 min";
    case Rule::ConnectionIdWrong:
        return "connection id was never given to this address";
    case Rule::SourcePortZero:
        return "sent from port 0, where no answer can go";
    case Rule::ScrapeRagged:
        return record.detail == 0 ? "no infohash given" : bytes(record.detail) + " of infohashes, not a multiple of 20";
    default:
        return {};
    }
}

std::string describeHttp(const RequestRecord& record)
{
    switch (record.rule) {
    case Rule::NotFound:
        return "no such page: announces go to /announce, scrapes to /scrape";
    case Rule::MethodNotAllowed:
        return "method other than GET";
    case Rule::BadHttp:
        return "not HTTP";
    case Rule::HeaderTooLarge:
        return "request line and headers over 8 KiB";
    case Rule::RequestTimeout:
        return "request not finished within 10 s";
    case Rule::TooManyConnections:
        return "too many open connections";
    case Rule::BadPercent:
        return "broken %-escape";
    case Rule::MissingParameter:
        return "a parameter is missing";
    case Rule::DuplicateParameter:
        return "a parameter is given twice";
    case Rule::BadParameter:
        return "a parameter has a wrong length or number";
    case Rule::FullScrapeOff:
        return "scrape without an infohash: a scrape of everything is off";
    default:
        return {};
    }
}

} // namespace

std::string describe(const RequestRecord& record)
{
    switch (record.rule) {
    case Rule::PortZero:
        return "announced port 0, where nobody can connect";
    case Rule::Stranger:
        return record.from.text() + " is not of this network";
    case Rule::Banned:
        return record.from.text() + " is banned";
    case Rule::TooManySwarms:
        return "no room for another swarm, limit " + std::to_string(record.detail);
    case Rule::TooManyPeers:
        return "no room for another peer, limit " + std::to_string(record.detail);
    case Rule::TooManyOfAddress:
        return std::to_string(record.detail) + " peers of this address in this swarm already, the limit";
    case Rule::SendFailed:
        return "answer could not be sent: " + std::generic_category().message(static_cast<int>(record.detail));
    default: {
        std::string text = describeUdp(record);
        return text.empty() ? describeHttp(record) : text;
    }
    }
}

const char* name(Rule rule)
{
    switch (rule) {
    case Rule::None:
        return "none";
    case Rule::TooShort:
        return "too-short";
    case Rule::WrongMagic:
        return "wrong-magic";
    case Rule::UnknownAction:
        return "unknown-action";
    case Rule::AnnounceTooShort:
        return "announce-too-short";
    case Rule::ConnectionIdStale:
        return "connection-id-stale";
    case Rule::ConnectionIdWrong:
        return "connection-id-wrong";
    case Rule::SourcePortZero:
        return "source-port-zero";
    case Rule::ScrapeRagged:
        return "scrape-ragged";
    case Rule::NotFound:
        return "not-found";
    case Rule::MethodNotAllowed:
        return "method-not-allowed";
    case Rule::BadHttp:
        return "bad-http";
    case Rule::HeaderTooLarge:
        return "header-too-large";
    case Rule::RequestTimeout:
        return "request-timeout";
    case Rule::TooManyConnections:
        return "too-many-connections";
    case Rule::BadPercent:
        return "bad-percent";
    case Rule::MissingParameter:
        return "missing-parameter";
    case Rule::DuplicateParameter:
        return "duplicate-parameter";
    case Rule::BadParameter:
        return "bad-parameter";
    case Rule::FullScrapeOff:
        return "full-scrape-off";
    case Rule::PortZero:
        return "port-zero";
    case Rule::Stranger:
        return "stranger";
    case Rule::Banned:
        return "banned";
    case Rule::TooManySwarms:
        return "too-many-swarms";
    case Rule::TooManyPeers:
        return "too-many-peers";
    case Rule::TooManyOfAddress:
        return "too-many-of-address";
    case Rule::SendFailed:
        return "send-failed";
    }
    return "unknown";
}

} // namespace waggle::server
