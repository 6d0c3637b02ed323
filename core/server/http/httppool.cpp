// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httppool.h"

#include "core/server/http/httpfrontend.h"
#include "core/server/http/httpportableconnection.h"
#ifdef Q_OS_LINUX
#include "core/server/http/httpepollconnection.h"
#endif

#include <algorithm>
#include <utility>

namespace waggle::server {
namespace {

constexpr std::chrono::milliseconds kTick{500}; // deadlines are 2 s and more
constexpr std::size_t kWalkAtOnce = 4'096; // connections; then the event loop has its turn

} // namespace

#ifndef Q_OS_LINUX
struct HttpEpollShare { };
#endif

HttpPool::HttpPool(WorkerContext& context)
    : m_context(context)
{
    m_timer.setInterval(kTick);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_walk = m_open.size();
        elapse();
    });
}

HttpPool::~HttpPool()
{
    m_open.clear(); // whoever is left goes with its owner and finds nothing to leave
    count();
}

void HttpPool::admit(qintptr descriptor, const HttpPeer& peer, const HttpFrontEnd& owner)
{
    HttpConnection& connection = open(descriptor, peer, owner);
    if (!makeRoomFor(connection))
        return connection.refuse(requests::Rule::TooManyConnections);
    enter(connection);
    connection.start();
}

HttpConnection& HttpPool::open(qintptr descriptor, [[maybe_unused]] const HttpPeer& peer, const HttpFrontEnd& owner)
{
#ifdef Q_OS_LINUX
    if (owner.path() == HttpFrontEnd::Path::Epoll) {
        if (!m_epoll) {
            m_epoll = std::make_unique<HttpEpollShare>();
            connect(&m_epoll->set, &EpollSet::turned, this, [this] { m_context.share.ring.flush(); });
        }
        auto& connection = m_epoll->unusedOne(m_context, *this, m_scratch);
        connection.open(static_cast<int>(descriptor), peer, &owner);
        return connection;
    }
#endif
    auto* connection = new HttpPortableConnection(m_context, *this, m_scratch, this);
    connection->open(descriptor, &owner);
    return *connection;
}

void HttpPool::enter(HttpConnection& connection)
{
    connection.place = m_open.size();
    m_open.push_back(&connection);
    m_hosts.add(connection.remote());
    count();
    if (!m_timer.isActive())
        m_timer.start();
}

void HttpPool::remove(HttpConnection& connection)
{
    const auto place = std::exchange(connection.place, HttpConnection::kNowhere);
    if (place < m_open.size()) {
        m_open.back()->place = place;
        m_open[place] = m_open.back();
        m_open.pop_back();
        m_hosts.remove(connection.remote());
        count();
    }
    if (std::exchange(m_isAwaited, false))
        Q_EMIT freed();
}

// More than one leaves after the cap was lowered.
bool HttpPool::makeRoomFor(const HttpConnection& connection)
{
    const auto cap = static_cast<std::size_t>(std::max(m_context.settings.httpConnections, 1));
    while (m_open.size() >= cap) {
        HttpConnection* victim = oldestIdle();
        if (!victim) {
            // Whoever has more than the newcomer would have gives one up: nobody keeps others out with unfinished
            // requests, or with answers that are never read.
            const auto most = m_hosts.greediest();
            if (most.count > m_hosts.count(connection.remote()) + 1)
                victim = oldestOf(most.host);
        }
        if (!victim)
            return false;
        victim->drop();
    }
    return true;
}

void HttpPool::makeRoom()
{
    m_isAwaited = true;
    HttpConnection* victim = oldestIdle();
    if (const auto most = m_hosts.greediest(); !victim && most.count > 1)
        victim = oldestOf(most.host);
    if (victim)
        victim->drop();
}

HttpConnection* HttpPool::oldestIdle() const
{
    HttpConnection* oldest = nullptr;
    for (auto* connection : m_open) {
        if (connection->isIdle() && (!oldest || connection->waitingSince() < oldest->waitingSince()))
            oldest = connection;
    }
    return oldest;
}

HttpConnection* HttpPool::oldestOf(const protocol::Address& host) const
{
    HttpConnection* oldest = nullptr;
    for (auto* connection : m_open) {
        if (HttpHosts::hostOf(connection->remote()) == host
            && (!oldest || connection->waitingSince() < oldest->waitingSince()))
            oldest = connection;
    }
    return oldest;
}

void HttpPool::closeAll(const HttpFrontEnd* owner)
{
    for (std::size_t i = m_open.size(); i-- > 0;) { // whoever leaves is replaced by the last one
        if (m_open[i]->owner() == owner)
            m_open[i]->drop();
    }
}

void HttpPool::elapse()
{
    if (m_open.empty())
        m_timer.stop();
    const auto now = m_context.clock.steady();
    m_walk = std::min(m_walk, m_open.size());
    for (std::size_t n = 0; n < kWalkAtOnce && m_walk > 0; ++n) {
        --m_walk;
        m_open[m_walk]->elapse(now);
    }
    if (m_walk > 0)
        QTimer::singleShot(0, this, &HttpPool::elapse);
}

void HttpPool::count()
{
    m_context.share.counters.setHttpConnections(m_open.size());
}

} // namespace waggle::server
