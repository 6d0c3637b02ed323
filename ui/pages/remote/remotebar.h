// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/reportjob.h"

#include <QWidget>

class QAction;
class QPushButton;
class QToolButton;

namespace waggle::ui {

class TextLabel;

// The buttons above the list of trackers, and what it has come to. Main thread.
class RemoteBar final : public QWidget {
    Q_OBJECT
public:
    explicit RemoteBar(QWidget* parent = nullptr);

    struct State {
        std::size_t trackers = 0, checked = 0, work = 0, findings = 0;
        std::size_t selected = 0;
        bool isRunning = false;
        std::size_t done = 0, total = 0; // of what runs
    };
    void set(const State& state);

Q_SIGNALS:
    void checkAgain();
    void fullCheck();
    void slowCheck();
    void paste();
    void cancelled();
    void copyGood();
    void saveReport(waggle::ui::ReportFormat format);
    void copyReport();

private:
    QPushButton* add(const QString& name, const QString& text);
    void makeFullButton();
    void makeReportMenu();

    QPushButton* m_again;
    QToolButton* m_full;
    QAction* m_slow;
    QPushButton* m_paste;
    QPushButton* m_cancel;
    TextLabel* m_summary;
    QPushButton* m_good;
    QPushButton* m_report;
};

} // namespace waggle::ui
