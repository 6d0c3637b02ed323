// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QString>

#include <vector>

namespace waggle::server {

// One address we want to listen on, and how it stands. A value; goes from the workers to whoever shows it.
struct ListenerState {
    enum class State { Listening, Retrying, Off };
    protocol::Transport transport = protocol::Transport::Http;
    protocol::Endpoint wanted; // port 0: any
    QString scope;
    std::uint16_t port = 0; // bound
    State state = State::Off;
    bool wildcard = false;
    // Retrying: what happened, why, and what to do, for a person ("Port 6969 is in use by another program. …").
    QString problem;
    bool note = false; // nothing to repair: this machine has no IPv6
    bool operator==(const ListenerState&) const = default;

    [[nodiscard]] QString announceUrl() const; // "http://127.0.0.1:6969/announce"
};

using ListenerStates = std::vector<ListenerState>;

} // namespace waggle::server
