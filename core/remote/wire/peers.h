// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

#include <string_view>

namespace waggle::remote {

inline constexpr std::size_t kMaxPeers = 10'000; // of one answer

// Appends the peers of a compact list (BEP 23, BEP 7), as they come, port 0 too. A ragged tail is no peer.
inline void addCompactPeers(std::string_view wires, protocol::Family family, std::vector<RemotePeer>& peers)
{
    const std::size_t stride = protocol::wireSize(family);
    for (; wires.size() >= stride && peers.size() < kMaxPeers; wires.remove_prefix(stride)) {
        const auto* wire = reinterpret_cast<const std::uint8_t*>(wires.data());
        const auto address = family == protocol::Family::V4 ? protocol::Address::v4(wire) : protocol::Address::v6(wire);
        const auto port = static_cast<std::uint16_t>(wire[stride - 2] << 8 | wire[stride - 1]);
        peers.push_back({{address, port}, std::nullopt});
    }
}

} // namespace waggle::remote
