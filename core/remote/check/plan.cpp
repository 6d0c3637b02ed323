// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"

#include "core/remote/check/slowplan.h"
#include "core/remote/steps.h"
#include "core/remote/wire/answers.h"

#include <algorithm>
#include <random>

namespace waggle::remote {

using protocol::Event;
using protocol::InfoHash;

namespace {

constexpr std::size_t kManyHashes = 74; // as many as fit one UDP scrape (BEP 15)

bool isHttp(const LegRecord& leg)
{
    return leg.scheme == Scheme::Http || leg.scheme == Scheme::Https;
}
bool isUdp(const LegRecord& leg)
{
    return leg.scheme == Scheme::Udp;
}

bool worked(const Exchange* exchange)
{
    return exchange && exchange->cause == Cause::None
        && ((exchange->announce && !exchange->announce->failure) || (exchange->scrape && !exchange->scrape->failure));
}

// What a step may need to know of its leg.
struct Leg {
    const TrackerRecord& tracker;
    const LegRecord& leg;
    const PlanHashes& hashes;
    Meeting meeting{tracker, leg, hashes.shared};

    [[nodiscard]] bool asked(const char* name) const { return leg.find(name) != nullptr; }
    [[nodiscard]] bool fine(const char* name) const { return worked(leg.find(name)); }
    [[nodiscard]] bool ownHash() const { return !tracker.hash; }
    [[nodiscard]] bool canScrape() const { return !isHttp(leg) || tracker.url.scrapeTarget().has_value(); }
    [[nodiscard]] bool scrapes() const { return fine(step::kScrape); }
    [[nodiscard]] std::optional<InfoHash> hashOf(const char* name) const
    {
        const Exchange* exchange = leg.find(name);
        return exchange ? std::optional(exchange->step.hashes.front()) : std::nullopt;
    }
    // It was to another address of the tracker, or may have to.
    [[nodiscard]] bool visits() const
    {
        return asked(step::kVisit) || (fine(step::kAnnounceA) && fine(step::kAnnounceB) && meeting.visit());
    }
};

Step announce(const char* name, Identity identity, const InfoHash& hash, Event event)
{
    Step made;
    made.name = name;
    made.identity = identity;
    made.hashes = {hash};
    made.event = event;
    if (event == Event::Stopped)
        made.numwant = 0;
    return made;
}

Step scrape(const char* name, std::vector<InfoHash> hashes)
{
    Step made;
    made.kind = StepKind::Scrape;
    made.name = name;
    made.hashes = std::move(hashes);
    return made;
}

Step plain(const char* name, StepKind kind)
{
    Step made;
    made.name = name;
    made.kind = kind;
    return made;
}

Announcing announcing(const Leg& at, Identity identity)
{
    const IdentityOf& who = at.tracker.identities[static_cast<std::size_t>(identity)];
    Announcing made;
    made.hash = at.hashes.main;
    made.id = who.id;
    made.key = who.key;
    made.port = who.port;
    made.event = Event::None;
    return made;
}

Step rawAnnounce(const char* name, const Leg& at, QByteArray query)
{
    Step made = announce(name, Identity::B, at.hashes.main, Event::None);
    made.kind = StepKind::RawQuery;
    made.rawQuery = std::move(query);
    return made;
}

QByteArray lowerEscapes(QByteArray query)
{
    for (qsizetype i = query.indexOf('%'); i >= 0 && i + 2 < query.size(); i = query.indexOf('%', i + 3)) {
        for (qsizetype digit = i + 1; digit <= i + 2; ++digit)
            query[digit] = static_cast<char>(QChar::toLower(static_cast<uint>(query[digit])));
    }
    return query;
}

QByteArray reordered(const QByteArray& query)
{
    QList<QByteArray> parameters = query.split('&');
    std::reverse(parameters.begin(), parameters.end());
    parameters.insert(1, "waggle_unknown=1");
    return parameters.join('&');
}

std::vector<InfoHash> manyHashes(const Leg& at, std::size_t count)
{
    std::vector<InfoHash> hashes;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        InfoHash hash = at.hashes.fresh[0];
        hash.bytes[18] = static_cast<std::uint8_t>(hash.bytes[18] + 1 + i);
        hashes.push_back(hash);
    }
    hashes.push_back(at.hashes.main);
    return hashes;
}

// A line of the plan: asked once, in this order, when its time has come.
struct Line {
    const char* name;
    bool (*when)(const Leg& at);
    Step (*make)(const char* name, const Leg& at);
};

// First contact. Silence over UDP is asked again by a socket that hears every address.
constexpr Line kContact[] = {
    {step::kConnect, [](const Leg& at) { return isUdp(at.leg); },
        [](const char* name, const Leg&) { return plain(name, StepKind::UdpConnect); }},
    {step::kUnconnected,
        [](const Leg& at) {
            const Exchange* connect = at.leg.find(step::kConnect);
            return connect && connect->cause == Cause::AnswerTimeout;
        },
        [](const char* name, const Leg&) { return plain(name, StepKind::UdpUnconnected); }},
};

const Line kAnnouncing[] = {
    {step::kAnnounceA, [](const Leg&) { return true; },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::A, at.hashes.main, Event::Started);
            if (const auto& wish = at.tracker.wish) {
                made.event = wish->event;
                made.left = wish->left;
                made.numwant = wish->numwant;
            }
            return made;
        }},
    {step::kRedirected,
        [](const Leg& at) {
            const Exchange* first = at.leg.find(step::kAnnounceA);
            return first && first->http && first->http->status / 100 == 3 && !first->http->field("Location").isEmpty();
        },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::A, at.hashes.main, Event::Started);
            made.kind = StepKind::Redirected;
            return made;
        }},
};

// No handshake, and no certificate to blame: perhaps it is too old for us.
constexpr Line kAfterTlsFailure[] = {
    {step::kOldTls,
        [](const Leg& at) {
            const Exchange* first = at.leg.first();
            return isTls(at.leg.scheme) && first && first->cause == Cause::TlsFailed;
        },
        [](const char* name, const Leg&) { return plain(name, StepKind::TlsVersion); }},
};

// Lost, or dropped for what stands behind the packet (U8)?
const Line kAnnounceLost[] = {
    {step::kAgainA,
        [](const Leg& at) {
            const Exchange* first = at.leg.find(step::kAnnounceA);
            return isUdp(at.leg) && first && first->cause == Cause::AnswerTimeout;
        },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::A, at.hashes.main, Event::None);
            made.urlData = false;
            return made;
        }},
};

const Line kSecondIdentity[] = {
    {step::kOffer,
        [](const Leg& at) { return isWebSocket(at.leg.scheme) && at.ownHash() && at.fine(step::kAnnounceA); },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::B, at.hashes.main, Event::Started);
            made.kind = StepKind::Offer;
            return made;
        }},
    {step::kConnectB, [](const Leg& at) { return isUdp(at.leg) && at.tracker.mode == Mode::Full && at.ownHash(); },
        [](const char* name, const Leg&) {
            Step made = plain(name, StepKind::UdpConnect);
            made.identity = Identity::B;
            made.fresh = true;
            return made;
        }},
    {step::kAnnounceB,
        [](const Leg& at) { return !isWebSocket(at.leg.scheme) && at.ownHash() && at.fine(step::kAnnounceA); },
        [](const char* name, const Leg& at) { return announce(name, Identity::B, at.hashes.main, Event::Started); }},
};

const Line kScraping[] = {
    {step::kScrape, [](const Leg& at) { return at.canScrape(); },
        [](const char* name, const Leg& at) {
            const auto& asked = at.tracker.scrapeHashes;
            return scrape(name, asked.empty() ? std::vector{at.hashes.main} : asked);
        }},
};

const Line kScrapeFirst[] = {
    {step::kScrapeUnknown, [](const Leg& at) { return at.canScrape() && at.ownHash(); },
        [](const char* name, const Leg& at) { return scrape(name, {at.hashes.fresh[0]}); }},
};

bool holdsMain(const Leg& at, const Exchange& scraped)
{
    return scraped.scrape
        && std::any_of(scraped.scrape->files.begin(), scraped.scrape->files.end(),
            [&](const ScrapeCounts& counts) { return counts.hash == at.hashes.main; });
}

bool announces(const Leg& at)
{
    return at.fine(step::kAnnounceA);
}
bool bothThere(const Leg& at)
{
    return at.fine(step::kAnnounceA) && at.fine(step::kAnnounceB);
}
bool overHttp(const Leg& at)
{
    return isHttp(at.leg) && bothThere(at);
}

// Early: what a host announces has time to reach the other addresses.
const Line kFresh[] = {
    {step::kAnnounceFresh1, [](const Leg& at) { return at.ownHash() && announces(at) && !at.meeting.isUndecided(); },
        [](const char* name, const Leg& at) {
            return announce(name, Identity::A, at.meeting.ofFamily().value_or(at.hashes.fresh[1]), Event::Started);
        }},
    {step::kAnnounceFresh2, [](const Leg& at) { return at.ownHash() && announces(at) && !at.visits(); },
        [](const char* name, const Leg& at) {
            return announce(name, Identity::A, at.meeting.ofBoth().value_or(at.hashes.fresh[2]), Event::Started);
        }},
};

const Line kFull[] = {
    {step::kScrapePositions, [](const Leg& at) { return at.scrapes() && at.ownHash(); },
        [](const char* name, const Leg& at) {
            return scrape(name, {at.hashes.main, at.hashes.fresh[0], at.hashes.main});
        }},
    {step::kAgainA, [](const Leg& at) { return isUdp(at.leg) ? at.asked(step::kAnnounceA) : announces(at); },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::A, at.hashes.main, Event::None);
            made.urlData = false;
            return made;
        }},
    {step::kNumwant0, bothThere,
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::B, at.hashes.main, Event::None);
            made.numwant = 0;
            return made;
        }},
    {step::kNumwantMany, announces,
        [](const char* name, const Leg& at) {
            Step made = announce(name, at.ownHash() ? Identity::B : Identity::A, at.hashes.main, Event::None);
            made.numwant = isUdp(at.leg) ? 200 : 500;
            return made;
        }},
    {step::kEscapes, overHttp,
        [](const char* name, const Leg& at) {
            return rawAnnounce(name, at, lowerEscapes(httpAnnounceQuery(announcing(at, Identity::B))));
        }},
    {step::kPlus, overHttp,
        [](const char* name, const Leg& at) {
            return rawAnnounce(name, at, httpAnnounceQuery(announcing(at, Identity::B)).replace("%2B", "+"));
        }},
    {step::kReordered, overHttp,
        [](const char* name, const Leg& at) {
            return rawAnnounce(name, at, reordered(httpAnnounceQuery(announcing(at, Identity::B))));
        }},
    {step::kCompletedB, bothThere,
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::B, at.hashes.main, Event::Completed);
            made.left = 0;
            return made;
        }},
    {step::kScrapeCompleted, [](const Leg& at) { return at.scrapes() && at.fine(step::kCompletedB); },
        [](const char* name, const Leg& at) { return scrape(name, {at.hashes.main}); }},
    {step::kCompletedTwice, [](const Leg& at) { return at.fine(step::kScrapeCompleted); },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::B, at.hashes.main, Event::Completed);
            made.left = 0;
            return made;
        }},
    {step::kScrapeTwice, [](const Leg& at) { return at.asked(step::kCompletedTwice); },
        [](const char* name, const Leg& at) { return scrape(name, {at.hashes.main}); }},
    {step::kScrapeMany, [](const Leg& at) { return at.scrapes() && at.ownHash(); },
        [](const char* name, const Leg& at) { return scrape(name, manyHashes(at, kManyHashes)); }},
    {step::kScrapeHalf,
        [](const Leg& at) { // handshakes that age while legs pause for each other cost what this would
            return at.asked(step::kScrapeMany) && !holdsMain(at, *at.leg.find(step::kScrapeMany))
                && !(isUdp(at.leg) && at.meeting.isHeld());
        },
        [](const char* name, const Leg& at) { return scrape(name, manyHashes(at, kManyHashes / 2)); }},
    {step::kScrapeAll, [](const Leg& at) { return isHttp(at.leg) && at.canScrape(); },
        [](const char* name, const Leg&) { return scrape(name, {}); }},
    {step::kWrongMagic, [](const Leg& at) { return isUdp(at.leg); },
        [](const char* name, const Leg&) { return plain(name, StepKind::UdpWrongMagic); }},
    {step::kIdle, [](const Leg& at) { return isWebSocket(at.leg.scheme) && announces(at); },
        [](const char* name, const Leg&) { return plain(name, StepKind::Idle); }},
    {step::kSpoofed, [](const Leg& at) { return at.tracker.claimSpoof && overHttp(at); },
        [](const char* name, const Leg& at) {
            Announcing spoofed = announcing(at, Identity::A);
            spoofed.claimed = protocol::Address::v4(0xc0000201); // 192.0.2.1, of the documentation's network
            Step made = announce(name, Identity::A, at.hashes.main, Event::None);
            made.kind = StepKind::RawQuery;
            made.rawQuery = httpAnnounceQuery(spoofed);
            return made;
        }},
    {step::kSpoofSeen, [](const Leg& at) { return at.fine(step::kSpoofed); },
        [](const char* name, const Leg& at) { return announce(name, Identity::B, at.hashes.main, Event::None); }},
    {step::kStoppedA, bothThere,
        [](const char* name, const Leg& at) { return announce(name, Identity::A, at.hashes.main, Event::Stopped); }},
    {step::kUpdateB, [](const Leg& at) { return at.fine(step::kStoppedA) && bothThere(at); },
        [](const char* name, const Leg& at) {
            Step made = announce(name, Identity::B, at.hashes.main, Event::None);
            made.left = 1;
            return made;
        }},
};

bool tells(const Step& step)
{
    return step.kind != StepKind::Scrape && !step.hashes.empty();
}

// One that was told of by an announce which left us, answered or not, and has not been told `stopped`.
struct Present {
    const char* stop;
    Identity identity;
    InfoHash hash;
};

std::vector<Present> present(const Leg& at)
{
    struct Farewell {
        const char* stop;
        const char* announce; // which told of it
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

// The handshake was lost, and then it answered from where it was asked.
bool onlyLost(const LegRecord& leg)
{
    const Exchange* again = leg.find(step::kUnconnected);
    return again && again->cause == Cause::None && again->udp && again->udp->from == leg.address;
}

// Nobody there: whatever else is asked would only wait again.
bool isDead(const LegRecord& leg)
{
    const Exchange* connect = leg.find(step::kConnect);
    if (connect && connect->cause != Cause::None && !onlyLost(leg))
        return true;
    return std::none_of(leg.exchanges.begin(), leg.exchanges.end(), [](const Exchange& exchange) {
        return exchange.cause == Cause::None || exchange.http;
    }) && !leg.exchanges.empty();
}

template <std::size_t size>
std::optional<Step> firstOf(const Line (&lines)[size], const Leg& at, int room)
{
    for (const Line& line : lines) {
        if (at.asked(line.name) || !line.when(at))
            continue;
        Step step = line.make(line.name, at);
        // Who is told of has to be told off again: that costs one more, unless it is there already.
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
    return announce(one.stop, one.identity, one.hash, Event::Stopped);
}

std::optional<Step> investigate(Mode mode, const Leg& at, int room)
{
    if (mode == Mode::ScrapeOnly)
        return firstOf(kScraping, at, room);
    if (mode == Mode::Full) {
        if (auto step = firstOf(kScrapeFirst, at, room))
            return step;
    }
    if (auto step = firstOf(kAnnouncing, at, room); step || mode == Mode::AnnounceOnly)
        return step;
    if (auto step = firstOf(kAnnounceLost, at, room))
        return step;
    if (auto step = firstOf(kSecondIdentity, at, room))
        return step;
    if (auto step = firstOf(kScraping, at, room))
        return step;
    if (mode != Mode::Full)
        return std::nullopt;
    if (auto step = firstOf(kFresh, at, room))
        return step;
    return firstOf(kFull, at, room);
}

// What is asked once all else was: at another address of the tracker, or after long. Nothing, an empty move: there is
// no such thing, or no more.
Move visit(const Leg& at)
{
    const auto visit = at.visits() && !at.asked(step::kVisit) ? at.meeting.visit() : std::nullopt;
    if (!visit)
        return {};
    if (!visit->isDue)
        return {std::nullopt, Pause()};
    return {announce(step::kVisit, Identity::B, visit->hash, Event::Started), std::nullopt};
}

struct Later {
    Step step;
    Duration due;
};

std::optional<Later> later(const Leg& at, int room)
{
    std::optional<Later> first;
    const auto take = [&](std::optional<Duration> due, int cost, const Step& step) {
        if (due && cost <= room && !at.asked(step.name.c_str()) && (!first || *due < first->due))
            first = Later{step, *due};
    };
    Step old = scrape(step::kOldId, {at.hashes.main});
    old.oldId = true;
    take(oldIdDue(at.tracker, at.leg), 1, old);
    if (const auto hash = at.hashOf(step::kAnnounceFresh1))
        take(goneDue(at.tracker, at.leg), 2, announce(step::kGone, Identity::B, *hash, Event::Started));
    return first;
}

// Not to be told off yet: somebody comes to see, or it has to be silent for a while.
bool staysYet(const Leg& at, const Present& one, const std::optional<Later>& next)
{
    const bool isSilent
        = one.hash == at.hashOf(step::kAnnounceFresh1) && !at.asked(step::kGone) && goneDue(at.tracker, at.leg) && next;
    return at.meeting.isAwaited(one.hash) || (one.identity == Identity::A && isSilent);
}

Move farewellOrPause(const Leg& at, const std::vector<Present>& left, Duration now)
{
    const int room = kFullRequests + kSlowRequests - at.leg.requests - static_cast<int>(left.size());
    const auto next = isDead(at.leg) || at.tracker.mode != Mode::Full ? std::nullopt : later(at, room);
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
    const Leg at{tracker, leg, hashes};
    const auto left = present(at);
    const bool dead = isDead(leg);
    constexpr int kVisitCost = 2; // there, and gone again
    const int kept = !dead && at.visits() && !at.asked(step::kVisit) ? kVisitCost : 0;
    const int room = budget(tracker.mode) - leg.requests - static_cast<int>(left.size()) - kept;
    if (auto step = firstOf(kContact, at, room))
        return {step, std::nullopt};
    if (auto step = firstOf(kAfterTlsFailure, at, room))
        return {step, std::nullopt};
    if (!dead) {
        if (auto step = investigate(tracker.mode, at, room))
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
