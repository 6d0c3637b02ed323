// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/hostpace.h"
#include "core/remote/check/plan.h"
#include "core/remote/net/legclient.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace waggle::remote {

// What the legs of a check share.
struct CheckParts {
    using MakeClient = std::function<std::unique_ptr<LegClient>(const LegContext&)>;

    const CheckOptions& options;
    HostPace& pace;
    const MakeClient& makeClient;
    std::uint64_t seed; // of the tracker's hashes
};

// Walks one leg through its plan. The record of the tracker and of the leg are the owner's and outlive it; they change
// only here while it runs. Probe thread.
class LegRun final : public QObject {
    Q_OBJECT
public:
    // `pacedHost`: whose requests are kept apart; empty for loopback. `clock` began with the check.
    // Legs of one tracker run beside each other: each has hashes of its own, or they would count each other's clients.
    LegRun(const CheckParts& parts, const PlanHashes& hashes, const TrackerRecord& tracker, LegRecord& leg,
        std::optional<Duration> dns, QString pacedHost, const QElapsedTimer& clock);

    void goOn(); // at first, and after ready()
    // Another leg came further, or time passed: looks whether a pause is over.
    void look();
    void cancel(); // ends at once, `stopped` is sent, no answer awaited; no signal

Q_SIGNALS:
    void advanced(); // one more exchange
    void paused(); // it asks nothing for the time being, and needs no place among the jobs until goOn()
    void ready(); // the pause is over
    void finished();

private:
    void askSoon(const Step& step);
    void rest(const Pause& pause);
    void ask();
    void answered(Exchange exchange);
    [[nodiscard]] Exchange cutOff() const;

    CheckParts m_parts;
    PlanHashes m_hashes;
    const TrackerRecord& m_tracker;
    LegRecord& m_leg;
    QString m_pacedHost;
    const QElapsedTimer& m_clock;
    std::unique_ptr<LegClient> m_client;
    Step m_step;
    QTimer m_wait, m_rest;
    Duration m_asked{0};
    qint64 m_askedWallMs = 0;
    bool m_isAsking = false;
};

} // namespace waggle::remote
