// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/requests/capturescope.h"
#include "core/settings/settings.h"

#include <QStringList>

#include <variant>

// What the window asks the program to do. Values; carried out by app/, which answers through Backend's signals.
namespace waggle::ui {

struct StartTracker { };
struct StopTracker { };
struct AddTorrents {
    QStringList filesOrMagnets;
};
struct LabelSwarm {
    protocol::InfoHash infoHash;
    QString label;
};
struct ForgetSwarm {
    protocol::InfoHash infoHash;
}; // its peers, and its torrent where it was a known one
struct RestoreSwarm {
    protocol::InfoHash infoHash;
}; // undo: the torrent is known again; peers return by themselves
struct BanAddress {
    protocol::Address address;
}; // until the program ends
struct UnbanAddress {
    protocol::Address address;
};
struct SetCapture {
    requests::CaptureScope scope;
};
struct ClearRequests { };
struct ApplySettings {
    settings::Settings settings;
};
struct SendTestAnnounce { }; // one announce to the tracker over loopback, then `stopped`

using Command = std::variant<StartTracker, StopTracker, AddTorrents, LabelSwarm, ForgetSwarm, RestoreSwarm, BanAddress,
    UnbanAddress, SetCapture, ClearRequests, ApplySettings, SendTestAnnounce>;

} // namespace waggle::ui
