// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpfrontend.h"

#include "core/server/http/httpacceptor.h"
#include "core/server/http/httppool.h"

#include <QTimer>

namespace waggle::server {
namespace {

constexpr std::chrono::milliseconds kRetryAccept{500};

std::shared_ptr<HttpPool> poolOf(WorkerContext& context)
{
    auto pool = context.httpPool.lock();
    if (!pool) {
        pool = std::make_shared<HttpPool>(context);
        context.httpPool = pool;
    }
    return pool;
}

} // namespace

HttpFrontEnd::HttpFrontEnd(WorkerContext& context, Path path, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_path(path)
    , m_pool(poolOf(context))
    , m_acceptor(new HttpAcceptor(this))
{
    connect(m_acceptor, &HttpAcceptor::accepted, this,
        [this](qintptr descriptor, const HttpPeer& peer) { m_pool->admit(descriptor, peer, *this); });
    connect(m_acceptor, &HttpAcceptor::exhausted, this, &HttpFrontEnd::noteExhausted);
    connect(m_pool.get(), &HttpPool::freed, m_acceptor, &HttpAcceptor::resume);
}

HttpFrontEnd::~HttpFrontEnd()
{
    close();
}

tl::expected<std::uint16_t, int> HttpFrontEnd::listen(const protocol::Endpoint& endpoint, const QString& scope)
{
    return m_acceptor->listen(endpoint, scope);
}

void HttpFrontEnd::close()
{
    m_acceptor->close();
    m_pool->closeAll(this);
}

// No descriptor is left for the connection that waits. Closing another makes the pool say that one is free again;
// others in this program may free theirs without telling.
void HttpFrontEnd::noteExhausted()
{
    m_context.share.counters.refuseHttpConnection();
    m_pool->makeRoom();
    QTimer::singleShot(kRetryAccept, m_acceptor, &HttpAcceptor::resume);
}

} // namespace waggle::server
