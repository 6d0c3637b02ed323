// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/socksrelay.h"

#include "core/machine/hostaddress.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUdpSocket>

namespace waggle::remote {
namespace {

constexpr qsizetype kMaxControl = 1024;
constexpr int kMaxRelayed = 64; // datagrams of one wake-up

} // namespace

SocksRelay::SocksRelay(const CheckOptions& options, socks::Host tracker)
    : m_options(options)
    , m_tracker(std::move(tracker))
    , m_control(std::make_unique<QTcpSocket>())
    , m_handshake(socks::Command::UdpAssociate, {protocol::Address::v4(0u), QByteArray(), 0}, options.proxy.user,
          options.proxy.password)
{
    m_control->setProxy(QNetworkProxy::NoProxy);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(m_options.timeout);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(Cause::ProxyTimeout, {}); });
    connect(m_control.get(), &QTcpSocket::connected, this, [this] { m_control->write(m_handshake.greeting()); });
    connect(m_control.get(), &QTcpSocket::readyRead, this, &SocksRelay::readControl);
    connect(m_control.get(), &QTcpSocket::errorOccurred, this,
        [this] { fail(Cause::ProxyRefused, m_control->errorString()); });
}

SocksRelay::~SocksRelay()
{
    m_control->blockSignals(true);
}

void SocksRelay::open()
{
    m_deadline.start();
    m_control->connectToHost(m_options.proxy.host, m_options.proxy.port);
}

void SocksRelay::readControl()
{
    QByteArray answer;
    const auto reply = m_handshake.receive(m_control->read(kMaxControl - m_handshake.rest().size()), answer);
    if (!reply)
        return fail(Cause::ProxyRefused, QString::fromStdString(reply.error().message));
    if (!answer.isEmpty())
        m_control->write(answer);
    if (*reply)
        take(**reply);
    if (m_handshake.rest().size() >= kMaxControl)
        fail(Cause::ProxyRefused, tr("it says too much"));
}

void SocksRelay::take(const socks::Reply& said)
{
    if (said.code == 0)
        openRelay(said.bound);
    else // most proxies carry TCP only
        fail(said.code == 7 ? Cause::ProxyNoUdp : Cause::ProxyRefused, said.text());
}

// An unspecified relay address means: where the proxy itself is.
void SocksRelay::openRelay(const socks::Host& bound)
{
    const bool isGiven = bound.address && !bound.address->isUnspecified();
    m_relayHost = isGiven ? machine::hostAddress(*bound.address) : m_control->peerAddress();
    m_relayPort = bound.port;
    m_socket = std::make_unique<QUdpSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &SocksRelay::readRelay);
    m_socket->bind(
        m_relayHost.protocol() == QAbstractSocket::IPv6Protocol ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4);
    m_stage = Stage::Ready;
    m_deadline.stop();
    Q_EMIT ready();
}

void SocksRelay::send(const QByteArray& payload)
{
    if (m_stage == Stage::Ready)
        m_socket->writeDatagram(socks::wrapDatagram(m_tracker, payload), m_relayHost, m_relayPort);
}

void SocksRelay::readRelay()
{
    for (int i = 0; i < kMaxRelayed && m_socket->hasPendingDatagrams(); ++i) {
        const QNetworkDatagram datagram = m_socket->receiveDatagram();
        // Only the relay's own: anybody can send to this port.
        if (!datagram.isValid() || datagram.senderPort() != m_relayPort
            || !datagram.senderAddress().isEqual(m_relayHost, QHostAddress::TolerantConversion))
            continue;
        if (const auto inner = socks::unwrapDatagram(datagram.data()))
            Q_EMIT received(inner->payload);
    }
}

void SocksRelay::fail(Cause cause, const QString& detail)
{
    if (m_stage == Stage::Failed)
        return;
    m_stage = Stage::Failed;
    m_deadline.stop();
    m_control->blockSignals(true);
    m_control->abort();
    Q_EMIT failed(cause, detail);
}

} // namespace waggle::remote
