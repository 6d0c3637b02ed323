// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpanswer.h"

#include "core/protocol/http.h"
#include "core/server/announcing/announcing.h"
#include "core/server/http/peoplepage.h"

#include <algorithm>
#include <array>

namespace waggle::server {
namespace {

namespace http = protocol::http;

// One request on its way to an answer.
struct Exchange {
    WorkerContext& context;
    const HttpPeer& peer;
    const HttpRequest& request;
    HttpReply& reply;
    requests::RequestRecord& record;
};

void refuse(Exchange& to, requests::Rule rule)
{
    to.record.rule = rule;
    to.record.result = requests::RequestResult::Refused;
    to.reply.body.clear();
    http::writeFailure(to.reply.body, refusalText(rule), retryInMinutes(rule));
}

requests::Rule ruleOf(const http::QueryError& problem)
{
    if (problem.brokenEscape)
        return requests::Rule::BadPercent;
    switch (problem.error.code) {
    case protocol::ErrorCode::Missing:
        return requests::Rule::MissingParameter;
    case protocol::ErrorCode::Duplicate:
        return requests::Rule::DuplicateParameter;
    case protocol::ErrorCode::OutOfRange:
        return problem.parameter == "port" ? requests::Rule::PortZero : requests::Rule::BadParameter;
    case protocol::ErrorCode::Truncated:
    case protocol::ErrorCode::Malformed:
    case protocol::ErrorCode::TooLarge:
    case protocol::ErrorCode::WrongLength:
    case protocol::ErrorCode::Unsupported:
        break;
    }
    return requests::Rule::BadParameter;
}

// What the query itself did wrong is told in the parser's words; asking again the same way never helps (BEP 31).
void refuseQuery(Exchange& to, const http::QueryError& problem)
{
    refuse(to, ruleOf(problem));
    to.record.oddities |= problem.oddities;
    to.reply.body.clear();
    http::writeFailure(to.reply.body, problem.error.message, 0);
}

void answerAnnounce(Exchange& to, std::string_view query)
{
    to.record.kind = requests::RequestKind::Announce;
    const auto announce = http::readAnnounce(query);
    if (!announce)
        return refuseQuery(to, announce.error());
    // Behind a proxy, link and address are the proxy's: by which of ours the client came is not known.
    const bool direct = to.record.from == to.peer.remote.address;
    const Asker asker{{to.record.from, to.peer.remote.port}, direct ? to.peer.scope : 0,
        direct ? to.peer.local.address : protocol::Address(), protocol::Transport::Http};
    const auto outcome
        = runAnnounce(to.context, *announce, asker, protocol::kMaxNumwant, protocol::kMaxNumwant, to.record);
    if (outcome.rule != requests::Rule::None)
        return refuse(to, outcome.rule);
    const auto& picked = to.context.picked;
    const auto& policy = to.context.settings.policy;
    http::writeAnnounce(to.reply.body,
        {static_cast<std::uint32_t>(outcome.result.interval.count()),
            static_cast<std::uint32_t>(policy.minInterval.count()), outcome.result.counts, picked.v4(), picked.v6(),
            {picked.ids4.data(), picked.count4}, {picked.ids6.data(), picked.count6}, announce->compact,
            announce->noPeerId, to.record.from});
}

void answerScrape(Exchange& to, std::string_view query)
{
    to.record.kind = requests::RequestKind::Scrape;
    const auto hashes = http::readScrape(query);
    if (!hashes) {
        if (hashes.error().error.code == protocol::ErrorCode::Missing)
            return refuse(to, requests::Rule::FullScrapeOff);
        return refuseQuery(to, hashes.error());
    }
    to.record.detail = static_cast<std::uint32_t>(hashes->size());
    if (!hashes->empty()) {
        to.record.hasSwarm = true;
        to.record.infoHash = hashes->front();
    }
    if (const requests::Rule rule = admissionRule(to.context, to.record.from); rule != requests::Rule::None)
        return refuse(to, rule);
    std::array<protocol::SwarmCounts, http::kMaxHttpScrape> counts;
    const auto count = std::min(hashes->size(), counts.size());
    const std::span<const protocol::InfoHash> asked(hashes->data(), count);
    to.context.store.scrape(asked, to.context.clock.steady(), {counts.data(), count});
    http::writeScrape(to.reply.body, asked, {counts.data(), count});
}

void answerPage(Exchange& to)
{
    const requests::Rule admission = admissionRule(to.context, to.record.from);
    if (admission == requests::Rule::Banned) {
        to.reply.status = 403;
        to.reply.body = refusalText(requests::Rule::Banned);
        to.record.rule = requests::Rule::Banned;
        to.record.result = requests::RequestResult::Refused;
        return;
    }
    PageFacts facts;
    facts.urls = pageUrls(to.request.host, to.peer.local, udpPortBeside(to.context.settings, to.peer.local.port));
    facts.asker = to.record.from;
    facts.isStranger = admission == requests::Rule::Stranger;
    to.reply.contentType = "text/html; charset=utf-8";
    to.reply.fields = peoplePageFields();
    to.reply.body = peoplePage(facts);
}

void answerNotFound(Exchange& to)
{
    to.reply.status = 404;
    to.reply.body = "There is nothing here. A tracker's URL ends with /announce.\n";
    to.record.rule = requests::Rule::NotFound;
    to.record.result = requests::RequestResult::Refused;
}

} // namespace

void answerHttp(WorkerContext& context, const HttpPeer& peer, const HttpRequest& request, HttpReply& reply,
    requests::RequestRecord& record)
{
    reply.status = 200;
    reply.contentType = "text/plain";
    reply.fields = {};
    reply.body.clear();
    record.transport = protocol::Transport::Http;
    record.sourcePort = peer.remote.port;
    record.from = peer.remote.address;
    if (!request.forwardedFor.empty())
        record.from = access::clientBehindProxies(*context.access, peer.remote.address, request.forwardedFor);

    Exchange to{context, peer, request, reply, record};
    const auto target = http::readTarget(request.target);
    switch (http::readPath(target.path).kind) {
    case http::Path::Kind::Announce:
        return !target.hasQuery && request.acceptsHtml ? answerPage(to) : answerAnnounce(to, target.query);
    case http::Path::Kind::Scrape:
        return answerScrape(to, target.query);
    case http::Path::Kind::Page:
        return answerPage(to);
    case http::Path::Kind::NotFound:
        return answerNotFound(to);
    }
}

} // namespace waggle::server
