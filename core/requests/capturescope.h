// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

namespace waggle::requests {

// What to capture beside the records: nothing (default), or request and reply bytes of all, one address, one infohash.
struct CaptureScope {
    enum class What { Off, All, Address, InfoHash };
    What what = What::Off;
    protocol::Address address;
    protocol::InfoHash infoHash;
    bool operator==(const CaptureScope&) const = default;
};

} // namespace waggle::requests
