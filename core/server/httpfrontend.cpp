// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/httpfrontend.h"

#include "core/server/httppool.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace waggle::server {
namespace {

constexpr int kBacklog = 1024;
constexpr std::chrono::milliseconds kRetryAccept{500};

QHostAddress hostAddress(const protocol::Address& address, const QString& scope)
{
    const bool isV4 = address.family() == protocol::Family::V4;
    if (address.isUnspecified()) // these two bind one family each; QHostAddress::Any would bind both
        return QHostAddress(isV4 ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6);
    QHostAddress host(QString::fromStdString(address.text()));
    host.setScopeId(scope);
    return host;
}

QString problemOf(const QTcpServer& server, const protocol::Endpoint& wanted)
{
    const QString where = QString::fromStdString(wanted.text());
    switch (server.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return QStringLiteral("%1 (TCP) is in use by another program. End that program or choose another port for HTTP.")
            .arg(where);
    case QAbstractSocket::SocketAccessError:
        return QStringLiteral("%1 (TCP) may not be opened by this user: ports below 1024 need a right of their own. "
                              "Choose a port above 1023 for HTTP.")
            .arg(where);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return QStringLiteral("%1 is no address of this computer now. Connect the network it belongs to, or listen on "
                              "another address.")
            .arg(QString::fromStdString(wanted.address.text()));
    case QAbstractSocket::UnsupportedSocketOperationError:
        return wanted.address.family() == protocol::Family::V6
            ? QStringLiteral("This computer has no IPv6. IPv4 goes on working; nothing needs to be done.")
            : QStringLiteral("This computer has no IPv4. IPv6 goes on working; nothing needs to be done.");
    case QAbstractSocket::SocketResourceError:
        return QStringLiteral("%1 (TCP) cannot be opened: no file descriptor is left. Raise the limit of open files "
                              "(ulimit -n), or end other programs.")
            .arg(where);
    default:
        return QStringLiteral("%1 (TCP) cannot be opened: %2. Choose another address or port for HTTP.")
            .arg(where, server.errorString());
    }
}

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

HttpFrontEnd::HttpFrontEnd(WorkerContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_pool(poolOf(context))
    , m_server(new QTcpServer(this))
{
    m_server->setListenBacklogSize(kBacklog);
    connect(m_server, &QTcpServer::newConnection, this, &HttpFrontEnd::accept);
    connect(m_server, &QTcpServer::acceptError, this, &HttpFrontEnd::acceptFailed);
    connect(m_pool.get(), &HttpPool::freed, this, &HttpFrontEnd::resume);
}

HttpFrontEnd::~HttpFrontEnd() { close(); }

tl::expected<std::uint16_t, QString> HttpFrontEnd::listen(const protocol::Endpoint& endpoint, const QString& scope)
{
    m_paused = false;
    if (!m_server->listen(hostAddress(endpoint.address, scope), endpoint.port))
        return tl::unexpected(problemOf(*m_server, endpoint));
    return m_server->serverPort();
}

void HttpFrontEnd::close()
{
    m_server->close();
    m_pool->closeAll(this);
}

void HttpFrontEnd::accept()
{
    while (auto* socket = m_server->nextPendingConnection())
        m_pool->admit(socket, this);
}

// QTcpServer has stopped accepting: the connection that waits would wake us again and again.
void HttpFrontEnd::acceptFailed(QAbstractSocket::SocketError)
{
    m_context.share.counters.refuseHttpConnection();
    m_paused = true;
    m_pool->closeOldestIdle();
    QTimer::singleShot(kRetryAccept, this, &HttpFrontEnd::resume);
}

void HttpFrontEnd::resume()
{
    if (!m_paused || !m_server->isListening())
        return;
    m_paused = false;
    m_server->resumeAccepting();
}

} // namespace waggle::server
