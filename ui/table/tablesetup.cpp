// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tablesetup.h"

#include <QHeaderView>
#include <QTableView>

namespace waggle::ui {

void setUpTable(QTableView& table)
{
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setSelectionMode(QTableView::ExtendedSelection);
    table.setEditTriggers(QTableView::NoEditTriggers);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setCornerButtonEnabled(false);
    table.setMouseTracking(true);
    table.setFrameShape(QFrame::NoFrame);
    table.setHorizontalScrollMode(QTableView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

void fitRowHeight(QTableView& table)
{
    const int height = table.fontMetrics().height() * 21 / 10;
    table.verticalHeader()->setMinimumSectionSize(height);
    table.verticalHeader()->setDefaultSectionSize(height);
}

} // namespace waggle::ui
