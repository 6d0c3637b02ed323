// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace waggle::ui {

// How every table looks and is used: whole rows are chosen, nothing is edited, Tab leaves it, no grid and no numbers.
void setUpTable(QTableView& table);
// Rows as high as the font asks for: again where it changes.
void fitRowHeight(QTableView& table);

} // namespace waggle::ui
