// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report.h"

// Records made by hand.
namespace waggle::tests::remote {

using namespace waggle::remote;

inline TrackerUrl url(const char* text)
{
    return TrackerUrl::parse(QString::fromUtf8(text)).value_or(TrackerUrl());
}

inline protocol::Endpoint endpoint(const char* address, std::uint16_t port)
{
    return {protocol::Address::parse(address).value_or(protocol::Address()), port};
}

inline Exchange announced(qint64 seeders, qint64 leechers)
{
    Exchange exchange;
    exchange.step.name = "announce A";
    exchange.announce.emplace();
    exchange.announce->interval = 1800;
    exchange.announce->seeders = seeders;
    exchange.announce->leechers = leechers;
    return exchange;
}

inline Exchange refused(const char* words)
{
    Exchange exchange;
    exchange.step.name = "announce A";
    exchange.announce.emplace();
    exchange.announce->failure = words;
    return exchange;
}

inline Exchange failed(Cause cause, StepKind kind = StepKind::Announce)
{
    Exchange exchange;
    exchange.step.kind = kind;
    exchange.cause = cause;
    return exchange;
}

inline LegRecord leg(const char* address, std::vector<Exchange> exchanges)
{
    LegRecord leg;
    leg.address = endpoint(address, 6969);
    leg.family = leg.address->address.family();
    leg.exchanges = std::move(exchanges);
    leg.requests = static_cast<int>(leg.exchanges.size());
    return leg;
}

inline TrackerRecord record(std::vector<LegRecord> legs, const char* text = "udp://t.example:6969/announce")
{
    TrackerRecord record;
    record.url = url(text);
    record.network.v4 = record.network.v6 = true;
    record.legs = std::move(legs);
    for (LegRecord& leg : record.legs)
        leg.scheme = record.url.scheme;
    return record;
}

inline Finding finding(const char* id, int leg, const char* evidence = "")
{
    const FindingKind* kind = findingKind(id);
    return {kind, kind->severity, leg, -1, QString::fromUtf8(evidence), {}};
}

} // namespace waggle::tests::remote
