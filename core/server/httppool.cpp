// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/httppool.h"

#include <QTcpSocket>

#include <algorithm>

namespace waggle::server {
namespace {

constexpr std::chrono::milliseconds kTick{500}; // deadlines are 2 s and more

} // namespace

HttpPool::HttpPool(WorkerContext& context)
    : m_context(context)
{
    m_timer.setInterval(kTick);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HttpPool::elapse);
}

HttpPool::~HttpPool()
{
    for (auto* connection : m_open)
        disconnect(connection, nullptr, this, nullptr);
    m_open.clear();
    count();
}

void HttpPool::admit(QTcpSocket* socket, const HttpFrontEnd* owner)
{
    auto* connection = new HttpConnection(m_context, m_scratch, socket, owner, this);
    const auto cap = static_cast<std::size_t>(std::max(m_context.settings.httpConnections, 1));
    while (m_open.size() >= cap) { // more than once after the cap was lowered
        if (closeOldestIdle())
            continue;
        connection->refuse(Rule::TooManyConnections);
        connection->deleteLater();
        return;
    }
    m_open.push_back(connection);
    connect(connection, &HttpConnection::gone, this, [this, connection] { remove(connection); });
    count();
    if (!m_timer.isActive())
        m_timer.start();
    connection->start();
}

bool HttpPool::closeOldestIdle()
{
    HttpConnection* oldest = nullptr;
    for (auto* connection : m_open) {
        if (connection->isIdle() && (!oldest || connection->idleSince() < oldest->idleSince()))
            oldest = connection;
    }
    if (!oldest)
        return false;
    oldest->drop();
    return true;
}

void HttpPool::closeAll(const HttpFrontEnd* owner)
{
    const auto open = m_open;
    for (auto* connection : open) {
        if (connection->owner() == owner)
            connection->drop();
    }
}

void HttpPool::remove(HttpConnection* connection)
{
    std::erase(m_open, connection);
    connection->deleteLater();
    count();
    if (m_open.empty())
        m_timer.stop();
    Q_EMIT freed();
}

void HttpPool::elapse()
{
    const auto now = m_context.clock.steady();
    const auto open = m_open; // connections leave m_open on the way
    for (auto* connection : open)
        connection->elapse(now);
}

void HttpPool::count()
{
    m_context.share.counters.setHttpConnections(m_open.size());
}

} // namespace waggle::server
