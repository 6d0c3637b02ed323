// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/workercontext.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <tl/expected.hpp>

namespace waggle::server {

class HttpAcceptor;
class HttpPool;

// One HTTP listener: accepts, and hands the connections to the worker's pool. Worker thread. An IPv6 wildcard takes
// IPv6 only, so that a listener of each family can share a port.
class HttpFrontEnd final : public QObject {
    Q_OBJECT
public:
    // Epoll is what Linux has; every system has Portable: one QTcpSocket a connection.
    enum class Path { Epoll, Portable };
    HttpFrontEnd(WorkerContext& context, Path path, QObject* parent);
    ~HttpFrontEnd() override;

    // The bound port, or an errno for listenProblem(). `scope` is the interface of a link-local address.
    [[nodiscard]] tl::expected<std::uint16_t, int> listen(const protocol::Endpoint& endpoint, const QString& scope);
    void close(); // the listener and every connection that came through it
    [[nodiscard]] Path path() const { return m_path; }

private:
    void noteExhausted();

    WorkerContext& m_context;
    const Path m_path;
    std::shared_ptr<HttpPool> m_pool;
    HttpAcceptor* m_acceptor;
};

} // namespace waggle::server
