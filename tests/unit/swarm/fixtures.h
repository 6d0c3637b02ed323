// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/store.h"

#include <cstring>
#include <set>

// Short names for what the store's tests announce.
namespace waggle::swarm {

inline Store::Options options(std::uint64_t seed = 7)
{
    Store::Options options;
    options.seed = seed;
    return options;
}

inline protocol::InfoHash hash(unsigned number)
{
    protocol::InfoHash hash;
    std::memcpy(hash.bytes.data(), &number, sizeof number);
    return hash;
}

inline protocol::PeerId peerId(unsigned number)
{
    protocol::PeerId id;
    std::memcpy(id.bytes.data() + 12, &number, sizeof number);
    return id;
}

// 10.0.0.0/8 and fd00::/16, one address a number.
inline protocol::Endpoint endpoint4(unsigned number, std::uint16_t port = 6881)
{
    return {protocol::Address::v4(0x0a000000u + number), port};
}
inline protocol::Endpoint endpoint6(unsigned number, std::uint16_t port = 6881)
{
    std::array<std::uint8_t, 16> bytes{0xfd};
    std::memcpy(bytes.data() + 2, &number, sizeof number);
    bytes[15] = 1;
    return {protocol::Address::v6(bytes.data()), port};
}

// Peer `number` of swarm `swarm`: its endpoint and its peer_id are that number's.
inline Announce leecher(unsigned swarm, unsigned number)
{
    Announce request;
    request.infoHash = hash(swarm);
    request.peerId = peerId(number);
    request.endpoint = endpoint4(number);
    request.left = 1'000'000;
    request.numwant = 50;
    return request;
}
inline Announce seed(unsigned swarm, unsigned number)
{
    Announce request = leecher(swarm, number);
    request.left = 0;
    return request;
}
inline Announce with(Announce request, protocol::Event event)
{
    request.event = event;
    return request;
}

inline bool has(const AnnounceResult& result, protocol::Oddity oddity)
{
    return (result.oddities & protocol::oddityBit(oddity)) != 0;
}

// What a pick holds, in its order.
inline std::vector<protocol::Endpoint> endpointList(const PickedPeers& picked)
{
    std::vector<protocol::Endpoint> list;
    const auto port = [](const std::uint8_t* bytes) { return static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]); };
    for (std::size_t i = 0; i < picked.count4; ++i) {
        const std::uint8_t* wire = picked.wires4.data() + i * protocol::kWire4;
        list.push_back({protocol::Address::v4(wire), port(wire + 4)});
    }
    for (std::size_t i = 0; i < picked.count6; ++i) {
        const std::uint8_t* wire = picked.wires6.data() + i * protocol::kWire6;
        list.push_back({protocol::Address::v6(wire), port(wire + 16)});
    }
    return list;
}
inline std::set<protocol::Endpoint> endpoints(const PickedPeers& picked)
{
    const auto list = endpointList(picked);
    return {list.begin(), list.end()};
}

inline protocol::SwarmCounts scrape(Store& store, unsigned swarm, Time now)
{
    const protocol::InfoHash asked = hash(swarm);
    protocol::SwarmCounts counts;
    store.scrape({&asked, 1}, now, {&counts, 1});
    return counts;
}

inline std::vector<PeerView> peerViews(const Store& store, unsigned swarm, Time now)
{
    std::vector<PeerView> views;
    store.visitSwarm(hash(swarm), now, {}, [&](const PeerView& view) { views.push_back(view); });
    return views;
}
inline PeerView peerView(const Store& store, unsigned swarm, const protocol::Endpoint& endpoint, Time now)
{
    for (const PeerView& view : peerViews(store, swarm, now))
        if (view.endpoint == endpoint)
            return view;
    return {};
}

} // namespace waggle::swarm
