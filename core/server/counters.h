// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/requestrecord.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace waggle::server {

using protocol::kFamilies;
using protocol::kTransports;

// A plain copy of counters: what the monitor subtracts and divides.
struct CounterValues {
    using ByResult = std::array<std::uint64_t, kRequestResults>;
    using ByKind = std::array<ByResult, kRequestKinds>;
    std::array<std::array<ByKind, kFamilies>, kTransports> requests{}; // [transport][family][kind][result]
    std::array<std::array<std::uint64_t, kFamilies>, kTransports> bytesIn{}; // payload as the sockets carried it
    std::array<std::array<std::uint64_t, kFamilies>, kTransports> bytesOut{};
    std::uint64_t droppedByKernel = 0; // SO_RXQ_OVFL
    std::uint64_t httpConnections = 0; // open now
    std::uint64_t httpConnectionsRefused = 0; // past the cap, or no descriptor left

    CounterValues& operator+=(const CounterValues& other);
};

// One worker's counters: written by that worker only (relaxed), read by anyone, a cache line apart from the next.
class alignas(64) Counters {
public:
    void count(const RequestRecord& record);
    void addBytes(protocol::Transport transport, protocol::Family family, std::uint64_t in, std::uint64_t out);
    void addDroppedByKernel(std::uint64_t datagrams);
    void setHttpConnections(std::uint64_t open);
    void refuseHttpConnection();
    [[nodiscard]] CounterValues read() const;

private:
    using Cell = std::atomic<std::uint64_t>;
    static constexpr std::size_t kPaths = kTransports * kFamilies;
    std::array<Cell, kPaths * kRequestKinds * kRequestResults> m_requests{};
    std::array<Cell, kPaths> m_in{};
    std::array<Cell, kPaths> m_out{};
    Cell m_droppedByKernel{0};
    Cell m_httpConnections{0};
    Cell m_httpRefused{0};
};

} // namespace waggle::server
