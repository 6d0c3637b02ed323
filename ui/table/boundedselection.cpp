// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/boundedselection.h"

#include <algorithm>

namespace waggle::ui {

void BoundedSelection::select(const QItemSelection& selection, SelectionFlags command)
{
    QItemSelection bounded;
    int room = kMaxRows;
    for (const QItemSelectionRange& range : selection) {
        const int rows = std::min(range.height(), room);
        if (rows <= 0)
            break;
        room -= rows;
        // Keep the end where the selection began: that is where the current row was.
        const bool fromBottom = currentIndex().isValid() && currentIndex().row() >= range.bottom();
        const int top = fromBottom ? range.bottom() - rows + 1 : range.top();
        bounded.append(QItemSelectionRange(model()->index(top, range.left(), range.parent()),
            model()->index(top + rows - 1, range.right(), range.parent())));
    }
    QItemSelectionModel::select(bounded, command);
}

} // namespace waggle::ui
