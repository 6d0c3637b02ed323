// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodel.h"

// Columns and words of clients and their addresses, in one place.
namespace waggle::ui {

enum class PeerScope { OneSwarm, AllSwarms }; // of all, the swarm's name is a column at first

[[nodiscard]] std::vector<Column<monitor::PeerRow, monitor::PeerColumn>> peerColumns(PeerScope scope);
[[nodiscard]] QString clientStateName(monitor::ClientState state); // "getting it"
[[nodiscard]] monitor::RowKey clientRowKey(const monitor::PeerRow& row); // its own, or that of the client above it

} // namespace waggle::ui
