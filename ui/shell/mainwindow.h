// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "core/server/listen/listener.h"
#include "core/settings/settings.h"
#include "ui/base/command.h"
#include "ui/shell/windowstate.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QMimeData;
class QSettings;
class QStackedWidget;

namespace waggle::ui {

class Backend;
class DropOverlay;
class NoticeArea;
class Notices;
class SideBar;
class StatusBar;
class ToolBar;
class Tray;

// What the window asks of a page; all of it may be unset.
struct PageHooks {
    std::function<std::uint64_t(const monitor::Overview&)> count; // beside its name in the side bar; 0: nothing
    std::function<void(const QString&)> setFilter; // unset: the page has nothing to filter
    std::function<void(QSettings&)> save, restore; // in a group of the page's own
    // What is pasted or dropped while the page is shown goes here; false: it is not for the page.
    std::function<bool(const QMimeData&)> take;
    QString dropWords; // what a drop would do; of pages that take any text or file
};

// The frame round the pages: tool bar, side bar, notices, status bar, tray, keys, drops. Main thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // State is read from `windowIniPath` and written there.
    MainWindow(Backend& backend, const QString& windowIniPath);
    MainWindow(Backend& backend, const QString& windowIniPath, Tray* tray); // takes it
    ~MainWindow() override;

    // The first page, or the one saved last time, is shown at once. Takes the page.
    void addPage(const QString& id, const QString& title, const QString& iconName, QWidget* page, PageHooks hooks = {});
    void addSeparator(); // in the side bar, before the next page
    void showPage(const QString& id);
    [[nodiscard]] QString currentPage() const;
    // From a page that filters itself, or from another page; the box follows.
    void setPageFilter(const QString& id, const QString& text);
    void setPageCount(const QString& id, const QString& count); // beside its name in the side bar

    void saveState();
    void addTorrents(const QStringList& filesOrMagnets);
    void chooseTorrents();
    [[nodiscard]] NoticeArea& notices() const { return *m_noticeArea; }
    [[nodiscard]] ToolBar& toolBar() const { return *m_toolBar; }

public Q_SLOTS:
    void raiseIt();

Q_SIGNALS:
    void quitRequested();
    void swarmsWanted(); // [Show] of a notice: the window itself knows no page
    void settingsWanted();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Page {
        QString id;
        QWidget* widget = nullptr;
        PageHooks hooks;
        QString filter;
    };
    void build();
    void connectBackend();
    void connectBars();
    void connectTray();
    void addKeys();
    void addKey(const QKeySequence& keys, const std::function<void()>& act);
    void readState();
    [[nodiscard]] Page* find(const QString& id);
    bool giveToPage(const QMimeData& data);
    void filterCurrent(const QString& text);
    void leaveFilter(); // all rows again, and on with the table
    void focusTable(); // of the page that is shown
    void setTrackerOn(bool on);
    void askTracker(bool on);
    void rescale(double factor);
    void pasteTorrents();
    void showKeys();
    void quit();
    void updateStatus();
    void updateCompact();
    void takeOverview(const monitor::OverviewPtr& overview);
    void takeSettings(const settings::Settings& settings);

    Backend& m_backend;
    std::unique_ptr<QSettings> m_settings;
    WindowState m_state;
    bool m_splittersRestored = false;
    bool m_on = true;
    bool m_closeToTray = true;
    std::optional<settings::Theme> m_theme;
    monitor::OverviewPtr m_overview;
    server::ListenerStates m_listeners;
    std::vector<Page> m_pages;
    std::size_t m_current = 0;
    ToolBar* m_toolBar = nullptr;
    SideBar* m_sideBar = nullptr;
    QStackedWidget* m_stack = nullptr;
    NoticeArea* m_noticeArea = nullptr;
    Notices* m_notices = nullptr;
    StatusBar* m_statusBar = nullptr;
    DropOverlay* m_overlay = nullptr;
    Tray* m_tray = nullptr;
};

} // namespace waggle::ui
