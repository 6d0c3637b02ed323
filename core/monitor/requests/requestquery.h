// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/requestlog.h"
#include "core/monitor/tables/naming.h"
#include "core/monitor/tables/queries.h"

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

} // namespace waggle::monitor
