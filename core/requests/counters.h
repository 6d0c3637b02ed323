// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requests/requestrecord.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace waggle::requests {

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

// later − earlier of what only grows, never below zero; open connections as they are later.
[[nodiscard]] CounterValues operator-(const CounterValues& later, const CounterValues& earlier);

// Sums over transports and families.
struct CounterSums {
    std::array<std::uint64_t, kRequestKinds> byKind{};
    CounterValues::ByResult byResult{};
    std::uint64_t bytesIn = 0, bytesOut = 0;

    [[nodiscard]] std::uint64_t of(RequestKind kind) const { return byKind[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] std::uint64_t of(RequestResult result) const { return byResult[static_cast<std::size_t>(result)]; }
};
[[nodiscard]] CounterSums sumsOf(const CounterValues& values);

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

} // namespace waggle::requests
