// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"

#include <QDBusUnixFileDescriptor>
#include <QElapsedTimer>
#include <QObject>

#include <optional>

namespace waggle::app {

// Somebody downloads: a swarm in which bytes moved between the last two reports has a leecher that is neither stuck nor
// has all it wants, and not every client is late with its report.
[[nodiscard]] bool isTransferring(const monitor::Overview& overview);

// Whether this computer is to stay awake at `now`, when transfers were last seen at `lastTransfer`.
inline constexpr protocol::Time kAwakeAfter{60'000};
[[nodiscard]] bool staysAwake(std::optional<protocol::Time> lastTransfer, protocol::Time now);

// Keeps the computer from sleeping while others transfer and a minute longer, by an inhibitor lock of the system's
// login manager. Where there is none, it says so in the log once and that is all. Main thread; never waits for an
// answer.
class SleepInhibitor final : public QObject {
    Q_OBJECT
public:
    explicit SleepInhibitor(QObject* parent = nullptr);

    void update(const monitor::OverviewPtr& overview); // at every tick

private:
    void engage();
    void tellUnavailable(const QString& why);

    QElapsedTimer m_clock;
    std::optional<protocol::Time> m_lastTransfer;
    bool m_engaged = false; // wanted; the lock may still be on its way
    bool m_told = false;
    std::uint64_t m_request = 0; // counts engagements: an answer to an older one is dropped
    QDBusUnixFileDescriptor m_lock; // the computer is awake while this is open
};

} // namespace waggle::app
