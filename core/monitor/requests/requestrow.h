// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/requestlog.h"
#include "core/monitor/tables/rows.h"
#include "core/torrent/nametable.h"

// Rows of Requests and their words. Monitor's thread.
namespace waggle::monitor {

[[nodiscard]] RequestRow rowOf(const RequestLog::Entry& entry, const torrent::NameTable* names);
// "14 peers", "9 / 6 / 9", or the rule that refused it, with its figures.
[[nodiscard]] QString whyOf(const RequestLog::Entry& entry);
[[nodiscard]] QString eventWord(protocol::Event event); // empty for an update
[[nodiscard]] QString swarmNameOf(const requests::RequestRecord& record, const torrent::NameTable* names);

// The last announce before `entry` of the same client from the same address about the same swarm.
[[nodiscard]] const RequestLog::Entry* previousOf(const RequestLog& log, const RequestLog::Entry& entry);
// What changed since then.
void setDifferences(RequestRow& row, const RequestLog::Entry& previous);

} // namespace waggle::monitor
