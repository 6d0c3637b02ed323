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
    // Does it, and takes the time.
    template <typename Work>
    void time(const Work& work)
    {
        const auto begin = std::chrono::steady_clock::now();
        work();
        took(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin));
    }
    [[nodiscard]] unsigned every() const { return m_every; }

private:
    unsigned m_every = 1;
    unsigned m_wait = 0;
};

// Whether both ask for the same rows, whoever asks and whichever of them are followed.
template <typename TableQuery>
bool sameRows(const TableQuery& a, TableQuery b)
{
    b.view = a.view;
    b.number = a.number;
    b.tracked = a.tracked;
    b.held = a.held;
    return a == b;
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
