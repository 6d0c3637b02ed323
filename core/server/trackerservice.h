// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/networks.h"
#include "core/machine/clock.h"
#include "core/machine/interfaces.h"
#include "core/requests/capturescope.h"
#include "core/requests/workershare.h"
#include "core/server/listen/listener.h"
#include "core/settings/settings.h"
#include "core/swarm/store.h"

#include <QObject>

#include <memory>
#include <vector>

class QThread;

namespace waggle::server {

class Housekeeper;
class Worker;

// The tracker: sockets in worker threads, one store. Lives on the main thread; every call returns at once, results come
// as signals. Stop closes the sockets; the store lives on and peers go on expiring.
class TrackerService final : public QObject {
    Q_OBJECT
public:
    TrackerService(
        const settings::Settings& settings, const QString& secretPath, machine::Clock clock, QObject* parent = nullptr);
    ~TrackerService() override; // closes all sockets and joins the workers

    void start();
    void stop();
    [[nodiscard]] bool isOn() const { return m_on; }
    // Applies what can be applied without closing sockets; reopens only listeners that changed. The number of workers
    // stays what it was when the program started.
    void apply(const settings::Settings& settings);
    void setCapture(const requests::CaptureScope& scope);
    void ban(const protocol::Address& address); // until the program ends; its peers go at once
    void unban(const protocol::Address& address);
    [[nodiscard]] std::vector<protocol::Address> banned() const { return m_banned; }
    // For listeners opened from now on: UDP through QUdpSocket instead of Linux' batches, HTTP through QTcpSocket
    // instead of epoll.
    void setPortableUdp(bool portable);
    void setPortableHttp(bool portable);

    [[nodiscard]] swarm::Store& store() { return *m_store; } // any thread
    [[nodiscard]] const std::vector<std::shared_ptr<requests::WorkerShare>>& shares() const { return m_shares; }
    [[nodiscard]] const ListenerStates& listeners() const { return m_listeners; }
    [[nodiscard]] const machine::Interfaces& interfaces() const { return m_interfaces; } // as last read

Q_SIGNALS:
    void listenersChanged(const waggle::server::ListenerStates& listeners);
    // Read once at the beginning, then every 5 s; told when it is another.
    void interfacesChanged(const waggle::machine::Interfaces& interfaces);
    void started(); // every listener has had its first try
    void stopped(); // every socket is closed

private:
    template <typename F>
    void post(F f); // runs f(worker) on each worker's thread
    template <typename F>
    void postFirst(F f);
    void startWorkers(const machine::Clock& clock);
    void startHousekeeper(const QString& secretPath, const machine::Clock& clock);
    void openAll();
    void follow(); // the further workers open what the first one has bound
    void publishAccess();
    void setListeners(const ListenerStates& states);
    void noteOpened(quint64 epoch, const ListenerStates& states);
    void noteClosed(quint64 epoch);

    settings::Settings m_settings;
    bool m_on = false;
    bool m_ready = false; // the key is read
    bool m_opening = false; // started() is owed
    quint64 m_epoch = 0; // of the last start or stop: answers to an earlier one are too late
    std::size_t m_toClose = 0; // workers that have not closed yet
    std::unique_ptr<swarm::Store> m_store;
    std::vector<std::shared_ptr<requests::WorkerShare>> m_shares;
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::vector<Worker*> m_workers; // each lives on its thread and ends with it
    ListenerStates m_listeners;
    machine::Interfaces m_interfaces;
    std::vector<protocol::Address> m_banned; // sorted
};

} // namespace waggle::server
