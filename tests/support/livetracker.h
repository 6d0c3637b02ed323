// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/trackerservice.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <vector>

namespace waggle::test {

[[nodiscard]] settings::ListenEntry listenEntry(const char* address, std::uint16_t port = 0);
// 127.0.0.1 and ::1, on any port.
[[nodiscard]] settings::Settings loopbackSettings();

// A whole tracker as the program runs it, with a data folder of its own, on a clock that only the test moves. Needs a
// QCoreApplication.
class LiveTracker {
public:
    struct Time { // survives the tracker: one data folder and clock for several of them
        std::atomic<std::int64_t> ms{1'000'000};
        std::atomic<std::int64_t> wallStartMs{1'700'000'000'000};
    };
    struct Options {
        bool portableUdp = false;
        std::shared_ptr<Time> time = {};
        QString secretPath = {}; // empty: in a folder of its own
    };
    explicit LiveTracker(const settings::Settings& settings = loopbackSettings())
        : LiveTracker(settings, Options())
    {
    }
    LiveTracker(const settings::Settings& settings, const Options& options);

    bool start(); // true: started() came
    bool stop();
    [[nodiscard]] server::TrackerService& service() { return *m_service; }
    void advance(std::chrono::seconds time);

    // The listener that `wanted` asked for, or nothing.
    [[nodiscard]] const server::ListenerState* listener(protocol::Transport transport, const char* wanted) const;
    [[nodiscard]] protocol::Endpoint endpoint(protocol::Transport transport, const char* wanted) const;
    [[nodiscard]] protocol::Endpoint udp(protocol::Family family = protocol::Family::V4) const;
    // What came in since the last call, once `count` requests are there (or after 10 s what there is).
    [[nodiscard]] std::vector<requests::RequestRecord> requests(std::size_t count);
    [[nodiscard]] requests::CounterValues counters() const; // of all workers

private:
    bool waitForSignal(void (server::TrackerService::*signal)(), void (server::TrackerService::*call)());

    QTemporaryDir m_folder;
    std::shared_ptr<Time> m_time;
    std::unique_ptr<server::TrackerService> m_service;
};

// Runs the event loop until the condition holds; false after 10 s.
[[nodiscard]] bool waitUntil(const std::function<bool()>& condition);

} // namespace waggle::test
