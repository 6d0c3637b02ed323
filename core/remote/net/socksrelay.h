// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "core/remote/wire/sockshandshake.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <memory>

class QTcpSocket;
class QUdpSocket;

namespace waggle::remote {

// UDP through a SOCKS5 proxy (UDP ASSOCIATE, RFC 1928): a control connection that must stay open, and a socket to the
// relay. The tracker's name goes to the proxy in each datagram's header. Probe thread.
class SocksRelay final : public QObject {
    Q_OBJECT
public:
    SocksRelay(const CheckOptions& options, socks::Host tracker);
    ~SocksRelay() override;

    void open();
    void send(const QByteArray& payload); // after ready()

Q_SIGNALS:
    void ready();
    void received(const QByteArray& payload);
    void failed(waggle::remote::Cause cause, const QString& detail);

private:
    void readControl();
    void take(const socks::Reply& said);
    void openRelay(const socks::Host& bound);
    void readRelay();
    void fail(Cause cause, const QString& detail);

    enum class Stage : std::uint8_t { Connecting, Ready, Failed };

    CheckOptions m_options;
    socks::Host m_tracker;
    std::unique_ptr<QTcpSocket> m_control;
    socks::Handshake m_handshake;
    std::unique_ptr<QUdpSocket> m_socket;
    QHostAddress m_relayHost;
    std::uint16_t m_relayPort = 0;
    Stage m_stage = Stage::Connecting;
    QTimer m_deadline;
};

} // namespace waggle::remote
