// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/duegroups.h"

#include <algorithm>
#include <limits>

namespace waggle::swarm {

namespace {

constexpr Second kNever = std::numeric_limits<Second>::max();

} // namespace

void DueGroups::note(PeerRef ref, std::uint32_t position, Second due)
{
    std::vector<Second>& groups = groupsOf(familyOf(ref));
    const std::size_t group = position / kGroup;
    if (group >= groups.size())
        groups.resize(group + 1, kNever);
    groups[group] = std::min(groups[group], due);
}

std::size_t DueGroups::collect(
    const ShardContext& shard, const PeerArray& peers, Second now, std::size_t limit, std::vector<PeerRef>& due)
{
    std::vector<Second>& groups = groupsOf(peers.family());
    std::size_t read = 0;
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
        if (groups[group] > now)
            continue;
        Second earliest = kNever;
        const std::uint32_t end = std::min(peers.size(), (group + 1) * kGroup);
        for (std::uint32_t position = group * kGroup; position < end; ++position, ++read) {
            if (due.size() == limit)
                return read;
            const PeerRef ref = peers.refs()[position];
            const Second second = shard.dueOf(shard.peers.at(ref));
            if (second <= now)
                due.push_back(ref);
            else
                earliest = std::min(earliest, second);
        }
        groups[group] = earliest;
    }
    return read;
}

Second DueGroups::earliest() const
{
    Second earliest = kNever;
    for (const std::vector<Second>& groups : m_groups)
        for (const Second second : groups)
            earliest = std::min(earliest, second);
    return earliest;
}

} // namespace waggle::swarm
