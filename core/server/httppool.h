// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/httpconnection.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace waggle::server {

// All HTTP connections of one worker, whatever listener they came through: one cap, one timer. Worker thread.
class HttpPool final : public QObject {
    Q_OBJECT
public:
    explicit HttpPool(WorkerContext& context);
    ~HttpPool() override;

    // Serves the socket; past the cap the connection that has been idle longest is closed for it, or it is refused.
    void admit(QTcpSocket* socket, const HttpFrontEnd* owner);
    bool closeOldestIdle(); // false: none is idle
    void closeAll(const HttpFrontEnd* owner);
    [[nodiscard]] std::size_t size() const { return m_open.size(); }

Q_SIGNALS:
    void freed(); // a connection ended: its descriptor is free again

private:
    void remove(HttpConnection* connection);
    void elapse();
    void count();

    WorkerContext& m_context;
    HttpReply m_scratch;
    std::vector<HttpConnection*> m_open;
    QTimer m_timer;
};

} // namespace waggle::server
