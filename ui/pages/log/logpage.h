// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSettings;

namespace waggle::ui {

class Backend;
class LogModel;
class TablePane;

// What Waggle itself did and what went wrong with it (what clients asked is on Requests). Main thread.
class LogPage final : public QWidget {
    Q_OBJECT
public:
    LogPage(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);

Q_SIGNALS:
    void filterCleared();

private:
    QWidget* makeBar();

    LogModel* m_model;
    TablePane* m_table;
};

} // namespace waggle::ui
