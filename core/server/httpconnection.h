// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/httpanswer.h"

#include <QObject>

#include <chrono>
#include <cstdint>

class QTcpSocket;

namespace waggle::server {

class HttpFrontEnd;

// Moves bytes between a QTcpSocket and an HttpSession: the portable adaptor. Worker thread; emits gone() once and is to
// be deleted later then. Survives a peer that vanishes at any point.
class HttpConnection final : public QObject, private HttpHandler {
    Q_OBJECT
public:
    // Takes the socket over. `scratch` is shared by all connections of a worker.
    HttpConnection(
        WorkerContext& context, HttpReply& scratch, QTcpSocket* socket, const HttpFrontEnd* owner, QObject* parent);

    void start(); // what came with the connection
    void elapse(swarm::Time now);
    void drop();
    // Counts and records a connection that is not served at all.
    void refuse(Rule rule);

    // Between two requests, or answered for good and waiting for the peer to go.
    [[nodiscard]] bool isIdle() const { return m_session.isIdle() || m_session.wantsShutdown(); }
    [[nodiscard]] swarm::Time idleSince() const { return m_session.idleSince(); }
    [[nodiscard]] const HttpFrontEnd* owner() const { return m_owner; }

Q_SIGNALS:
    void gone();

private:
    const HttpReply& answer(const HttpRequest& request) override;
    void finished(Rule rule, std::string_view received, std::string_view reply) override;

    void read();
    void write(swarm::Time now);
    void noteSent(qint64 bytes);
    void settle(); // after bytes or time: ends our side or the whole connection where the session says so
    void disconnected();
    [[nodiscard]] protocol::Family family() const { return m_peer.remote.address.family(); }

    WorkerContext& m_context;
    HttpReply& m_scratch;
    QTcpSocket* m_socket;
    const HttpFrontEnd* m_owner;
    HttpPeer m_peer;
    HttpSession m_session;
    RequestRecord m_record;
    std::chrono::steady_clock::time_point m_begun; // of the work on the current request
    bool m_writing = false;
    bool m_shut = false;
    bool m_gone = false;
};

} // namespace waggle::server
