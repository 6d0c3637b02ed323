// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/steps.h"

#include <algorithm>

namespace waggle::remote {
namespace {

// What a leg said to the first announce, in words that are equal where it is the same.
QString firstWords(const LegRecord& leg)
{
    const Exchange* first = leg.find(step::kAnnounceA);
    if (!first || first->cause != Cause::None)
        return {};
    if (first->udpError)
        return quoted(*first->udpError);
    if (!first->announce)
        return {};
    if (first->announce->failure)
        return quoted(*first->announce->failure);
    return first->announce->interval ? say("interval %1 s").arg(*first->announce->interval) : QString();
}

// They vary by chance.
bool isAlike(const LegRecord& one, const LegRecord& other)
{
    const auto interval = [](const LegRecord& leg) {
        const Exchange* first = leg.find(step::kAnnounceA);
        return isTaken(first) ? static_cast<double>(first->announce->interval.value_or(0)) : 0.0;
    };
    const double a = interval(one), b = interval(other);
    return a > 0 && b > 0 ? std::max(a, b) <= 2 * std::min(a, b) : (a > 0) == (b > 0);
}

// Of one family: those who answer at all, but not the same.
void addresses(const TrackerRecord& record, Findings& findings)
{
    for (std::size_t i = 0; i < record.legs.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const LegRecord &mine = record.legs[i], &other = record.legs[j];
            const QString words = firstWords(mine), others = firstWords(other);
            if (mine.family != other.family || !mine.address || !other.address || words.isEmpty() || others.isEmpty()
                || isAlike(mine, other))
                continue;
            findings.add("B12", static_cast<int>(i), -1,
                say("%1: %2; %3: %4").arg(endpointText(*mine.address), words, endpointText(*other.address), others));
            return;
        }
    }
}

std::optional<qint64> countedBy(const Exchange* announce)
{
    if (!isTaken(announce) || !announce->announce->seeders || !announce->announce->leechers)
        return std::nullopt;
    return sum(*announce->announce->seeders, *announce->announce->leechers);
}

// Whether B's visit shows that A, who is at another address, is not known here. Counts decide: a list may rightly leave
// out the other family. What one and two clients look like here is known from the leg's own swarm; where the counts do
// not tell them apart, the list does, within a family.
bool isStranger(const LegLook& at, const Exchange& visit, bool isSameFamily)
{
    const Exchange* together = at.find(step::kAnnounceB);
    if (!isTaken(together) || findIdentity(at.record, *visit.announce, Identity::A))
        return false;
    const auto one = countedBy(at.find(step::kAnnounceA)), two = countedBy(together), here = countedBy(&visit);
    if (one && two && here && *one < *two)
        return *here <= *one;
    return isSameFamily && findIdentity(at.record, *together->announce, Identity::A);
}

// A's announce to another address, while B visited.
const Exchange* hostsAnnounce(const LegRecord& host, const Exchange& visit)
{
    const auto& hash = visit.step.hashes.front();
    const Exchange* found = nullptr;
    for (const Exchange& exchange : host.exchanges) {
        const bool isHere = exchange.step.kind == StepKind::Announce && !exchange.step.hashes.empty()
            && exchange.step.hashes.front() == hash && exchange.step.identity == Identity::A
            && exchange.since <= visit.since;
        if (isHere)
            found = exchange.step.event != protocol::Event::Stopped && isTaken(&exchange) ? &exchange : nullptr;
    }
    return found;
}

void visits(const LegLook& at)
{
    const Exchange* visit = at.find(step::kVisit);
    if (!isTaken(visit) || visit->step.hashes.empty())
        return;
    for (const LegRecord& host : at.record.legs) {
        const Exchange* there = &host == &at.leg ? nullptr : hostsAnnounce(host, *visit);
        const bool isSameFamily = host.family == at.leg.family;
        if (!there || !host.address || !at.leg.address || !isStranger(at, *visit, isSameFamily))
            continue;
        at.add(isSameFamily ? FindingId("B12") : FindingId("B11"), visit,
            say("A announced to %1; %2 knew nothing of it %3 later")
                .arg(endpointText(*host.address), endpointText(*at.leg.address),
                    milliseconds(visit->since - there->since)),
            visit->reply.left(200));
    }
}

// It said no goodbye, and was silent for two intervals.
void gone(const LegLook& at)
{
    const Exchange* there = at.find(step::kAnnounceFresh1);
    const Exchange* later = at.find(step::kGone);
    if (!isTaken(there) || !isTaken(later) || !there->announce->interval)
        return;
    if (const RemotePeer* a = findIdentity(at.record, *later->announce, Identity::A))
        at.add("B16", later,
            say("%1 was silent for %2, the interval is %3 s, and it is still handed out")
                .arg(endpointText(a->endpoint), milliseconds(later->since - there->since))
                .arg(*there->announce->interval),
            later->reply.left(200));
}

} // namespace

void addressRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        visits(at);
        gone(at);
    });
    addresses(record, findings);
}

} // namespace waggle::remote
