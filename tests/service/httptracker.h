// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/trackerservice.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <vector>

namespace waggle::test {

// A tracker on 127.0.0.1 and ::1, on ports of the system's choice, on a thread of its own and on a clock that the test
// moves.
class HttpTracker {
public:
    // `portable`: its connections are QTcpSockets.
    explicit HttpTracker(const settings::Settings& settings = {}, bool portable = false);

    [[nodiscard]] protocol::Endpoint endpoint(protocol::Family family) const;
    void advance(protocol::Time time);

    struct Request {
        requests::RequestRecord record;
        std::string raw;
        std::string reply;
    };
    // What came in since the last call, once at least `count` are there (or after 10 s what there is).
    [[nodiscard]] std::vector<Request> requests(std::size_t count);
    [[nodiscard]] requests::CounterValues counters() const;
    [[nodiscard]] bool waitForBytesIn(std::uint64_t bytes) const; // over both families
    [[nodiscard]] bool waitForConnections(std::uint64_t open) const;
    [[nodiscard]] const settings::Settings& settings() const { return m_settings; } // as it was started with
    [[nodiscard]] server::TrackerService& service() { return m_service; }

private:
    std::shared_ptr<std::atomic<std::int64_t>> m_now;
    QTemporaryDir m_folder;
    settings::Settings m_settings;
    server::TrackerService m_service;
};

} // namespace waggle::test
