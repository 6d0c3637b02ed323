// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/announcing/announcing.h"

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::AnnounceRequest;
using protocol::Event;
using protocol::Family;
using protocol::Transport;

void fillRequest(requests::RequestRecord& record, const AnnounceRequest& request, const Asker& asker)
{
    record.kind = requests::RequestKind::Announce;
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

requests::Rule ruleOf(access::Admission admission)
{
    switch (admission) {
    case access::Admission::Allowed:
        return requests::Rule::None;
    case access::Admission::Stranger:
        return requests::Rule::Stranger;
    case access::Admission::Banned:
        return requests::Rule::Banned;
    }
    return requests::Rule::Stranger;
}

// Why the store took it not, with the cap that was reached.
struct Refusal {
    requests::Rule rule = requests::Rule::None;
    std::uint32_t cap = 0;
};

Refusal refusalOf(swarm::Verdict verdict, const swarm::Caps& caps)
{
    switch (verdict) {
    case swarm::Verdict::Accepted:
        return {};
    case swarm::Verdict::TooManySwarms:
        return {requests::Rule::TooManySwarms, caps.swarms};
    case swarm::Verdict::TooManyPeers:
        return {requests::Rule::TooManyPeers, caps.peers};
    case swarm::Verdict::TooManyOfAddress:
        return {requests::Rule::TooManyOfAddress, caps.peersPerAddress};
    }
    return {requests::Rule::TooManyPeers, caps.peers};
}

AnnounceOutcome refuse(requests::RequestRecord& record, requests::Rule rule)
{
    record.result = requests::RequestResult::Refused;
    record.rule = rule;
    return {rule, {}};
}

void fillResult(requests::RequestRecord& record, const swarm::AnnounceResult& result, const swarm::PickedPeers& picked)
{
    record.result = requests::RequestResult::Answered;
    record.rule = requests::Rule::None;
    record.oddities |= result.oddities;
    record.movedUp = result.movedUp;
    record.movedDown = result.movedDown;
    record.spanMs = static_cast<std::uint32_t>(result.span.count());
    record.givenInterval = static_cast<std::uint16_t>(result.interval.count());
    record.peersReturned = static_cast<std::uint16_t>(picked.count4 + picked.count6);
}

} // namespace

requests::Rule admissionRule(const WorkerContext& context, const Address& address)
{
    return ruleOf(context.access->admit(address));
}

AnnounceOutcome runAnnounce(WorkerContext& context, const AnnounceRequest& request, const Asker& asker,
    std::uint16_t maxV4, std::uint16_t maxV6, requests::RequestRecord& record)
{
    if (record.timeMs == 0)
        record.timeMs = context.clock.steady().count();
    const protocol::Time now(record.timeMs);
    fillRequest(record, request, asker);
    if (const requests::Rule rule = admissionRule(context, asker.source.address); rule != requests::Rule::None)
        return refuse(record, rule);
    if (request.port == 0 && request.event != Event::Stopped)
        return refuse(record, requests::Rule::PortZero);

    swarm::Announce announce = storeRequest(request, asker, reachableAddress(*context.access, request, asker));
    announce.maxV4 = maxV4;
    announce.maxV6 = maxV6;
    const swarm::AnnounceResult result = context.store.announce(announce, now, context.picked);
    if (const Refusal refusal = refusalOf(result.verdict, context.settings.caps);
        refusal.rule != requests::Rule::None) {
        record.detail = refusal.cap;
        record.oddities |= result.oddities;
        return refuse(record, refusal.rule);
    }
    fillResult(record, result, context.picked);
    return {requests::Rule::None, result};
}

} // namespace waggle::server
