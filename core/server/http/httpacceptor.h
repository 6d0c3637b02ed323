// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/httpanswer.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <tl/expected.hpp>

class QSocketNotifier;
class QTcpServer;

namespace waggle::server {

// A listening TCP socket. QTcpServer opens it; on Unix we accept ourselves, because a QTcpServer that has once seen an
// empty queue (Qt 6.4 keeps a socket's first error) never reports that descriptors have run out, and spins instead.
class HttpAcceptor final : public QObject {
    Q_OBJECT
public:
    explicit HttpAcceptor(QObject* parent);

    // The bound port, or an errno. A wildcard takes its own family only.
    [[nodiscard]] tl::expected<std::uint16_t, int> listen(const protocol::Endpoint& endpoint, const QString& scope);
    void close();
    void resume(); // after exhausted()

Q_SIGNALS:
    // The receiver takes the descriptor over. On Linux it does not block; where Qt accepts, `peer` is empty.
    void accepted(qintptr descriptor, const waggle::server::HttpPeer& peer);
    void exhausted(); // no descriptor left: accepting has stopped, the connection waits in the system's queue

private:
    void acceptSome();
    void pause();

    QTcpServer* m_server;
    QSocketNotifier* m_notifier = nullptr;
    protocol::Endpoint m_local; // unspecified address: differs from connection to connection
    bool m_isPaused = false;
};

} // namespace waggle::server
