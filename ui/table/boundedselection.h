// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QItemSelectionModel>

namespace waggle::ui {

// A selection of whole rows that never grows beyond kMaxRows in one step: Shift+End in a table of a million rows would
// cost an index a row at each change of order. All rows are selected by TableView's flag instead.
class BoundedSelection final : public QItemSelectionModel {
    Q_OBJECT
public:
    static constexpr int kMaxRows = 10'000;
    using QItemSelectionModel::QItemSelectionModel;

    using QItemSelectionModel::select;
    void select(const QItemSelection& selection, SelectionFlags command) override;
};

} // namespace waggle::ui
