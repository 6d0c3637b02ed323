// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/httpconnection.h"

#include <QObject>

class QTcpSocket;

namespace waggle::server {

// Moves the bytes by a QTcpSocket: every system has one, and TLS will. Deletes itself later once dropped; survives a
// peer that vanishes at any point.
class HttpPortableConnection final : public QObject, public HttpConnection {
    Q_OBJECT
public:
    HttpPortableConnection(WorkerContext& context, HttpPool& pool, HttpReply& scratch, QObject* parent);

    void open(qintptr descriptor, const HttpFrontEnd* owner); // takes the descriptor over
    void start() override;
    void drop() override;

private:
    void settle(protocol::Time now) override;
    void turn();
    void receive(protocol::Time now);
    void write(protocol::Time now);
    void noteSent(qint64 bytes);
    void disconnected();

    QTcpSocket* m_socket;
    bool m_turnIsDue = false;
    bool m_isWriting = false;
    bool m_shut = false;
    bool m_gone = false;
};

} // namespace waggle::server
