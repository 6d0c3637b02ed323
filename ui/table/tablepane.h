// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodelbase.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QSettings;

namespace waggle::ui {

class MessageBar;
class EmptyState;
class ExportJob;
class TableView;

// A whole table as pages use it: the view; in its place what an empty one says; a line that tells how many rows a
// filter hides, with Clear; copy and export as jobs with progress and cancel. It has no frame of its own: put it on a
// RoundedFrame. Filter and export belong here; sorting, columns and selection to view().
class TablePane final : public QWidget {
    Q_OBJECT
public:
    TablePane(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] TableView& view() const { return *m_view; }
    // What stands here while the query has no row and the filter hides none.
    void setEmptyText(
        const QString& title, const QString& text, const QString& action = {}, std::function<void()> act = {});
    void setFilter(const QString& filter);

    // That shows `rows` rows without scrolling.
    [[nodiscard]] int heightFor(qint64 rows) const;

    void copySelection(); // the rows, tab-separated with header; a job where they are not all here
    void exportRows(); // asks for a file, then writes all rows of the query, all columns
    void addTableActions(QMenu& menu); // "Copy rows", "Export…": the context menu ends with them by itself

Q_SIGNALS:
    void filterCleared(); // by Clear: who owns the line edit empties it
    void exported(bool ok);

private:
    void refresh();
    void clearFilter();
    void start(ExportJob* job, const QString& doing, std::function<void(qint64 rows)> done);
    [[nodiscard]] QString hiddenWords() const;

    PagedModelBase& m_model;
    QString m_name;
    TableView* m_view;
    EmptyState* m_empty;
    QWidget* m_hiddenLine;
    QLabel* m_hiddenText;
    MessageBar* m_message;
    QPointer<ExportJob> m_job;
    QString m_emptyTitle, m_emptyText, m_emptyAction;
    std::function<void()> m_emptyAct;
};

} // namespace waggle::ui
