// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/rules/lookbencode.h"
#include "core/remote/steps.h"

#include <algorithm>
#include <set>

namespace waggle::remote {
namespace {

constexpr std::size_t kLargeList = 10;

bool isOwnAddress(const LegLook& at, const protocol::Address& address)
{
    const auto& own = at.record.network.addresses;
    return address.isLoopback() || std::find(own.begin(), own.end(), address) != own.end();
}

bool usesOwnHash(const LegLook& at)
{
    return !at.record.hash;
}

// The core function: who announced before is handed to who announces next.
void introduces(const LegLook& at)
{
    const Exchange* b = at.answered(step::kAnnounceB);
    if (!b || !isTaken(b) || !isTaken(at.find(step::kAnnounceA)))
        return;
    const RemotePeer* a = findIdentity(at.record, *b->announce, Identity::A);
    if (!a) {
        at.add("B1", b,
            say("A announced, then B: the list that B got has %1, A is not among them")
                .arg(counted(b->announce->peers.size(), say("1 peer"), say("%1 peers"))),
            b->reply.left(400));
    } else if (at.isLocalTracker() && !isOwnAddress(at, a->endpoint.address)) {
        at.add(Severity::Error, "B2", b,
            say("It hands us out as %1, which is no address of this computer").arg(endpointText(a->endpoint)));
    }
    if (const RemotePeer* self = findIdentity(at.record, *b->announce, Identity::B))
        at.add(Severity::Note, "B2", b, say("B was given its own address, %1").arg(endpointText(self->endpoint)));
}

void counts(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!isTaken(&exchange) || !exchange.announce->seeders || !exchange.announce->leechers)
            continue;
        const qint64 told = sum(*exchange.announce->seeders, *exchange.announce->leechers);
        const auto listed = static_cast<qint64>(exchange.announce->peers.size());
        if (told >= 0 && listed > told) {
            at.add("B3", &exchange,
                counted(listed, say("1 peer is listed, %1 are counted"), say("%1 peers are listed, %2 are counted"))
                    .arg(told));
            return;
        }
    }
    const Exchange* scrape = at.answered(step::kScrape);
    const Exchange* b = at.find(step::kAnnounceB);
    if (!scrape || !usesOwnHash(at) || !isTaken(b) || !isTaken(at.find(step::kAnnounceA)))
        return;
    const auto seen = countsOf(scrape, scrape->step.hashes.front());
    if (!seen)
        return;
    if (seen->seeders == 2 && seen->leechers == 0)
        at.add(at.leg.scheme == Scheme::Udp ? FindingId("U13") : FindingId("B3"), scrape,
            say("Two leechers announced; the scrape calls them seeders"), scrape->reply.left(200));
    else if (sum(seen->seeders, seen->leechers) != 2)
        at.add("B3", scrape,
            say("Two clients announced; the scrape counts %1 and %2")
                .arg(counted(seen->seeders, say("1 seeder"), say("%1 seeders")),
                    counted(seen->leechers, say("1 leecher"), say("%1 leechers"))));
}

void goodbyes(const LegLook& at)
{
    const Exchange* after = at.answered(step::kUpdateB);
    if (after && isTaken(after)) {
        if (const RemotePeer* a = findIdentity(at.record, *after->announce, Identity::A))
            at.add(Severity::Warning, "B4", after,
                say("%1 said `stopped` and is still handed out").arg(endpointText(a->endpoint)));
    }
    for (const Exchange& exchange : at.leg.exchanges) {
        if (exchange.step.event == protocol::Event::Stopped && isTaken(&exchange)
            && !exchange.announce->peers.empty()) {
            at.add(Severity::Note, "B4", &exchange,
                counted(exchange.announce->peers.size(), say("The answer to `stopped` holds 1 peer"),
                    say("The answer to `stopped` holds %1 peers")));
            return;
        }
    }
}

void completions(const LegLook& at)
{
    const auto completed = [&](const char* name) -> std::optional<qint64> {
        const Exchange* scrape = at.answered(name);
        if (!scrape || scrape->step.hashes.empty())
            return std::nullopt;
        const auto found = countsOf(scrape, scrape->step.hashes.front());
        return found ? std::optional(found->completed) : std::nullopt;
    };
    const auto before = completed(step::kScrape);
    const auto once = completed(step::kScrapeCompleted);
    const auto twice = completed(step::kScrapeTwice);
    if (!before || !once || !usesOwnHash(at))
        return;
    if (*once != sum(*before, 1))
        at.add("B5", at.find(step::kScrapeCompleted),
            say("One `completed` took the count from %1 to %2").arg(*before).arg(*once));
    else if (twice && *twice != *once)
        at.add("B5", at.find(step::kScrapeTwice),
            say("The same client's second `completed` was counted too: %1, then %2").arg(*once).arg(*twice));
}

// What a hash that nobody ever used may not have.
void inventions(const LegLook& at)
{
    const Exchange* unknown = at.answered(step::kScrapeUnknown);
    const auto counts = unknown ? countsOf(unknown, unknown->step.hashes.front()) : std::nullopt;
    if (counts && sum(counts->seeders, sum(counts->leechers, counts->completed)) > 0)
        at.add("B6", unknown,
            say("A random hash has %1, %2 and %3")
                .arg(counted(counts->seeders, say("1 seeder"), say("%1 seeders")),
                    counted(counts->leechers, say("1 leecher"), say("%1 leechers")),
                    counted(counts->completed, say("1 completion"), say("%1 completions"))));
    std::vector<const char*> alone{step::kAnnounceFresh1, step::kAnnounceFresh2};
    if (usesOwnHash(at))
        alone.push_back(step::kAnnounceA);
    for (const char* name : alone) {
        const Exchange* announce = at.answered(name);
        if (!announce || !isTaken(announce))
            continue;
        const AnnounceAnswer& answer = *announce->announce;
        const auto strangers = std::count_if(answer.peers.begin(), answer.peers.end(), [&](const RemotePeer& peer) {
            return peer.endpoint.port != at.record.identities[0].port
                && peer.endpoint.port != at.record.identities[1].port;
        });
        if (strangers > 0 || answer.seeders.value_or(0) > 1 || answer.leechers.value_or(0) > 2) {
            at.add("B6", announce,
                say("A random hash has %1, %2 and %3")
                    .arg(counted(answer.seeders.value_or(0), say("1 seeder"), say("%1 seeders")),
                        counted(answer.leechers.value_or(0), say("1 leecher"), say("%1 leechers")),
                        counted(answer.peers.size(), say("1 peer"), say("%1 peers"))),
                announce->reply.left(200));
            return;
        }
    }
}

void scrapedIntoBeing(const LegLook& at)
{
    const Exchange* first = at.answered(step::kScrapeUnknown);
    const Exchange* later = at.answered(step::kScrapePositions);
    if (!first || !later || !isHttp(at.leg.scheme))
        return;
    const auto& hash = first->step.hashes.front();
    if (!countsOf(first, hash) && countsOf(later, hash))
        at.add("B7", later, say("A hash that was only scraped is known since"));
}

void strangePeers(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!isTaken(&exchange))
            continue;
        for (const RemotePeer& peer : exchange.announce->peers) {
            const bool ours = peer.endpoint.port == at.record.identities[0].port
                || peer.endpoint.port == at.record.identities[1].port;
            const bool inside = !at.isLocalTracker() && at.leg.address && !isPublic(peer.endpoint.address);
            if (peer.endpoint.port != 0 && (!inside || ours))
                continue;
            at.add("B8", &exchange, say("Among the peers: %1").arg(endpointText(peer.endpoint)));
            return;
        }
    }
}

void numwant(const LegLook& at)
{
    const Exchange* none = at.answered(step::kNumwant0);
    if (none && isTaken(none) && !none->announce->peers.empty())
        at.add("B9", none,
            counted(none->announce->peers.size(), say("numwant=0 was answered with 1 peer"),
                say("numwant=0 was answered with %1 peers")));
}

bool isOurPort(const LegLook& at, std::uint16_t port)
{
    return port == at.record.identities[0].port || port == at.record.identities[1].port;
}

// But our own, who come and go between two questions.
std::set<protocol::Endpoint> endpoints(const LegLook& at, const Exchange& exchange)
{
    std::set<protocol::Endpoint> all;
    for (const RemotePeer& peer : exchange.announce->peers) {
        if (!isOurPort(at, peer.endpoint.port))
            all.insert(peer.endpoint);
    }
    return all;
}

void samePeers(const LegLook& at)
{
    const Exchange* first = at.answered(step::kAnnounceA);
    const Exchange* again = at.answered(step::kAgainA);
    if (!isTaken(first) || !isTaken(again))
        return;
    const auto a = endpoints(at, *first);
    const qint64 there = sum(first->announce->seeders.value_or(0), first->announce->leechers.value_or(0));
    if (a.size() >= kLargeList && there > static_cast<qint64>(2 * a.size()) && a == endpoints(at, *again))
        at.add("B10", again, say("%1 of %2 peers, twice the very same ones").arg(a.size()).arg(there));
}

void early(const LegLook& at)
{
    const Exchange* again = at.find(step::kAgainA);
    const Exchange* b = at.find(step::kAnnounceB);
    if (!again || !isTaken(at.find(step::kAnnounceA)))
        return;
    const auto refusal = again->udpError ? again->udpError : again->announce ? again->announce->failure : std::nullopt;
    if (refusal)
        at.add("B13", again, say("An early announce is refused: %1").arg(quoted(*refusal)));
    else if (isTaken(again) && isTaken(b) && again->announce->peers.empty())
        at.add("B13", again, say("An early announce is given no peers although there are some"));
}

void restricted(const LegLook& at)
{
    const Exchange* announce = at.find(step::kAnnounceA);
    if (!announce)
        return;
    if (isBareHead(*announce))
        at.add("B14", announce, say("The announce of a random torrent is answered with a head and nothing behind it"));
    QByteArray words;
    if (announce->announce && announce->announce->failure)
        words = *announce->announce->failure;
    else if (announce->udpError)
        words = *announce->udpError;
    if (!words.isEmpty() && meansUnregistered(words))
        at.add("B14", announce, quoted(words));
}

void spoofing(const LegLook& at)
{
    const Exchange* claimed = at.find(step::kSpoofed);
    const Exchange* after = at.find(step::kSpoofSeen);
    if (!isTaken(claimed) || !isTaken(after))
        return;
    const auto address = protocol::Address::v4(0xc0000201); // 192.0.2.1
    for (const RemotePeer& peer : after->announce->peers) {
        if (peer.endpoint.address == address) {
            at.add(
                "B15", after, say("It hands out %1, which a stranger claimed to be").arg(endpointText(peer.endpoint)));
            return;
        }
    }
}

} // namespace

void behaviourRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        for (const auto rule : {introduces, counts, goodbyes, completions, inventions, scrapedIntoBeing, strangePeers,
                 numwant, samePeers, early, restricted, spoofing})
            rule(at);
    });
}

} // namespace waggle::remote
