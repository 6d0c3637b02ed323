// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <map>

namespace waggle::remote {

// Keeps requests to one host apart. Time is a parameter. Probe thread.
class HostPace {
public:
    using Time = std::chrono::milliseconds; // steady

    explicit HostPace(Time gap)
        : m_gap(gap)
    {
    }
    // How long the next request to `host` has to wait; it is taken as sent then. An empty host never waits.
    [[nodiscard]] Time reserve(const QString& host, Time now);

private:
    Time m_gap;
    std::map<QString, Time> m_next;
};

} // namespace waggle::remote
