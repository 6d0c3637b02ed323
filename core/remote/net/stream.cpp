// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/stream.h"

#include "core/machine/hostaddress.h"
#include "core/remote/hostname.h"
#include "core/remote/net/tlsfacts.h"

#include <QAbstractEventDispatcher>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>

#include <utility>

namespace waggle::remote {
namespace {

constexpr qsizetype kMaxProxyBytes = 16 << 10;
constexpr qint64 kReadAtOnce = 256 << 10;
constexpr std::chrono::seconds kAloneLife{3};

Cause causeOf(QAbstractSocket::SocketError error, bool wasConnected)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Cause::Refused;
    case QAbstractSocket::RemoteHostClosedError:
        return Cause::Reset;
    case QAbstractSocket::NetworkError:
        return wasConnected ? Cause::Reset : Cause::Unreachable;
    case QAbstractSocket::SocketTimeoutError:
        return Cause::ConnectTimeout;
    case QAbstractSocket::HostNotFoundError:
        return Cause::NxDomain;
    case QAbstractSocket::SocketResourceError:
        return Cause::NoSocket;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Cause::TlsFailed;
    default:
        return wasConnected ? Cause::Reset : Cause::Unreachable;
    }
}

// What the proxy says of the tracker is not the proxy's fault (RFC 1928, 6).
Cause causeOfReply(std::uint8_t code)
{
    switch (code) {
    case 3: // network unreachable
    case 4: // host unreachable
        return Cause::Unreachable;
    case 5:
        return Cause::Refused;
    case 6: // TTL expired
        return Cause::ConnectTimeout;
    default:
        return Cause::ProxyRefused;
    }
}

} // namespace

Stream::Stream(const CheckOptions& options, StreamTarget target)
    : m_options(options)
    , m_target(std::move(target))
    , m_socket(std::make_unique<QSslSocket>())
{
    m_socket->setProxy(QNetworkProxy::NoProxy); // ours is spoken here, the desktop's is nobody's wish
    m_socket->setReadBufferSize(kReadAtOnce);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(m_options.timeout);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const bool atProxy = usesProxy() && m_stage != Stage::Tls;
        fail(m_stage == Stage::Tls ? Cause::TlsFailed
                : atProxy          ? Cause::ProxyTimeout
                                   : Cause::ConnectTimeout,
            m_stage == Stage::Tls ? QStringLiteral("the handshake did not end in time") : QString());
    });
    connect(m_socket.get(), &QSslSocket::connected, this, &Stream::connected);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &Stream::encrypted);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, &Stream::noteErrors);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &Stream::readBytes);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &Stream::failed);
}

Stream::~Stream()
{
    close();
}

void Stream::open(Done done)
{
    m_done = std::move(done);
    m_stage = Stage::Connecting;
    m_clock.start();
    m_deadline.start();
    const Proxy& proxy = m_options.proxy;
    if (usesProxy())
        m_socket->connectToHost(proxy.host, proxy.port);
    else
        m_socket->connectToHost(machine::hostAddress(m_target.address->address), m_target.address->port);
}

bool Stream::wantsAbsoluteForm() const
{
    return m_options.proxy.kind == Proxy::Kind::Http && !m_target.tls && !m_target.tunnel;
}

Duration Stream::lap()
{
    const qint64 now = m_clock.nsecsElapsed();
    return Duration((now - std::exchange(m_lapNs, now)) / 1000);
}

void Stream::connected()
{
    if (m_stage != Stage::Connecting)
        return;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (usesProxy() && !wantsAbsoluteForm())
        greetProxy();
    else
        proxyDone();
}

void Stream::greetProxy()
{
    const Proxy& proxy = m_options.proxy;
    m_stage = Stage::Proxy;
    if (proxy.kind == Proxy::Kind::Socks5) {
        const auto literal = protocol::Address::parse(m_target.host.toStdString());
        m_socks.emplace(socks::Command::Connect, socks::Host{literal, m_target.host.toLatin1(), m_target.port},
            proxy.user, proxy.password);
        m_socket->write(m_socks->greeting());
        return;
    }
    const QByteArray authority = authorityOf(m_target.host, m_target.port);
    m_socket->write(
        "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + proxy.authorization() + "\r\n");
}

void Stream::readProxy()
{
    if (m_options.proxy.kind == Proxy::Kind::Socks5) {
        readSocks();
        return;
    }
    m_proxyBytes += m_socket->read(kMaxProxyBytes - m_proxyBytes.size());
    readHttpProxy();
}

void Stream::readSocks()
{
    QByteArray answer;
    const auto reply = m_socks->receive(m_socket->read(kMaxProxyBytes), answer);
    if (!reply)
        return fail(Cause::ProxyRefused, QString::fromStdString(reply.error().message));
    if (!answer.isEmpty())
        m_socket->write(answer);
    if (!*reply)
        return;
    if (const socks::Reply& said = **reply; said.code != 0)
        return fail(causeOfReply(said.code), said.text());
    m_proxyBytes = m_socks->rest();
    proxyDone();
}

void Stream::readHttpProxy()
{
    const qsizetype end = m_proxyBytes.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_proxyBytes.size() >= kMaxProxyBytes)
            fail(Cause::ProxyRefused, QStringLiteral("its answer does not end"));
        return;
    }
    const QByteArray line = m_proxyBytes.left(m_proxyBytes.indexOf("\r\n"));
    if (!line.startsWith("HTTP/1.") || line.mid(9, 1) != "2")
        return fail(Cause::ProxyRefused, QString::fromLatin1(line.left(100)));
    m_proxyBytes.remove(0, end + 4);
    proxyDone();
}

void Stream::proxyDone()
{
    m_opened.connect = lap();
    if (m_target.tls)
        startTls();
    else
        succeed();
}

void Stream::startTls()
{
    if (!m_proxyBytes.isEmpty()) // it would pass for what came inside TLS
        return fail(Cause::ProxyRefused, QStringLiteral("it says something before the tracker was spoken to"));
    m_stage = Stage::Tls;
    m_deadline.start();
    m_socket->setSslConfiguration(tlsConfiguration(m_options.caFile, m_target.oldTls));
    m_socket->setPeerVerifyName(m_target.host);
    m_socket->startClientEncryption();
}

void Stream::noteErrors(const QList<QSslError>& errors)
{
    addTlsErrors(m_tls, errors);
    m_socket->ignoreSslErrors();
}

void Stream::encrypted()
{
    m_opened.tls = lap();
    readTlsSession(m_tls, *m_socket);
    m_opened.facts = m_tls;
    succeed();
}

void Stream::succeed()
{
    m_stage = Stage::Open;
    m_isOpen = true;
    finish();
    if (!m_proxyBytes.isEmpty())
        Q_EMIT received(std::exchange(m_proxyBytes, {}));
}

void Stream::finish()
{
    m_deadline.stop();
    if (m_done)
        std::exchange(m_done, {})(m_opened);
}

void Stream::failed()
{
    if (m_stage == Stage::Idle || m_stage == Stage::Ended)
        return;
    const auto error = m_socket->error();
    const QString words = m_socket->errorString();
    if (m_stage == Stage::Open) {
        readBytes(); // what came before the end
        if (m_stage != Stage::Open)
            return;
        m_stage = Stage::Ended;
        m_isOpen = false;
        Q_EMIT ended(causeOf(error, true), words);
        return;
    }
    const Cause cause = m_stage == Stage::Tls ? Cause::TlsFailed : causeOf(error, m_stage != Stage::Connecting);
    fail(usesProxy() && m_stage != Stage::Tls && cause != Cause::NoSocket ? Cause::ProxyRefused : cause, words);
}

void Stream::fail(Cause cause, const QString& detail)
{
    m_stage = Stage::Ended;
    m_opened.cause = cause;
    m_opened.detail = detail;
    if (!m_tls.errors.isEmpty())
        m_opened.facts = m_tls;
    m_socket->blockSignals(true);
    m_socket->abort();
    finish();
}

void Stream::readBytes()
{
    if (m_stage == Stage::Proxy)
        return readProxy();
    while (m_stage == Stage::Open && m_socket->bytesAvailable() > 0)
        Q_EMIT received(m_socket->read(kReadAtOnce));
}

void Stream::write(const QByteArray& bytes)
{
    if (m_stage == Stage::Open)
        m_socket->write(bytes);
}

void sendAlone(std::unique_ptr<Stream> stream, const QByteArray& request)
{
    Stream* alone = stream.release();
    alone->setParent(QAbstractEventDispatcher::instance()); // ends with the thread at the latest
    QObject::connect(alone, &Stream::received, alone, &QObject::deleteLater);
    QObject::connect(alone, &Stream::ended, alone, &QObject::deleteLater);
    QTimer::singleShot(kAloneLife, alone, &QObject::deleteLater);
    if (alone->isOpen())
        alone->write(request);
    else
        alone->open([alone, request](const Stream::Opened&) { alone->write(request); });
}

void Stream::close()
{
    m_stage = Stage::Ended;
    m_isOpen = false;
    m_done = {};
    m_deadline.stop();
    m_socket->blockSignals(true);
    m_socket->abort();
}

} // namespace waggle::remote
