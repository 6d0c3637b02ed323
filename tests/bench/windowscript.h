// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/windowprobe.h"

#include <QObject>
#include <QTimer>

class QLineEdit;

namespace waggle::ui {
class MainWindow;
class TableView;
} // namespace waggle::ui

namespace waggle::bench {

// A hurried person at a page with a table: sorts by one column after the other, types into the filter and clears it,
// scrolls by wheel, by page and by the bar; something each 100 ms, as events. Main thread.
class WindowScript final : public QObject {
public:
    WindowScript(ui::MainWindow& window, const QString& page);
    [[nodiscard]] Waits answers() const { return m_answers; } // from a changed query to its rows

private:
    void act();
    void sortNext();
    void typeFilter(const QString& text);
    void wheel(int notches);
    void key(int key);
    void dragBar(double share);

    ui::MainWindow& m_window;
    ui::TableView* m_view;
    QLineEdit* m_filter;
    QTimer m_timer;
    unsigned m_step = 0;
    int m_column = 0;
    Nanos m_asked = 0; // when the query changed that has no answer yet; 0: it has
    Waits m_answers;
};

} // namespace waggle::bench
