// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/net/legclient.h"
#include "core/remote/net/websocketconnection.h"
#include "core/remote/wire/answers.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>

namespace waggle::remote {

// WebSocket trackers: a connection for A, one for B, and offers and answers between them. Probe thread.
class WebSocketLegClient final : public LegClient {
    Q_OBJECT
public:
    explicit WebSocketLegClient(const LegContext& context);
    ~WebSocketLegClient() override;

    void ask(const Step& step, Done done) override;
    void cancel() override;
    void sendStopped(const Step& step) override;

private:
    using Connection = std::unique_ptr<WebSocketConnection>;

    [[nodiscard]] WebSocketConnection::Request request() const;
    [[nodiscard]] Connection& connectionOf(Identity identity);
    void openConnection(Identity identity);
    void begin();
    void receive(Identity identity, const QByteArray& message);
    void receiveAsA(const QByteArray& message);
    void receiveAsB(const QByteArray& message);
    void answered(const QByteArray& message);
    void failed(Identity identity, Cause cause, const QString& detail);
    void timedOut();
    void endIdle();
    void finish(Cause cause, const QString& detail = {});
    void drop(Connection& connection);
    void noteOpening(const WebSocketConnection& connection);

    LegContext m_context;
    std::array<Connection, 2> m_connections;
    Done m_done;
    Exchange m_exchange;
    WebSocketOffer m_offer;
    QTimer m_deadline;
    QTimer m_idle;
    QElapsedTimer m_sent, m_begun;
    bool m_isSent = false;
};

} // namespace waggle::remote
