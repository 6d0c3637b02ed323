// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/inside/siblings.h"

namespace waggle::swarm {

void Siblings::joinBefore(PeerRef front, PeerRef ref)
{
    set(ref, {kNoPeer, front});
    set(front, {ref, older(front)});
}

void Siblings::leave(PeerRef ref)
{
    const Links links = linksOf(ref);
    if (links.older != kNoPeer)
        set(links.older, {links.newer, older(links.older)});
    if (links.newer != kNoPeer)
        set(links.newer, {newer(links.newer), links.older});
    set(ref, {});
}

void Siblings::set(PeerRef ref, const Links& links)
{
    Peer& peer = m_peers.at(ref);
    const bool alone = links.newer == kNoPeer && links.older == kNoPeer;
    if (peer.linked) {
        Entry* entry = m_table.find(hashOf(ref), [ref](const Entry& other) { return other.ref == ref; });
        if (alone)
            m_table.erase(entry);
        else
            entry->links = links;
    } else if (!alone) {
        m_table.insert({ref, links});
    }
    peer.linked = alone ? 0 : 1;
}

} // namespace waggle::swarm
