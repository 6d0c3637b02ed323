// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/tablecell.h"

#include <QStyledItemDelegate>

namespace waggle::ui {

// Draws every cell of our tables from its display text and its Cell: text with a sign, bars, sparklines, chips, links.
// Text is drawn, never parsed: rich text can't happen.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setAllSelected(bool on) { m_allSelected = on; } // Ctrl+A is a flag
    [[nodiscard]] static int padding(); // left and right of a cell

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // Where a click opens or closes the row; empty if it can't.
    [[nodiscard]] static QRect expanderRect(const QRect& cell, const Cell& look);

private:
    bool m_allSelected = false;
};

} // namespace waggle::ui
