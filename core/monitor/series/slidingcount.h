// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"

#include <algorithm>
#include <cstdint>
#include <deque>

namespace waggle::monitor {

// How much a growing total grew within the last while. Marks are kept at a sixtieth of it, so the answer is exact to
// that. Value, any thread.
class SlidingCount {
public:
    explicit SlidingCount(protocol::Time length)
        : m_length(length)
    {
    }

    void set(protocol::Time now, std::uint64_t total)
    {
        m_total = total;
        if (m_marks.empty() || now - m_marks.back().at >= m_length / 60)
            m_marks.push_back({now, total});
        while (m_marks.size() > 1 && m_marks[1].at <= now - m_length)
            m_marks.pop_front();
    }

    [[nodiscard]] std::uint64_t count() const
    {
        return m_marks.empty() ? 0 : m_total - std::min(m_marks.front().total, m_total);
    }
    // Per minute, over the time that was really measured; over a whole length until there is that much.
    [[nodiscard]] double perMinute(protocol::Time now) const
    {
        if (m_marks.empty())
            return 0;
        const protocol::Time measured = std::max(now - m_marks.front().at, m_length);
        return static_cast<double>(count()) * 60'000 / static_cast<double>(measured.count());
    }

private:
    struct Mark {
        protocol::Time at{0};
        std::uint64_t total = 0;
    };
    protocol::Time m_length;
    std::uint64_t m_total = 0;
    std::deque<Mark> m_marks;
};

} // namespace waggle::monitor
