// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QSettings;
class QWidget;

// What the window keeps per machine, in window.ini. A version stands in it; another one's content is left alone and
// not read. Main thread.
namespace waggle::ui {

inline constexpr int kWindowStateVersion = 1;

struct WindowState {
    QByteArray geometry; // QWidget::saveGeometry()
    QString page;
    double scale = 1;
    bool toldAboutTray = false;
};
[[nodiscard]] WindowState readWindowState(QSettings& settings); // defaults for what is missing or wrong
void writeWindowState(QSettings& settings, const WindowState& state);

// Sizes of all named splitters below `root`, by name.
void saveSplitters(QSettings& settings, const QWidget& root);
void restoreSplitters(QSettings& settings, const QWidget& root);

} // namespace waggle::ui
