// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/untested.h"

#include "core/remote/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace waggle::remote {

namespace {

constexpr qint64 kMostSeconds = 1'000'000'000; // a tracker may say any number
constexpr qint64 kLeastSeconds = 900; // a short interval is no reason to forget anybody sooner

QString say(const char* text)
{
    return QCoreApplication::translate("remote", text);
}

qint64 minutes(Duration duration)
{
    return std::chrono::duration_cast<std::chrono::minutes>(duration).count();
}

bool wasAsked(const LegRecord& leg, const char* step)
{
    const Exchange* exchange = leg.find(step);
    return exchange && exchange->cause != Cause::Cancelled;
}

void addOldId(const TrackerRecord& tracker, const LegRecord& leg, int index, std::vector<Untested>& all)
{
    if (leg.scheme != Scheme::Udp || wasAsked(leg, step::kOldId) || !isTaken(leg.find(step::kAnnounceA)))
        return;
    if (const Exchange* scrape = leg.find(step::kScrape); scrape && !scrape->scrape)
        all.push_back({"U7", index, say("An old connection id is tried with a scrape, and scrapes are not answered.")});
    else if (tracker.cancelled && !leg.isOver)
        all.push_back({"U7", index, say("The check was cancelled.")});
}

void addGone(const TrackerRecord& tracker, const LegRecord& leg, int index, std::vector<Untested>& all)
{
    if (wasAsked(leg, step::kGone) || !isTaken(leg.find(step::kAnnounceA)))
        return;
    const Exchange* there = leg.find(step::kAnnounceFresh1);
    const auto wait = twoIntervals(tracker, leg);
    if (tracker.hash)
        all.push_back({"B16", index, say("Only in a random torrent a client is left behind.")});
    else if (isWebSocket(leg.scheme))
        all.push_back({"B16", index, say("Over WebSockets a client is there while it is connected.")});
    else if (wait && *wait > tracker.slow->longest)
        all.push_back({"B16", index,
            say("Two intervals are %1 minutes; no more than %2 are waited for.")
                .arg(minutes(*wait))
                .arg(minutes(tracker.slow->longest))});
    else if (there && !isTaken(there))
        all.push_back({"B16", index, say("The announce of the client that was to be left behind was not taken.")});
    else if (there && !wait)
        all.push_back({"B16", index, say("The tracker names no interval.")});
    else if (tracker.cancelled && !leg.isOver)
        all.push_back({"B16", index, say("The check was cancelled.")});
}

} // namespace

std::optional<Duration> twoIntervals(const TrackerRecord& tracker, const LegRecord& leg)
{
    const Exchange* there = leg.find(step::kAnnounceFresh1);
    if (!tracker.slow || tracker.hash || isWebSocket(leg.scheme) || !isTaken(there) || !there->announce->interval)
        return std::nullopt;
    const qint64 seconds = std::clamp<qint64>(*there->announce->interval, 0, kMostSeconds);
    if (seconds == 0)
        return std::nullopt;
    return std::max(2 * seconds, kLeastSeconds) * tracker.slow->second;
}

std::vector<Untested> untested(const TrackerRecord& tracker)
{
    std::vector<Untested> all;
    if (!tracker.slow || tracker.mode != Mode::Full)
        return all;
    for (std::size_t i = 0; i < tracker.legs.size(); ++i) {
        addOldId(tracker, tracker.legs[i], static_cast<int>(i), all);
        addGone(tracker, tracker.legs[i], static_cast<int>(i), all);
    }
    return all;
}

} // namespace waggle::remote
