// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/remote/report/report.h"

#include <vector>

namespace waggle::ui {

// One exchange decoded, as fields for a tree: what came of it, the answer, TLS, times. Bounded, escaped, no keys.
[[nodiscard]] std::vector<monitor::RequestDetail::Field> answerFields(
    const remote::TrackerUrl& url, const remote::Exchange& exchange);
// Its bytes in hex, both ways; the first 16 KiB of each.
[[nodiscard]] QString rawText(const remote::TrackerUrl& url, const remote::Exchange& exchange);

} // namespace waggle::ui
