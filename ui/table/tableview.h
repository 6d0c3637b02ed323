// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodelbase.h"

#include <QTableView>

#include <functional>
#include <optional>
#include <vector>

class QMenu;
class QSettings;

namespace waggle::ui {

class CellDelegate;
class TableHeader;

// QTableView over a PagedModelBase: uniform rows, whole-row selection that lives by row keys, Ctrl+A as a flag, Ctrl+C,
// Home and End by row, Left and Right for rows that open, order held while a button is down or a menu open. It tells
// the model what is on the screen and whether anybody looks. Most pages want a TablePane, which holds one.
class TableView final : public QTableView {
    Q_OBJECT
public:
    // `name`: object name, and where the columns' state is kept in `settings`.
    TableView(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] TableHeader& columnHeader() const { return *m_header; }
    [[nodiscard]] PagedModelBase& table() const { return m_table; }
    [[nodiscard]] bool isAllSelected() const { return m_allSelected; }
    [[nodiscard]] qint64 selectedCount() const;
    [[nodiscard]] bool isRowSelected(qint64 row) const;
    [[nodiscard]] bool isSelectionFetched() const;
    [[nodiscard]] std::vector<qint64> selectedRows() const; // fetched ones, from the top; all of those with Ctrl+A
    [[nodiscard]] std::optional<qint64> currentRow() const; // a fetched one
    [[nodiscard]] const std::optional<monitor::RowKey>& currentKey() const { return m_currentKey; }
    // Which rows of the whole query are selected, as of now and whatever order they come in: by key; by place only
    // those that were never here to tell theirs.
    [[nodiscard]] std::function<bool(qint64 row, const monitor::RowKey& key)> selectionTest() const;
    [[nodiscard]] QString selectionAsText() const; // tab-separated, with header; fetched rows
    void selectKey(const monitor::RowKey& key); // where it is now; tracked from then on
    void selectAll() override;

Q_SIGNALS:
    void copyRequested(); // Ctrl+C
    // Before a context menu opens: pages add their actions on top. Rows are selected already.
    void menuFilling(QMenu* menu);
    void menuEnding(QMenu* menu); // after them: TablePane adds copy and export
    void openRequested(qint64 row, bool open); // ▸ and ▾, Right and Left
    void activatedRow(qint64 row); // Enter or double click
    void currentKeyChanged(); // another row is current (by key, not by place)

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void applyMetrics();
    void tellVisible();
    void track();
    void setAllSelected(bool on);
    void holdButton(bool down);
    bool handleKey(QKeyEvent* event);
    [[nodiscard]] int firstShown() const; // column
    void goTo(qint64 row, Qt::KeyboardModifiers modifiers);
    void restoreCurrent();
    void rememberAnchor();
    void keepAnchor();

    PagedModelBase& m_table;
    CellDelegate* m_delegate;
    TableHeader* m_header;
    std::optional<monitor::RowKey> m_currentKey;
    std::optional<monitor::RowKey> m_anchor;
    int m_anchorOffset = 0; // rows below the top of the viewport
    bool m_allSelected = false;
    bool m_buttonHeld = false;
    bool m_toTop = false; // a new filter or order: show its beginning
    bool m_applying = false;
};

} // namespace waggle::ui
