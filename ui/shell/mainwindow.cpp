// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/shell/dropoverlay.h"
#include "ui/shell/noticearea.h"
#include "ui/shell/notices.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/toolbar.h"
#include "ui/shell/tray.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/rescale.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace waggle::ui {

namespace {

constexpr int kCompactBelow = 1100; // px of window width
constexpr double kScaleStep = 1.1;
const QString kPageGroup = QStringLiteral("page_");

} // namespace

MainWindow::MainWindow(Backend& backend, const QString& windowIniPath)
    : MainWindow(backend, windowIniPath, new Tray(nullptr))
{
}

MainWindow::MainWindow(Backend& backend, const QString& windowIniPath, Tray* tray)
    : m_backend(backend)
    , m_settings(std::make_unique<QSettings>(windowIniPath, QSettings::IniFormat))
    , m_tray(tray)
{
    m_tray->setParent(this);
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Waggle"));
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    build();
    readState();
    connectBackend();
    connectBars();
    connectTray();
    addKeys();
    updateStatus();
    keepScaled(*this, [this] { updateCompact(); });
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_toolBar = new ToolBar(whole);
    m_sideBar = new SideBar(whole);
    m_noticeArea = new NoticeArea(whole);
    m_stack = new QStackedWidget(whole);
    m_stack->setObjectName(QStringLiteral("pages"));
    m_statusBar = new StatusBar(whole);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_noticeArea);
    right->addWidget(m_stack, 1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_sideBar);
    middle->addLayout(right, 1);
    column->addWidget(m_toolBar);
    column->addLayout(middle, 1);
    column->addWidget(m_statusBar);
    setCentralWidget(whole);
    whole->setFocus(Qt::OtherFocusReason); // at first nothing is chosen: Tab begins with the link
    m_overlay = new DropOverlay(this);
    m_notices = new Notices(m_backend, *m_noticeArea, this);
    m_toolBar->setTrackerOn(m_on);
    m_toolBar->setFilter({}, false);
}

void MainWindow::readState()
{
    m_state = readWindowState(*m_settings);
    setScale(*qApp, m_state.scale);
    if (m_state.geometry.isEmpty() || !restoreGeometry(m_state.geometry))
        resize(QSize(std::max(1280, unit() * 160), std::max(800, unit() * 100)).boundedTo(screen()->availableSize()));
}

void MainWindow::saveState()
{
    m_state.geometry = saveGeometry();
    m_state.page = currentPage();
    m_state.scale = scale();
    writeWindowState(*m_settings, m_state);
    saveSplitters(*m_settings, *this);
    for (const Page& page : m_pages) {
        if (!page.hooks.save)
            continue;
        m_settings->beginGroup(kPageGroup + page.id);
        page.hooks.save(*m_settings);
        m_settings->endGroup();
    }
    m_settings->sync();
}

void MainWindow::connectBackend()
{
    connect(&m_backend, &Backend::overviewReady, this, &MainWindow::takeOverview);
    connect(&m_backend, &Backend::announceUrlsChanged, m_toolBar, &ToolBar::setUrls);
    connect(&m_backend, &Backend::trackerOnChanged, this, &MainWindow::setTrackerOn);
    connect(&m_backend, &Backend::raiseRequested, this, &MainWindow::raiseIt);
    connect(&m_backend, &Backend::settingsChanged, this,
        [this](const settings::Settings& settings, const QStringList&) { takeSettings(settings); });
    connect(&m_backend, &Backend::listenersChanged, this, [this](const server::ListenerStates& listeners) {
        m_listeners = listeners;
        updateStatus();
    });
    connect(m_notices, &Notices::swarmsWanted, this, &MainWindow::swarmsWanted);
    connect(m_notices, &Notices::settingsWanted, this, &MainWindow::settingsWanted);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &MainWindow::saveState);
}

void MainWindow::connectBars()
{
    connect(m_toolBar, &ToolBar::filterChanged, this, &MainWindow::filterCurrent);
    connect(m_toolBar, &ToolBar::filterLeft, this, &MainWindow::leaveFilter);
    connect(m_toolBar, &ToolBar::trackerWanted, this, &MainWindow::askTracker);
    connect(m_sideBar, &SideBar::chosen, this, &MainWindow::showPage);
    connect(m_statusBar, &StatusBar::problemChosen, this,
        [this](const StatusEntry& entry) { m_notices->explainListener(entry.words, entry.detail); });
}

void MainWindow::connectTray()
{
    connect(m_tray, &Tray::showWanted, this, &MainWindow::raiseIt);
    connect(m_tray, &Tray::trackerWanted, this, &MainWindow::askTracker);
    connect(m_tray, &Tray::quitWanted, this, &MainWindow::quit);
    m_tray->setTrackerOn(m_on);
}

void MainWindow::addKey(const QKeySequence& keys, const std::function<void()>& act)
{
    auto* shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, this, act);
}

void MainWindow::addKeys()
{
    addKey(QKeySequence::Open, [this] { chooseTorrents(); });
    addKey(QKeySequence::Paste, [this] { pasteTorrents(); });
    addKey(QKeySequence::Find, [this] { m_toolBar->focusFilter(); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { quit(); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Plus), [this] { rescale(scale() * kScaleStep); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Equal), [this] { rescale(scale() * kScaleStep); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Minus), [this] { rescale(scale() / kScaleStep); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { rescale(1); });
    addKey(QKeySequence(Qt::Key_F1), [this] { showKeys(); });
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Question), [this] { showKeys(); });
}

MainWindow::Page* MainWindow::find(const QString& id)
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page& page) { return page.id == id; });
    return found == m_pages.end() ? nullptr : &*found;
}

void MainWindow::addPage(
    const QString& id, const QString& title, const QString& iconName, QWidget* page, PageHooks hooks)
{
    m_stack->addWidget(page);
    m_sideBar->addPage(id, title, iconName);
    if (hooks.restore) {
        m_settings->beginGroup(kPageGroup + id);
        hooks.restore(*m_settings);
        m_settings->endGroup();
    }
    m_pages.push_back({id, page, std::move(hooks), {}});
    if (m_pages.size() <= 9)
        addKey(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + static_cast<int>(m_pages.size()))), [this, id] {
            showPage(id);
            focusTable();
        });
    if (m_pages.size() == 1 || id == m_state.page)
        showPage(id);
}

void MainWindow::addSeparator()
{
    m_sideBar->addSeparator();
}

QString MainWindow::currentPage() const
{
    return m_current < m_pages.size() ? m_pages[m_current].id : QString();
}

void MainWindow::showPage(const QString& id)
{
    const Page* page = find(id);
    if (!page)
        return;
    m_current = static_cast<std::size_t>(page - m_pages.data());
    m_stack->setCurrentWidget(page->widget);
    if (page->widget->isAncestorOf(focusWidget()))
        m_stack->setFocus(Qt::OtherFocusReason); // the stack gives it to whatever stands first there
    m_sideBar->choose(id);
    m_toolBar->setFilter(page->filter, page->hooks.setFilter != nullptr);
}

// Who goes to a page by key goes on by key.
void MainWindow::focusTable()
{
    if (m_stack->currentWidget()->focusProxy())
        return m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason); // a page of several tables says which
    for (auto* table : m_stack->currentWidget()->findChildren<QTableView*>()) {
        if (table->isVisible())
            return table->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::leaveFilter()
{
    setPageFilter(currentPage(), {});
    focusTable();
}

void MainWindow::filterCurrent(const QString& text)
{
    setPageFilter(currentPage(), text);
}

void MainWindow::setPageFilter(const QString& id, const QString& text)
{
    Page* page = find(id);
    if (!page || !page->hooks.setFilter || page->filter == text)
        return;
    page->filter = text;
    page->hooks.setFilter(text);
    if (id == currentPage())
        m_toolBar->setFilter(text, true);
}

void MainWindow::setPageCount(const QString& id, const QString& count)
{
    m_sideBar->setCount(id, count);
}

bool MainWindow::giveToPage(const QMimeData& data)
{
    const Page* page = find(currentPage());
    return page && page->hooks.take && page->hooks.take(data);
}

void MainWindow::askTracker(bool on)
{
    // The switch shows what is; it moves when the tracker has.
    m_toolBar->setTrackerOn(m_on);
    m_tray->setTrackerOn(m_on);
    if (on)
        Q_EMIT m_backend.commanded(StartTracker{});
    else
        Q_EMIT m_backend.commanded(StopTracker{});
}

void MainWindow::setTrackerOn(bool on)
{
    m_on = on;
    m_toolBar->setTrackerOn(on);
    m_tray->setTrackerOn(on);
    updateStatus();
}

void MainWindow::updateStatus()
{
    m_statusBar->setEntries(statusWords(m_on, m_listeners, m_overview.get()));
}

void MainWindow::takeOverview(const monitor::OverviewPtr& overview)
{
    if (!overview)
        return;
    m_overview = overview;
    updateStatus();
    for (const Page& page : m_pages)
        if (page.hooks.count) {
            const std::uint64_t count = page.hooks.count(*overview);
            setPageCount(page.id, count > 0 ? format::shortCount(count) : QString());
        }
    m_statusBar->setRate(
        tr("%1 announces/min")
            .arg(format::count(static_cast<std::uint64_t>(std::llround(std::max(0.0, overview->announcesPerMinute))))));
    m_tray->setSummary(tr("Waggle · %1 · %2")
                           .arg(format::counted(overview->totals.clients, tr("1 client"), tr("%1 clients")),
                               format::rate(overview->trafficDown)));
}

void MainWindow::takeSettings(const settings::Settings& settings)
{
    m_closeToTray = settings.closeToTray;
    const bool network = settings.allow == settings::Allow::Network;
    m_statusBar->setAllow(network ? tr("this network only") : tr("anyone"),
        network ? tr("Clients of other networks are refused")
                : tr("Every client that can reach this computer is served"));
    if (m_theme != settings.theme)
        applyTheme(*qApp, settings.theme);
    m_theme = settings.theme;
}

void MainWindow::rescale(double factor)
{
    setScale(*qApp, std::abs(factor - 1) < 0.05 ? 1 : factor);
}

void MainWindow::addTorrents(const QStringList& filesOrMagnets)
{
    if (!filesOrMagnets.isEmpty())
        Q_EMIT m_backend.commanded(AddTorrents{filesOrMagnets});
}

void MainWindow::chooseTorrents()
{
    FileDialog::open(this, tr("Add torrents"), {tr("Torrents (*.torrent)")},
        [this](const QStringList& paths) { addTorrents(paths); });
}

void MainWindow::pasteTorrents()
{
    const QMimeData* data = QApplication::clipboard()->mimeData();
    if (data && !giveToPage(*data))
        addTorrents(addableOf(*data).filesOrMagnets);
}

void MainWindow::showKeys()
{
    if (findChild<ShortcutsDialog*>())
        return;
    auto* dialog = new ShortcutsDialog(
        {{tr("Ctrl+O"), tr("Add .torrent files")}, {tr("Ctrl+V"), tr("Add the magnet link that was copied")},
            {tr("Ctrl+V on Remote"), tr("Check the trackers that were copied")},
            {tr("F5, Esc on Remote"), tr("Check again; stop checking")},
            {tr("Ctrl+F"), tr("Filter the page; Esc shows all again")},
            {tr("Ctrl+C"), tr("Copy the chosen rows, tab-separated")}, {tr("Alt+1 … Alt+9"), tr("Go to a page")},
            {tr("Ctrl + / − / 0"), tr("Larger, smaller, usual size")},
            {tr("← → on a chart"), tr("Read the values of a moment")}, {tr("F1, Ctrl+?"), tr("This list")},
            {tr("Ctrl+Q"), tr("End Waggle, tracker included")}},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::raiseIt()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    QMainWindow::show();
    raise();
    activateWindow();
}

void MainWindow::quit()
{
    saveState();
    Q_EMIT quitRequested();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveState();
    if (!m_tray->isThere() || !m_closeToTray) {
        QMainWindow::closeEvent(event);
        Q_EMIT quitRequested();
        return;
    }
    event->ignore();
    hide();
    if (m_state.toldAboutTray)
        return;
    m_state.toldAboutTray = true;
    saveState();
    m_tray->tell(tr("Waggle goes on"), tr("The tracker keeps running. Show the window or quit from this icon."));
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (m_splittersRestored)
        return;
    m_splittersRestored = true;
    restoreSplitters(*m_settings, *this);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    updateCompact();
    m_overlay->setGeometry(rect());
}

void MainWindow::updateCompact()
{
    const bool compact = width() < std::max(kCompactBelow, unit() * kCompactBelow / 8);
    if (compact != m_sideBar->isCompact())
        m_sideBar->setCompact(compact);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const Page* page = find(currentPage());
    if (page && page->hooks.take && (event->mimeData()->hasUrls() || event->mimeData()->hasText())) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
        return m_overlay->showWords(page->hooks.dropWords);
    }
    const Addable addable = addableOf(*event->mimeData());
    if (addable.filesOrMagnets.isEmpty() && addable.others.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept(); // of other files too: the drop says why it cannot be
    m_overlay->showFor(addable);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    m_overlay->hide();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_overlay->hide();
    const Addable addable = addableOf(*event->mimeData());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (giveToPage(*event->mimeData()))
        return;
    addTorrents(addable.filesOrMagnets);
    if (!addable.others.isEmpty())
        m_notices->refuseDrop(addable.others);
}

} // namespace waggle::ui
