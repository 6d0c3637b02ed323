// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/exports.h"
#include "core/monitor/tables/sources.h"

// Answers for Requests, out of the log. Monitor's thread.
namespace waggle::monitor {

[[nodiscard]] RequestPagePtr answer(const Sources& sources, const RequestQuery& query, const RequestPage* held);

// All rows of the query in order, as slices; one that leaves the log meanwhile is left out.
[[nodiscard]] Exports::Step exportOf(
    const Sources& sources, quint64 job, const RequestQuery& query, const Publish& publish);

} // namespace waggle::monitor
