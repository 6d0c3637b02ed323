// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/trafficledger.h"

#include <algorithm>
#include <cassert>

namespace waggle::swarm {

namespace {

// floor(bytes x part / whole) without overflow for part <= whole < 2^32 ms.
std::uint64_t portion(std::uint64_t bytes, Time part, Time whole)
{
    const auto p = static_cast<std::uint64_t>(part.count());
    const auto w = static_cast<std::uint64_t>(whole.count());
    return bytes / w * p + bytes % w * p / w;
}

} // namespace

TrafficLedger::TrafficLedger(Time step, std::size_t steps)
    : m_step(step)
    , m_ring(steps)
    , m_first(1 - static_cast<Index>(steps))
{
    assert(step > Time(0) && steps > 0);
}

TrafficLedger::Index TrafficLedger::indexOf(Time time) const
{
    return std::max(time, Time(0)) / m_step;
}

void TrafficLedger::add(std::uint64_t bytes, Time span, Time end)
{
    span = std::clamp(span, Time(0), std::max(end, Time(0))); // nothing was moved before time 0
    const Time start = end - span;
    const Index first = indexOf(start);
    const Index last = span == Time(0) ? first : indexOf(end - Time(1));
    advance(std::max(end, Time(0)));
    if (last < m_first)
        return;
    if (first == last) {
        at(last).own += bytes;
        return;
    }
    const std::uint64_t head = portion(bytes, (first + 1) * m_step - start, span);
    const std::uint64_t whole = portion(bytes, std::min(m_step, span), span);
    const auto between = static_cast<std::uint64_t>(last - first - 1);
    at(last).own += bytes - head - (between > 0 ? whole * between : 0);
    if (first >= m_first)
        at(first).own += head;
    if (const Index from = std::max(first + 1, m_first); from < last) {
        at(from).change += whole;
        at(last).change -= whole;
    }
}

void TrafficLedger::advance(Time now)
{
    const Index index = indexOf(now);
    if (index <= newest())
        return;
    const Index passed = std::min(index - newest(), static_cast<Index>(m_ring.size()));
    for (Index i = 0; i < passed; ++i) {
        m_before += at(m_first + i).change;
        at(m_first + i) = Slot{};
    }
    // Every span ends inside the ring, so when the whole ring has passed the changes have come to 0.
    m_first = index - static_cast<Index>(m_ring.size()) + 1;
}

std::vector<std::uint64_t> TrafficLedger::read(std::size_t count) const
{
    count = std::min(count, m_ring.size());
    std::vector<std::uint64_t> bytes;
    bytes.reserve(count);
    std::uint64_t covering = m_before;
    for (Index i = m_first; i <= newest(); ++i) {
        covering += at(i).change;
        if (newest() - i < static_cast<Index>(count))
            bytes.push_back(at(i).own + covering);
    }
    return bytes;
}

} // namespace waggle::swarm
