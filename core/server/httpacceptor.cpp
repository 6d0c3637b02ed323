// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/httpacceptor.h"

#include "core/server/listenproblem.h"

#include <QHostAddress>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>

#include <cerrno>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/socket.h>
#endif

namespace waggle::server {
namespace {

constexpr int kBacklog = 1024;
constexpr int kAcceptsAtOnce = 64; // then the connections that are there have their turn

QHostAddress hostAddress(const protocol::Address& address, const QString& scope)
{
    const bool isV4 = address.family() == protocol::Family::V4;
    if (address.isUnspecified()) // these two bind one family each; QHostAddress::Any would bind both
        return QHostAddress(isV4 ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6);
    QHostAddress host(QString::fromStdString(address.text()));
    host.setScopeId(scope);
    return host;
}

int errnoOf(QAbstractSocket::SocketError error, const protocol::Address& wanted)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return EADDRINUSE;
    case QAbstractSocket::SocketAccessError:
        return EACCES;
    case QAbstractSocket::SocketAddressNotAvailableError:
        // [::] is there unless IPv6 itself is switched off.
        return wanted.isUnspecified() && wanted.family() == protocol::Family::V6 ? EAFNOSUPPORT : EADDRNOTAVAIL;
    case QAbstractSocket::UnsupportedSocketOperationError:
        return EAFNOSUPPORT;
    case QAbstractSocket::SocketResourceError:
        return EMFILE;
    default:
        return EINVAL;
    }
}

} // namespace

HttpAcceptor::HttpAcceptor(QObject* parent)
    : QObject(parent)
    , m_server(new QTcpServer(this))
{
    m_server->setListenBacklogSize(kBacklog);
#ifndef Q_OS_UNIX
    connect(m_server, &QTcpServer::newConnection, this, &HttpAcceptor::acceptAll);
    connect(m_server, &QTcpServer::acceptError, this, &HttpAcceptor::pause);
#endif
}

tl::expected<std::uint16_t, QString> HttpAcceptor::listen(const protocol::Endpoint& endpoint, const QString& scope)
{
    close();
    if (!m_server->listen(hostAddress(endpoint.address, scope), endpoint.port)) {
        const int error = errnoOf(m_server->serverError(), endpoint.address);
        return tl::unexpected(listenProblem(error, protocol::Transport::Http, endpoint, scope));
    }
#ifdef Q_OS_UNIX
    m_server->pauseAccepting();
    m_notifier = new QSocketNotifier(m_server->socketDescriptor(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &HttpAcceptor::acceptAll);
#endif
    return m_server->serverPort();
}

void HttpAcceptor::close()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier->deleteLater(); // it may be what called us
        m_notifier = nullptr;
    }
    m_isPaused = false;
    m_server->close();
}

void HttpAcceptor::pause()
{
    m_isPaused = true;
    if (m_notifier)
        m_notifier->setEnabled(false);
    Q_EMIT exhausted();
}

void HttpAcceptor::resume()
{
    if (!m_isPaused || !m_server->isListening())
        return;
    m_isPaused = false;
    if (m_notifier)
        m_notifier->setEnabled(true);
    else
        m_server->resumeAccepting();
}

void HttpAcceptor::acceptAll()
{
#ifdef Q_OS_UNIX
    for (int i = 0; i < kAcceptsAtOnce && m_notifier; ++i) {
        const int descriptor = ::accept(static_cast<int>(m_server->socketDescriptor()), nullptr, nullptr);
        if (descriptor < 0 && (errno == ECONNABORTED || errno == EINTR))
            continue;
        if (descriptor < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM))
            return pause();
        if (descriptor < 0)
            return;
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        auto* socket = new QTcpSocket(this); // makes the descriptor non-blocking
        socket->setSocketDescriptor(descriptor);
        Q_EMIT accepted(socket);
    }
#else
    while (auto* socket = m_server->nextPendingConnection())
        Q_EMIT accepted(socket);
#endif
}

} // namespace waggle::server
