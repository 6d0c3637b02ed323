// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/slowplan.h"

#include "core/remote/report/untested.h"
#include "core/remote/steps.h"

#include <algorithm>

namespace waggle::remote {

namespace {

constexpr int kSweepSeconds = 90; // trackers forget in rounds

Duration endOf(const Exchange& exchange)
{
    return exchange.since + exchange.phases.total;
}

} // namespace

std::optional<Duration> oldIdDue(const TrackerRecord& tracker, const LegRecord& leg)
{
    const Exchange* scrape = leg.find(step::kScrape);
    const bool scrapes = scrape && scrape->cause == Cause::None && scrape->scrape;
    const Exchange* connect = leg.find(step::kConnect);
    if (!tracker.slow || leg.scheme != Scheme::Udp || !scrapes || !connect || connect->cause != Cause::None)
        return std::nullopt;
    Duration last{0}; // any of them may have renewed it
    for (const Exchange& exchange : leg.exchanges)
        last = std::max(last, endOf(exchange));
    return last + tracker.slow->idAge;
}

std::optional<Duration> goneDue(const TrackerRecord& tracker, const LegRecord& leg)
{
    const Exchange* there = leg.find(step::kAnnounceFresh1);
    const auto wait = twoIntervals(tracker, leg);
    if (!there || !wait || *wait > tracker.slow->longest)
        return std::nullopt;
    return endOf(*there) + *wait + kSweepSeconds * tracker.slow->second;
}

} // namespace waggle::remote
