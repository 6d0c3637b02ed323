// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/views.h"

#include <atomic>
#include <deque>

namespace waggle::swarm {

// Totals over all shards. Each shard writes figures of its own under its lock, on a cache line of its own, so that
// workers in different shards never wait for each other's line; sums are read without any lock.
class AtomicTotals {
public:
    using Figure = std::atomic<std::uint64_t>;
    struct alignas(64) OfShard {
        Figure swarms{0}, peers{0}, clients{0}, seeds{0}, completions{0};
    };

    // A new shard's figures. Before any of the shards is used.
    [[nodiscard]] OfShard& join() { return m_shards.emplace_back(); }

    [[nodiscard]] Totals read() const
    {
        return {sum(&OfShard::swarms), sum(&OfShard::peers), sum(&OfShard::clients), sum(&OfShard::seeds),
            sum(&OfShard::completions)};
    }
    [[nodiscard]] std::uint64_t sum(Figure OfShard::*figure) const
    {
        std::uint64_t all = 0;
        for (const OfShard& shard : m_shards)
            all += (shard.*figure).load();
        return all;
    }

    // Takes one of `cap` places; false: there is none left. Of two that take the last one at the same time each sees
    // the other, so both may fail, and never both succeed.
    [[nodiscard]] bool reserve(OfShard& own, Figure OfShard::*figure, std::uint64_t cap) const
    {
        (own.*figure).store((own.*figure).load() + 1);
        if (sum(figure) <= cap)
            return true;
        subtract(own.*figure, 1);
        return false;
    }
    // A figure has one writer at a time: load and store need no read-modify-write instruction.
    static void add(Figure& figure, std::uint64_t count)
    {
        figure.store(figure.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }
    static void subtract(Figure& figure, std::uint64_t count)
    {
        figure.store(figure.load(std::memory_order_relaxed) - count, std::memory_order_relaxed);
    }

private:
    std::deque<OfShard> m_shards; // they never move
};

} // namespace waggle::swarm
