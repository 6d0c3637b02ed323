// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/remote/fakecore.h"

#include <QJsonObject>
#include <QSslConfiguration>
#include <QTcpServer>

class QSslSocket;

namespace waggle::test {

struct WebSocketReply {
    QJsonObject message; // the answer
    bool isSilent = false;
    int closeCode = 0; // a Close in place of the answer
    QByteArray raw; // frames in place of the answer
};

// A WebSocket tracker on loopback, framing written by hand. Needs an event loop.
class FakeWebSocketTracker final : public QTcpServer {
public:
    explicit FakeWebSocketTracker(protocol::Family family = protocol::Family::V4);
    ~FakeWebSocketTracker() override;

    FakeCore core;
    std::function<void(const Ask&, WebSocketReply&)> bend;
    std::optional<QSslConfiguration> tls;
    QByteArray upgrade; // in place of the right answer to the upgrade
    QByteArray subprotocol;
    bool relaysOffers = true, relaysAnswers = true, pongs = true;
    int closesAfterMs = 0; // of quiet, with 1001
    int connections = 0;

    [[nodiscard]] QString url(const char* path = "/announce") const;
    [[nodiscard]] static QByteArray frame(int opcode, const QByteArray& payload, bool isFinal = true);

protected:
    void incomingConnection(qintptr handle) override;

private:
    struct Client;
    void read(Client& client);
    void take(Client& client, int opcode, const QByteArray& payload);
    void answer(Client& client, const QJsonObject& message, const QByteArray& raw);
    void relay(const Client& from, const QJsonObject& message);

    protocol::Family m_family;
    std::vector<Client*> m_clients;
};

} // namespace waggle::test
