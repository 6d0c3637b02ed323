// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/makestep.h"
#include "core/remote/check/questions.h"
#include "core/remote/steps.h"
#include "core/remote/wire/answers.h"

#include <algorithm>

namespace waggle::remote {

using protocol::Event;
using protocol::InfoHash;

namespace {

constexpr std::size_t kManyHashes = 74; // as many as fit one UDP scrape (BEP 15)

Announcing announcing(const LegView& at, Identity identity)
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

Step rawAnnounce(const char* name, const LegView& at, QByteArray query)
{
    Step made = announceStep(name, Identity::B, at.hashes.main);
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

std::vector<InfoHash> manyHashes(const LegView& at, std::size_t count)
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

bool scrapes(const LegView& at)
{
    return at.fine(step::kScrape);
}
bool holdsMain(const LegView& at, const Exchange& scraped)
{
    return scraped.scrape
        && std::any_of(scraped.scrape->files.begin(), scraped.scrape->files.end(),
            [&](const ScrapeCounts& counts) { return counts.hash == at.hashes.main; });
}

bool announces(const LegView& at)
{
    return at.fine(step::kAnnounceA);
}
bool bothThere(const LegView& at)
{
    return at.fine(step::kAnnounceA) && at.fine(step::kAnnounceB);
}
bool overHttp(const LegView& at)
{
    return at.isHttp() && bothThere(at);
}

constexpr Question kBefore[] = {
    {step::kScrapeUnknown, [](const LegView& at) { return at.canScrape() && at.ownHash(); },
        [](const char* name, const LegView& at) { return scrapeStep(name, {at.hashes.fresh[0]}); }},
};

constexpr Question kAfter[] = {
    // Early: what a host announces has time to reach the other addresses.
    {step::kAnnounceFresh1,
        [](const LegView& at) { return at.ownHash() && announces(at) && !at.meeting.isUndecided(); },
        [](const char* name, const LegView& at) {
            return announceStep(name, Identity::A, at.meeting.ofFamily().value_or(at.hashes.fresh[1]), Event::Started);
        }},
    {step::kAnnounceFresh2, [](const LegView& at) { return at.ownHash() && announces(at) && !at.visits(); },
        [](const char* name, const LegView& at) {
            return announceStep(name, Identity::A, at.meeting.ofBoth().value_or(at.hashes.fresh[2]), Event::Started);
        }},
    {step::kScrapePositions, [](const LegView& at) { return scrapes(at) && at.ownHash(); },
        [](const char* name, const LegView& at) {
            return scrapeStep(name, {at.hashes.main, at.hashes.fresh[0], at.hashes.main});
        }},
    {step::kAgainA, [](const LegView& at) { return at.isUdp() ? at.asked(step::kAnnounceA) : announces(at); },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::A, at.hashes.main);
            made.urlData = false;
            return made;
        }},
    {step::kNumwant0, bothThere,
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::B, at.hashes.main);
            made.numwant = 0;
            return made;
        }},
    {step::kNumwantMany, announces,
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, at.ownHash() ? Identity::B : Identity::A, at.hashes.main);
            made.numwant = at.isUdp() ? 200 : 500;
            return made;
        }},
    {step::kEscapes, overHttp,
        [](const char* name, const LegView& at) {
            return rawAnnounce(name, at, lowerEscapes(httpAnnounceQuery(announcing(at, Identity::B))));
        }},
    {step::kPlus, overHttp,
        [](const char* name, const LegView& at) {
            return rawAnnounce(name, at, httpAnnounceQuery(announcing(at, Identity::B)).replace("%2B", "+"));
        }},
    {step::kReordered, overHttp,
        [](const char* name, const LegView& at) {
            return rawAnnounce(name, at, reordered(httpAnnounceQuery(announcing(at, Identity::B))));
        }},
    {step::kCompletedB, bothThere,
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::B, at.hashes.main, Event::Completed);
            made.left = 0;
            return made;
        }},
    {step::kScrapeCompleted, [](const LegView& at) { return scrapes(at) && at.fine(step::kCompletedB); },
        [](const char* name, const LegView& at) { return scrapeStep(name, {at.hashes.main}); }},
    {step::kCompletedTwice, [](const LegView& at) { return at.fine(step::kScrapeCompleted); },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::B, at.hashes.main, Event::Completed);
            made.left = 0;
            return made;
        }},
    {step::kScrapeTwice, [](const LegView& at) { return at.asked(step::kCompletedTwice); },
        [](const char* name, const LegView& at) { return scrapeStep(name, {at.hashes.main}); }},
    {step::kScrapeMany, [](const LegView& at) { return scrapes(at) && at.ownHash(); },
        [](const char* name, const LegView& at) { return scrapeStep(name, manyHashes(at, kManyHashes)); }},
    {step::kScrapeHalf,
        [](const LegView& at) { // handshakes that age while legs pause for each other cost what this would
            return at.asked(step::kScrapeMany) && !holdsMain(at, *at.leg.find(step::kScrapeMany))
                && !(at.isUdp() && at.meeting.isHeld());
        },
        [](const char* name, const LegView& at) { return scrapeStep(name, manyHashes(at, kManyHashes / 2)); }},
    {step::kScrapeAll, [](const LegView& at) { return at.isHttp() && at.canScrape(); },
        [](const char* name, const LegView&) { return scrapeStep(name, {}); }},
    {step::kWrongMagic, [](const LegView& at) { return at.isUdp(); },
        [](const char* name, const LegView&) { return plainStep(name, StepKind::UdpWrongMagic); }},
    {step::kIdle, [](const LegView& at) { return isWebSocket(at.leg.scheme) && announces(at); },
        [](const char* name, const LegView&) { return plainStep(name, StepKind::Idle); }},
    {step::kSpoofed, [](const LegView& at) { return at.tracker.claimSpoof && overHttp(at); },
        [](const char* name, const LegView& at) {
            Announcing spoofed = announcing(at, Identity::A);
            spoofed.claimed = protocol::Address::v4(0xc0000201); // 192.0.2.1, of the documentation's network
            Step made = announceStep(name, Identity::A, at.hashes.main);
            made.kind = StepKind::RawQuery;
            made.rawQuery = httpAnnounceQuery(spoofed);
            return made;
        }},
    {step::kSpoofSeen, [](const LegView& at) { return at.fine(step::kSpoofed); },
        [](const char* name, const LegView& at) { return announceStep(name, Identity::B, at.hashes.main); }},
    {step::kStoppedA, bothThere,
        [](const char* name, const LegView& at) {
            return announceStep(name, Identity::A, at.hashes.main, Event::Stopped);
        }},
    {step::kUpdateB, [](const LegView& at) { return at.fine(step::kStoppedA) && bothThere(at); },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::B, at.hashes.main);
            made.left = 1;
            return made;
        }},
};

} // namespace

Questions fullBefore()
{
    return kBefore;
}

Questions fullAfter()
{
    return kAfter;
}

} // namespace waggle::remote
