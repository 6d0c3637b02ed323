// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/requestlog.h"
#include "core/monitor/tables/queries.h"
#include "core/torrent/nametable.h"

// One request whole: its bytes taken apart into fields, with what is odd about them in words. Monitor's thread.
namespace waggle::monitor {

[[nodiscard]] RequestDetailPtr detailOf(
    const RequestLog& log, const torrent::NameTable* names, const RequestLog::Entry& entry);

} // namespace waggle::monitor
