// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpepollconnection.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace waggle::server {
namespace {

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

HttpEpollShare::HttpEpollShare() = default;
HttpEpollShare::~HttpEpollShare() = default;

HttpEpollConnection& HttpEpollShare::unusedOne(WorkerContext& context, HttpPool& pool, HttpReply& scratch)
{
    if (unused.empty()) {
        all.push_back(std::make_unique<HttpEpollConnection>(context, pool, scratch, *this));
        return *all.back();
    }
    auto* connection = unused.back();
    unused.pop_back();
    return *connection;
}

HttpEpollConnection::HttpEpollConnection(
    WorkerContext& context, HttpPool& pool, HttpReply& scratch, HttpEpollShare& share)
    : HttpConnection(context, pool, scratch)
    , m_share(share)
{
}

HttpEpollConnection::~HttpEpollConnection()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void HttpEpollConnection::open(int descriptor, const HttpPeer& peer, const HttpFrontEnd* owner)
{
    m_descriptor = descriptor;
    m_watched = 0;
    m_unsent.clear();
    m_shut = false;
    begin(peer, owner);
}

void HttpEpollConnection::start()
{
    ready(EPOLLIN); // mostly the request is here already
    flushRecords();
}

// One read and one write a turn: no connection holds the others up. What is left keeps the descriptor ready.
void HttpEpollConnection::ready(std::uint32_t events)
{
    startClock();
    const auto now = context().clock.steady();
    if ((events & ~EPOLLOUT) != 0 && session().room() > 0 && !read(now))
        return tear();
    settle(now);
}

void HttpEpollConnection::settle(protocol::Time now)
{
    if (!write(now))
        return tear();
    if (session().isClosed())
        return drop();
    if (session().wantsShutdown() && !std::exchange(m_shut, true))
        ::shutdown(m_descriptor, SHUT_WR);
    watch();
}

bool HttpEpollConnection::read(protocol::Time now)
{
    auto& buffer = m_share.input;
    const auto room = std::min(session().room(), buffer.size());
    const ssize_t count = ::recv(m_descriptor, buffer.data(), room, 0);
    if (count < 0)
        return wouldBlock();
    if (count == 0)
        ended();
    else
        received({buffer.data(), static_cast<std::size_t>(count)}, now);
    return true;
}

bool HttpEpollConnection::write(protocol::Time now)
{
    const bool wasBlocked = !m_unsent.empty();
    const auto fresh = session().output();
    if (wasBlocked)
        m_unsent += fresh;
    const std::string_view bytes = wasBlocked ? std::string_view(m_unsent) : fresh;
    if (bytes.empty())
        return true;
    const ssize_t count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && !wouldBlock())
        return false;
    const auto sent = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    countSent(fresh.size());
    if (!wasBlocked)
        m_unsent = bytes.substr(sent); // nothing, mostly
    else if (sent < m_unsent.size())
        m_unsent.erase(0, sent);
    else
        std::string().swap(m_unsent);
    session().outputTaken(now);
    session().sent(sent, now);
    return true;
}

void HttpEpollConnection::tear()
{
    ended();
    drop();
}

void HttpEpollConnection::watch()
{
    // What the session has answered since the last write leaves in the next turn.
    const bool hasOutput = !m_unsent.empty() || !session().output().empty();
    const std::uint32_t events = (session().room() > 0 ? EPOLLIN : 0u) | (hasOutput ? EPOLLOUT : 0u);
    if (events == m_watched)
        return;
    if (m_watched != 0)
        m_share.set.change(m_descriptor, events, *this);
    else if (!m_share.set.add(m_descriptor, events, *this))
        return drop();
    m_watched = events;
}

void HttpEpollConnection::drop()
{
    if (m_descriptor < 0)
        return;
    m_share.set.forget(*this);
    ::close(std::exchange(m_descriptor, -1)); // before leaving: whoever waits for a free descriptor has one then
    leavePool();
    m_share.unused.push_back(this);
}

} // namespace waggle::server
