// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/inflight.h"

namespace waggle::bench {

InFlight::InFlight(std::uint32_t places)
    : m_places(places)
{
    for (std::uint32_t index = 0; index < places; ++index)
        m_free.push_back(index);
}

std::uint32_t InFlight::put(const Asked& asked)
{
    const std::uint32_t index = m_free.back();
    m_free.pop_back();
    Place& place = m_places[index];
    place.asked = asked;
    return index | ++place.generation << kIndexBits;
}

std::optional<InFlight::Asked> InFlight::take(std::uint32_t id)
{
    const std::uint32_t index = id & ((1u << kIndexBits) - 1);
    if (id == kNoId || index >= m_places.size())
        return {};
    const Place& place = m_places[index];
    if (place.asked.due == 0 || (place.generation << kIndexBits | index) != id)
        return {};
    const Asked asked = place.asked;
    release(index);
    return asked;
}

void InFlight::release(std::uint32_t index)
{
    m_places[index].asked.due = 0;
    m_free.push_back(index);
}

} // namespace waggle::bench
