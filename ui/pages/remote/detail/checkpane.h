// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/checkwishes.h"
#include "ui/pages/remote/list/remoterow.h"

#include <QWidget>

class QMenu;
class QSettings;
class QSplitter;

namespace waggle::ui {

class CheckRuns;
class FindingsCard;
class LegsCard;
class MessageBar;
class RemoteModel;
class RoundedFrame;
class TablePane;

// The table of the list and the chosen tracker below it, with what can be done to rows. Main thread.
class CheckPane final : public QWidget {
    Q_OBJECT
public:
    CheckPane(RemoteModel& model, CheckRuns& runs, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);
    void check(Depth depth); // the chosen rows, as selected() has them
    // Rows that a verb of the bar is about: for a full check any choice, for a quick one at least two; else none: all.
    [[nodiscard]] std::vector<quint64> selected() const;
    [[nodiscard]] qint64 selectedCount() const;
    void remove(const std::vector<quint64>& ids); // with Undo
    [[nodiscard]] MessageBar& messages() const { return *m_message; }

Q_SIGNALS:
    void filterCleared();
    void pasteRequested();
    void selectionChanged();

private:
    void build();
    void showChosen();
    void fitTable();
    void fillMenu(QMenu& menu);
    void start(const std::vector<quint64>& ids, Depth depth);
    void copyCommand(bool withKey);
    [[nodiscard]] const RemoteRow* current() const;

    RemoteModel& m_model;
    CheckRuns& m_runs;
    QSettings& m_settings;
    TablePane* m_table;
    RoundedFrame* m_frame;
    QSplitter* m_splitter;
    QWidget* m_detail;
    FindingsCard* m_findings;
    LegsCard* m_legs;
    MessageBar* m_message;
    quint64 m_shownId = 0; // what the detail shows
    remote::ReportPtr m_shownReport;
};

} // namespace waggle::ui
