// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/requestrecord.h"

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

namespace waggle::server {

// Requests on their way from one worker to the monitor: a ring of bytes. The worker fills a batch of its own without
// any lock and hands it over whole, so the mutex is taken once a batch of datagrams or a read event. A full ring
// overwrites its oldest records and counts them. Std only; run under ThreadSanitizer in the tests.
class RequestRing {
public:
    static constexpr std::size_t kDefaultBytes = 16u << 20;
    explicit RequestRing(std::size_t bytes = kDefaultBytes);

    // Collects records on the worker's side; flush() hands them over. Worker thread only.
    void add(const RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply);
    void flush();

    // Takes all there is: records back to back, each header, raw, reply. Monitor's thread. Returns how many records
    // were overwritten since the last call.
    std::uint64_t drain(std::vector<std::byte>& out);

private:
    void push(std::span<const std::byte> record); // lock held
    void dropOldest();

    std::vector<std::byte> m_batch; // worker's own
    std::mutex m_mutex;
    std::vector<std::byte> m_ring;
    std::size_t m_head = 0; // oldest byte
    std::size_t m_used = 0;
    std::uint64_t m_overwritten = 0;
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

} // namespace waggle::server
