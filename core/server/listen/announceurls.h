// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/interfaces.h"
#include "core/server/listen/listener.h"

#include <QString>

#include <vector>

namespace waggle::server {

// One announce URL that somebody could use, with the interface it belongs to.
struct AnnounceUrl {
    QString url; // "http://192.168.1.20:6969/announce"
    QString interface; // "Wi-Fi wlan0", "Docker docker0 – others cannot reach it", "this computer only"
    protocol::Transport transport = protocol::Transport::Http;
    protocol::Family family = protocol::Family::V4;
    bool primary = false; // HTTP at the default route's address: what Copy gives
    bool othersCanReach = true; // false: loopback and container bridges
    bool operator==(const AnnounceUrl&) const = default;
};

// Sorted: the primary one first, then by interface; name.local last of those that others can reach. Pure.
[[nodiscard]] std::vector<AnnounceUrl> announceUrls(
    const ListenerStates& listeners, const machine::Interfaces& interfaces);

} // namespace waggle::server
