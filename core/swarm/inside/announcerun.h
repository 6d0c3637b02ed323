// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announce.h"
#include "core/swarm/inside/shardstate.h"

namespace waggle::swarm {

// One announce applied to its shard, step by step. On the stack, under the shard's lock.
class AnnounceRun {
public:
    AnnounceRun(ShardState& shard, const HashedInfoHash& name, const Announce& request, Time now, PickedPeers& picked);
    AnnounceResult run();

private:
    struct Movement {
        bool measured = false; // there is an announce of this client to compare with
        bool sibling = false; // and it came from another address
        bool upWentBack = false, downWentBack = false;
    };

    void findPeer();
    void findPeerWithoutPort();
    void takeOver(); // the endpoint comes under another peer_id
    void findFront();
    void noteOddities();
    void measure();
    void leave();
    [[nodiscard]] Verdict admit();
    [[nodiscard]] bool tooManyOfAddress() const;
    void enter();
    void report();
    void keepFigures();
    void setRates(Peer& peer, Float16 previousUp, Float16 previousDown) const;
    void account();
    void answer();
    [[nodiscard]] seconds jittered(seconds interval);
    void odd(protocol::Oddity oddity) { m_result.oddities |= protocol::oddityBit(oddity); }

    ShardState& m_shard;
    const HashedInfoHash& m_name;
    const Announce& m_request;
    Time m_now;
    PickedPeers& m_picked;
    EndpointKey m_key;
    AnnounceResult m_result;
    Swarm* m_swarm = nullptr;
    PeerRef m_peer = kNoPeer; // of this endpoint and peer_id
    PeerRef m_front = kNoPeer; // the address from which this client announced last
    Movement m_movement;
};

} // namespace waggle::swarm
