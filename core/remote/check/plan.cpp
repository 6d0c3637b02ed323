// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"

#include "core/remote/check/makestep.h"
#include "core/remote/check/questions.h"
#include "core/remote/check/slowplan.h"
#include "core/remote/steps.h"

#include <algorithm>
#include <array>
#include <random>

namespace waggle::remote {

using protocol::Event;
using protocol::InfoHash;

namespace {

constexpr Duration kIdLife = std::chrono::minutes(1); // BEP 15

bool tells(const Step& step)
{
    return step.kind != StepKind::Scrape && !step.hashes.empty();
}

// A client of ours that the tracker may list. An announce of it has left us, answered or not, and no `stopped` since.
struct Present {
    const char* stop;
    Identity identity;
    InfoHash hash;
};

std::vector<Present> present(const LegView& at)
{
    struct Farewell {
        const char* stop;
        const char* announce; // which had the tracker list it
        Identity identity;
    };
    static constexpr Farewell kAll[] = {
        {step::kStoppedFresh1, step::kAnnounceFresh1, Identity::A},
        {step::kStoppedFresh2, step::kAnnounceFresh2, Identity::A},
        {step::kStoppedVisit, step::kVisit, Identity::B},
        {step::kStoppedGone, step::kGone, Identity::B},
        {step::kStoppedA, nullptr, Identity::A},
        {step::kStoppedB, nullptr, Identity::B},
    };
    std::vector<Present> found;
    if (at.tracker.wish && at.tracker.wish->stay)
        return found;
    for (const Farewell& farewell : kAll) {
        const auto hash = farewell.announce ? at.hashOf(farewell.announce) : at.hashes.main;
        if (!hash)
            continue;
        const Present one{farewell.stop, farewell.identity, *hash};
        bool there = false;
        for (const Exchange& exchange : at.leg.exchanges) {
            const Step& step = exchange.step;
            if (tells(step) && !exchange.request.isEmpty() && step.identity == one.identity
                && step.hashes.front() == one.hash)
                there = step.event != Event::Stopped;
        }
        if (there && !at.asked(one.stop))
            found.push_back(one);
    }
    return found;
}

int budget(Mode mode)
{
    return mode == Mode::Full ? kFullRequests : kQuickRequests;
}

int costOf(const Step& step)
{
    return step.kind == StepKind::Offer ? 2 : 1;
}

// How many requests will go to renewed handshakes while `left` more questions are asked. A handshake is renewed when
// its id is old. A question is taken to last as long as those so far did.
int renewals(const LegView& at, int left, Duration now)
{
    std::array<std::optional<Duration>, 2> last;
    for (const Exchange& exchange : at.leg.exchanges) {
        const bool isHandshake = exchange.step.kind == StepKind::UdpConnect && exchange.cause == Cause::None;
        if (isHandshake || (exchange.udp && exchange.udp->renewals > 0))
            last[static_cast<std::size_t>(exchange.step.identity)] = exchange.since;
    }
    const auto asked = static_cast<int>(std::max<std::size_t>(at.leg.exchanges.size(), 1));
    int count = 0;
    for (const auto& since : last)
        count += since ? static_cast<int>((now - *since + now / asked * left) / kIdLife) : 0;
    return count;
}

std::optional<Step> firstOf(Questions questions, const LegView& at, int room)
{
    for (const Question& question : questions) {
        if (at.asked(question.name) || !question.when(at))
            continue;
        Step step = question.make(question.name, at);
        // A newcomer costs one request more, its `stopped`. That of a client who is present is kept already.
        bool newcomer = tells(step) && step.event != Event::Stopped;
        for (const Present& one : present(at))
            newcomer = newcomer && !(one.identity == step.identity && one.hash == step.hashes.front());
        if (costOf(step) + (newcomer ? 1 : 0) <= room)
            return step;
    }
    return std::nullopt;
}

Step farewell(const Present& one)
{
    return announceStep(one.stop, one.identity, one.hash, Event::Stopped);
}

std::optional<Step> investigate(const LegView& at, int room)
{
    for (const Questions questions : questionsOf(at.tracker.mode)) {
        if (auto step = firstOf(questions, at, room))
            return step;
    }
    return std::nullopt;
}

// The announce at another address of the tracker, once all else was asked. A pause: what it is to see is not there yet.
// An empty move: there is no such visit, or no more.
Move visit(const LegView& at)
{
    const auto visit = at.visits() && !at.asked(step::kVisit) ? at.meeting.visit() : std::nullopt;
    if (!visit)
        return {};
    if (!visit->isDue)
        return {std::nullopt, Pause()};
    return {announceStep(step::kVisit, Identity::B, visit->hash, Event::Started), std::nullopt};
}

struct Later {
    Step step;
    Duration due;
};

std::optional<Later> later(const LegView& at, int room)
{
    std::optional<Later> first;
    const auto take = [&](std::optional<Duration> due, int cost, const Step& step) {
        if (due && cost <= room && !at.asked(step.name.c_str()) && (!first || *due < first->due))
            first = Later{step, *due};
    };
    Step old = scrapeStep(step::kOldId, {at.hashes.main});
    old.oldId = true;
    take(oldIdDue(at.tracker, at.leg), 1, old);
    if (const auto hash = at.hashOf(step::kAnnounceFresh1))
        take(goneDue(at.tracker, at.leg), 2, announceStep(step::kGone, Identity::B, *hash, Event::Started));
    return first;
}

// Whether its `stopped` has to wait: another leg is still to see it, or it has to be silent for a while.
bool staysYet(const LegView& at, const Present& one, const std::optional<Later>& next)
{
    const bool isSilent
        = one.hash == at.hashOf(step::kAnnounceFresh1) && !at.asked(step::kGone) && goneDue(at.tracker, at.leg) && next;
    return at.meeting.isAwaited(one.hash) || (one.identity == Identity::A && isSilent);
}

Move farewellOrPause(const LegView& at, const std::vector<Present>& left, Duration now)
{
    const int room = kFullRequests + kSlowRequests - at.leg.requests - static_cast<int>(left.size());
    const auto next = at.isDead() || at.tracker.mode != Mode::Full ? std::nullopt : later(at, room);
    const auto who
        = std::find_if(left.begin(), left.end(), [&](const Present& one) { return !staysYet(at, one, next); });
    if (who != left.end())
        return {farewell(*who), std::nullopt};
    if (next && next->due <= now)
        return {next->step, std::nullopt};
    if (next)
        return {std::nullopt, Pause{next->step.name, next->due}};
    return left.empty() ? Move() : Move{std::nullopt, Pause()};
}

} // namespace

PlanHashes makeHashes(std::uint64_t seed, const std::optional<InfoHash>& asked)
{
    std::mt19937_64 random(seed);
    const auto make = [&] {
        InfoHash hash;
        std::generate(hash.bytes.begin(), hash.bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
        return hash;
    };
    PlanHashes hashes{asked ? *asked : make(), {make(), make(), make()}, {make(), make(), make()}};
    if (!asked) { // '+', two escapes with letters, a space, a NUL
        constexpr std::uint8_t kTelling[] = {0x2b, 0xaa, 0xef, 0x20, 0x00};
        std::copy(std::begin(kTelling), std::end(kTelling), hashes.main.bytes.begin() + 4);
    }
    return hashes;
}

Move nextMove(const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes, Duration now)
{
    const LegView at{tracker, leg, hashes};
    const auto left = present(at);
    const bool dead = at.isDead();
    constexpr int kVisitCost = 2; // there, and gone again
    const int kept = !dead && at.visits() && !at.asked(step::kVisit) ? kVisitCost : 0;
    const int owed = static_cast<int>(left.size()) + kept;
    const int room = budget(tracker.mode) - leg.requests - owed - renewals(at, owed + 1, now);
    if (auto step = firstOf(firstContact(), at, room))
        return {step, std::nullopt};
    if (!dead) {
        if (auto step = investigate(at, room))
            return {step, std::nullopt};
        if (auto move = visit(at); move.step || move.pause)
            return move;
    }
    return farewellOrPause(at, left, now);
}

std::vector<Step> farewells(const TrackerRecord& tracker, const LegRecord& leg, const PlanHashes& hashes)
{
    std::vector<Step> steps;
    for (const Present& one : present({tracker, leg, hashes}))
        steps.push_back(farewell(one));
    return steps;
}

} // namespace waggle::remote
