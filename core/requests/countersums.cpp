// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/counters.h"

#include <algorithm>

namespace waggle::requests {

namespace {

// Calls f(cell of a, cell of b) for each pair of requests and bytes.
template <typename F>
void forEachCell(CounterValues& a, const CounterValues& b, F f)
{
    for (std::size_t transport = 0; transport < kTransports; ++transport) {
        for (std::size_t family = 0; family < kFamilies; ++family) {
            for (std::size_t kind = 0; kind < kRequestKinds; ++kind)
                for (std::size_t result = 0; result < kRequestResults; ++result)
                    f(a.requests[transport][family][kind][result], b.requests[transport][family][kind][result]);
            f(a.bytesIn[transport][family], b.bytesIn[transport][family]);
            f(a.bytesOut[transport][family], b.bytesOut[transport][family]);
        }
    }
}

} // namespace

CounterValues& CounterValues::operator+=(const CounterValues& other)
{
    const auto add = [](std::uint64_t& cell, std::uint64_t more) { cell += more; };
    forEachCell(*this, other, add);
    add(droppedByKernel, other.droppedByKernel);
    add(httpConnections, other.httpConnections);
    add(httpConnectionsRefused, other.httpConnectionsRefused);
    return *this;
}

CounterValues operator-(const CounterValues& later, const CounterValues& earlier)
{
    CounterValues values = later;
    const auto subtract = [](std::uint64_t& cell, std::uint64_t less) { cell -= std::min(cell, less); };
    forEachCell(values, earlier, subtract);
    subtract(values.droppedByKernel, earlier.droppedByKernel);
    subtract(values.httpConnectionsRefused, earlier.httpConnectionsRefused);
    return values;
}

CounterSums sumsOf(const CounterValues& values)
{
    CounterSums sums;
    for (std::size_t transport = 0; transport < kTransports; ++transport) {
        for (std::size_t family = 0; family < kFamilies; ++family) {
            sums.bytesIn += values.bytesIn[transport][family];
            sums.bytesOut += values.bytesOut[transport][family];
            const auto& requests = values.requests[transport][family];
            for (std::size_t kind = 0; kind < kRequestKinds; ++kind) {
                for (std::size_t result = 0; result < kRequestResults; ++result) {
                    sums.byKind[kind] += requests[kind][result];
                    sums.byResult[result] += requests[kind][result];
                }
            }
        }
    }
    return sums;
}

} // namespace waggle::requests
