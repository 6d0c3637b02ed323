// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/networks.h"

#include <vector>

namespace waggle::server {

// The networks that this machine's interfaces belong to, sorted. Asks the system: may take milliseconds.
[[nodiscard]] std::vector<access::Network> ownNetworks();

// The network of `prefix` bits that `address` lies in.
[[nodiscard]] access::Network networkAround(const protocol::Address& address, int prefix);

} // namespace waggle::server
