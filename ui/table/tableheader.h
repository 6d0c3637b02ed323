// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodelbase.h"

#include <QHeaderView>

#include <optional>
#include <vector>

class QMenu;
class QSettings;

namespace waggle::ui {

// The header of our tables: click sorts, drag reorders and resizes, the context menu chooses columns. Free room
// goes to the columns with long words first, then to all whose width nobody has set. Its state is kept in `settings` by
// column id, with a version.
class TableHeader final : public QHeaderView {
    Q_OBJECT
public:
    TableHeader(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent);

    void restore(); // once the view has the model
    void fit(); // shares the room of the viewport again
    [[nodiscard]] std::vector<int> shownColumns() const; // in the order on the screen
    void setColumnShown(int column, bool shown);
    void fillChooser(QMenu& menu); // one checkable entry a column, and "Reset columns"

Q_SIGNALS:
    void menuOpened();
    void menuClosed();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void save();
    void reset();
    void noteResize(int column, int width);
    void showSort();
    [[nodiscard]] int hint(int column) const;
    [[nodiscard]] int roomyHint(int column) const; // as wide as long words want it
    [[nodiscard]] QString settingsKey(const char* what) const;

    PagedModelBase& m_table;
    QSettings& m_settings;
    QString m_name;
    std::vector<std::optional<double>> m_userWidths; // in units, so that scaling keeps them
    bool m_restored = false; // before that there is nothing of the user's to save
    bool m_busy = false; // widths and order are set by us
};

} // namespace waggle::ui
