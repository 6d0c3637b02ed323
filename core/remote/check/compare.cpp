// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/compare.h"

#include "core/remote/steps.h"
#include "core/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace waggle::remote {

using protocol::Endpoint;

namespace {

constexpr double kFarRatio = 4.0;
constexpr qint64 kFarCount = 10;
constexpr std::size_t kFewest = 3; // answers that make a median

// The counts of the leg that saw most, and every endpoint any leg gave.
struct Seen {
    std::optional<qint64> seeders, leechers, completed;
    std::set<Endpoint> peers;
};

bool isOurs(const TrackerRecord& record, const Endpoint& endpoint)
{
    const auto& own = record.network.addresses;
    const bool ourPort = std::any_of(record.identities.begin(), record.identities.end(),
        [&](const IdentityOf& identity) { return identity.port == endpoint.port; });
    return ourPort
        && (endpoint.address.isLoopback() || std::find(own.begin(), own.end(), endpoint.address) != own.end());
}

void keepLargest(std::optional<qint64>& kept, const std::optional<qint64>& value)
{
    if (value && (!kept || *value > *kept))
        kept = value;
}

void look(const TrackerRecord& record, const Exchange& exchange, const protocol::InfoHash& hash, Seen& seen)
{
    if (exchange.step.hashes.empty() || exchange.step.hashes.front() != hash)
        return;
    if (const auto& answer = exchange.announce; answer && !answer->failure) {
        keepLargest(seen.seeders, answer->seeders);
        keepLargest(seen.leechers, answer->leechers);
        keepLargest(seen.completed, answer->completed);
        for (const RemotePeer& peer : answer->peers) {
            const auto& external = answer->external;
            if (!isOurs(record, peer.endpoint)
                && !(external && peer.endpoint == Endpoint{*external, record.identities[0].port}))
                seen.peers.insert(peer.endpoint);
        }
    }
    if (exchange.scrape) {
        for (const ScrapeCounts& counts : exchange.scrape->files) {
            if (counts.hash != hash)
                continue;
            keepLargest(seen.seeders, counts.seeders);
            keepLargest(seen.leechers, counts.leechers);
            keepLargest(seen.completed, counts.completed);
        }
    }
}

Seen seenBy(const Report& report, const protocol::InfoHash& hash)
{
    Seen seen;
    for (const LegRecord& leg : report.record.legs)
        for (const Exchange& exchange : leg.exchanges)
            look(report.record, exchange, hash, seen);
    return seen;
}

std::optional<qint64> median(std::vector<qint64> values)
{
    if (values.size() < kFewest)
        return std::nullopt;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

bool isFar(std::optional<qint64> value, std::optional<qint64> middle)
{
    if (!value || !middle)
        return false;
    const auto [low, high] = std::minmax(*value, *middle);
    const auto lowest = static_cast<double>(low), highest = static_cast<double>(high); // a tracker may say any number
    return highest - lowest > kFarCount && highest > kFarRatio * std::max(lowest, 0.0);
}

void markOutliers(std::vector<ComparedTracker>& trackers)
{
    std::vector<qint64> seeders, leechers;
    for (const ComparedTracker& tracker : trackers) {
        if (tracker.seeders)
            seeders.push_back(*tracker.seeders);
        if (tracker.leechers)
            leechers.push_back(*tracker.leechers);
    }
    const auto middleSeeders = median(seeders);
    const auto middleLeechers = median(leechers);
    for (ComparedTracker& tracker : trackers) {
        const bool seedersFar = isFar(tracker.seeders, middleSeeders);
        tracker.outlier = seedersFar || isFar(tracker.leechers, middleLeechers);
        if (tracker.outlier)
            tracker.why = seedersFar ? Words::counted(*tracker.seeders, Words::tr("1 seed; the median is %1"),
                              Words::tr("%1 seeds; the median is %2"))
                                           .arg(*middleSeeders)
                                     : Words::counted(*tracker.leechers, Words::tr("1 leecher; the median is %1"),
                                         Words::tr("%1 leechers; the median is %2"))
                                           .arg(*middleLeechers);
    }
}

std::size_t inBoth(const std::set<Endpoint>& a, const std::set<Endpoint>& b)
{
    return static_cast<std::size_t>(
        std::count_if(a.begin(), a.end(), [&](const Endpoint& endpoint) { return b.count(endpoint) > 0; }));
}

} // namespace

Comparison compare(const protocol::InfoHash& hash, const std::vector<ReportPtr>& reports)
{
    Comparison comparison;
    comparison.hash = hash;
    std::vector<std::set<Endpoint>> given;
    std::set<Endpoint> all;
    for (const ReportPtr& report : reports) {
        Seen seen = seenBy(*report, hash);
        ComparedTracker tracker;
        tracker.url = report->record.url;
        tracker.state = report->state;
        tracker.seeders = seen.seeders;
        tracker.leechers = seen.leechers;
        tracker.completed = seen.completed;
        tracker.peers = seen.peers.size();
        const std::size_t before = all.size();
        all.insert(seen.peers.begin(), seen.peers.end());
        tracker.added = all.size() - before;
        given.push_back(std::move(seen.peers));
        comparison.trackers.push_back(std::move(tracker));
    }
    comparison.uniquePeers = all.size();
    for (const auto& one : given) {
        auto& row = comparison.overlap.emplace_back();
        for (const auto& other : given)
            row.push_back(inBoth(one, other));
    }
    markOutliers(comparison.trackers);
    return comparison;
}

} // namespace waggle::remote
