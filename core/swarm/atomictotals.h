// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/views.h"

#include <atomic>

namespace waggle::swarm {

// Totals over all shards, written under the shards' locks and read without any.
struct AtomicTotals {
    using Figure = std::atomic<std::uint64_t>;
    Figure swarms{0}, peers{0}, clients{0}, seeds{0}, completions{0};

    // Takes one of `cap` places; false: there is none left.
    [[nodiscard]] static bool reserve(Figure& figure, std::uint64_t cap)
    {
        if (figure.fetch_add(1, std::memory_order_relaxed) < cap)
            return true;
        subtract(figure, 1);
        return false;
    }
    static void add(Figure& figure, std::uint64_t count) { figure.fetch_add(count, std::memory_order_relaxed); }
    static void subtract(Figure& figure, std::uint64_t count) { figure.fetch_sub(count, std::memory_order_relaxed); }

    [[nodiscard]] Totals read() const
    {
        return {swarms.load(std::memory_order_relaxed), peers.load(std::memory_order_relaxed),
            clients.load(std::memory_order_relaxed), seeds.load(std::memory_order_relaxed),
            completions.load(std::memory_order_relaxed)};
    }
};

} // namespace waggle::swarm
