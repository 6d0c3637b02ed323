// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/datagramchannel.h"

#include "core/machine/hostaddress.h"
#include "core/remote/net/socksrelay.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QUdpSocket>

#include <utility>

namespace waggle::remote {

using protocol::Address;
using protocol::Endpoint;

namespace {

constexpr int kMaxAtOnce = 64; // datagrams of one wake-up
constexpr qsizetype kMaxDatagram = 65'536;

} // namespace

DatagramChannel::DatagramChannel(const CheckOptions& options, Target target)
    : m_options(options)
    , m_target(std::move(target))
{
}

DatagramChannel::~DatagramChannel() = default;

void DatagramChannel::open(Ready ready)
{
    m_ready = std::move(ready);
    if (m_options.proxy.kind == Proxy::Kind::None)
        return openDirect();
    if (m_options.proxy.kind == Proxy::Kind::Http) {
        QMetaObject::invokeMethod(
            this, [this] { m_ready(Cause::ProxyNoUdp, tr("an HTTP proxy carries no UDP")); }, Qt::QueuedConnection);
        return;
    }
    m_relay = std::make_unique<SocksRelay>(m_options,
        socks::Host{protocol::Address::parse(m_target.host.toStdString()), m_target.host.toLatin1(), m_target.port});
    connect(m_relay.get(), &SocksRelay::ready, this, [this] { m_ready(Cause::None, {}); });
    connect(m_relay.get(), &SocksRelay::failed, this, [this](Cause cause, const QString& detail) {
        if (m_ready)
            std::exchange(m_ready, {})(cause, detail);
        Q_EMIT failed(cause, detail);
    });
    connect(m_relay.get(), &SocksRelay::received, this,
        [this](const QByteArray& datagram) { Q_EMIT received(datagram, m_target.address.value_or(Endpoint{})); });
    m_relay->open();
}

void DatagramChannel::openDirect()
{
    m_socket = std::make_unique<QUdpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &DatagramChannel::read);
    connect(m_socket.get(), &QUdpSocket::errorOccurred, this, &DatagramChannel::noteError);
    const QHostAddress host(QString::fromStdString(m_target.address->address.text()));
    if (m_target.connected)
        m_socket->connectToHost(host, m_target.address->port);
    else
        m_socket->bind(
            m_target.address->address.family() == protocol::Family::V4 ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6);
    QMetaObject::invokeMethod(
        this,
        [this] {
            const bool ok = m_socket->state()
                == (m_target.connected ? QAbstractSocket::ConnectedState : QAbstractSocket::BoundState);
            const bool isShort = m_socket->error() == QAbstractSocket::SocketResourceError;
            m_ready(ok        ? Cause::None
                    : isShort ? Cause::NoSocket
                              : Cause::Unreachable,
                ok ? QString() : m_socket->errorString());
        },
        Qt::QueuedConnection);
}

void DatagramChannel::send(const QByteArray& datagram)
{
    if (m_relay)
        m_relay->send(datagram);
    else if (m_target.connected)
        m_socket->write(datagram);
    else
        m_socket->writeDatagram(datagram, machine::hostAddress(m_target.address->address), m_target.address->port);
}

std::uint16_t DatagramChannel::localPort() const
{
    return m_socket ? m_socket->localPort() : 0;
}

// Not by receiveDatagram(): it peeks first, and the peek swallows a refusal.
void DatagramChannel::read()
{
    QByteArray buffer(kMaxDatagram, Qt::Uninitialized);
    for (int i = 0; i < kMaxAtOnce; ++i) {
        QHostAddress host;
        quint16 port = 0;
        const qint64 size = m_socket->readDatagram(buffer.data(), buffer.size(), &host, &port);
        if (size < 0)
            return noteError();
        Q_EMIT received(
            buffer.left(size), m_target.connected ? *m_target.address : Endpoint{machine::addressOf(host), port});
        if (!m_socket->hasPendingDatagrams())
            return;
    }
}

// A connected socket hears of ICMP; it comes as an error of the next read or write.
void DatagramChannel::noteError()
{
    switch (m_socket->error()) {
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::RemoteHostClosedError:
        Q_EMIT failed(Cause::Refused, m_socket->errorString());
        break;
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::HostNotFoundError:
        Q_EMIT failed(Cause::Unreachable, m_socket->errorString());
        break;
    default:
        break;
    }
}

} // namespace waggle::remote
