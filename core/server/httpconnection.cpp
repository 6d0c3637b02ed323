// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/httpconnection.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <limits>
#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace waggle::server {
namespace {

protocol::Address addressOf(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // a v4-mapped one too
    return isV4 ? protocol::Address::v4(v4) : protocol::Address::v6(address.toIPv6Address().c);
}

HttpPeer peerOf(const QTcpSocket& socket)
{
    HttpPeer peer;
    peer.remote = {addressOf(socket.peerAddress()), socket.peerPort()};
    peer.local = {addressOf(socket.localAddress()), socket.localPort()};
    if (const QString scope = socket.peerAddress().scopeId(); !scope.isEmpty()) {
        bool isNumber = false;
        const uint index = scope.toUInt(&isNumber);
        peer.scope = isNumber ? index : static_cast<std::uint32_t>(QNetworkInterface::interfaceIndexFromName(scope));
    }
    return peer;
}

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
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

HttpConnection::HttpConnection(
    WorkerContext& context, HttpReply& scratch, QTcpSocket* socket, const HttpFrontEnd* owner, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_scratch(scratch)
    , m_socket(socket)
    , m_owner(owner)
    , m_peer(peerOf(*socket))
    , m_session(*this, context.clock.steady())
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kMaxHttpInput); // what we do not read stays with the kernel, then with the peer
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::noteSent);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::disconnected);
}

void HttpConnection::start()
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        disconnected();
    else if (m_socket->bytesAvailable() > 0)
        read();
}

void HttpConnection::read()
{
    if (m_gone)
        return;
    const auto now = m_context.clock.steady();
    m_begun = std::chrono::steady_clock::now();
    std::array<char, kMaxHttpInput> buffer;
    std::uint64_t total = 0;
    while (!m_gone && !m_session.isClosed()) {
        const auto room = std::min(m_session.room(), buffer.size());
        const auto count = room == 0 ? 0 : m_socket->read(buffer.data(), static_cast<qint64>(room));
        if (count <= 0)
            break;
        total += static_cast<std::uint64_t>(count);
        m_session.receive({buffer.data(), static_cast<std::size_t>(count)}, now);
        write(now);
    }
    m_context.share.counters.addBytes(protocol::Transport::Http, family(), total, 0);
    settle();
}

void HttpConnection::write(swarm::Time now)
{
    m_writing = true;
    // More than once when sending made room for requests that had waited.
    while (!m_session.output().empty() && !m_gone) {
        const auto output = m_session.output();
        m_context.share.counters.addBytes(protocol::Transport::Http, family(), 0, output.size());
        m_socket->write(output.data(), static_cast<qint64>(output.size()));
        m_session.outputTaken(now);
        m_socket->flush(); // at once, not on the dispatcher's next turn; what does not fit leaves by itself later
    }
    m_writing = false;
}

void HttpConnection::noteSent(qint64 bytes)
{
    if (m_gone)
        return;
    const auto now = m_context.clock.steady();
    m_begun = std::chrono::steady_clock::now();
    m_session.sent(static_cast<std::size_t>(std::max<qint64>(bytes, 0)), now);
    if (m_writing)
        return; // write() goes on by itself
    write(now); // requests that had waited for the peer to read
    read();
}

void HttpConnection::elapse(swarm::Time now)
{
    if (m_gone || now < m_session.deadline())
        return;
    m_begun = std::chrono::steady_clock::now();
    m_session.elapse(now);
    write(now);
    settle();
}

void HttpConnection::settle()
{
    if (m_gone)
        return;
    m_context.share.ring.flush();
    if (m_session.isClosed()) {
        drop();
    } else if (m_session.wantsShutdown() && !m_shut && m_socket->bytesToWrite() == 0) {
        m_shut = true;
        endOurSide(*m_socket);
    }
}

void HttpConnection::disconnected()
{
    if (m_gone)
        return;
    m_begun = std::chrono::steady_clock::now();
    m_session.endOfInput();
    m_context.share.ring.flush();
    drop();
}

void HttpConnection::drop()
{
    if (m_gone)
        return;
    m_gone = true;
    m_socket->abort(); // before gone(): whoever waits for a free descriptor has one then
    Q_EMIT gone();
}

void HttpConnection::refuse(Rule rule)
{
    m_begun = std::chrono::steady_clock::now();
    m_context.share.counters.refuseHttpConnection();
    finished(rule, {}, {});
    m_context.share.ring.flush();
    drop();
}

const HttpReply& HttpConnection::answer(const HttpRequest& request)
{
    answerHttp(m_context, m_peer, request, m_scratch, m_record);
    return m_scratch;
}

void HttpConnection::finished(Rule rule, std::string_view received, std::string_view reply)
{
    if (rule != Rule::None) {
        m_record.from = m_peer.remote.address;
        m_record.sourcePort = m_peer.remote.port;
        m_record.transport = protocol::Transport::Http;
        m_record.rule = rule;
        m_record.result = reply.empty() ? RequestResult::Dropped : RequestResult::Refused;
    }
    const auto now = std::chrono::steady_clock::now();
    const auto taken = std::chrono::duration_cast<std::chrono::nanoseconds>(now - m_begun).count();
    m_record.durationNs
        = static_cast<std::uint32_t>(std::min<std::int64_t>(taken, std::numeric_limits<std::uint32_t>::max()));
    m_begun = now;
    m_record.trueLength = static_cast<std::uint32_t>(received.size());
    m_context.finish(m_record, bytesOf(received.substr(0, kMaxRaw)), bytesOf(reply));
    m_record = {};
}

} // namespace waggle::server
