// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/workercontext.h"
#include "core/server/listen/listenerset.h"
#include "core/server/secret.h"

#include <QObject>
#include <QTimer>

namespace waggle::server {

// One tracker thread: its sockets and what they share. All calls happen on that thread (queued by TrackerService). The
// first worker has HTTP and UDP and keeps the store's time; further ones take UDP datagrams of the same ports.
class Worker final : public QObject {
    Q_OBJECT
public:
    Worker(swarm::Store& store, std::shared_ptr<requests::WorkerShare> share, const machine::Clock& clock,
        std::uint16_t index);

    void begin(); // once, after the move to the thread
    void setKeys(const Secret::Keys& keys);
    void setAccess(std::shared_ptr<const access::AccessTable> access) { m_context.access = std::move(access); }
    void forgetAddress(const protocol::Address& address);
    void configure(const settings::Settings& settings);
    void setCapture(const requests::CaptureScope& scope) { m_context.capture = scope; }
    void setHttpPath(HttpFrontEnd::Path path) { m_listeners.setHttpPath(path); }
    void setUdpPath(UdpFrontEnd::Path path) { m_listeners.setUdpPath(path); }
    void open(const ListenPlan& plan, quint64 epoch);
    void close(quint64 epoch);
    void lookAgain() { m_listeners.lookAgain(); }

Q_SIGNALS:
    void opened(quint64 epoch, const waggle::server::ListenerStates& states); // every listener had a try
    void closed(quint64 epoch, const waggle::server::ListenerStates& states);
    void listenersChanged(const waggle::server::ListenerStates& states); // a later try changed something

private:
    void expire();
    [[nodiscard]] protocol::Time restAt(protocol::Time now) const;
    [[nodiscard]] bool keepsTime() const { return m_context.worker == 0; }

    std::shared_ptr<requests::WorkerShare> m_share;
    WorkerContext m_context;
    ListenerSet m_listeners;
    QTimer m_expiry;
};

} // namespace waggle::server
