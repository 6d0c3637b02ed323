// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/socksrelay.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUdpSocket>

namespace waggle::remote {
namespace {

constexpr qsizetype kMaxControl = 1024;
constexpr int kMaxAtOnce = 64;

} // namespace

SocksRelay::SocksRelay(const CheckOptions& options, socks::Host tracker)
    : m_options(options)
    , m_tracker(std::move(tracker))
    , m_control(std::make_unique<QTcpSocket>())
{
    m_control->setProxy(QNetworkProxy::NoProxy);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(m_options.timeout);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(Cause::ProxyTimeout, {}); });
    connect(m_control.get(), &QTcpSocket::connected, this, [this] {
        m_stage = Stage::Method;
        m_control->write(socks::writeGreeting(!m_options.proxy.user.isEmpty()));
    });
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
    m_bytes += m_control->read(kMaxControl - m_bytes.size());
    if (m_stage == Stage::Method)
        readMethod();
    if (m_stage == Stage::Password)
        readPassword();
    if (m_stage == Stage::Reply)
        readReply();
    if (m_bytes.size() >= kMaxControl)
        fail(Cause::ProxyRefused, tr("it says too much"));
}

void SocksRelay::readMethod()
{
    const auto method = socks::readMethod(m_bytes);
    if (!method)
        return fail(Cause::ProxyRefused, QString::fromStdString(method.error().message));
    if (!*method)
        return;
    m_bytes.remove(0, (*method)->used);
    if ((*method)->value == 0)
        return associate();
    m_stage = Stage::Password;
    m_control->write(socks::writePassword(m_options.proxy.user.toUtf8(), m_options.proxy.password.toUtf8()));
}

void SocksRelay::readPassword()
{
    const auto granted = socks::readPasswordReply(m_bytes);
    if (!granted)
        return fail(Cause::ProxyRefused, QString::fromStdString(granted.error().message));
    if (!*granted)
        return;
    if (!(*granted)->value)
        return fail(Cause::ProxyRefused, tr("wrong user or password"));
    m_bytes.remove(0, (*granted)->used);
    associate();
}

void SocksRelay::associate()
{
    m_stage = Stage::Reply;
    m_control->write(socks::writeRequest(socks::Command::UdpAssociate, {protocol::Address::v4(0u), QByteArray(), 0}));
}

void SocksRelay::readReply()
{
    const auto reply = socks::readReply(m_bytes);
    if (!reply)
        return fail(Cause::ProxyRefused, QString::fromStdString(reply.error().message));
    if (!*reply)
        return;
    const socks::Reply& said = (*reply)->value;
    if (said.code != 0) // most proxies carry TCP only
        return fail(said.code == 7 ? Cause::ProxyNoUdp : Cause::ProxyRefused, said.text());
    m_bytes.remove(0, (*reply)->used);
    openRelay(said.bound);
}

// An unspecified relay address means: where the proxy itself is.
void SocksRelay::openRelay(const socks::Host& bound)
{
    const bool isGiven = bound.address && !bound.address->isUnspecified();
    m_relayHost = isGiven ? QHostAddress(QString::fromStdString(bound.address->text())) : m_control->peerAddress();
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
    for (int i = 0; i < kMaxAtOnce && m_socket->hasPendingDatagrams(); ++i) {
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
