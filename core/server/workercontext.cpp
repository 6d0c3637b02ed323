// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/workercontext.h"

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::AnnounceRequest;
using protocol::Event;
using protocol::Family;
using protocol::Transport;

bool isCaptured(const CaptureScope& capture, const RequestRecord& record)
{
    switch (capture.what) {
    case CaptureScope::What::Off:
        return false;
    case CaptureScope::What::All:
        return true;
    case CaptureScope::What::Address:
        return record.from == capture.address;
    case CaptureScope::What::InfoHash:
        return record.hasSwarm && record.infoHash == capture.infoHash;
    }
    return false;
}

void fillRequest(RequestRecord& record, const AnnounceRequest& request, const Asker& asker)
{
    record.kind = RequestKind::Announce;
    record.transport = asker.transport;
    record.from = asker.source.address;
    record.sourcePort = asker.source.port;
    record.hasSwarm = true;
    record.infoHash = request.infoHash;
    record.hasPeer = true;
    record.peerId = request.peerId;
    record.uploaded = request.uploaded;
    record.downloaded = request.downloaded;
    record.left = request.left;
    record.isSeed = request.left == 0;
    record.event = request.event;
    record.announcedPort = request.port;
    record.oddities |= request.oddities;
}

// Whether another host could connect to it. 127.0.0.1 would be handed out as the tracker's own machine, and fe80::
// means nothing without its link.
bool isClaimable(const Address& address)
{
    const bool ofALink = address.family() == Family::V6 && address.isLinkLocal();
    return !address.isUnspecified() && !address.isMulticast() && !address.isLoopback() && !ofALink;
}

// The address that others shall connect to: a claimed one only where the operator allows it, and only in place of one
// of its own family. Clients name their other family unasked (BEP 7): that is an address besides, not instead.
Address reachableAddress(const access::AccessTable& access, const AnnounceRequest& request, const Asker& asker)
{
    const Address& source = asker.source.address;
    const auto& claimed = source.family() == Family::V4 ? request.claimed4 : request.claimed6;
    return claimed && isClaimable(*claimed) && access.mayClaimIp(source) ? *claimed : source;
}

swarm::Announce storeRequest(const AnnounceRequest& request, const Asker& asker, const Address& address)
{
    const bool http = asker.transport == Transport::Http;
    swarm::Announce announce;
    announce.infoHash = request.infoHash;
    announce.peerId = request.peerId;
    announce.endpoint = {address, request.port};
    announce.scope = address == asker.source.address ? asker.scope : 0;
    announce.uploaded = request.uploaded;
    announce.downloaded = request.downloaded;
    announce.left = request.left;
    announce.key = request.key;
    announce.numwant = request.numwant;
    announce.event = request.event;
    announce.transport = asker.transport;
    announce.bothFamilies = http;
    announce.wantPeerIds = http && !request.compact;
    announce.hidePeerId = http;
    announce.reachedAt = asker.reachedAt;
    return announce;
}

Rule ruleOf(access::Admission admission)
{
    switch (admission) {
    case access::Admission::Allowed:
        return Rule::None;
    case access::Admission::Stranger:
        return Rule::Stranger;
    case access::Admission::Banned:
        return Rule::Banned;
    }
    return Rule::Stranger;
}

Rule ruleOf(swarm::Verdict verdict)
{
    switch (verdict) {
    case swarm::Verdict::Accepted:
        return Rule::None;
    case swarm::Verdict::TooManySwarms:
        return Rule::TooManySwarms;
    case swarm::Verdict::TooManyPeers:
        return Rule::TooManyPeers;
    case swarm::Verdict::TooManyOfAddress:
        return Rule::TooManyOfAddress;
    }
    return Rule::TooManyPeers;
}

std::uint32_t capOf(Rule rule, const swarm::Caps& caps)
{
    switch (rule) {
    case Rule::TooManySwarms:
        return caps.swarms;
    case Rule::TooManyPeers:
        return caps.peers;
    case Rule::TooManyOfAddress:
        return caps.peersPerAddress;
    default:
        return 0;
    }
}

AnnounceOutcome refuse(RequestRecord& record, Rule rule)
{
    record.result = RequestResult::Refused;
    record.rule = rule;
    return {rule, {}};
}

void fillResult(RequestRecord& record, const swarm::AnnounceResult& result, const swarm::PickedPeers& picked)
{
    record.result = RequestResult::Answered;
    record.rule = Rule::None;
    record.oddities |= result.oddities;
    record.movedUp = result.movedUp;
    record.movedDown = result.movedDown;
    record.spanMs = static_cast<std::uint32_t>(result.span.count());
    record.givenInterval = static_cast<std::uint16_t>(result.interval.count());
    record.peersReturned = static_cast<std::uint16_t>(picked.count4 + picked.count6);
}

} // namespace

void WorkerContext::finish(
    RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply)
{
    record.number = ++nextRecord;
    record.worker = worker;
    if (record.timeMs == 0)
        record.timeMs = clock.steady().count();
    share.counters.count(record);
    if (share.ring.isWanted())
        share.ring.add(record, raw, isCaptured(capture, record) ? reply : std::span<const std::uint8_t>{});
}

Rule admissionRule(const WorkerContext& context, const Address& address)
{
    return ruleOf(context.access->admit(address));
}

AnnounceOutcome runAnnounce(WorkerContext& context, const AnnounceRequest& request, const Asker& asker,
    std::uint16_t maxV4, std::uint16_t maxV6, RequestRecord& record)
{
    if (record.timeMs == 0)
        record.timeMs = context.clock.steady().count();
    const swarm::Time now(record.timeMs);
    fillRequest(record, request, asker);
    if (const Rule rule = admissionRule(context, asker.source.address); rule != Rule::None)
        return refuse(record, rule);
    if (request.port == 0 && request.event != Event::Stopped)
        return refuse(record, Rule::PortZero);

    swarm::Announce announce = storeRequest(request, asker, reachableAddress(*context.access, request, asker));
    announce.maxV4 = maxV4;
    announce.maxV6 = maxV6;
    const swarm::AnnounceResult result = context.store.announce(announce, now, context.picked);
    if (const Rule rule = ruleOf(result.verdict); rule != Rule::None) {
        record.detail = capOf(rule, context.settings.caps);
        record.oddities |= result.oddities;
        return refuse(record, rule);
    }
    fillResult(record, result, context.picked);
    return {Rule::None, result};
}

std::string_view refusalText(Rule rule)
{
    switch (rule) {
    case Rule::ConnectionIdStale:
        return "connection id is too old, connect again";
    case Rule::ConnectionIdWrong:
        return "connection id is not valid here, connect again";
    case Rule::ScrapeRagged:
        return "a scrape needs infohashes of 20 bytes each";
    case Rule::BadPercent:
        return "the URL has a broken %-escape";
    case Rule::MissingParameter:
        return "a parameter is missing";
    case Rule::DuplicateParameter:
        return "a parameter is given twice";
    case Rule::BadParameter:
        return "a parameter is wrong";
    case Rule::FullScrapeOff:
        return "name the torrents to scrape by info_hash, a scrape of everything is off";
    case Rule::PortZero:
        return "port 0 was announced, nobody could connect to it";
    case Rule::Stranger:
        return "this tracker serves its own network only, and your address is not part of it";
    case Rule::Banned:
        return "the operator of this tracker has banned your address";
    case Rule::TooManySwarms:
        return "this tracker has no room for another torrent, try again later";
    case Rule::TooManyPeers:
        return "this tracker has no room for another peer, try again later";
    case Rule::TooManyOfAddress:
        return "too many peers of your address in this torrent, try again later";
    default:
        return "this request cannot be served";
    }
}

std::optional<unsigned> retryInMinutes(Rule rule)
{
    constexpr unsigned kNever = 0;
    constexpr unsigned kSoon = 5; // room appears as peers expire
    switch (rule) {
    case Rule::TooManySwarms:
    case Rule::TooManyPeers:
    case Rule::TooManyOfAddress:
        return kSoon;
    case Rule::BadPercent:
    case Rule::MissingParameter:
    case Rule::DuplicateParameter:
    case Rule::BadParameter:
    case Rule::FullScrapeOff:
    case Rule::PortZero:
    case Rule::Stranger:
    case Rule::Banned:
        return kNever;
    default:
        return {};
    }
}

} // namespace waggle::server
