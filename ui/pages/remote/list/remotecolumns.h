// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/remotemodel.h"

namespace waggle::ui {

[[nodiscard]] RemoteModel::Columns remoteColumns();
// For a stable sort: equal ones stay in the order of the list, what is not known stands last in both directions.
[[nodiscard]] bool isBefore(RemoteColumn column, bool descending, const RemoteRow& a, const RemoteRow& b);
// Shares of a bar for these ms; its length grows with the square root of the time and is full at 1 s.
[[nodiscard]] std::array<float, 4> phaseShares(const std::array<double, 4>& ms);
[[nodiscard]] QString phaseText(const std::array<double, 4>& ms); // "DNS 6 ms · connect 21 ms"

} // namespace waggle::ui
