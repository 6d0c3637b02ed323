// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/listener.h"

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

// What the machine looks like from outside, as far as announce URLs need it.
struct LocalAddress {
    protocol::Address address;
    QString interface; // "wlan0"
    bool isWireless = false;
};
struct LocalView {
    std::vector<LocalAddress> addresses; // of interfaces that are up
    std::vector<protocol::Address> routes; // own addresses towards the rest of the world, v4 before v6
    QString multicastName; // "laptop.local", where something answers for it; else empty
};
[[nodiscard]] LocalView readLocalView();
[[nodiscard]] std::vector<AnnounceUrl> announceUrls(const ListenerStates& listeners, const LocalView& view);

// Sorted: the primary one first, then by interface; name.local last of those that others can reach. Reads the
// machine's interfaces: may be slow, so not on the main thread.
[[nodiscard]] std::vector<AnnounceUrl> announceUrls(const ListenerStates& listeners);

} // namespace waggle::server
