// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/measure.h"

namespace waggle::bench {

// What happened when, in steps of the same length, counted by the moment an announce was due: the latest answer, how
// many never came, and how many peers the answers told of.
class Timeline {
public:
    Timeline(Nanos step, Nanos length); // step 0: keeps nothing
    void begin(Nanos time) { m_begin = time; }
    void answered(Nanos due, Nanos latency, std::uint32_t peersTold);
    void lost(Nanos due);
    void addTo(JsonLine& line) const; // "step_s", "latest_us", "lost_then", "peers_told" (the mean of an answer)

private:
    struct Step {
        Nanos latest = 0;
        std::uint64_t answers = 0, lost = 0, peersTold = 0;
    };
    [[nodiscard]] Step* at(Nanos due);

    Nanos m_step;
    Nanos m_begin = 0;
    std::vector<Step> m_steps;
};

} // namespace waggle::bench
