// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <string>

namespace waggle::protocol {

// The software behind a peer_id, as the field writes it (BEP 20): "qBittorrent 4.6.3", "Transmission 3.00",
// "aria2 1.36.0", "libtorrent 2.0.8". An unknown one gives its printable prefix ("-XY1234-"), nothing printable
// "unknown". Any bytes; never a control character in the result.
[[nodiscard]] std::string clientName(const PeerId& peerId);

} // namespace waggle::protocol
