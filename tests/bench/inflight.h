// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/measure.h"

#include <optional>

namespace waggle::bench {

// Which transaction ids are under way, since when, and what they asked. An answer that comes after it was given up
// finds nothing: a place has another id each time.
class InFlight {
public:
    static constexpr std::uint32_t kNoId = 0xffffffff; // never given out: for what is not waited for

    explicit InFlight(std::uint32_t places);

    struct Asked {
        Nanos due = 0; // when it was to be sent
        std::size_t ask = 0;
    };
    [[nodiscard]] bool isFull() const { return m_free.empty(); }
    [[nodiscard]] bool isEmpty() const { return m_free.size() == m_places.size(); }
    [[nodiscard]] std::uint32_t put(const Asked& asked); // the transaction id; not when full
    [[nodiscard]] std::optional<Asked> take(std::uint32_t id);
    // Takes out what was due before then: lost.
    template <typename Visit>
    void giveUp(Nanos before, Visit visit)
    {
        for (std::uint32_t index = 0; index < m_places.size(); ++index) {
            if (m_places[index].asked.due == 0 || m_places[index].asked.due >= before)
                continue;
            visit(m_places[index].asked);
            release(index);
        }
    }

private:
    static constexpr unsigned kIndexBits = 20;
    struct Place {
        Asked asked; // due 0: free
        std::uint32_t generation = 0;
    };

    void release(std::uint32_t index);

    std::vector<Place> m_places;
    std::vector<std::uint32_t> m_free;
};

} // namespace waggle::bench
