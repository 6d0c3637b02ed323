// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/naming.h"
#include "core/monitor/queries.h"
#include "core/monitor/requestlog.h"

// Answers for Requests, out of the log. Monitor's thread.
namespace waggle::monitor {

[[nodiscard]] RequestPagePtr answer(
    const RequestLog& log, const torrent::NameTable* names, const RequestQuery& query, const RequestPage* held);

// Numbers of all rows of the query in order: for exports.
[[nodiscard]] std::vector<std::uint64_t> orderOf(
    const RequestLog& log, const torrent::NameTable* names, const RequestQuery& query);
// The rows of these numbers, in this order; one that is gone is left out.
[[nodiscard]] std::vector<RequestRow> rowsOf(const RequestLog& log, const torrent::NameTable* names,
    const RequestQuery& query, std::span<const std::uint64_t> numbers);

[[nodiscard]] RequestRow rowOf(const RequestLog::Entry& entry, const torrent::NameTable* names);
// "14 peers", "9 / 6 / 9", or the rule that refused it, with its figures.
[[nodiscard]] QString whyOf(const RequestLog::Entry& entry);

// The last announce before `entry` of the same client from the same address about the same swarm.
[[nodiscard]] const RequestLog::Entry* previousOf(const RequestLog& log, const RequestLog::Entry& entry);
// What changed since then.
void setDifferences(RequestRow& row, const RequestLog::Entry& previous);

} // namespace waggle::monitor
