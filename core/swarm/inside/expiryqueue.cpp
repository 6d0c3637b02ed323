// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/expiryqueue.h"

#include <algorithm>

namespace waggle::swarm {

namespace {

bool isLater(const ExpiryQueue::Entry& a, const ExpiryQueue::Entry& b)
{
    return a.second > b.second;
}

} // namespace

void ExpiryQueue::put(Second second, std::uint32_t id)
{
    m_heap.push_back({second, id});
    std::push_heap(m_heap.begin(), m_heap.end(), isLater);
}

std::optional<ExpiryQueue::Entry> ExpiryQueue::take(Second now)
{
    if (!ready(now))
        return std::nullopt;
    std::pop_heap(m_heap.begin(), m_heap.end(), isLater);
    const Entry entry = m_heap.back();
    m_heap.pop_back();
    return entry;
}

} // namespace waggle::swarm
