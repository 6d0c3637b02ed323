// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tables/exports.h"

#include <QTimer>

namespace waggle::monitor {

void Exports::start(quint64 job, Step step)
{
    m_jobs[job] = std::move(step);
    if (m_scheduled)
        return;
    m_scheduled = true;
    QTimer::singleShot(0, this, [this] { turn(); });
}

void Exports::cancel(quint64 job)
{
    m_jobs.erase(job);
}

void Exports::turn()
{
    m_scheduled = false;
    auto at = m_jobs.upper_bound(m_last);
    if (at == m_jobs.end())
        at = m_jobs.begin();
    if (at == m_jobs.end())
        return;
    const quint64 job = m_last = at->first;
    const Step step = at->second; // a receiver may cancel it meanwhile
    if (step())
        m_jobs.erase(job);
    if (m_jobs.empty() || m_scheduled)
        return;
    m_scheduled = true;
    QTimer::singleShot(0, this, [this] { turn(); });
}

} // namespace waggle::monitor
