// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpsession.h"

#include <algorithm>
#include <charconv>

namespace waggle::server {
namespace {

constexpr std::size_t kKeptCapacity = 4 * 1024; // what an idle connection may hold of each buffer

std::string_view reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Bad Request";
    }
}

std::string_view explanation(int status)
{
    switch (status) {
    case 405:
        return "This tracker answers GET and HEAD only.\n";
    case 408:
        return "The request was not complete within 10 seconds.\n";
    case 413:
        return "This tracker takes no request body: send the parameters in the URL.\n";
    case 431:
        return "The request line and the fields are longer than 8 KiB: ask for fewer torrents at once.\n";
    default:
        return "This is not an HTTP/1.1 request: a tracker's URL begins with http:// here.\n";
    }
}

void appendNumber(std::string& out, std::size_t value)
{
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void appendHead(std::string& out, const HttpReply& reply, bool keepAlive)
{
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::size_t>(reply.status));
    (out += ' ') += reason(reply.status);
    (out += "\r\nContent-Type: ") += reply.contentType;
    out += "\r\nContent-Length: ";
    appendNumber(out, reply.body.size());
    out += keepAlive ? "\r\n" : "\r\nConnection: close\r\n";
    (out += reply.fields) += "\r\n";
}

void release(std::string& buffer)
{
    buffer.clear();
    if (buffer.capacity() > kKeptCapacity)
        std::string().swap(buffer);
}

} // namespace

HttpSession::HttpSession(HttpHandler& handler, protocol::Time now)
    : m_handler(handler)
    , m_idleSince(now)
{
}

void HttpSession::restart(protocol::Time now)
{
    m_state = State::Open;
    m_inputEnded = false;
    release(m_in);
    m_used = 0;
    m_scanned = 0;
    m_headSize = 0;
    release(m_out);
    m_unsent = 0;
    m_mark = 0;
    m_discarded = 0;
    m_idleSince = now;
}

std::size_t HttpSession::room() const
{
    if (m_inputEnded)
        return 0;
    if (m_state == State::Draining)
        return kMaxHttpInput;
    if (m_state != State::Open || isBlocked())
        return 0;
    return kMaxHttpInput - std::min(kMaxHttpInput, m_in.size());
}

void HttpSession::receive(std::string_view bytes, protocol::Time now)
{
    if (m_state == State::Draining) {
        m_discarded += bytes.size();
        if (m_discarded > kMaxHttpDiscard)
            m_state = State::Closed;
        return;
    }
    bytes = bytes.substr(0, room());
    if (bytes.empty())
        return;
    if (m_in.empty())
        m_requestSince = now;
    m_in += bytes;
    process(now);
}

void HttpSession::process(protocol::Time now)
{
    while (m_state == State::Open && !isBlocked() && step(now)) { }
    if (m_state != State::Open || m_used == m_in.size())
        release(m_in);
    else
        m_in.erase(0, m_used);
    m_used = 0;
}

bool HttpSession::step(protocol::Time now)
{
    if (m_scanned == 0 && rest().starts_with("\r\n")) { // RFC 9112: an empty line before a request is skipped
        consume(2);
        return true;
    }
    if (rest().empty() || rest() == "\r")
        return false;
    if (!mayBeHttp(rest()) || !findHead()) {
        refuse(400, requests::Rule::BadHttp, now);
        return false;
    }
    if (m_headSize == 0 && rest().size() >= kMaxHttpHead) {
        refuse(431, requests::Rule::HeaderTooLarge, now);
        return false;
    }
    if (m_headSize == 0)
        return false;
    serve(rest().substr(0, m_headSize), now);
    return true;
}

// False for a line end without CR: such a head would never end for the parser, and the peer would wait for 10 s. Bytes
// past the limit are not looked at, so that the answer is the same however they were cut into packets.
bool HttpSession::findHead()
{
    const auto bytes = rest().substr(0, kMaxHttpHead);
    while (m_headSize == 0) {
        const auto lineEnd = bytes.find('\n', m_scanned);
        if (lineEnd == std::string_view::npos)
            break;
        if (lineEnd == 0 || bytes[lineEnd - 1] != '\r')
            return false;
        m_scanned = lineEnd + 1;
        if (bytes.substr(0, m_scanned).ends_with("\r\n\r\n"))
            m_headSize = m_scanned;
    }
    if (m_headSize == 0)
        m_scanned = bytes.size();
    return true;
}

void HttpSession::serve(std::string_view head, protocol::Time now)
{
    const auto request = readHttpHead(head);
    if (!request) {
        refuse(400, requests::Rule::BadHttp, now);
    } else if (request->hasBody) {
        // Where a body would end is the sender's word; not believing it leaves nothing to smuggle.
        const bool wrongMethod = request->method == HttpRequest::Method::Other;
        refuse(wrongMethod ? 405 : 413, wrongMethod ? requests::Rule::MethodNotAllowed : requests::Rule::BadHttp, now);
    } else if (request->method == HttpRequest::Method::Other) {
        reply(*request, {405, "text/plain", "Allow: GET, HEAD\r\n", std::string(explanation(405))},
            requests::Rule::MethodNotAllowed, now);
    } else {
        reply(*request, m_handler.answer(*request), requests::Rule::None, now);
    }
}

void HttpSession::reply(const HttpRequest& request, const HttpReply& reply, requests::Rule rule, protocol::Time now)
{
    const auto before = m_out.size();
    appendHead(m_out, reply, request.keepAlive);
    if (request.method != HttpRequest::Method::Head)
        m_out += reply.body;
    m_handler.finished(rule, request.head, std::string_view(m_out).substr(before));
    m_idleSince = now;
    m_requestSince = now; // of the next one, if bytes of it are here
    consume(request.head.size());
    if (request.keepAlive)
        return;
    if (rest().empty())
        m_state = State::Finishing; // all that the peer had to say is read
    else
        drain(now);
}

void HttpSession::refuse(int status, requests::Rule rule, protocol::Time now)
{
    const auto before = m_out.size();
    const std::string_view fields = status == 405 ? "Allow: GET, HEAD\r\n" : "";
    const HttpReply reply{status, "text/plain", fields, std::string(explanation(status))};
    appendHead(m_out, reply, false);
    m_out += reply.body;
    m_handler.finished(rule, rest(), std::string_view(m_out).substr(before));
    drain(now);
}

// Closing at once with the peer's bytes unread would reset the connection and take the reply from under it.
void HttpSession::drain(protocol::Time now)
{
    m_state = State::Draining;
    m_drainSince = now;
}

void HttpSession::consume(std::size_t bytes)
{
    m_used += bytes;
    m_scanned = 0;
    m_headSize = 0;
}

void HttpSession::endOfInput()
{
    m_inputEnded = true;
    const bool requestsWait = m_state == State::Open && isBlocked() && !m_in.empty();
    if (!requestsWait)
        finishInput();
}

void HttpSession::finishInput()
{
    if (m_state == State::Open && !m_in.empty())
        m_handler.finished(requests::Rule::BadHttp, m_in, {});
    release(m_in);
    m_state = hasUnsent() ? State::Finishing : State::Closed;
}

void HttpSession::outputTaken(protocol::Time now)
{
    if (m_unsent == 0) {
        m_mark = m_out.size();
        m_markSince = now;
    }
    m_unsent += m_out.size();
    release(m_out);
}

void HttpSession::sent(std::size_t bytes, protocol::Time now)
{
    const bool wasBlocked = isBlocked();
    bytes = std::min(bytes, m_unsent);
    m_unsent -= bytes;
    if (bytes >= m_mark) { // a slow reader has to take the rest within the time again, a byte now and then will not do
        m_mark = m_unsent;
        m_markSince = now;
    } else {
        m_mark -= bytes;
    }
    if (m_state == State::Draining && m_unsent == 0)
        m_drainSince = now;
    if (m_state == State::Open && wasBlocked && !isBlocked() && !m_in.empty()) {
        m_requestSince = now; // the wait was ours
        process(now);
        if (m_inputEnded && !isBlocked())
            finishInput();
    }
}

protocol::Time HttpSession::waitingSince() const
{
    if (m_unsent > 0)
        return m_markSince;
    if (m_state == State::Draining)
        return m_drainSince;
    return m_in.empty() ? m_idleSince : m_requestSince;
}

protocol::Time HttpSession::deadline() const
{
    if (m_unsent > 0)
        return waitingSince() + kHttpSendTime;
    if (m_state == State::Draining)
        return waitingSince() + kHttpLingerTime;
    return waitingSince() + (m_in.empty() ? kHttpIdleTime : kHttpRequestTime);
}

void HttpSession::elapse(protocol::Time now)
{
    if (m_state == State::Closed || now < deadline())
        return;
    if (m_state == State::Open && m_unsent == 0 && !m_in.empty()) {
        refuse(408, requests::Rule::RequestTimeout, now);
        release(m_in);
        return;
    }
    m_state = State::Closed;
}

bool HttpSession::isIdle() const
{
    return m_state == State::Open && m_in.empty() && !hasUnsent();
}

bool HttpSession::wantsShutdown() const
{
    return m_state == State::Draining && !hasUnsent();
}

bool HttpSession::isClosed() const
{
    return m_state == State::Closed || (m_state == State::Finishing && !hasUnsent());
}

} // namespace waggle::server
