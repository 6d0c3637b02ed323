// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/dueledger.h"

#include <algorithm>
#include <bit>

namespace waggle::swarm {

void DueLedger::add(Second due, const Tally& one)
{
    if (due <= m_now) {
        m_due += one;
        m_lastDue = std::max(m_lastDue, due);
        return;
    }
    if (due - m_now > m_ring.size())
        grow(due - m_now);
    at(due) += one;
}

void DueLedger::remove(Second due, const Tally& one)
{
    if (due <= m_now)
        m_due -= one;
    else
        at(due) -= one;
}

void DueLedger::advance(Second now)
{
    if (now <= m_now)
        return;
    const Second steps = std::min<Second>(now - m_now, static_cast<Second>(m_ring.size()));
    for (Second second = m_now + 1; second <= m_now + steps; ++second) {
        if (at(second).peers() > 0)
            m_lastDue = second;
        m_due += at(second);
        at(second) = Tally{};
    }
    m_now = now;
}

void DueLedger::grow(std::size_t span)
{
    std::vector<Tally> old(std::bit_ceil(std::max<std::size_t>(span, 1024)));
    old.swap(m_ring);
    for (std::size_t i = 1; i <= old.size(); ++i) {
        const Second second = m_now + static_cast<Second>(i);
        at(second) = old[second & (old.size() - 1)];
    }
}

} // namespace waggle::swarm
