// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace waggle::remote {

// Lets so many jobs run at once, over all and for one host; first come, first served among those whose host is free.
// Probe thread.
class JobQueue {
public:
    JobQueue(int jobs, int jobsPerHost);

    // Holds a place while it lives.
    class Place;
    using Start = std::function<void(std::unique_ptr<Place>)>;
    // Calls `start` now or when a place is free, unless clear() comes first. An empty host counts for itself only.
    void enqueue(const QString& host, Start start);
    // For a job that gave its place up for a while and holds sockets: behind as many of those that wait as run at once,
    // however many there are.
    void enqueueAgain(const QString& host, Start start);
    void clear();
    [[nodiscard]] int running() const { return m_running; }

    class Place {
    public:
        Place(JobQueue& queue, QString host);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        JobQueue& m_queue;
        QString m_host;
    };

private:
    struct Waiting {
        QString host;
        Start start;
    };
    [[nodiscard]] bool hasRoom(const QString& host) const;
    void release(const QString& host);
    void next();

    int m_jobs;
    int m_jobsPerHost;
    int m_running = 0;
    bool m_isStarting = false;
    std::map<QString, int> m_perHost;
    std::deque<Waiting> m_waiting;
};

} // namespace waggle::remote
