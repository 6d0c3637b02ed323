// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/counters.h"

namespace waggle::requests {

namespace {

// A cell has one writer: load and store need no read-modify-write instruction.
void add(std::atomic<std::uint64_t>& cell, std::uint64_t amount)
{
    cell.store(cell.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

std::uint64_t get(const std::atomic<std::uint64_t>& cell)
{
    return cell.load(std::memory_order_relaxed);
}

std::size_t pathOf(protocol::Transport transport, protocol::Family family)
{
    return static_cast<std::size_t>(transport) * kFamilies + static_cast<std::size_t>(family);
}

std::size_t cellOf(std::size_t path, std::size_t kind, std::size_t result)
{
    return (path * kRequestKinds + kind) * kRequestResults + result;
}

// Calls f(transport, family, path) for each of them.
template <typename F>
void forEachPath(F f)
{
    for (std::size_t transport = 0; transport < kTransports; ++transport) {
        for (std::size_t family = 0; family < kFamilies; ++family)
            f(transport, family, transport * kFamilies + family);
    }
}

} // namespace

void Counters::count(const RequestRecord& record)
{
    const std::size_t path = pathOf(record.transport, record.from.family());
    add(m_requests[cellOf(path, static_cast<std::size_t>(record.kind), static_cast<std::size_t>(record.result))], 1);
}

void Counters::addBytes(protocol::Transport transport, protocol::Family family, std::uint64_t in, std::uint64_t out)
{
    const std::size_t path = pathOf(transport, family);
    add(m_in[path], in);
    add(m_out[path], out);
}

void Counters::addDroppedByKernel(std::uint64_t datagrams)
{
    add(m_droppedByKernel, datagrams);
}

void Counters::setHttpConnections(std::uint64_t open)
{
    m_httpConnections.store(open, std::memory_order_relaxed);
}

void Counters::refuseHttpConnection()
{
    add(m_httpRefused, 1);
}

CounterValues Counters::read() const
{
    CounterValues values;
    forEachPath([&](std::size_t transport, std::size_t family, std::size_t path) {
        for (std::size_t kind = 0; kind < kRequestKinds; ++kind) {
            for (std::size_t result = 0; result < kRequestResults; ++result)
                values.requests[transport][family][kind][result] = get(m_requests[cellOf(path, kind, result)]);
        }
        values.bytesIn[transport][family] = get(m_in[path]);
        values.bytesOut[transport][family] = get(m_out[path]);
    });
    values.droppedByKernel = get(m_droppedByKernel);
    values.httpConnections = get(m_httpConnections);
    values.httpConnectionsRefused = get(m_httpRefused);
    return values;
}

} // namespace waggle::requests
