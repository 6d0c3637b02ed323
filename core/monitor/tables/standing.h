// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"

#include <algorithm>
#include <chrono>

// What the monitor keeps of a view's standing query between its answers.
namespace waggle::monitor {

// How often something that can be slow is done: each tick while it takes up to 200 ms, each second one up to 400 ms and
// so on, a fifth of the time with ticks of 1 s. Whatever is slow slows itself down and nobody else.
class Pace {
public:
    static constexpr std::chrono::milliseconds kTooLong{200};
    static constexpr unsigned kSlowest = 64; // ticks

    // Asked once a tick.
    [[nodiscard]] bool isDue()
    {
        if (m_wait == 0)
            return true;
        --m_wait;
        return false;
    }
    void took(std::chrono::milliseconds time)
    {
        const auto wanted = static_cast<unsigned>(
            std::clamp<std::int64_t>((time.count() + kTooLong.count() - 1) / kTooLong.count(), 1, kSlowest));
        m_every = std::max(wanted, m_every / 2);
        m_wait = m_every - 1;
    }
    [[nodiscard]] unsigned every() const { return m_every; }

private:
    unsigned m_every = 1;
    unsigned m_wait = 0;
};

template <typename Query, typename PagePtr>
struct Standing {
    Query query;
    Pace pace;
    PagePtr last; // the answer whose order a held query keeps
    Query lastQuery;
};

inline bool sameHead(const QueryHead& a, const QueryHead& b)
{
    return a.descending == b.descending && a.first == b.first && a.count == b.count && a.filter == b.filter;
}
inline bool sameRows(const SwarmQuery& a, const SwarmQuery& b)
{
    return sameHead(a, b) && a.sort == b.sort && a.state == b.state && a.label == b.label;
}
inline bool sameRows(const PeerQuery& a, const PeerQuery& b)
{
    return sameHead(a, b) && a.sort == b.sort && a.swarm == b.swarm && a.expanded == b.expanded;
}
inline bool sameRows(const RequestQuery& a, const RequestQuery& b)
{
    return sameHead(a, b) && a.sort == b.sort && a.kinds == b.kinds && a.results == b.results && a.onlyOdd == b.onlyOdd
        && a.from == b.from && a.swarm == b.swarm && a.follow == b.follow;
}

// Where the tracked rows of a held query stand: as before, or on the page.
template <typename Page>
std::vector<qint64> heldPlaces(const Page& last, const std::vector<RowKey>& before, const std::vector<RowKey>& wanted)
{
    std::vector<qint64> places;
    for (const RowKey& key : wanted) {
        const auto at = std::find(before.begin(), before.end(), key);
        if (at != before.end() && static_cast<std::size_t>(at - before.begin()) < last.trackedRows.size()) {
            places.push_back(last.trackedRows[static_cast<std::size_t>(at - before.begin())]);
            continue;
        }
        const auto row
            = std::find_if(last.rows.begin(), last.rows.end(), [&key](const auto& one) { return one.key == key; });
        places.push_back(row == last.rows.end() ? -1 : last.first + (row - last.rows.begin()));
    }
    return places;
}

} // namespace waggle::monitor
