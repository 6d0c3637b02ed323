// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/net/stream.h"
#include "core/remote/wire/httpreader.h"
#include "core/remote/wire/websocketframe.h"

#include <QElapsedTimer>
#include <QObject>

namespace waggle::remote {

// One WebSocket: a stream, its upgrade, and messages. Answers pings. Probe thread.
class WebSocketConnection final : public QObject {
    Q_OBJECT
public:
    struct Request {
        StreamTarget stream;
        QByteArray target, hostField, userAgent;
    };
    WebSocketConnection(const CheckOptions& options, Request request);
    ~WebSocketConnection() override;

    void open(); // opened() or failed() follows, once
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    void send(const QByteArray& text);
    void ping();

    // What was seen of the opening.
    [[nodiscard]] const Stream::Opened& stream() const { return m_opened; }
    [[nodiscard]] const WebSocketFacts& facts() const { return m_facts; }
    [[nodiscard]] const QByteArray& upgradeRequest() const { return m_upgradeRequest; }
    [[nodiscard]] const QByteArray& upgradeReply() const { return m_upgradeReply; }

Q_SIGNALS:
    void opened();
    void failed(waggle::remote::Cause cause, const QString& detail); // also of one that was open
    void message(const QByteArray& text);
    void ponged();

private:
    void streamOpened(const Stream::Opened& opened);
    void receive(const QByteArray& bytes);
    void readUpgrade(const QByteArray& bytes);
    void readMessages();
    void take(const websocket::Message& message);
    void fail(Cause cause, const QString& detail);
    void write(websocket::Opcode opcode, const QByteArray& payload);

    Request m_request;
    std::unique_ptr<Stream> m_stream;
    Stream::Opened m_opened;
    WebSocketFacts m_facts;
    QByteArray m_key, m_upgradeRequest, m_upgradeReply;
    HttpReader m_http;
    websocket::Reader m_frames;
    QElapsedTimer m_clock;
    bool m_isOpen = false;
    bool m_hasEnded = false;
};

} // namespace waggle::remote
