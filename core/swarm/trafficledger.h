// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announcetiming.h"

#include <cstdint>
#include <vector>

namespace waggle::swarm {

// Bytes over time, where a report says only "so many since my last announce": they are laid evenly over the span in
// which they were moved. A ring of fixed steps that ends with the step of the latest moment seen; what falls before the
// ring is dropped, everything else is kept to the byte (a step is off by less than one byte a report, the last one of a
// span takes the remainders). One thread.
class TrafficLedger {
public:
    // `step` > 0, `steps` > 0: 10 s x 1,080 are three hours in 17 KiB.
    TrafficLedger(Time step, std::size_t steps);

    // `bytes` were moved in [end − span, end); a span of 0 is the moment `end`. O(1) beside advance().
    void add(std::uint64_t bytes, Time span, Time end);
    // Lets the ring end with the step that holds `now`; never backwards. O(steps passed).
    void advance(Time now);

    // Bytes of each of the last `count` steps, oldest first; the last one is the step of the latest moment seen, and
    // still filling. At most steps() of them. O(steps()).
    [[nodiscard]] std::vector<std::uint64_t> read(std::size_t count) const;

    [[nodiscard]] Time step() const { return m_step; }
    [[nodiscard]] std::size_t steps() const { return m_ring.size(); }
    [[nodiscard]] Time end() const { return (m_first + static_cast<Time::rep>(m_ring.size())) * m_step; }

private:
    using Index = Time::rep; // of a step since time 0

    struct Slot {
        std::uint64_t own = 0; // bytes of spans that begin or end in this step
        // By how much the bytes of spans that cover steps whole change with this step (modulo 2^64: falls are
        // negative).
        std::uint64_t change = 0;
    };

    [[nodiscard]] Index indexOf(Time time) const;
    [[nodiscard]] std::size_t slotOf(Index index) const // the ring begins before time 0
    {
        return (static_cast<std::size_t>(index) + m_ring.size()) % m_ring.size();
    }
    [[nodiscard]] Slot& at(Index index) { return m_ring[slotOf(index)]; }
    [[nodiscard]] const Slot& at(Index index) const { return m_ring[slotOf(index)]; }
    [[nodiscard]] Index newest() const { return m_first + static_cast<Index>(m_ring.size()) - 1; }

    Time m_step;
    std::vector<Slot> m_ring;
    Index m_first; // oldest step in the ring
    std::uint64_t m_before = 0; // sum of the changes of all steps that left the ring
};

} // namespace waggle::swarm
