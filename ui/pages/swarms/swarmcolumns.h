// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodel.h"

// Columns and words of swarms, in one place.
namespace waggle::ui {

[[nodiscard]] std::vector<Column<monitor::SwarmRow, monitor::SwarmColumn>> swarmColumns();
[[nodiscard]] QString swarmStateName(monitor::SwarmState state); // "everyone has it"
[[nodiscard]] Cell swarmStateLook(monitor::SwarmState state); // its sign and tone
[[nodiscard]] monitor::RowKey swarmRowKey(const protocol::InfoHash& infoHash);

} // namespace waggle::ui
