// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"

namespace waggle::monitor {

// In the order of their ids: what the client did, and what comes of it.
[[nodiscard]] std::vector<RequestDetail::OddityText> odditiesOf(protocol::OddityBits bits);

} // namespace waggle::monitor
