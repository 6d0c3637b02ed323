// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/httpanswer.h"

#include <chrono>
#include <cstddef>

namespace waggle::server {

class HttpFrontEnd;
class HttpPool;

// One HTTP connection: its session, the answers to it and their records. How the bytes travel is the adaptors' part:
// HttpEpollConnection (Linux), HttpPortableConnection (a QTcpSocket). Worker thread.
class HttpConnection : private HttpHandler {
public:
    // `scratch` is shared by all connections of a worker.
    HttpConnection(WorkerContext& context, HttpPool& pool, HttpReply& scratch);
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    virtual void start() = 0; // what came with the connection
    virtual void drop() = 0; // closes the socket, then leaves the pool
    void elapse(protocol::Time now); // meets a deadline that is due
    void refuse(requests::Rule rule); // counts and records a connection that is not served at all; drops it

    // Between two requests, or answered for good and waiting for the peer to go.
    [[nodiscard]] bool isIdle() const { return m_session.isIdle() || m_session.wantsShutdown(); }
    [[nodiscard]] protocol::Time waitingSince() const { return m_session.waitingSince(); }
    [[nodiscard]] const protocol::Address& remote() const { return m_peer.remote.address; }
    [[nodiscard]] const HttpFrontEnd* owner() const { return m_owner; }

    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    std::size_t place = kNowhere; // in the pool; the pool's

protected:
    ~HttpConnection() = default;

    void begin(const HttpPeer& peer, const HttpFrontEnd* owner); // a new connection
    void startClock() { m_begun = std::chrono::steady_clock::now(); } // before work on what came
    void received(std::string_view bytes, protocol::Time now);
    void ended(); // by the peer, or torn
    void countSent(std::size_t bytes);
    void leavePool();
    virtual void settle(protocol::Time now)
        = 0; // after time: sends what is to be sent; ends what the session says has ended

    [[nodiscard]] HttpSession& session() { return m_session; }
    [[nodiscard]] const WorkerContext& context() const { return m_context; }
    void flushRecords() { m_context.share.ring.flush(); }

private:
    const HttpReply& answer(const HttpRequest& request) final;
    void finished(requests::Rule rule, std::string_view received, std::string_view reply) final;

    WorkerContext& m_context;
    HttpPool& m_pool;
    HttpReply& m_scratch;
    const HttpFrontEnd* m_owner = nullptr;
    HttpPeer m_peer;
    HttpSession m_session;
    requests::RequestRecord m_record;
    std::chrono::steady_clock::time_point m_begun; // of the work on the current request
};

} // namespace waggle::server
