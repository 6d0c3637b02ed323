// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpacceptor.h"

#include "core/machine/hostaddress.h"

#include <QSocketNotifier>
#include <QTcpServer>

#include <cerrno>
#include <chrono>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace waggle::server {
namespace {

constexpr int kBacklog = 1024;
#ifdef Q_OS_UNIX
constexpr int kAcceptsAtOnce = 64; // then the connections that are there have their turn
constexpr std::chrono::milliseconds kAcceptTurn{4}; // the event loop has other sockets to serve
#endif

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

#ifdef Q_OS_UNIX
using protocol::Address;

union SocketAddress {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

protocol::Endpoint endpointOf(const SocketAddress& name)
{
    if (name.any.sa_family == AF_INET)
        return {Address::v4(ntohl(name.v4.sin_addr.s_addr)), ntohs(name.v4.sin_port)};
    return {Address::v6(name.v6.sin6_addr.s6_addr), ntohs(name.v6.sin6_port)};
}

// The next connection of the queue, or -1 and errno.
int acceptOne(int listener, SocketAddress& remote)
{
    int descriptor = -1;
    do {
        socklen_t size = sizeof remote;
#ifdef Q_OS_LINUX
        descriptor = ::accept4(listener, &remote.any, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
        descriptor = ::accept(listener, &remote.any, &size);
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#endif
    } while (descriptor < 0 && (errno == ECONNABORTED || errno == EINTR));
    return descriptor;
}

void setOptions([[maybe_unused]] int listener)
{
#ifdef Q_OS_LINUX
    const int on = 1; // connections inherit it
    ::setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // A connection is handed out with its first bytes, so that it is mostly answered without being waited for; a silent
    // one a second later.
    const int seconds = 1;
    ::setsockopt(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
#endif
}

HttpPeer peerOf(int descriptor, const SocketAddress& remote, const protocol::Endpoint& local)
{
    HttpPeer peer{endpointOf(remote), 0, local};
    if (remote.any.sa_family == AF_INET6 && peer.remote.address.isLinkLocal())
        peer.scope = remote.v6.sin6_scope_id;
    SocketAddress name{};
    socklen_t size = sizeof name;
    if (local.address.isUnspecified() && ::getsockname(descriptor, &name.any, &size) == 0)
        peer.local = endpointOf(name);
    return peer;
}
#else
// Hands out what QTcpServer would make a socket of.
class Server final : public QTcpServer {
public:
    explicit Server(HttpAcceptor* acceptor)
        : QTcpServer(acceptor)
        , m_acceptor(acceptor)
    {
    }

private:
    void incomingConnection(qintptr descriptor) override { Q_EMIT m_acceptor->accepted(descriptor, {}); }

    HttpAcceptor* m_acceptor;
};
#endif

} // namespace

HttpAcceptor::HttpAcceptor(QObject* parent)
    : QObject(parent)
#ifdef Q_OS_UNIX
    , m_server(new QTcpServer(this))
#else
    , m_server(new Server(this))
#endif
{
    m_server->setListenBacklogSize(kBacklog);
#ifndef Q_OS_UNIX
    connect(m_server, &QTcpServer::acceptError, this, &HttpAcceptor::pause);
#endif
}

tl::expected<std::uint16_t, int> HttpAcceptor::listen(const protocol::Endpoint& endpoint, const QString& scope)
{
    close();
    if (!m_server->listen(machine::hostAddress(endpoint.address, scope), endpoint.port))
        return tl::unexpected(errnoOf(m_server->serverError(), endpoint.address));
#ifdef Q_OS_UNIX
    m_server->pauseAccepting();
    m_local = {endpoint.address, m_server->serverPort()};
    setOptions(static_cast<int>(m_server->socketDescriptor()));
    m_notifier = new QSocketNotifier(m_server->socketDescriptor(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &HttpAcceptor::acceptSome);
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

#ifdef Q_OS_UNIX
void HttpAcceptor::acceptSome()
{
    const auto end = std::chrono::steady_clock::now() + kAcceptTurn;
    for (int i = 0; i < kAcceptsAtOnce && m_notifier && std::chrono::steady_clock::now() < end; ++i) {
        SocketAddress remote{};
        const int descriptor = acceptOne(static_cast<int>(m_server->socketDescriptor()), remote);
        if (descriptor >= 0)
            Q_EMIT accepted(descriptor, peerOf(descriptor, remote, m_local));
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return pause();
        else
            return;
    }
}
#endif

} // namespace waggle::server
