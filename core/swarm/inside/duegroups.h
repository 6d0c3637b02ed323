// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peerarray.h"
#include "core/swarm/inside/shardcontext.h"

#include <array>
#include <vector>

namespace waggle::swarm {

// Where the due peers of a large swarm are: for each 256 positions of its arrays the second before which nobody there
// is due. Reading a group makes its bound exact; in between it is only too early, never too late.
class DueGroups {
public:
    void note(PeerRef ref, std::uint32_t position, Second due); // someone stands there, or announced
    // Appends due peers until `due` holds `limit` of them; how many records were read. What is left keeps its bound.
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
