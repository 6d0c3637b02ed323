// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/jobqueue.h"

#include <algorithm>

namespace waggle::remote {

JobQueue::JobQueue(int jobs, int jobsPerHost)
    : m_jobs(std::max(jobs, 1))
    , m_jobsPerHost(std::max(jobsPerHost, 1))
{
}

void JobQueue::enqueue(const QString& host, Start start)
{
    m_waiting.push_back({host, std::move(start)});
    next();
}

void JobQueue::enqueueAgain(const QString& host, Start start)
{
    const auto ahead = std::min(static_cast<std::ptrdiff_t>(m_waiting.size()), static_cast<std::ptrdiff_t>(m_jobs));
    m_waiting.insert(m_waiting.begin() + ahead, {host, std::move(start)});
    next();
}

void JobQueue::clear()
{
    m_waiting.clear();
}

bool JobQueue::hasRoom(const QString& host) const
{
    const auto found = m_perHost.find(host);
    return found == m_perHost.end() || found->second < m_jobsPerHost;
}

// A job may end, or ask for another one, while it is started.
void JobQueue::next()
{
    if (m_isStarting)
        return;
    m_isStarting = true;
    while (m_running < m_jobs) {
        const auto found = std::find_if(
            m_waiting.begin(), m_waiting.end(), [this](const Waiting& waiting) { return hasRoom(waiting.host); });
        if (found == m_waiting.end())
            break;
        Waiting job = std::move(*found);
        m_waiting.erase(found);
        job.start(std::make_unique<Place>(*this, job.host));
    }
    m_isStarting = false;
}

void JobQueue::release(const QString& host)
{
    --m_running;
    if (const auto found = m_perHost.find(host); found != m_perHost.end() && --found->second == 0)
        m_perHost.erase(found);
    next();
}

JobQueue::Place::Place(JobQueue& queue, QString host)
    : m_queue(queue)
    , m_host(std::move(host))
{
    ++m_queue.m_running;
    if (!m_host.isEmpty())
        ++m_queue.m_perHost[m_host];
}

JobQueue::Place::~Place()
{
    m_queue.release(m_host);
}

} // namespace waggle::remote
