// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpconnection.h"

#include "core/server/http/httppool.h"

#include <algorithm>
#include <limits>

namespace waggle::server {
namespace {

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

HttpConnection::HttpConnection(WorkerContext& context, HttpPool& pool, HttpReply& scratch)
    : m_context(context)
    , m_pool(pool)
    , m_scratch(scratch)
    , m_session(*this, protocol::Time(0))
{
}

void HttpConnection::begin(const HttpPeer& peer, const HttpFrontEnd* owner)
{
    m_peer = peer;
    m_owner = owner;
    m_session.restart(m_context.clock.steady());
}

void HttpConnection::elapse(protocol::Time now)
{
    if (now < m_session.deadline())
        return;
    startClock();
    m_record.timeMs = now.count();
    m_session.elapse(now);
    settle(now);
    flushRecords();
}

void HttpConnection::refuse(requests::Rule rule)
{
    startClock();
    m_context.share.counters.refuseHttpConnection();
    finished(rule, {}, {});
    flushRecords();
    drop();
}

void HttpConnection::received(std::string_view bytes, protocol::Time now)
{
    m_context.share.counters.addBytes(protocol::Transport::Http, m_peer.remote.address.family(), bytes.size(), 0);
    m_record.timeMs = now.count();
    m_session.receive(bytes, now);
}

void HttpConnection::ended()
{
    m_record.timeMs = 0; // not when its last bytes came
    m_session.endOfInput();
}

void HttpConnection::countSent(std::size_t bytes)
{
    m_context.share.counters.addBytes(protocol::Transport::Http, m_peer.remote.address.family(), 0, bytes);
}

void HttpConnection::leavePool()
{
    m_pool.remove(*this);
}

const HttpReply& HttpConnection::answer(const HttpRequest& request)
{
    answerHttp(m_context, m_peer, request, m_scratch, m_record);
    return m_scratch;
}

void HttpConnection::finished(requests::Rule rule, std::string_view received, std::string_view reply)
{
    if (rule != requests::Rule::None) {
        m_record.from = m_peer.remote.address;
        m_record.sourcePort = m_peer.remote.port;
        m_record.transport = protocol::Transport::Http;
        m_record.rule = rule;
        m_record.result = reply.empty() ? requests::RequestResult::Dropped : requests::RequestResult::Refused;
    }
    const auto now = std::chrono::steady_clock::now();
    const auto taken = std::chrono::duration_cast<std::chrono::nanoseconds>(now - m_begun).count();
    m_record.durationNs
        = static_cast<std::uint32_t>(std::min<std::int64_t>(taken, std::numeric_limits<std::uint32_t>::max()));
    m_begun = now;
    m_record.trueLength = static_cast<std::uint32_t>(received.size());
    m_context.finish(m_record, bytesOf(received.substr(0, requests::kMaxRaw)), bytesOf(reply));
    m_record = {};
}

} // namespace waggle::server
