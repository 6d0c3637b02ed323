// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpportableconnection.h"

#include "core/machine/hostaddress.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <utility>
#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace waggle::server {
namespace {

HttpPeer peerOf(const QTcpSocket& socket)
{
    HttpPeer peer;
    peer.remote = {machine::addressOf(socket.peerAddress()), socket.peerPort()};
    peer.local = {machine::addressOf(socket.localAddress()), socket.localPort()};
    if (const QString scope = socket.peerAddress().scopeId(); !scope.isEmpty()) {
        bool isNumber = false;
        const uint index = scope.toUInt(&isNumber);
        peer.scope = isNumber ? index : static_cast<std::uint32_t>(QNetworkInterface::interfaceIndexFromName(scope));
    }
    return peer;
}

void endOurSide(QTcpSocket& socket)
{
#ifdef Q_OS_UNIX
    // QTcpSocket can only end both sides, and would reset the connection while bytes of the peer are unread.
    ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
#else
    socket.disconnectFromHost();
#endif
}

} // namespace

HttpPortableConnection::HttpPortableConnection(
    WorkerContext& context, HttpPool& pool, HttpReply& scratch, QObject* parent)
    : QObject(parent)
    , HttpConnection(context, pool, scratch)
    , m_socket(new QTcpSocket(this))
{
}

void HttpPortableConnection::open(qintptr descriptor, const HttpFrontEnd* owner)
{
    m_socket->setSocketDescriptor(descriptor); // makes it non-blocking
    m_socket->setReadBufferSize(kMaxHttpInput); // what we do not read stays with the kernel, then with the peer
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    begin(peerOf(*m_socket), owner);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpPortableConnection::turn);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpPortableConnection::noteSent);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpPortableConnection::disconnected);
}

void HttpPortableConnection::start()
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        disconnected();
    else if (m_socket->bytesAvailable() > 0)
        turn();
}

// One read and one write a turn: no connection holds the others up.
void HttpPortableConnection::turn()
{
    m_turnIsDue = false;
    if (m_gone)
        return;
    const auto now = context().clock.steady();
    startClock();
    receive(now);
    settle(now);
    flushRecords();
}

void HttpPortableConnection::receive(protocol::Time now)
{
    std::array<char, kMaxHttpInput> buffer;
    const auto room = std::min(session().room(), buffer.size());
    const auto count = room == 0 ? 0 : m_socket->read(buffer.data(), static_cast<qint64>(room));
    if (count > 0)
        received({buffer.data(), static_cast<std::size_t>(count)}, now);
}

void HttpPortableConnection::write(protocol::Time now)
{
    const auto output = session().output();
    if (output.empty())
        return;
    countSent(output.size());
    m_isWriting = true;
    m_socket->write(output.data(), static_cast<qint64>(output.size()));
    session().outputTaken(now);
    m_socket->flush(); // at once, not on the dispatcher's next turn; what does not fit leaves by itself later
    m_isWriting = false;
}

void HttpPortableConnection::settle(protocol::Time now)
{
    write(now);
    if (m_gone) // the socket found its peer gone
        return;
    if (session().isClosed())
        return drop();
    if (session().wantsShutdown() && !m_shut) {
        m_shut = true;
        endOurSide(*m_socket);
    }
    // What is left to do that no signal will tell of.
    const bool canRead = session().room() > 0 && m_socket->bytesAvailable() > 0;
    if ((canRead || !session().output().empty()) && !std::exchange(m_turnIsDue, true))
        QMetaObject::invokeMethod(this, &HttpPortableConnection::turn, Qt::QueuedConnection);
}

void HttpPortableConnection::noteSent(qint64 bytes)
{
    if (m_gone)
        return;
    startClock();
    session().sent(static_cast<std::size_t>(std::max<qint64>(bytes, 0)), context().clock.steady());
    if (!m_isWriting)
        turn();
}

void HttpPortableConnection::disconnected()
{
    if (m_gone)
        return;
    startClock();
    receive(context().clock.steady()); // announces count, though nobody is there to be answered
    ended();
    flushRecords();
    drop();
}

void HttpPortableConnection::drop()
{
    if (m_gone)
        return;
    m_gone = true;
    m_socket->abort(); // before leaving: whoever waits for a free descriptor has one then
    leavePool();
    deleteLater();
}

} // namespace waggle::server
