// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <vector>

namespace waggle::server {

// One socket that is to be open.
struct ListenSpec {
    protocol::Transport transport = protocol::Transport::Http;
    protocol::Endpoint wanted; // port 0: any; the one of its twin of the other transport, if that has port 0 too
    QString scope;
    bool shared = false; // several workers on one UDP port
    bool operator==(const ListenSpec&) const = default;

    // The same address, the other transport, and both on any port: they get the same number.
    [[nodiscard]] bool isTwinOf(const ListenSpec& other) const;
};

using ListenPlan = std::vector<ListenSpec>;

// What the settings ask for; of one address HTTP comes before UDP.
[[nodiscard]] ListenPlan planListeners(const settings::Settings& settings, bool sharedUdp);

} // namespace waggle::server
