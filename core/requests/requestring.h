// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requests/requestrecord.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace waggle::requests {

// Requests on their way from one worker to the monitor: a ring of bytes. The worker fills a batch of its own without
// any lock and hands it over whole, so the mutex is taken once a batch of datagrams or a read event, and never held
// longer than a batch or an exchange of buffers takes. A full ring overwrites its oldest records and counts them.
// Without a reader nothing is written and no memory taken. Std only; run under ThreadSanitizer in the tests.
class RequestRing {
public:
    static constexpr std::size_t kDefaultBytes = 16u << 20;
    explicit RequestRing(std::size_t bytes = kDefaultBytes);

    // Whether there is a reader; from the start there is none. Any thread. Records of before are not made up for.
    void setWanted(bool wanted) { m_wanted.store(wanted, std::memory_order_relaxed); }
    [[nodiscard]] bool isWanted() const { return m_wanted.load(std::memory_order_relaxed); }

    // Collects records on the worker's side; flush() hands them over. Worker thread only.
    void add(const RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply);
    void flush();

    // Takes all there is: records back to back, each header, raw, reply. Monitor's thread. Returns how many records
    // were overwritten since the last call.
    std::uint64_t drain(std::vector<std::byte>& out);

private:
    // Not cleared: a page of it is memory only once it was written.
    using Bytes = std::unique_ptr<std::byte[]>;
    struct Content {
        std::size_t head = 0; // oldest byte
        std::size_t used = 0;
        std::uint64_t overwritten = 0;
    };

    void push(std::span<const std::byte> record); // lock held
    void dropOldest();

    const std::size_t m_size;
    std::atomic<bool> m_wanted{false};
    std::vector<std::byte> m_batch; // worker's own
    Bytes m_spare; // reader's own
    alignas(64) std::mutex m_mutex; // apart from what the worker reads for each request
    Bytes m_ring;
    Content m_content;
};

// Reads what drain() gave, record by record.
class RecordReader {
public:
    explicit RecordReader(std::span<const std::byte> bytes)
        : m_rest(bytes)
    {
    }
    struct Entry {
        RequestRecord record;
        std::span<const std::uint8_t> raw;
        std::span<const std::uint8_t> reply;
    };
    [[nodiscard]] bool next(Entry& entry);

private:
    std::span<const std::byte> m_rest;
};

} // namespace waggle::requests
