// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace waggle::ui {

// The desktop's tray behind one class: an icon with Show, Tracker on, Quit, where the desktop has a tray. Main thread.
class Tray final : public QObject {
    Q_OBJECT
public:
    explicit Tray(QObject* parent);
    Tray(QObject* parent, bool available); // as if the desktop had one, or none
    ~Tray() override;

    [[nodiscard]] bool isThere() const;
    void setTrackerOn(bool on);
    void setSummary(const QString& summary); // tool tip
    void tell(const QString& title, const QString& words);
    [[nodiscard]] QMenu& menu() const { return *m_menu; }

Q_SIGNALS:
    void showWanted();
    void trackerWanted(bool on);
    void quitWanted();

private:
    QMenu* m_menu = nullptr;
    QAction* m_tracker = nullptr;
    QSystemTrayIcon* m_icon = nullptr; // null where there is no tray
};

} // namespace waggle::ui
