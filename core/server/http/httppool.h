// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/httpconnection.h"
#include "core/server/http/httphosts.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace waggle::server {

struct HttpEpollShare;

// All HTTP connections of one worker, whatever listener they came through: one cap, one timer. Worker thread.
class HttpPool final : public QObject {
    Q_OBJECT
public:
    explicit HttpPool(WorkerContext& context);
    ~HttpPool() override;

    // Serves the connection, which may be closed already when this returns. Past the cap another one makes room: the
    // one that has been idle longest, or of the host with most connections the one that has been unfinished longest; or
    // the new one is refused.
    void admit(qintptr descriptor, const HttpPeer& peer, const HttpFrontEnd& owner);
    void makeRoom(); // no descriptor is left: closes an idle connection, or one of the host with most
    void closeAll(const HttpFrontEnd* owner);
    void remove(HttpConnection& connection); // by itself, once closed
    [[nodiscard]] std::size_t size() const { return m_open.size(); }

Q_SIGNALS:
    void freed(); // after makeRoom(): a connection ended, its descriptor is free

private:
    [[nodiscard]] HttpConnection& open(qintptr descriptor, const HttpPeer& peer, const HttpFrontEnd& owner);
    void enter(HttpConnection& connection);
    [[nodiscard]] bool makeRoomFor(const HttpConnection& connection);
    [[nodiscard]] HttpConnection* oldestIdle() const;
    [[nodiscard]] HttpConnection* oldestOf(const protocol::Address& host) const;
    void elapse();
    void count();

    WorkerContext& m_context;
    HttpReply m_scratch;
    std::vector<HttpConnection*> m_open;
    HttpHosts m_hosts;
    std::unique_ptr<HttpEpollShare> m_epoll; // from the first connection on that needs it
    QTimer m_timer;
    bool m_isAwaited = false; // freed() is owed
    std::size_t m_walk = 0; // of m_open: whose deadlines are still to be looked at
};

} // namespace waggle::server
