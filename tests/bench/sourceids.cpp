// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sourceids.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <poll.h>

namespace waggle::bench {

SourceIds::SourceIds(UdpSocket& v4, UdpSocket& v6, const TrafficOptions& traffic)
    : m_ids(traffic.sources + 1, 0)
{
    if (traffic.v6 == 0)
        m_ids.back() = 1; // not needed
    for (int round = 0; round < 20; ++round) {
        askForMissing(v4, v6);
        if (std::find(m_ids.begin(), m_ids.end(), 0u) == m_ids.end())
            return;
    }
    std::fprintf(stderr, "No connection ids: is there a tracker?\n");
    std::exit(1);
}

void SourceIds::askForMissing(UdpSocket& v4, UdpSocket& v6)
{
    std::vector<Packet> packets(m_ids.size());
    for (std::uint32_t source = 0; source < m_ids.size(); ++source) {
        if (m_ids[source] != 0)
            continue;
        packets[source] = connectPacket(source);
        UdpSocket& socket = source + 1 == m_ids.size() ? v6 : v4;
        socket.add(packets[source], source);
        if (source % UdpSocket::kBatch != 0)
            continue;
        socket.flush();
        collect(v4, v6, 0);
    }
    v4.flush();
    v6.flush();
    collect(v4, v6, 50);
}

void SourceIds::collect(UdpSocket& v4, UdpSocket& v6, int milliseconds)
{
    const auto remember = [this](std::span<const std::uint8_t> reply) {
        if (reply.size() >= kConnectSize && get32(reply.data()) == 0 && get32(&reply[4]) < m_ids.size())
            m_ids[get32(&reply[4])] = get64(&reply[8]);
    };
    for (pollfd ready{v4.descriptor(), POLLIN, 0}; ::poll(&ready, 1, milliseconds) > 0;)
        v4.receive(remember);
    v6.receive(remember);
}

} // namespace waggle::bench
