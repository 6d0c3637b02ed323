// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/jobqueue.h"
#include "core/remote/check/legrun.h"
#include "core/remote/net/resolver.h"
#include "core/remote/report/report.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace waggle::remote {

// One tracker looked at: its name resolved, a leg for each address, each leg walked, all of it judged. Probe thread.
class TrackerCheck final : public QObject {
    Q_OBJECT
public:
    using Resolve = std::function<Resolver::Ticket(const QString&, std::vector<RecordType>, Resolver::Done)>;

    TrackerCheck(const TrackerUrl& url, const CheckParts& parts, JobQueue& queue, const Resolve& resolve,
        TrackerRecord blank, QObject* parent);

    void start();
    void cancel(); // ends at once; reported() follows, with what there is
    [[nodiscard]] bool isDone() const { return m_isDone; }
    [[nodiscard]] const TrackerRecord& record() const { return m_record; }
    // When resolved(): what only the whole list can tell.
    void setSameAs(const QString& other) { m_record.sameAs = other; }
    void setOwn(bool isOwn) { m_record.isOwn = isOwn; }

Q_SIGNALS:
    void resolved(); // lookups stand in record()
    void reported(const waggle::remote::ReportPtr& report);

private:
    void lookUp(std::unique_ptr<JobQueue::Place> place);
    void lookedUp(std::vector<Lookup> lookups);
    void makeLegs();
    void addFamily(protocol::Family family);
    void addLeg(protocol::Family family, std::optional<protocol::Endpoint> address);
    void addFailedLeg(protocol::Family family, Cause cause, std::optional<protocol::Endpoint> address = {});
    void runLegs();
    void runLeg(std::size_t leg);
    void connectLeg(LegRun& run, std::size_t leg);
    void resumeLeg(std::size_t leg);
    void legEnded();
    void lookAtPaused();
    [[nodiscard]] QString queueHost(std::size_t leg) const;
    void finish();
    void report();
    [[nodiscard]] const Lookup* lookup(protocol::Family family) const;
    [[nodiscard]] bool resolvesHere() const;

    CheckParts m_parts;
    JobQueue& m_queue;
    const Resolve& m_resolve;
    TrackerRecord m_record;
    QElapsedTimer m_clock;
    Resolver::Ticket m_ticket;
    std::unique_ptr<JobQueue::Place> m_lookupPlace;
    struct Running {
        std::unique_ptr<LegRun> run;
        std::unique_ptr<JobQueue::Place> place;
    };
    std::vector<Running> m_running; // as long as m_record.legs
    std::size_t m_legsLeft = 0;
    QTimer m_reportSoon;
    bool m_isDone = false;
};

} // namespace waggle::remote
