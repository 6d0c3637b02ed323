// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"

namespace waggle::monitor {

// Makes all that travels in queued calls to and from the monitor known to Qt by the names that signals use. Any number
// of times.
void registerMetaTypes();

} // namespace waggle::monitor
