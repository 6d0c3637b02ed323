// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/overviewbuilder.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

std::uint64_t grown(std::uint64_t later, std::uint64_t earlier)
{
    return later - std::min(later, earlier);
}

} // namespace

CounterSums sumsOf(const server::CounterValues& values)
{
    CounterSums sums;
    for (std::size_t transport = 0; transport < server::kTransports; ++transport) {
        for (std::size_t family = 0; family < server::kFamilies; ++family) {
            sums.bytesIn += values.bytesIn[transport][family];
            sums.bytesOut += values.bytesOut[transport][family];
            const auto& kinds = values.requests[transport][family];
            for (const auto& results : kinds) {
                sums.answered += results[static_cast<std::size_t>(server::RequestResult::Answered)];
                sums.refused += results[static_cast<std::size_t>(server::RequestResult::Refused)];
                sums.dropped += results[static_cast<std::size_t>(server::RequestResult::Dropped)];
            }
            for (const std::uint64_t count : kinds[static_cast<std::size_t>(server::RequestKind::Announce)])
                sums.announces += count;
        }
    }
    return sums;
}

server::CounterValues difference(const server::CounterValues& later, const server::CounterValues& earlier)
{
    server::CounterValues values = later;
    for (std::size_t transport = 0; transport < server::kTransports; ++transport) {
        for (std::size_t family = 0; family < server::kFamilies; ++family) {
            auto& kinds = values.requests[transport][family];
            for (std::size_t kind = 0; kind < kinds.size(); ++kind)
                for (std::size_t result = 0; result < kinds[kind].size(); ++result)
                    kinds[kind][result] = grown(kinds[kind][result], earlier.requests[transport][family][kind][result]);
            values.bytesIn[transport][family]
                = grown(values.bytesIn[transport][family], earlier.bytesIn[transport][family]);
            values.bytesOut[transport][family]
                = grown(values.bytesOut[transport][family], earlier.bytesOut[transport][family]);
        }
    }
    values.droppedByKernel = grown(later.droppedByKernel, earlier.droppedByKernel);
    return values;
}

} // namespace waggle::monitor
