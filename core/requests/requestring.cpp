// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/requestring.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace waggle::requests {

namespace {

static_assert(std::is_trivially_copyable_v<RequestRecord>, "records travel as bytes");

constexpr std::size_t kHeader = sizeof(RequestRecord);
constexpr std::size_t kMaxBatch = 256u << 10; // a batch that grows past this is handed over early
constexpr std::size_t kMaxReplyKept = std::numeric_limits<std::uint16_t>::max();

void append(std::vector<std::byte>& out, const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const std::byte*>(data);
    out.insert(out.end(), bytes, bytes + size);
}

RequestRecord readHeader(const std::byte* bytes)
{
    RequestRecord record;
    std::memcpy(&record, bytes, kHeader);
    return record;
}

std::size_t sizeOf(const RequestRecord& record)
{
    return kHeader + record.rawLength + record.replyLength;
}

} // namespace

RequestRing::RequestRing(std::size_t bytes)
    : m_size(bytes)
{
}

void RequestRing::add(
    const RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply)
{
    if (!isWanted())
        return;
    RequestRecord header = record;
    header.rawLength = static_cast<std::uint16_t>(std::min(raw.size(), kMaxRaw));
    header.replyLength = static_cast<std::uint16_t>(std::min(reply.size(), kMaxReplyKept));
    append(m_batch, &header, kHeader);
    append(m_batch, raw.data(), header.rawLength);
    append(m_batch, reply.data(), header.replyLength);
    if (m_batch.size() >= kMaxBatch)
        flush();
}

void RequestRing::flush()
{
    if (m_batch.empty())
        return;
    const std::span<const std::byte> batch(m_batch);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_ring)
            m_ring = std::make_unique_for_overwrite<std::byte[]>(m_size);
        for (std::size_t at = 0; at < batch.size();) {
            const std::size_t size = sizeOf(readHeader(batch.data() + at));
            push(batch.subspan(at, size));
            at += size;
        }
    }
    m_batch.clear();
}

std::uint64_t RequestRing::drain(std::vector<std::byte>& out)
{
    Content taken;
    {
        const std::lock_guard lock(m_mutex);
        m_ring.swap(m_spare);
        taken = std::exchange(m_content, {});
    }
    const std::size_t first = std::min(taken.used, m_size - taken.head);
    out.resize(taken.used);
    std::copy_n(m_spare.get() + taken.head, first, out.data());
    std::copy_n(m_spare.get(), taken.used - first, out.data() + first);
    return taken.overwritten;
}

void RequestRing::push(std::span<const std::byte> record)
{
    if (record.size() > m_size) {
        ++m_content.overwritten;
        return;
    }
    while (m_size - m_content.used < record.size())
        dropOldest();
    const std::size_t tail = (m_content.head + m_content.used) % m_size;
    const std::size_t first = std::min(record.size(), m_size - tail);
    std::copy_n(record.data(), first, m_ring.get() + tail);
    std::copy_n(record.data() + first, record.size() - first, m_ring.get());
    m_content.used += record.size();
}

void RequestRing::dropOldest()
{
    RequestRecord record;
    const std::size_t first = std::min(kHeader, m_size - m_content.head); // a header may go on at the ring's start
    std::memcpy(&record, m_ring.get() + m_content.head, first);
    std::memcpy(reinterpret_cast<std::byte*>(&record) + first, m_ring.get(), kHeader - first);
    const std::size_t size = sizeOf(record);
    m_content.head = (m_content.head + size) % m_size;
    m_content.used -= size;
    ++m_content.overwritten;
}

bool RecordReader::next(Entry& entry)
{
    if (m_rest.size() < kHeader)
        return false;
    entry.record = readHeader(m_rest.data());
    const std::size_t size = sizeOf(entry.record);
    if (m_rest.size() < size)
        return false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(m_rest.data());
    entry.raw = {bytes + kHeader, entry.record.rawLength};
    entry.reply = {bytes + kHeader + entry.record.rawLength, entry.record.replyLength};
    m_rest = m_rest.subspan(size);
    return true;
}

} // namespace waggle::requests
