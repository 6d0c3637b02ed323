// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peerarray.h"
#include "core/swarm/inside/shardcontext.h"

#include <array>
#include <vector>

namespace waggle::swarm {

// Finds the due peers of a large swarm without reading all of its records.
// 256 positions of its arrays are a group. Each group has a bound: nobody in it is due before that second. The bound
// may be too early, never too late. Reading the group makes it exact.
class DueGroups {
public:
    void note(PeerRef ref, std::uint32_t position, Second due); // a peer came to stand there, or announced
    // Appends due peers until `due` holds `limit` of them. Returns how many records were read. Groups that were not
    // read keep their bounds.
    std::size_t collect(
        const ShardContext& shard, const PeerArray& peers, Second now, std::size_t limit, std::vector<PeerRef>& due);
    [[nodiscard]] Second earliest() const;

private:
    static constexpr std::uint32_t kGroup = 256;

    [[nodiscard]] std::vector<Second>& groupsOf(protocol::Family family)
    {
        return m_groups[static_cast<std::size_t>(family)];
    }

    std::array<std::vector<Second>, protocol::kFamilies> m_groups;
};

} // namespace waggle::swarm
