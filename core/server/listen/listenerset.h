// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/httpfrontend.h"
#include "core/server/listen/listener.h"
#include "core/server/listen/listenplan.h"
#include "core/server/udp/udpfrontend.h"

#include <QTimer>

namespace waggle::server {

// The open listeners of one worker, on its thread: opens what a plan asks for and keeps what is open already. What
// fails is tried again after 2 s, then less and less often, at least every 30 s; the others are not touched by it.
class ListenerSet final : public QObject {
    Q_OBJECT
public:
    ListenerSet(WorkerContext& context, QObject* parent);
    ~ListenerSet() override;

    // Of listeners opened from now on.
    void setHttpPath(HttpFrontEnd::Path path) { m_httpPath = path; }
    void setUdpPath(UdpFrontEnd::Path path) { m_udpPath = path; }
    void open(const ListenPlan& plan);
    void close(); // all; their states stay, as Off
    // Addresses of this machine came or went: closes what listens on one that is gone, tries the rest at once.
    void lookAgain();
    [[nodiscard]] ListenerStates states() const;

Q_SIGNALS:
    void changed(); // by a new try, not by open() or close()

private:
    struct Listener;

    void tryOpen(Listener& listener);
    void tryHttp(Listener& listener);
    void tryUdp(Listener& listener);
    void fail(Listener& listener, const QString& problem);
    [[nodiscard]] Listener* openTwinOf(const Listener& listener) const;
    void retry();
    void tellChangesSince(const ListenerStates& before);
    void schedule();

    WorkerContext& m_context;
    HttpFrontEnd::Path m_httpPath = HttpFrontEnd::Path::Epoll;
    UdpFrontEnd::Path m_udpPath = UdpFrontEnd::Path::Batched;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    QTimer m_timer;
};

} // namespace waggle::server
