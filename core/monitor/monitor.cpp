// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitor.h"

#include "core/monitor/answers.h"
#include "core/monitor/metatypes.h"
#include "core/monitor/tick.h"
#include "core/monitor/views.h"

#include <QTimer>

namespace waggle::monitor {

Monitor::Monitor(swarm::Store& store, std::vector<std::shared_ptr<requests::WorkerShare>> shares, machine::Clock clock)
    : m_tick(std::make_unique<Tick>(
        store, std::move(shares), std::move(clock),
        [this](const InfoHash& infoHash, std::int64_t wallMs) { Q_EMIT completed(infoHash, wallMs); }, this))
    , m_views(std::make_unique<Views>([this](const Answer& answer) { Q_EMIT answered(answer); }))
    , m_exports(new Exports(this))
{
    registerMetaTypes();
}

Monitor::~Monitor() = default;

void Monitor::run(int tickMs)
{
    if (!m_timer) {
        m_timer = new QTimer(this);
        m_timer->setTimerType(Qt::PreciseTimer);
        connect(m_timer, &QTimer::timeout, this, &Monitor::advance);
    }
    const int length = std::max(tickMs, 1);
    m_tick->setLength(Time(length));
    m_timer->start(length);
}

void Monitor::advance()
{
    Q_EMIT overviewReady(m_tick->advance());
    m_views->answerDue(m_tick->sources());
}

void Monitor::setNames(const torrent::NameTablePtr& names)
{
    m_tick->setNames(names);
}

void Monitor::setTrackerOn(bool on)
{
    m_tick->setTrackerOn(on);
}

void Monitor::setLocalAddresses(const std::vector<protocol::Address>& addresses)
{
    m_tick->setLocalAddresses(addresses);
}

void Monitor::setHostNames(bool on)
{
    m_tick->setHostNames(on);
}

// Peers come straight from the store; all else is as of the last tick.
const Sources& Monitor::sourcesFor(const Query& query)
{
    return std::holds_alternative<PeerQuery>(query) ? m_tick->sourcesOfNow() : m_tick->sources();
}

void Monitor::ask(const Query& query)
{
    m_views->ask(sourcesFor(query), query);
}

void Monitor::closeView(quint64 view)
{
    m_views->close(view);
    if (!m_views->anyPeers())
        m_tick->freeScratch();
}

void Monitor::exportRows(quint64 job, const Query& query)
{
    const Sources& sources = sourcesFor(query);
    const Publish publish = [this](const Answer& slice) { Q_EMIT exported(slice); };
    std::visit(
        [&](const auto& one) {
            if constexpr (requires { exportOf(sources, job, one, publish); })
                m_exports->start(job, exportOf(sources, job, one, publish));
        },
        query);
}

void Monitor::cancelExport(quint64 job)
{
    m_exports->cancel(job);
}

void Monitor::clearRequests()
{
    m_tick->clearRequests();
}

} // namespace waggle::monitor
