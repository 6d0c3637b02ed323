// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/hostpace.h"

#include <algorithm>

namespace waggle::remote {

HostPace::Time HostPace::reserve(const QString& host, Time now)
{
    if (host.isEmpty())
        return Time(0);
    const auto [entry, isNew] = m_next.try_emplace(host, now);
    const Time at = isNew ? now : std::max(entry->second, now);
    entry->second = at + m_gap;
    return at - now;
}

} // namespace waggle::remote
