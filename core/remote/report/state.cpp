// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/state.h"

#include <algorithm>
#include <array>

namespace waggle::remote {

namespace {

enum class Fault { None, Tracker, NotAsked, Own };

Fault faultOf(Cause cause, const OwnNetwork& network)
{
    switch (cause) {
    case Cause::None:
        return Fault::None;
    case Cause::Cancelled:
        return Fault::NotAsked;
    case Cause::ProxyRefused:
    case Cause::ProxyTimeout:
    case Cause::ProxyNoUdp:
    case Cause::NoNetwork:
    case Cause::NoSocket:
        return Fault::Own;
    case Cause::Unreachable:
    case Cause::ResolverTimeout:
    case Cause::ServFail:
        // A computer without any network fails like this for each and every tracker.
        return network.v4 || network.v6 || !network.addresses.empty() ? Fault::Tracker : Fault::Own;
    case Cause::NxDomain:
    case Cause::NoData:
    case Cause::Refused:
    case Cause::Reset:
    case Cause::ConnectTimeout:
    case Cause::TlsFailed:
    case Cause::AnswerTimeout:
    case Cause::Incomplete:
    case Cause::TooLarge:
    case Cause::BadAnswer:
    case Cause::Denied:
        break;
    }
    return Fault::Tracker;
}

bool isQuestion(const Exchange& exchange)
{
    const bool announces = exchange.step.kind == StepKind::Announce && exchange.step.event != protocol::Event::Stopped;
    return announces || exchange.step.kind == StepKind::Scrape || exchange.step.kind == StepKind::Redirected;
}

std::optional<QByteArray> refusal(const Exchange& exchange)
{
    if (exchange.udpError)
        return exchange.udpError;
    if (exchange.announce && exchange.announce->failure)
        return exchange.announce->failure;
    return exchange.scrape ? exchange.scrape->failure : std::nullopt;
}

// Words of a tracker that has troubles of its own: any other refusal of a random hash is what private trackers do.
bool isTrouble(const QByteArray& words)
{
    constexpr std::array kTroubles{"database", "sql", "internal error", "internal server", "maintenance", "overload",
        "exception", "temporarily", "try again", "timeout", "timed out", "bad gateway"};
    const QByteArray lower = words.toLower();
    return std::any_of(
        kTroubles.begin(), kTroubles.end(), [&](const char* trouble) { return lower.contains(trouble); });
}

bool accepts(const Exchange& exchange)
{
    const bool understood
        = exchange.step.kind == StepKind::Scrape ? exchange.scrape.has_value() : exchange.announce.has_value();
    return exchange.cause == Cause::None && understood && !refusal(exchange);
}

bool hasWorse(const std::vector<Finding>& findings, int leg, Severity least)
{
    return std::any_of(findings.begin(), findings.end(),
        [&](const Finding& finding) { return finding.leg == leg && finding.severity >= least; });
}

bool hasId(const std::vector<Finding>& findings, int leg, FindingId id)
{
    return std::any_of(findings.begin(), findings.end(),
        [&](const Finding& finding) { return finding.kind == &id.kind() && (finding.leg == leg || finding.leg < 0); });
}

// What the answers alone say, before findings.
State answered(const TrackerRecord& record, const LegRecord& leg)
{
    // An announce decides: a scrape only where none was asked for.
    std::vector<const Exchange*> questions;
    for (const Exchange& exchange : leg.exchanges)
        if (isQuestion(exchange))
            questions.push_back(&exchange);
    const auto isAnnounce = [](const Exchange* exchange) { return exchange->step.kind != StepKind::Scrape; };
    if (std::any_of(questions.begin(), questions.end(), isAnnounce))
        std::erase_if(questions, [&](const Exchange* exchange) { return !isAnnounce(exchange); });

    if (std::any_of(questions.begin(), questions.end(), [](const Exchange* exchange) { return accepts(*exchange); }))
        return State::Up;
    if (std::any_of(questions.begin(), questions.end(), [](const Exchange* exchange) { return isBareHead(*exchange); }))
        return State::Restricted;
    for (const Exchange* exchange : questions)
        if (const auto words = exchange->cause == Cause::None ? refusal(*exchange) : std::nullopt)
            return isTrouble(*words) ? State::Degraded : State::Restricted;
    // Nothing was of use. One failure of the tracker's own says more than what was cut short afterwards.
    bool own = questions.empty() && leg.exchanges.empty();
    for (const Exchange& exchange : leg.exchanges) {
        const Fault fault = faultOf(exchange.cause, record.network);
        if (fault == Fault::Tracker || (fault == Fault::None && isQuestion(exchange)))
            return State::Down;
        own = own || fault == Fault::Own;
    }
    return State::Unknown;
}

// Of a name that has no address in this family.
State unresolved(const TrackerRecord& record, const LegRecord& leg)
{
    const RecordType type = leg.family == protocol::Family::V4 ? RecordType::A : RecordType::Aaaa;
    for (const Lookup& lookup : record.lookups)
        if (lookup.type == type && lookup.cause != Cause::NoData
            && faultOf(lookup.cause, record.network) == Fault::Tracker)
            return State::Down;
    return State::Unknown;
}

// No address in any family, by no server.
bool nameIsDead(const TrackerRecord& record)
{
    bool failed = false;
    for (const Lookup& lookup : record.lookups) {
        if (lookup.type != RecordType::A && lookup.type != RecordType::Aaaa)
            continue;
        if (!lookup.addresses.empty() || faultOf(lookup.cause, record.network) != Fault::Tracker)
            return false;
        failed = true;
    }
    return failed;
}

} // namespace

State legState(const TrackerRecord& record, std::size_t leg, const std::vector<Finding>& findings)
{
    const LegRecord& its = record.legs[leg];
    const int index = static_cast<int>(leg);
    State state = its.exchanges.empty() && !its.address ? unresolved(record, its) : answered(record, its);
    if (state == State::Unknown)
        return state;
    if (hasWorse(findings, index, Severity::Fatal))
        return State::Down;
    if (state == State::Up && hasId(findings, index, "B14"))
        return State::Restricted;
    return state == State::Up && hasWorse(findings, index, Severity::Error) ? State::Degraded : state;
}

State trackerState(
    const TrackerRecord& record, const std::vector<State>& legs, const std::vector<Finding>& findings, bool complete)
{
    const auto any = [&](State state) { return std::find(legs.begin(), legs.end(), state) != legs.end(); };
    const bool works = any(State::Up) || any(State::Degraded);
    if (!works && any(State::Restricted))
        return State::Restricted;
    if (works) {
        const bool whole = !any(State::Down) && !any(State::Degraded) && !any(State::Restricted);
        return whole && !hasWorse(findings, -1, Severity::Error) ? State::Up : State::Degraded;
    }
    const bool undecided = record.cancelled || !complete;
    if (any(State::Down))
        return undecided && any(State::Unknown) ? State::Unknown : State::Down;
    if (nameIsDead(record) || (!undecided && hasWorse(findings, -1, Severity::Fatal)))
        return State::Down;
    return State::Unknown;
}

} // namespace waggle::remote
