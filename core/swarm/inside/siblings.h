// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/flattable.h"
#include "core/swarm/inside/peerpool.h"

namespace waggle::swarm {

// Which addresses of a swarm are one client: a list a client, by their last announce. Most peers are their client's
// only address and are in none; Peer::linked says so without a look-up. One table a shard.
class Siblings {
public:
    explicit Siblings(PeerPool& peers)
        : m_peers(peers)
    {
    }

    [[nodiscard]] PeerRef newer(PeerRef ref) const { return linksOf(ref).newer; }
    [[nodiscard]] PeerRef older(PeerRef ref) const { return linksOf(ref).older; }
    [[nodiscard]] bool isFront(PeerRef ref) const { return newer(ref) == kNoPeer; } // it announced last
    // `front` is the newest of its client.
    void joinBefore(PeerRef front, PeerRef ref);
    void leave(PeerRef ref);

private:
    struct Links {
        PeerRef newer = kNoPeer, older = kNoPeer;
    };
    struct Entry {
        PeerRef ref = kNoPeer;
        Links links;
        [[nodiscard]] bool isFree() const { return ref == kNoPeer; }
        [[nodiscard]] std::uint32_t hash() const { return hashOf(ref); }
    };

    // Slots are given out in a row, nobody can choose them: no key is needed.
    [[nodiscard]] static std::uint32_t hashOf(PeerRef ref) { return slotOf(ref) * 0x9e3779b1u; }
    [[nodiscard]] const Entry* find(PeerRef ref) const
    {
        return m_table.find(hashOf(ref), [ref](const Entry& entry) { return entry.ref == ref; });
    }
    [[nodiscard]] Links linksOf(PeerRef ref) const { return m_peers.at(ref).linked ? find(ref)->links : Links{}; }
    void set(PeerRef ref, const Links& links);

    PeerPool& m_peers;
    FlatTable<Entry> m_table;
};

} // namespace waggle::swarm
