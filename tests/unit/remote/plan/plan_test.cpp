// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"
#include "core/remote/steps.h"
#include "tests/unit/remote/values/records.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <set>

using namespace waggle;
using namespace waggle::remote;
using protocol::Event;
using namespace std::chrono_literals;
using testing::ElementsAre;
using tests::remote::good;

namespace {

using Answer = std::function<Exchange(const Step&)>;

Exchange failed(const Step& step, Cause cause, bool sent = true)
{
    Exchange exchange;
    exchange.step = step;
    exchange.cause = cause;
    exchange.request = sent ? "asked" : "";
    return exchange;
}

TrackerRecord tracker(const char* url, Mode mode = Mode::Quick)
{
    TrackerRecord record;
    const QString text = QString::fromLatin1(url);
    record.url.scheme = text.startsWith(QStringLiteral("udp")) ? Scheme::Udp
        : text.startsWith(QStringLiteral("https"))             ? Scheme::Https
        : text.startsWith(QStringLiteral("http"))              ? Scheme::Http
                                                               : Scheme::Ws;
    record.url.host = QStringLiteral("t.example");
    record.url.port = 6969;
    record.url.path = "/announce";
    record.mode = mode;
    return record;
}

// Walks the plan of a leg that is alone to its end; what takes long takes no time.
LegRecord walk(const TrackerRecord& record, const PlanHashes& hashes, const Answer& answer)
{
    LegRecord leg;
    leg.scheme = record.url.scheme;
    Duration now{0};
    while (leg.exchanges.size() <= 60) { // more, and the expectations below fail
        const Move move = nextMove(record, leg, hashes, now);
        if (move.pause && move.pause->until) {
            EXPECT_GT(*move.pause->until, now);
            now = *move.pause->until;
            continue;
        }
        EXPECT_FALSE(move.pause) << "there is nobody to pause for";
        if (!move.step)
            break;
        leg.exchanges.push_back(answer(*move.step));
        leg.exchanges.back().since = now;
        leg.requests += move.step->kind == StepKind::Offer ? 2 : 1;
    }
    return leg;
}

std::vector<std::string> names(const LegRecord& leg)
{
    std::vector<std::string> all;
    for (const Exchange& exchange : leg.exchanges)
        all.push_back(exchange.step.name);
    return all;
}

const PlanHashes kHashes = makeHashes(1, {});

// Good most of the time.
Exchange anything(const Step& step, std::mt19937& random)
{
    switch (random() % 12) {
    case 0:
        return failed(step, Cause::AnswerTimeout);
    case 1:
        return failed(step, Cause::Refused, false);
    case 2: {
        Exchange exchange = good(step);
        if (exchange.announce)
            exchange.announce->failure = "no";
        return exchange;
    }
    case 3: {
        Exchange exchange = failed(step, Cause::BadAnswer);
        exchange.http.emplace().status = 302;
        exchange.http->fields = {{"Location", "/there"}};
        return exchange;
    }
    default:
        return good(step);
    }
}

// Each made-up client that may have been heard of was told off in the end.
bool everybodyLeft(const LegRecord& leg)
{
    std::map<std::pair<Identity, protocol::InfoHash>, bool> there;
    for (const Exchange& exchange : leg.exchanges) {
        const Step& step = exchange.step;
        if (step.kind != StepKind::Scrape && !step.hashes.empty()
            && (!exchange.request.isEmpty() || step.event == Event::Stopped))
            there[{step.identity, step.hashes.front()}] = step.event != Event::Stopped;
    }
    return std::none_of(there.begin(), there.end(), [](const auto& who) { return who.second; });
}

// A tracker at several addresses, whose legs run beside each other.
struct Several {
    TrackerRecord record;
    std::vector<PlanHashes> hashes;
    Duration now{0};

    Several(const char* url, const std::vector<protocol::Family>& families)
        : record(tracker(url, Mode::Full))
    {
        for (const auto family : families) {
            LegRecord leg;
            leg.scheme = record.url.scheme;
            leg.family = family;
            record.legs.push_back(leg);
            hashes.push_back(makeHashes(100 + hashes.size(), {}));
            hashes.back().shared = kHashes.shared;
        }
    }
    // False: it pauses, or is over.
    bool advance(std::size_t index, const Answer& answer)
    {
        LegRecord& leg = record.legs[index];
        if (leg.isOver)
            return false;
        const Move move = nextMove(record, leg, hashes[index], now);
        leg.pause = move.pause;
        leg.isOver = !move.step && !move.pause;
        if (!move.step)
            return leg.isOver;
        now += std::chrono::milliseconds(1);
        leg.exchanges.push_back(answer(*move.step));
        leg.exchanges.back().since = now;
        leg.requests += 1;
        return true;
    }
    bool isOver() const
    {
        return std::all_of(record.legs.begin(), record.legs.end(), [](const LegRecord& leg) { return leg.isOver; });
    }
    // To the next time that a leg pauses for; false: there is none.
    bool passTime()
    {
        std::optional<Duration> first;
        for (const LegRecord& leg : record.legs)
            if (leg.pause && leg.pause->until && (!first || *leg.pause->until < *first))
                first = leg.pause->until;
        now = std::max(now, first.value_or(now));
        return first.has_value();
    }
    // Each in turn.
    void run(const std::function<Exchange(std::size_t, const Step&)>& answer)
    {
        for (bool moves = true; moves;) {
            moves = false;
            for (std::size_t i = 0; i < record.legs.size(); ++i)
                moves = advance(i, [&](const Step& step) { return answer(i, step); }) || moves;
            moves = moves || passTime();
        }
        EXPECT_TRUE(isOver());
    }
    [[nodiscard]] std::optional<protocol::InfoHash> hashOf(std::size_t index, const char* name) const
    {
        const Exchange* exchange = record.legs[index].find(name);
        return exchange ? std::optional(exchange->step.hashes.front()) : std::nullopt;
    }
};

constexpr auto V4 = protocol::Family::V4;
constexpr auto V6 = protocol::Family::V6;

} // namespace

TEST(Plan, QuickOverUdpAsksSixTimes)
{
    const LegRecord leg = walk(tracker("udp://"), kHashes, good);
    EXPECT_THAT(names(leg), ElementsAre("connect", "announce A", "announce B", "scrape", "stopped A", "stopped B"));
    EXPECT_EQ(leg.requests, kQuickRequests);
    EXPECT_EQ(leg.exchanges[1].step.event, Event::Started);
    EXPECT_EQ(leg.exchanges[4].step.event, Event::Stopped);
    EXPECT_EQ(leg.exchanges[5].step.identity, Identity::B);
}

TEST(Plan, QuickOverHttpNeedsNoConnect)
{
    EXPECT_THAT(names(walk(tracker("http://"), kHashes, good)),
        ElementsAre("announce A", "announce B", "scrape", "stopped A", "stopped B"));
}

TEST(Plan, QuickOverWebSocketRelaysAnOffer)
{
    const LegRecord leg = walk(tracker("ws://"), kHashes, good);
    EXPECT_THAT(names(leg), ElementsAre("announce A", "offer B", "scrape", "stopped A", "stopped B"));
    EXPECT_EQ(leg.requests, kQuickRequests);
}

TEST(Plan, APersonsTorrentGetsNoSecondMadeUpClient)
{
    TrackerRecord record = tracker("http://");
    record.hash.emplace();
    EXPECT_THAT(
        names(walk(record, makeHashes(1, record.hash), good)), ElementsAre("announce A", "scrape", "stopped A"));
}

TEST(Plan, AnnounceAloneSaysGoodbyeAndScrapeAloneTellsNothing)
{
    EXPECT_THAT(
        names(walk(tracker("http://", Mode::AnnounceOnly), kHashes, good)), ElementsAre("announce A", "stopped A"));
    EXPECT_THAT(names(walk(tracker("udp://", Mode::ScrapeOnly), kHashes, good)), ElementsAre("connect", "scrape"));
}

TEST(Plan, AnnouncesAndScrapesWhatAPersonWishes)
{
    TrackerRecord record = tracker("http://", Mode::AnnounceOnly);
    record.wish = AnnounceWish{7, Event::Completed, 3, 6881, true};
    const LegRecord stays = walk(record, kHashes, good);
    ASSERT_THAT(names(stays), ElementsAre("announce A"));
    EXPECT_EQ(stays.exchanges[0].step.event, Event::Completed);
    EXPECT_EQ(stays.exchanges[0].step.left, 7u);
    EXPECT_EQ(stays.exchanges[0].step.numwant, 3);
    TrackerRecord scraped = tracker("http://", Mode::ScrapeOnly);
    scraped.scrapeHashes = {kHashes.fresh[0], kHashes.fresh[1]};
    EXPECT_EQ(walk(scraped, kHashes, good).exchanges.at(0).step.hashes, scraped.scrapeHashes);
}

TEST(Plan, SilenceOverUdpIsAskedOnceMoreFromAnUnconnectedSocket)
{
    const LegRecord leg
        = walk(tracker("udp://"), kHashes, [](const Step& step) { return failed(step, Cause::AnswerTimeout); });
    EXPECT_THAT(names(leg), ElementsAre("connect", "connect, unconnected"));
}

TEST(Plan, ADeadTrackerIsLeftAlone)
{
    const auto refused = [](const Step& step) { return failed(step, Cause::Refused, false); };
    EXPECT_THAT(names(walk(tracker("http://"), kHashes, refused)), ElementsAre("announce A"));
    EXPECT_THAT(names(walk(tracker("udp://"), kHashes, refused)), ElementsAre("connect"));
}

TEST(Plan, WhoMayHaveHeardOfAIsToldThatAIsGone)
{
    const auto mute = [](const Step& step) { return failed(step, Cause::AnswerTimeout); };
    EXPECT_THAT(names(walk(tracker("http://"), kHashes, mute)), ElementsAre("announce A", "stopped A"));
}

TEST(Plan, ARefusedAnnounceIsFollowedByAScrape)
{
    const LegRecord leg = walk(tracker("http://"), kHashes, [](const Step& step) {
        Exchange exchange = good(step);
        if (exchange.announce)
            exchange.announce->failure = "unregistered";
        return exchange;
    });
    EXPECT_THAT(names(leg), ElementsAre("announce A", "scrape", "stopped A"));
}

TEST(Plan, ARedirectIsFollowedOnce)
{
    const LegRecord leg = walk(tracker("http://"), kHashes, [](const Step& step) {
        Exchange exchange = failed(step, Cause::BadAnswer);
        exchange.http.emplace().status = 302;
        exchange.http->fields = {{"Location", "/elsewhere"}};
        return exchange;
    });
    const auto all = names(leg);
    EXPECT_EQ(std::count(all.begin(), all.end(), "redirected"), 1);
}

TEST(Plan, FullAsksWhatItsTransportCanAnswer)
{
    const auto udp = names(walk(tracker("udp://", Mode::Full), kHashes, good));
    const auto https = names(walk(tracker("https://", Mode::Full), kHashes, good));
    for (const char* name : {step::kScrapeUnknown, step::kScrapePositions, step::kAgainA, step::kNumwant0,
             step::kNumwantMany, step::kCompletedB, step::kScrapeCompleted, step::kCompletedTwice, step::kScrapeTwice,
             step::kScrapeMany, step::kAnnounceFresh1, step::kStoppedFresh1, step::kAnnounceFresh2,
             step::kStoppedFresh2, step::kStoppedA, step::kUpdateB, step::kStoppedB}) {
        EXPECT_EQ(std::count(udp.begin(), udp.end(), name), 1) << name;
        EXPECT_EQ(std::count(https.begin(), https.end(), name), 1) << name;
    }
    EXPECT_THAT(udp, testing::IsSupersetOf(std::vector<std::string>{step::kConnectB, step::kWrongMagic}));
    EXPECT_THAT(https,
        testing::IsSupersetOf(
            std::vector<std::string>{step::kEscapes, step::kPlus, step::kReordered, step::kScrapeAll}));
}

TEST(Plan, AFailedHandshakeIsTriedInTheOldWay)
{
    const auto noTls = [](const Step& step) { return failed(step, Cause::TlsFailed, false); };
    EXPECT_THAT(names(walk(tracker("https://"), kHashes, noTls)), ElementsAre("announce A", "TLS 1.1"));
}

TEST(Plan, AClaimedAddressNeedsConsent)
{
    TrackerRecord record = tracker("http://", Mode::Full);
    EXPECT_EQ(walk(record, kHashes, good).find(step::kSpoofed), nullptr);
    record.claimSpoof = true;
    const LegRecord leg = walk(record, kHashes, good);
    ASSERT_NE(leg.find(step::kSpoofed), nullptr);
    EXPECT_TRUE(leg.find(step::kSpoofed)->step.rawQuery.contains("ip=192.0.2.1"));
    EXPECT_NE(leg.find(step::kSpoofSeen), nullptr);
}

TEST(Plan, ARandomHashIsWrittenInSeveralWays)
{
    const auto https = walk(tracker("https://", Mode::Full), kHashes, good);
    const QByteArray lower = https.find(step::kEscapes)->step.rawQuery;
    const QByteArray plus = https.find(step::kPlus)->step.rawQuery;
    EXPECT_TRUE(lower.contains("%aa") && !lower.contains("%AA"));
    EXPECT_TRUE(plus.contains('+') && !plus.contains("%2B") && plus.contains("%AA"));
    EXPECT_NE(https.find(step::kReordered)->step.rawQuery, lower);
    EXPECT_EQ(makeHashes(7, {}).main, makeHashes(7, {}).main);
    EXPECT_NE(makeHashes(7, {}).main, makeHashes(8, {}).main);
}

// Whatever a tracker does: never more requests than promised, nothing asked twice, and each made-up client that may
// have been heard of is told off in the end.
TEST(Plan, KeepsItsPromisesWhateverHappens)
{
    const char* const urls[] = {"udp://", "http://", "https://", "ws://"};
    for (std::uint32_t seed = 0; seed < 4000; ++seed) {
        std::mt19937 random(seed);
        const Mode mode = random() % 2 ? Mode::Full : Mode::Quick;
        TrackerRecord record = tracker(urls[random() % 4], mode);
        if (random() % 4 == 0)
            record.hash.emplace();
        if (random() % 5 == 0)
            record.url.path = "/tracker.php"; // no scrape to be derived
        const PlanHashes hashes = makeHashes(seed + 1, record.hash);
        if (random() % 3 == 0)
            record.slow.emplace();
        const LegRecord leg = walk(record, hashes, [&random](const Step& step) { return anything(step, random); });
        const int more = record.slow ? kSlowRequests : 0;
        EXPECT_LE(leg.requests, mode == Mode::Full ? kFullRequests + more : kQuickRequests) << "seed " << seed;
        const auto all = names(leg);
        EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size()) << "seed " << seed;
        EXPECT_TRUE(everybodyLeft(leg)) << "seed " << seed;
        EXPECT_TRUE(farewells(record, leg, hashes).empty()) << "seed " << seed;
    }
}

TEST(Plan, ACancelledCheckKnowsWhomToTellOff)
{
    const TrackerRecord record = tracker("udp://");
    LegRecord leg = walk(record, kHashes, good);
    leg.exchanges.resize(4); // up to the scrape
    const auto steps = farewells(record, leg, kHashes);
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_EQ(steps[0].name, step::kStoppedA);
    EXPECT_EQ(steps[1].name, step::kStoppedB);
}

TEST(Plan, LegsOfATrackerVisitEachOther)
{
    for (const char* url : {"udp://", "http://", "https://"}) {
        Several tracker(url, {V4, V4, V6, V6});
        tracker.run([](std::size_t, const Step& step) { return good(step); });
        const SharedHashes& shared = kHashes.shared;
        EXPECT_EQ(tracker.hashOf(0, step::kAnnounceFresh1), shared.v4);
        EXPECT_EQ(tracker.hashOf(0, step::kAnnounceFresh2), shared.both);
        EXPECT_EQ(tracker.hashOf(1, step::kVisit), shared.v4);
        EXPECT_EQ(tracker.hashOf(2, step::kAnnounceFresh1), shared.v6);
        EXPECT_EQ(tracker.hashOf(2, step::kVisit), shared.both);
        EXPECT_EQ(tracker.hashOf(3, step::kVisit), shared.v6);
        EXPECT_FALSE(tracker.hashOf(0, step::kVisit));
        EXPECT_FALSE(tracker.hashOf(3, step::kAnnounceFresh2));
        EXPECT_NE(tracker.hashOf(1, step::kAnnounceFresh1), tracker.hashOf(3, step::kAnnounceFresh1));
        for (const LegRecord& leg : tracker.record.legs) {
            EXPECT_TRUE(everybodyLeft(leg));
            EXPECT_LE(leg.requests, kFullRequests);
        }
    }
}

TEST(Plan, WhoIsVisitedStaysUntilThen)
{
    Several tracker("http://", {V4, V6});
    while (tracker.advance(0, good)) { }
    EXPECT_FALSE(tracker.isOver());
    ASSERT_TRUE(tracker.record.legs[0].pause);
    EXPECT_FALSE(tracker.record.legs[0].pause->until);
    EXPECT_EQ(tracker.record.legs[0].find(step::kStoppedFresh2), nullptr);
    EXPECT_NE(tracker.record.legs[0].find(step::kStoppedB), nullptr) << "others need not stay";
    while (tracker.advance(1, good)) { }
    EXPECT_TRUE(tracker.record.legs[1].isOver);
    while (tracker.advance(0, good)) { }
    EXPECT_NE(tracker.record.legs[0].find(step::kStoppedFresh2), nullptr);
    EXPECT_TRUE(tracker.isOver());
}

TEST(Plan, AVisitorWaitsForItsHost)
{
    Several tracker("http://", {V4, V6});
    while (tracker.advance(1, good)) { }
    EXPECT_TRUE(tracker.record.legs[1].pause);
    EXPECT_EQ(tracker.record.legs[1].find(step::kVisit), nullptr);
    EXPECT_EQ(tracker.record.legs[1].find(step::kAnnounceFresh2), nullptr);
    tracker.run([](std::size_t, const Step& step) { return good(step); });
    EXPECT_NE(tracker.record.legs[1].find(step::kVisit), nullptr);
}

TEST(Plan, TheNextOneIsHostInPlaceOfADeadOne)
{
    Several tracker("http://", {V4, V4, V4});
    tracker.run([](std::size_t leg, const Step& step) {
        return leg == 0 ? failed(step, Cause::ConnectTimeout, false) : good(step);
    });
    EXPECT_EQ(tracker.hashOf(1, step::kAnnounceFresh1), kHashes.shared.v4);
    EXPECT_EQ(tracker.hashOf(2, step::kVisit), kHashes.shared.v4);
}

TEST(Plan, NobodyVisitsOverWebSocketsOrInAPersonsTorrentOrAQuickCheck)
{
    const auto visits = [](Several tracker) {
        tracker.run([](std::size_t, const Step& step) { return good(step); });
        return tracker.record.legs[1].find(step::kVisit) != nullptr;
    };
    EXPECT_TRUE(visits(Several("http://", {V4, V6})));
    EXPECT_FALSE(visits(Several("ws://", {V4, V6})));
    Several persons("http://", {V4, V6});
    persons.record.hash.emplace();
    EXPECT_FALSE(visits(persons));
    Several quick("http://", {V4, V6});
    quick.record.mode = Mode::Quick;
    EXPECT_FALSE(visits(quick));
}

// Legs in any order, with any answers, slow or not: all come to an end, within the budget, and nobody stays behind.
TEST(Plan, LegsNeverPauseForEachOtherInACircle)
{
    const char* const urls[] = {"udp://", "http://", "ws://"};
    const std::vector<protocol::Family> families[] = {{V4, V6}, {V4, V4}, {V4, V4, V6, V6}, {V6, V6, V6}};
    for (std::uint32_t seed = 0; seed < 1500; ++seed) {
        std::mt19937 random(seed);
        Several tracker(urls[random() % 3], families[random() % 4]);
        if (random() % 3 == 0)
            tracker.record.slow.emplace();
        const std::size_t dead = random() % 8;
        int idle = 0;
        for (int turn = 0; turn < 4000 && !tracker.isOver() && idle < 200; ++turn) {
            const std::size_t leg = random() % tracker.record.legs.size();
            const bool moved = tracker.advance(leg, [&](const Step& step) {
                return leg == dead ? failed(step, Cause::ConnectTimeout, false) : anything(step, random);
            });
            idle = moved ? 0 : idle + 1;
            if (idle == 199 && tracker.passTime())
                idle = 0;
        }
        EXPECT_TRUE(tracker.isOver()) << "seed " << seed;
        for (const LegRecord& leg : tracker.record.legs) {
            EXPECT_LE(leg.requests, kFullRequests + (tracker.record.slow ? kSlowRequests : 0)) << "seed " << seed;
            EXPECT_TRUE(everybodyLeft(leg)) << "seed " << seed;
        }
    }
}

// Each answer takes a while, so that handshakes have to be renewed.
TEST(Plan, RenewedHandshakesStayWithinTheBudget)
{
    const TrackerRecord record = tracker("udp://", Mode::Full);
    for (const Duration each : {1s, 5s, 8s, 11s, 15s, 20s}) {
        LegRecord leg;
        leg.scheme = Scheme::Udp;
        std::array<Duration, 2> handshakes{};
        Duration now{0};
        int renewals = 0;
        while (leg.exchanges.size() < 60) {
            const Move move = nextMove(record, leg, kHashes, now);
            if (!move.step)
                break;
            Exchange exchange = good(*move.step);
            exchange.since = now;
            exchange.udp.emplace();
            Duration& handshake = handshakes[static_cast<std::size_t>(move.step->identity)];
            const bool isQuestion = move.step->kind == StepKind::Announce || move.step->kind == StepKind::Scrape;
            if (isQuestion && now - handshake >= 60s)
                exchange.udp->renewals = 1;
            if (exchange.udp->renewals > 0 || move.step->kind == StepKind::UdpConnect)
                handshake = now;
            renewals += exchange.udp->renewals;
            leg.requests += 1 + exchange.udp->renewals;
            leg.exchanges.push_back(std::move(exchange));
            now += each;
        }
        EXPECT_EQ(renewals > 0, each >= 5s) << each.count();
        EXPECT_LE(leg.requests, kFullRequests) << each.count();
        EXPECT_TRUE(everybodyLeft(leg)) << each.count();
    }
}

TEST(Plan, WhatTakesLongIsAskedInItsTime)
{
    TrackerRecord record = tracker("udp://", Mode::Full);
    EXPECT_EQ(walk(record, kHashes, good).find(step::kGone), nullptr);
    EXPECT_EQ(walk(record, kHashes, good).find(step::kOldId), nullptr);
    record.slow.emplace();
    const LegRecord leg = walk(record, kHashes, good); // interval 1800 s
    const Exchange* old = leg.find(step::kOldId);
    const Exchange* gone = leg.find(step::kGone);
    ASSERT_TRUE(old && gone);
    EXPECT_TRUE(old->step.oldId);
    EXPECT_EQ(old->step.kind, StepKind::Scrape);
    EXPECT_GE(old->since, std::chrono::minutes(5));
    EXPECT_LT(old->since, std::chrono::minutes(6));
    EXPECT_GE(gone->since, std::chrono::minutes(60));
    EXPECT_LT(gone->since, std::chrono::minutes(63));
    EXPECT_EQ(gone->step.identity, Identity::B);
    EXPECT_EQ(gone->step.hashes, leg.find(step::kAnnounceFresh1)->step.hashes);
    EXPECT_EQ(leg.find(step::kStoppedFresh1)->since, gone->since) << "A was silent until then";
    EXPECT_TRUE(everybodyLeft(leg));
    EXPECT_EQ(leg.find(step::kStoppedB)->since, Duration(0)) << "nobody else waits";
}

TEST(Plan, AnHourIsTheLongestThatIsWaited)
{
    TrackerRecord record = tracker("http://", Mode::Full);
    record.slow.emplace();
    const auto with = [&](qint64 interval) {
        return walk(record, kHashes, [interval](const Step& step) {
            Exchange exchange = good(step);
            if (exchange.announce)
                exchange.announce->interval = interval;
            return exchange;
        });
    };
    EXPECT_NE(with(2100).find(step::kGone), nullptr);
    EXPECT_EQ(with(2101).find(step::kGone), nullptr);
    EXPECT_EQ(with(0).find(step::kGone), nullptr);
    EXPECT_EQ(with(std::numeric_limits<qint64>::max()).find(step::kGone), nullptr);
    EXPECT_GE(with(60).find(step::kGone)->since, std::chrono::minutes(15)) << "a short interval forgets nobody sooner";
}
