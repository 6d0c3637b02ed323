// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/requestlog.h"

#include <algorithm>
#include <cstring>

namespace waggle::monitor {

namespace {

constexpr std::size_t kChunk = 1u << 20;
constexpr std::int64_t kFloodMs = 1000;
constexpr std::size_t kMaxFloods = 10'000; // addresses watched at a time; a wider flood makes rows

std::span<const std::uint8_t> asBytes(const std::byte* bytes, std::size_t size)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes), size};
}

} // namespace

std::span<const std::uint8_t> RequestLog::Entry::raw() const
{
    return asBytes(bytes, record.rawLength);
}

std::span<const std::uint8_t> RequestLog::Entry::reply() const
{
    return asBytes(bytes + record.rawLength, record.replyLength);
}

std::size_t RequestLog::FloodHash::operator()(const FloodKey& key) const
{
    // FNV-1a: the table is small and short-lived, nobody gains by filling one of its buckets.
    std::size_t hash = 14695981039346656037ull;
    const auto mix = [&hash](std::uint8_t byte) { hash = (hash ^ byte) * 1099511628211ull; };
    std::for_each(key.from.data(), key.from.data() + key.from.size(), mix);
    mix(static_cast<std::uint8_t>(key.kind));
    mix(static_cast<std::uint8_t>(key.result));
    mix(static_cast<std::uint8_t>(key.rule));
    return hash;
}

void RequestLog::add(const requests::RecordReader::Entry& request, std::int64_t wallMs)
{
    if (coalesce(request.record))
        return;
    Entry entry;
    entry.number = m_next++;
    entry.wallMs = wallMs;
    entry.record = request.record;
    entry.bytes = store(request);
    m_entries.push_back(entry);
    trim();
}

// Whether the record went into a row that is here already; else it is noted as that of a new row.
bool RequestLog::coalesce(const requests::RequestRecord& record)
{
    if (record.timeMs - m_floodsFromMs >= 2 * kFloodMs || m_floods.size() > kMaxFloods) {
        m_floods.clear();
        m_floodsFromMs = record.timeMs;
    }
    Flood& flood = m_floods[{record.from, record.kind, record.result, record.rule}];
    const std::int64_t since = record.timeMs - flood.fromMs;
    if (flood.rows == 0 || since >= kFloodMs || since < 0) {
        flood = {record.timeMs, 1, m_next};
        return false;
    }
    const std::uint32_t singly = record.result == requests::RequestResult::Answered ? kFloodAfter : 1;
    if (flood.rows >= singly && !m_entries.empty() && flood.number >= m_entries.front().number) {
        ++m_entries[flood.number - m_entries.front().number].repeats;
        return true;
    }
    ++flood.rows;
    flood.number = m_next;
    return false;
}

const std::byte* RequestLog::store(const requests::RecordReader::Entry& request)
{
    const std::size_t size = request.raw.size() + request.reply.size();
    if (m_chunks.empty() || m_chunks.back().size - m_chunks.back().used < size) {
        Chunk chunk;
        chunk.size = std::max(std::min(kChunk, m_limits.bytes / 8), size);
        chunk.bytes = std::make_unique<std::byte[]>(chunk.size);
        m_chunkBytes += chunk.size;
        m_chunks.push_back(std::move(chunk));
    }
    Chunk& chunk = m_chunks.back();
    std::byte* const bytes = chunk.bytes.get() + chunk.used;
    if (!request.raw.empty())
        std::memcpy(bytes, request.raw.data(), request.raw.size());
    if (!request.reply.empty())
        std::memcpy(bytes + request.raw.size(), request.reply.data(), request.reply.size());
    chunk.used += size;
    ++chunk.rows;
    return bytes;
}

void RequestLog::dropOldest()
{
    m_lost += m_entries.front().repeats;
    m_entries.pop_front();
    if (--m_chunks.front().rows == 0) {
        m_chunkBytes -= m_chunks.front().size;
        m_chunks.pop_front();
    }
}

void RequestLog::trim()
{
    while (m_entries.size() > m_limits.rows || (m_entries.size() > 1 && bytes() > m_limits.bytes))
        dropOldest();
}

std::size_t RequestLog::bytes() const
{
    return m_chunkBytes + m_entries.size() * sizeof(Entry);
}

void RequestLog::clear()
{
    m_entries.clear();
    m_chunks.clear();
    m_chunkBytes = 0;
    m_floods.clear();
    m_lost = 0;
}

const RequestLog::Entry* RequestLog::find(std::uint64_t number) const
{
    if (m_entries.empty() || number < m_entries.front().number || number > m_entries.back().number)
        return nullptr;
    return &m_entries[number - m_entries.front().number];
}

} // namespace waggle::monitor
