// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <thread>

namespace waggle::swarm {

// A mutex for one who takes it again and again, and for others who must not starve meanwhile: a plain one goes to
// whoever runs already, not to whoever waits. Without contention it costs what a plain one costs.
class ShardMutex {
public:
    void lock()
    {
        if (m_mutex.try_lock())
            return;
        m_waiting.fetch_add(1, std::memory_order_relaxed);
        m_mutex.lock();
        m_waiting.fetch_sub(1, std::memory_order_relaxed);
    }
    void unlock() { m_mutex.unlock(); }
    // For the one who comes again, between unlock() and lock(): those who wait come first. It is bounded, as each turn
    // can cost a time slice.
    void letOthersIn() const
    {
        for (int turn = 0; turn < kTurns && m_waiting.load(std::memory_order_relaxed) > 0; ++turn)
            std::this_thread::yield();
    }

private:
    static constexpr int kTurns = 200;

    std::mutex m_mutex;
    std::atomic<int> m_waiting{0};
};

} // namespace waggle::swarm
