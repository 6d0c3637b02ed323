// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/questions.h"

#include "core/remote/check/makestep.h"
#include "core/remote/steps.h"

namespace waggle::remote {

using protocol::Event;

namespace {

bool isRedirected(const LegView& at)
{
    const Exchange* first = at.leg.find(step::kAnnounceA);
    return first && first->http && first->http->status / 100 == 3 && !first->http->field("Location").isEmpty();
}

bool failedTls(const LegView& at)
{
    const Exchange* first = at.leg.first();
    return isTls(at.leg.scheme) && first && first->cause == Cause::TlsFailed;
}

constexpr Question kFirstContact[] = {
    {step::kConnect, [](const LegView& at) { return at.isUdp(); },
        [](const char* name, const LegView&) { return plainStep(name, StepKind::UdpConnect); }},
    // Silence is asked again by a socket that hears every address.
    {step::kUnconnected, [](const LegView& at) { return at.failed(step::kConnect, Cause::AnswerTimeout); },
        [](const char* name, const LegView&) { return plainStep(name, StepKind::UdpUnconnected); }},
    // No handshake, and no certificate to blame: perhaps it is too old for us.
    {step::kOldTls, failedTls, [](const char* name, const LegView&) { return plainStep(name, StepKind::TlsVersion); }},
};

constexpr Question kAnnouncing[] = {
    {step::kAnnounceA, [](const LegView&) { return true; },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::A, at.hashes.main, Event::Started);
            if (const auto& wish = at.tracker.wish) {
                made.event = wish->event;
                made.left = wish->left;
                made.numwant = wish->numwant;
            }
            return made;
        }},
    {step::kRedirected, isRedirected,
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::A, at.hashes.main, Event::Started);
            made.kind = StepKind::Redirected;
            return made;
        }},
};

constexpr Question kSecondLook[] = {
    // Lost, or dropped for what stands behind the packet (U8)?
    {step::kAgainA, [](const LegView& at) { return at.isUdp() && at.failed(step::kAnnounceA, Cause::AnswerTimeout); },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::A, at.hashes.main);
            made.urlData = false;
            return made;
        }},
    {step::kOffer,
        [](const LegView& at) { return isWebSocket(at.leg.scheme) && at.ownHash() && at.fine(step::kAnnounceA); },
        [](const char* name, const LegView& at) {
            Step made = announceStep(name, Identity::B, at.hashes.main, Event::Started);
            made.kind = StepKind::Offer;
            return made;
        }},
    {step::kConnectB, [](const LegView& at) { return at.isUdp() && at.tracker.mode == Mode::Full && at.ownHash(); },
        [](const char* name, const LegView&) {
            Step made = plainStep(name, StepKind::UdpConnect);
            made.identity = Identity::B;
            made.fresh = true;
            return made;
        }},
    {step::kAnnounceB,
        [](const LegView& at) { return !isWebSocket(at.leg.scheme) && at.ownHash() && at.fine(step::kAnnounceA); },
        [](const char* name, const LegView& at) {
            return announceStep(name, Identity::B, at.hashes.main, Event::Started);
        }},
};

constexpr Question kScraping[] = {
    {step::kScrape, [](const LegView& at) { return at.canScrape(); },
        [](const char* name, const LegView& at) {
            const auto& asked = at.tracker.scrapeHashes;
            return scrapeStep(name, asked.empty() ? std::vector{at.hashes.main} : asked);
        }},
};

} // namespace

Questions firstContact()
{
    return kFirstContact;
}

std::span<const Questions> questionsOf(Mode mode)
{
    static const Questions kScrapeOnly[] = {kScraping};
    static const Questions kAnnounceOnly[] = {kAnnouncing};
    static const Questions kQuick[] = {kAnnouncing, kSecondLook, kScraping};
    static const Questions kFull[] = {fullBefore(), kAnnouncing, kSecondLook, kScraping, fullAfter()};
    switch (mode) {
    case Mode::ScrapeOnly:
        return kScrapeOnly;
    case Mode::AnnounceOnly:
        return kAnnounceOnly;
    case Mode::Quick:
        return kQuick;
    case Mode::Full:
        break;
    }
    return kFull;
}

} // namespace waggle::remote
