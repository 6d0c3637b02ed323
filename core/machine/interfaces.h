// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/networks.h"

#include <QMetaType>
#include <QString>

#include <vector>

namespace waggle::machine {

struct LocalAddress {
    protocol::Address address; // without its scope
    QString interface; // "wlan0"
    bool isWireless = false;
    int prefix = -1; // bits of its network; −1: the system does not tell
    bool operator==(const LocalAddress&) const = default;
};

// What this computer looks like from outside. A value.
struct Interfaces {
    std::vector<LocalAddress> addresses; // of interfaces that are up
    std::vector<protocol::Address> routes; // own addresses towards the rest of the world, v4 before v6
    QString multicastName; // "laptop.local", where something answers for it; else empty
    bool operator==(const Interfaces&) const = default;
};

// Asks the system: may take milliseconds, so never on the main thread.
[[nodiscard]] Interfaces readInterfaces();

[[nodiscard]] std::vector<protocol::Address> addressesOf(const Interfaces& interfaces);

// The networks that the addresses belong to, sorted: of those that reach further than this computer and the link.
[[nodiscard]] std::vector<access::Network> networksOf(const Interfaces& interfaces);

// The network of `prefix` bits that `address` lies in.
[[nodiscard]] access::Network networkAround(const protocol::Address& address, int prefix);

} // namespace waggle::machine

Q_DECLARE_METATYPE(waggle::machine::Interfaces)
