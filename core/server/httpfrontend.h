// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/workercontext.h"

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
    HttpFrontEnd(WorkerContext& context, QObject* parent);
    ~HttpFrontEnd() override;

    // The bound port; or what happened, why, and what to do. `scope` is the interface of a link-local address.
    [[nodiscard]] tl::expected<std::uint16_t, QString> listen(const protocol::Endpoint& endpoint, const QString& scope);
    void close(); // the listener and every connection that came through it

private:
    void noteExhausted();

    WorkerContext& m_context;
    std::shared_ptr<HttpPool> m_pool;
    HttpAcceptor* m_acceptor;
};

} // namespace waggle::server
