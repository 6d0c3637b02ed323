// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"
#include "core/remote/steps.h"
#include "tests/unit/remote/values/records.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace waggle;
using namespace waggle::remote;
using protocol::Event;
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

// Walks the plan to its end.
LegRecord walk(const TrackerRecord& record, const PlanHashes& hashes, const Answer& answer)
{
    LegRecord leg;
    leg.scheme = record.url.scheme;
    while (const auto step = nextStep(record.mode, record, leg, hashes)) {
        leg.exchanges.push_back(answer(*step));
        leg.requests += step->kind == StepKind::Offer ? 2 : 1;
        if (leg.exchanges.size() > 50)
            break; // the expectations below fail
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
        const LegRecord leg = walk(record, hashes, [&](const Step& step) {
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
        });
        EXPECT_LE(leg.requests, mode == Mode::Full ? kFullRequests : kQuickRequests) << "seed " << seed;
        const auto all = names(leg);
        EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size()) << "seed " << seed;
        std::map<std::pair<Identity, protocol::InfoHash>, bool> there;
        for (const Exchange& exchange : leg.exchanges) {
            const Step& step = exchange.step;
            if (step.kind != StepKind::Scrape && !step.hashes.empty()
                && (!exchange.request.isEmpty() || step.event == Event::Stopped))
                there[{step.identity, step.hashes.front()}] = step.event != Event::Stopped;
        }
        for (const auto& [who, present] : there)
            EXPECT_FALSE(present) << "seed " << seed;
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
