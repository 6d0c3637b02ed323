// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"

#include <QObject>

#include <functional>
#include <memory>

class QUdpSocket;

namespace waggle::remote {

class SocksRelay;

// Datagrams to one tracker: from a connected socket (it hears of refusals), from an unconnected one (it hears answers
// from elsewhere), or through a SOCKS5 proxy. Probe thread.
class DatagramChannel final : public QObject {
    Q_OBJECT
public:
    struct Target {
        QString host; // for a proxy
        std::optional<protocol::Endpoint> address; // unset only through a proxy
        std::uint16_t port = 0;
        bool connected = true;
    };
    DatagramChannel(const CheckOptions& options, Target target);
    ~DatagramChannel() override;

    using Ready = std::function<void(Cause cause, const QString& detail)>;
    void open(Ready ready); // once; from the event loop
    void send(const QByteArray& datagram);
    [[nodiscard]] std::uint16_t localPort() const;

Q_SIGNALS:
    void received(const QByteArray& datagram, const waggle::protocol::Endpoint& from);
    void failed(waggle::remote::Cause cause, const QString& detail); // refused, or the proxy's connection ended

private:
    void openDirect();
    void read();
    void noteError();

    CheckOptions m_options;
    Target m_target;
    std::unique_ptr<QUdpSocket> m_socket;
    std::unique_ptr<SocksRelay> m_relay;
    Ready m_ready;
};

} // namespace waggle::remote
