// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announce.h"
#include "core/swarm/inside/sampler.h"
#include "core/swarm/inside/swarm.h"

#include <array>
#include <optional>

namespace waggle::swarm {

// Chooses the peers of one answer: never the asker, a due peer, a duplicate, or a seed for a seed. On the stack of one
// announce, under the shard's lock.
class Picker {
public:
    Picker(
        const ShardContext& context, Swarm& swarm, const Announce& request, PeerRef asker, Second now, Random& random);
    void pick(PickedPeers& picked);

private:
    // One family of the swarm, as this asker may see it.
    struct Source {
        Source(const PeerArray& array, std::uint32_t seen, std::uint32_t askersPosition, std::uint32_t roomInAnswer,
            Random& random);
        [[nodiscard]] std::optional<std::uint32_t> nextPosition();

        const PeerArray& peers;
        std::uint32_t hole; // the asker's position; past the end if it is not in here
        std::uint32_t others; // without the asker
        std::uint32_t room; // how many of them the answer can hold; 0: a family that is not asked for
        Sampler sampler;
    };

    void findSiblings(PeerRef asker);
    [[nodiscard]] bool isSibling(protocol::Family family, std::uint32_t position) const;
    [[nodiscard]] Source sourceOf(protocol::Family family, PeerRef asker, Random& random) const;
    [[nodiscard]] std::uint32_t quota4(Random& random) const;
    void draw(Source& source, std::uint32_t upTo, PickedPeers& picked);
    [[nodiscard]] bool give(const PeerArray& peers, std::uint32_t position, PickedPeers& picked);
    [[nodiscard]] bool isLeftOut(const Peer& peer) const;
    // False: this asker could not reach it.
    [[nodiscard]] bool writeWire(protocol::Family family, const std::uint8_t* key, std::uint8_t* wire);
    [[nodiscard]] bool rewriteLoopback(protocol::Family family, std::uint8_t* wire);

    const ShardContext& m_context;
    const Swarm& m_swarm;
    const Announce& m_request;
    Second m_now;
    std::uint32_t m_want;
    bool m_localAsker;
    // The asker's other addresses, to be left out: where they stand, or, of more than a few, only that there are some.
    struct Place {
        protocol::Family family;
        std::uint32_t position;
    };
    static constexpr std::size_t kFewSiblings = 8;
    std::array<Place, kFewSiblings> m_siblings;
    std::size_t m_siblingCount = 0;
    bool m_hasManySiblings = false;
    bool m_holdsDue; // some are due and not freed yet
    Source m_v4, m_v6;
    std::uint32_t m_quota4; // of m_want
    // Ports given under reachedAt: 127.0.0.1:1 and 127.0.0.2:1 would be the same peer there.
    std::array<std::uint16_t, protocol::kMaxNumwant> m_rewritten;
    std::size_t m_rewrittenCount = 0; // v4 and v6 never both: they are of reachedAt's family
};

} // namespace waggle::swarm
