// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requests/requestrecord.h"
#include "core/requests/requestring.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace waggle::monitor {

// The requests that the Requests page shows, oldest first: bounded by rows and by bytes, the oldest go first and are
// counted. Floods coalesce: what repeats an address, kind, result and rule within a second makes one row "× n": refused
// and dropped requests from the second one on, answered ones past kFloodAfter, since a room of clients behind one
// address is no flood. Monitor's thread.
class RequestLog {
public:
    static constexpr std::size_t kMaxRows = 100'000;
    static constexpr std::size_t kMaxBytes = 64u << 20;
    static constexpr std::uint32_t kFloodAfter = 10; // answered requests of one kind and address in one second

    struct Limits {
        std::size_t rows = kMaxRows;
        std::size_t bytes = kMaxBytes;
    };
    RequestLog()
        : RequestLog(Limits{})
    {
    }
    explicit RequestLog(const Limits& limits)
        : m_limits(limits)
    {
    }

    struct Entry {
        std::uint64_t number = 0; // of the log, without gaps
        std::int64_t wallMs = 0;
        requests::RequestRecord record; // of the first of its repeats
        std::uint64_t repeats = 1;
        const std::byte* bytes = nullptr; // raw, then reply

        [[nodiscard]] std::span<const std::uint8_t> raw() const;
        [[nodiscard]] std::span<const std::uint8_t> reply() const;
    };

    void add(const requests::RecordReader::Entry& request, std::int64_t wallMs);
    void addLost(std::uint64_t count) { m_lost += count; } // overwritten in a ring
    void clear();

    [[nodiscard]] const std::deque<Entry>& entries() const { return m_entries; }
    [[nodiscard]] const Entry* find(std::uint64_t number) const; // null: gone, or not here yet
    [[nodiscard]] std::uint64_t newest() const { return m_next - 1; } // 0: there was none yet
    [[nodiscard]] std::uint64_t lost() const { return m_lost; } // requests, not rows
    [[nodiscard]] std::size_t bytes() const;

private:
    // Bytes of many requests; freed with the last row that has some in it.
    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
        std::size_t used = 0;
        std::size_t rows = 0;
    };
    struct FloodKey {
        protocol::Address from;
        requests::RequestKind kind{};
        requests::RequestResult result{};
        requests::Rule rule{};
        bool operator==(const FloodKey&) const = default;
    };
    struct FloodHash {
        std::size_t operator()(const FloodKey& key) const;
    };
    struct Flood {
        std::int64_t fromMs = 0; // when its second began
        std::uint32_t rows = 0;
        std::uint64_t number = 0; // of its newest row
    };

    [[nodiscard]] bool coalesce(const requests::RequestRecord& record);
    const std::byte* store(const requests::RecordReader::Entry& request);
    void dropOldest();
    void trim();

    Limits m_limits;
    std::deque<Entry> m_entries;
    std::deque<Chunk> m_chunks;
    std::size_t m_chunkBytes = 0;
    std::unordered_map<FloodKey, Flood, FloodHash> m_floods; // bounded: emptied each second of the records' time
    std::int64_t m_floodsFromMs = 0;
    std::uint64_t m_next = 1;
    std::uint64_t m_lost = 0;
};

} // namespace waggle::monitor
