// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"

#include <gtest/gtest.h>

// Records made by hand.
namespace waggle::tests::remote {

using namespace waggle::remote;

inline TrackerUrl url(const QString& text)
{
    const auto parsed = TrackerUrl::parse(text);
    EXPECT_TRUE(parsed) << text.toStdString() << ": " << (parsed ? "" : parsed.error().message);
    return parsed.value_or(TrackerUrl());
}
inline TrackerUrl url(const char* text)
{
    return url(QString::fromUtf8(text));
}

inline protocol::Endpoint endpoint(const char* address, std::uint16_t port)
{
    return {protocol::Address::parse(address).value_or(protocol::Address()), port};
}

// What a tracker without faults says to any step.
inline Exchange good(const Step& step)
{
    Exchange exchange;
    exchange.step = step;
    exchange.request = "asked";
    if (step.kind == StepKind::Scrape) {
        exchange.scrape.emplace();
        for (const auto& hash : step.hashes)
            exchange.scrape->files.push_back({hash, 0, 0, 0});
    } else if (!step.hashes.empty()) {
        exchange.announce.emplace().interval = 1800;
    }
    return exchange;
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
