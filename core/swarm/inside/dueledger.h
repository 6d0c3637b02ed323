// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/tally.h"

#include <vector>

namespace waggle::swarm {

// How many peers of a large swarm fall due in which second. With it a swarm whose 100,000 peers fall due at once counts
// right in that very second, long before expire() has freed them. Only swarms too large to be scanned have one.
class DueLedger {
public:
    explicit DueLedger(Second now)
        : m_now(now)
    {
    }

    void add(Second due, const Tally& one);
    void remove(Second due, const Tally& one); // added before with the same due second
    void advance(Second now); // O(seconds passed), at most the ring
    [[nodiscard]] const Tally& due() const { return m_due; } // at or before the second of advance()
    [[nodiscard]] Second lastDue() const { return m_lastDue; } // the latest second in which someone fell due

private:
    [[nodiscard]] Tally& at(Second second) { return m_ring[second & (m_ring.size() - 1)]; }
    void grow(std::size_t span);

    Second m_now;
    Tally m_due;
    Second m_lastDue = 0;
    std::vector<Tally> m_ring; // a power of two; holds m_now + 1 … m_now + size
};

} // namespace waggle::swarm
