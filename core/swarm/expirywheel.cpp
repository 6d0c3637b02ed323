// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/expirywheel.h"

namespace waggle::swarm {

std::optional<ExpiryWheel::Entry> ExpiryWheel::take(Second now)
{
    if (!ready(now))
        return std::nullopt;
    const auto first = m_buckets.begin();
    const Entry entry{first->first, first->second.back()};
    first->second.pop_back();
    if (first->second.empty())
        m_buckets.erase(first);
    return entry;
}

} // namespace waggle::swarm
