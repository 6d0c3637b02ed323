// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/dnslookup.h"

#include "core/remote/net/elapsed.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>

namespace waggle::remote {
namespace {

constexpr std::chrono::milliseconds kShortestTry{300};

} // namespace

QString DnsServer::text() const
{
    const QString host = address.toString();
    if (port == 53)
        return host;
    return host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2").arg(host).arg(port)
                                           : QStringLiteral("%1:%2").arg(host).arg(port);
}

std::optional<DnsServer> DnsServer::parse(const QString& text)
{
    DnsServer server;
    if (server.address.setAddress(text))
        return server;
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const uint port = colon < 0 ? 0 : text.mid(colon + 1).toUInt(&isNumber);
    QString host = text.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    if (!isNumber || port == 0 || port > 65'535 || !server.address.setAddress(host))
        return std::nullopt;
    server.port = static_cast<std::uint16_t>(port);
    return server;
}

DnsLookup::DnsLookup(
    QByteArray name, RecordType type, std::vector<DnsServer> servers, std::chrono::milliseconds timeout, int tries)
    : m_servers(std::move(servers))
    , m_attempts(m_servers.size() * static_cast<std::size_t>(std::max(tries, 1)))
{
    m_question.id = static_cast<std::uint16_t>(QRandomGenerator::system()->generate());
    m_question.name = std::move(name);
    m_question.type = type;
    m_perTry = std::max(kShortestTry, timeout / static_cast<int>(std::max<std::size_t>(m_attempts, 1)));
    m_lookup.type = type;
    m_timer.setSingleShot(true);
    m_timer.setInterval(m_perTry);
    connect(&m_timer, &QTimer::timeout, this, &DnsLookup::attempt);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(timeout);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish(m_worst, asked().text()); });
}

DnsLookup::~DnsLookup() = default;

// A socket, and so a source port, of its own: an answer must guess that too.
void DnsLookup::start()
{
    m_clock.start();
    m_socket = std::make_unique<QUdpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    const bool onlyV4 = std::all_of(m_servers.begin(), m_servers.end(),
        [](const DnsServer& server) { return server.address.protocol() == QAbstractSocket::IPv4Protocol; });
    if (!m_socket->bind(onlyV4 ? QHostAddress::AnyIPv4 : QHostAddress::Any)
        && m_socket->error() == QAbstractSocket::SocketResourceError) {
        QMetaObject::invokeMethod(
            this, [this] { finish(Cause::NoSocket, m_servers.front().text()); }, Qt::QueuedConnection);
        return;
    }
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &DnsLookup::read);
    m_deadline.start();
    attempt();
}

void DnsLookup::attempt()
{
    if (m_attempt == m_attempts)
        return finish(m_worst, asked().text());
    ++m_attempt;
    dropTcp();
    m_socket->writeDatagram(dns::writeQuery(m_question), asked().address, asked().port);
    m_timer.start();
}

// What called us may be this very connection.
void DnsLookup::dropTcp()
{
    if (!m_tcp)
        return;
    m_tcp->disconnect(this);
    m_tcp->abort();
    m_tcp.release()->deleteLater();
}

// The next one is asked, unless it is already.
void DnsLookup::refusedBy(const DnsServer& server, Cause cause)
{
    m_worst = cause;
    if (server.address == asked().address && server.port == asked().port)
        attempt();
}

void DnsLookup::read()
{
    while (!m_isDone && m_socket->hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket->receiveDatagram();
        const auto server = std::find_if(m_servers.begin(), m_servers.end(), [&](const DnsServer& one) {
            return datagram.senderPort() == one.port
                && datagram.senderAddress().isEqual(one.address, QHostAddress::TolerantConversion);
        });
        if (server != m_servers.end())
            take(datagram.data(), *server);
    }
}

void DnsLookup::take(const QByteArray& message, const DnsServer& server)
{
    const auto answer = dns::readAnswer(message, m_question);
    if (!answer)
        return; // not ours, or broken: the time runs on
    if (answer->cut) {
        if (!m_tcp)
            askByTcp(server);
        return; // and one that is cut over TCP is no answer
    }
    if (answer->cause == Cause::ServFail)
        return refusedBy(server, Cause::ServFail);
    m_lookup.addresses = answer->addresses;
    m_lookup.aliases = answer->aliases;
    m_lookup.texts = answer->texts;
    m_lookup.ttl = answer->ttl;
    finish(answer->cause, server.text());
}

void DnsLookup::askByTcp(const DnsServer& server)
{
    m_tcpBytes.clear();
    m_tcp = std::make_unique<QTcpSocket>();
    m_tcp->setProxy(QNetworkProxy::NoProxy);
    connect(m_tcp.get(), &QTcpSocket::connected, this, [this] {
        const QByteArray query = dns::writeQuery(m_question);
        QByteArray length(2, '\0');
        qToBigEndian(static_cast<quint16>(query.size()), length.data());
        m_tcp->write(length + query);
    });
    connect(m_tcp.get(), &QTcpSocket::readyRead, this, [this, server] { readTcp(server); });
    connect(m_tcp.get(), &QTcpSocket::errorOccurred, this, [this, server] { refusedBy(server, m_worst); });
    m_tcp->connectToHost(server.address, server.port);
    m_timer.start();
}

void DnsLookup::readTcp(const DnsServer& server)
{
    m_tcpBytes += m_tcp->readAll();
    if (m_tcpBytes.size() < 2)
        return;
    const qsizetype length = qFromBigEndian<quint16>(m_tcpBytes.constData());
    if (m_tcpBytes.size() < 2 + length)
        return;
    m_tcp->disconnect(this); // one answer
    take(m_tcpBytes.mid(2, length), server);
}

void DnsLookup::finish(Cause cause, const QString& server)
{
    if (m_isDone)
        return;
    m_isDone = true;
    m_timer.stop();
    m_deadline.stop();
    dropTcp();
    m_lookup.cause = cause;
    m_lookup.server = server;
    m_lookup.took = since(m_clock);
    Q_EMIT done(m_lookup);
}

} // namespace waggle::remote
