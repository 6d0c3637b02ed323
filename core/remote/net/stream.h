// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "core/remote/wire/sockshandshake.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSslError>
#include <QTimer>

#include <functional>
#include <memory>

class QSslSocket;

namespace waggle::remote {

// Where a stream leads. Through a proxy the name goes to the proxy, nothing is looked up here.
struct StreamTarget {
    QString host; // for TLS' name check, for SNI, for the proxy
    std::optional<protocol::Endpoint> address; // unset only through a proxy
    std::uint16_t port = 0;
    bool tls = false;
    bool oldTls = false; // TLS 1.1 at most (T4)
    bool tunnel = false; // an HTTP proxy is asked to CONNECT although there is no TLS (WebSocket)
};

// One TCP connection, with TLS where asked for, directly or through a proxy; its phases timed apart. A certificate that
// is not trusted is recorded and accepted: the check goes on to say what else is wrong. Every wait is bounded by the
// options' timeout. Probe thread.
class Stream final : public QObject {
    Q_OBJECT
public:
    Stream(const CheckOptions& options, StreamTarget target);
    ~Stream() override;

    struct Opened {
        Cause cause = Cause::None;
        QString detail;
        std::optional<Duration> connect, tls; // through a proxy `connect` is until the proxy has connected
        std::optional<TlsFacts> facts;
    };
    using Done = std::function<void(const Opened&)>;
    void open(Done done); // once; `done` from the event loop, once
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    // An HTTP proxy reads the request itself: its target is the whole URL.
    [[nodiscard]] bool wantsAbsoluteForm() const;
    void write(const QByteArray& bytes);
    void close(); // at once; no signal

Q_SIGNALS:
    void received(const QByteArray& bytes);
    void ended(waggle::remote::Cause cause, const QString& detail); // by the other side, after open()

private:
    void connected();
    void greetProxy();
    void readProxy();
    void readSocks();
    void readHttpProxy();
    void proxyDone();
    void startTls();
    void encrypted();
    void noteErrors(const QList<QSslError>& errors);
    void failed();
    void readBytes();
    void fail(Cause cause, const QString& detail);
    void succeed();
    void finish();
    [[nodiscard]] bool usesProxy() const { return m_options.proxy.kind != Proxy::Kind::None; }
    [[nodiscard]] Duration lap();

    enum class Stage : std::uint8_t { Idle, Connecting, Proxy, Tls, Open, Ended };

    CheckOptions m_options; // it may outlive the check by the answer to a `stopped`
    StreamTarget m_target;
    std::unique_ptr<QSslSocket> m_socket;
    Stage m_stage = Stage::Idle;
    Opened m_opened;
    TlsFacts m_tls;
    Done m_done;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    qint64 m_lapNs = 0;
    std::optional<socks::Handshake> m_socks;
    QByteArray m_proxyBytes; // of an HTTP proxy; behind the handshake: of whom it leads to
    bool m_isOpen = false;
};

// Writes a request when the stream is open, and lets it live for a moment after: nobody waits for the answer.
void sendAlone(std::unique_ptr<Stream> stream, const QByteArray& request);

} // namespace waggle::remote
