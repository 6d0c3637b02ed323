// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/charts/chartcard.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/noticearea.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/statusitem.h"
#include "ui/shell/toolbar.h"
#include "ui/shell/tray.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/qrcode.h"
#include "ui/widgets/qrdialog.h"
#include "ui/widgets/toggleswitch.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <set>

using namespace waggle;
using namespace waggle::ui;

namespace {

server::AnnounceUrl url(
    const char* text, const char* interface, protocol::Transport transport, bool primary, bool reach)
{
    server::AnnounceUrl result;
    result.url = QString::fromUtf8(text);
    result.interface = QString::fromUtf8(interface);
    result.transport = transport;
    result.primary = primary;
    result.othersCanReach = reach;
    return result;
}

AnnounceUrls someUrls()
{
    using protocol::Transport;
    return {url("http://192.168.1.20:6969/announce", "Wi-Fi wlan0", Transport::Http, true, true),
        url("udp://192.168.1.20:6969/announce", "Wi-Fi wlan0", Transport::Udp, false, true),
        url("http://172.17.0.1:6969/announce", "Docker docker0 – others cannot reach it", Transport::Http, false,
            false)};
}

server::ListenerState listener(protocol::Transport transport, const char* address, server::ListenerState::State state)
{
    server::ListenerState one;
    one.transport = transport;
    one.wanted = {*protocol::Address::parse(address), 6969};
    one.port = 6969;
    one.state = state;
    one.wildcard = true;
    return one;
}

class MainWindowTest : public testing::Test {
protected:
    MainWindowTest() { make(); }
    ~MainWindowTest() override { setScale(*qApp, 1); }

    void make(bool withTray = false)
    {
        window.reset();
        window = std::make_unique<MainWindow>(backend, ini(), new Tray(nullptr, withTray));
        watch.reset(new QObject);
        QObject::connect(
            &backend, &Backend::commanded, watch.get(), [this](const Command& c) { commands.push_back(c); });
        QObject::connect(window.get(), &MainWindow::quitRequested, watch.get(), [this] { ++quits; });
        auto* first = new QWidget;
        auto* splitter = new QSplitter(first);
        splitter->setObjectName(QStringLiteral("split"));
        splitter->addWidget(new QLabel);
        splitter->addWidget(new QLabel);
        splitter->resize(600, 300);
        window->addPage(QStringLiteral("overview"), QStringLiteral("Overview"), QStringLiteral("overview"), first);
        PageHooks hooks;
        hooks.count = [](const monitor::Overview& overview) { return static_cast<std::uint64_t>(overview.swarms); };
        hooks.setFilter = [this](const QString& text) { filter = text; };
        hooks.save = [this](QSettings& s) { s.setValue(QStringLiteral("column"), saved); };
        hooks.restore = [this](QSettings& s) { restored = s.value(QStringLiteral("column")).toString(); };
        window->addPage(QStringLiteral("swarms"), QStringLiteral("Swarms"), QStringLiteral("swarms"),
            new ChartCard(backend, monitor::SeriesKind::Clients, QStringLiteral("Clients")), hooks);
        window->addSeparator();
        window->addPage(
            QStringLiteral("settings"), QStringLiteral("Settings"), QStringLiteral("settings"), new QWidget);
    }

    QString ini() const { return folder.filePath(QStringLiteral("window.ini")); }
    template <typename T>
    T* child(const char* name) const
    {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    template <typename T>
    const T* lastCommand() const
    {
        return commands.empty() ? nullptr : std::get_if<T>(&commands.back());
    }
    StatusBar& status() const { return *child<StatusBar>("statusBar"); }

    // Keys go to the active window only.
    void open()
    {
        window->show();
        window->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    }

    void drop(QMimeData& data)
    {
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.get(), &enter);
        overlayShown = child<QWidget>("dropOverlay")->isVisible();
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.get(), &event);
    }

    QTemporaryDir folder;
    Backend backend;
    std::unique_ptr<QObject> watch;
    std::unique_ptr<MainWindow> window;
    std::vector<Command> commands;
    QString filter, saved, restored;
    int quits = 0;
    bool overlayShown = false;
};

TEST_F(MainWindowTest, TheSwitchAsksAndMovesWhenTheTrackerHas)
{
    window->show();
    auto* toggle = child<ToggleSwitch>("trackerSwitch");
    ASSERT_TRUE(toggle);
    EXPECT_TRUE(toggle->isChecked());
    QTest::mouseClick(toggle, Qt::LeftButton);
    EXPECT_TRUE(lastCommand<StopTracker>());
    EXPECT_TRUE(toggle->isChecked()) << "it shows what is";
    Q_EMIT backend.trackerOnChanged(false);
    EXPECT_FALSE(toggle->isChecked());
    EXPECT_EQ(toggle->words(), QStringLiteral("Tracker off"));
    EXPECT_EQ(status().words(), QStringList{QStringLiteral("○ Tracker off")});
    QTest::keyClick(toggle, Qt::Key_Space);
    EXPECT_TRUE(lastCommand<StartTracker>());
}

TEST_F(MainWindowTest, CopiesTheLinkForPeople)
{
    EXPECT_FALSE(child<QToolButton>("copyLink")->isEnabled()) << "no address yet";
    Q_EMIT backend.announceUrlsChanged(someUrls());
    EXPECT_EQ(child<QLineEdit>("linkField")->text(), QStringLiteral("http://192.168.1.20:6969"));
    QApplication::clipboard()->clear();
    child<QToolButton>("copyLink")->click();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("http://192.168.1.20:6969"));
    Q_EMIT backend.trackerOnChanged(false);
    EXPECT_FALSE(child<QToolButton>("copyLink")->isEnabled()) << "a dead link is not handed on";
}

TEST_F(MainWindowTest, TheMenuHasTheUrlsByInterface)
{
    Q_EMIT backend.announceUrlsChanged(someUrls());
    const auto actions = child<QMenu>("urlMenu")->actions();
    QStringList texts;
    for (const QAction* action : actions)
        texts << (action->isSeparator() ? QStringLiteral("# ") + action->text() : action->text());
    EXPECT_EQ(texts.join(QLatin1Char('\n')).toStdString(),
        "# Wi-Fi wlan0\nhttp://192.168.1.20:6969/announce\nudp://192.168.1.20:6969/announce\n"
        "# Docker docker0 – others cannot reach it\nhttp://172.17.0.1:6969/announce\n# \n"
        "All lines for the tracker box");
    child<QAction>("copyAllLines")->trigger();
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(),
        "http://192.168.1.20:6969/announce\nudp://192.168.1.20:6969/announce");
    actions[2]->trigger();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("udp://192.168.1.20:6969/announce"));
}

TEST_F(MainWindowTest, ShowsTheLinkAsAQrCode)
{
    window->show();
    Q_EMIT backend.announceUrlsChanged(someUrls());
    child<QPushButton>("showQr")->click();
    auto* dialog = child<QrDialog>("qrDialog");
    ASSERT_TRUE(dialog);
    EXPECT_TRUE(dialog->isVisible());
    const QrMatrix matrix = qrMatrix(QStringLiteral("http://192.168.1.20:6969"));
    EXPECT_EQ(matrix.side, 25) << "24 bytes at level M are a version 2 code";
    EXPECT_TRUE(matrix.dark.at(0)) << "corner of a finder";
    EXPECT_EQ(qrMatrix(QString(5000, QLatin1Char('x'))).side, 0) << "too long for any code";
    dialog->close();
}

TEST_F(MainWindowTest, TheStatusBarSaysWhoReachedIt)
{
    using State = server::ListenerState::State;
    using protocol::Transport;
    window->show();
    Q_EMIT backend.listenersChanged(
        {listener(Transport::Http, "0.0.0.0", State::Listening), listener(Transport::Http, "::", State::Listening),
            listener(Transport::Udp, "0.0.0.0", State::Listening), listener(Transport::Udp, "::", State::Listening)});
    EXPECT_EQ(status().words(),
        (QStringList{QStringLiteral("○ HTTP v4 · v6 nobody yet"), QStringLiteral("○ UDP v4 · v6 nobody yet")}));
    auto overview = std::make_shared<monitor::Overview>();
    overview->reach[0][0] = {14, true};
    overview->reach[1][1] = {0, true};
    overview->announcesPerMinute = 20.3;
    Q_EMIT backend.overviewReady(overview);
    EXPECT_EQ(status().words(),
        (QStringList{QStringLiteral("● HTTP v4 reached by 14 others"), QStringLiteral("○ HTTP v6 nobody yet"),
            QStringLiteral("○ UDP v4 · v6 nobody but this computer yet")}));
}

TEST_F(MainWindowTest, AListenerThatCannotOpenIsExplained)
{
    using State = server::ListenerState::State;
    using protocol::Transport;
    window->show();
    auto broken = listener(Transport::Udp, "0.0.0.0", State::Retrying);
    broken.problem
        = QStringLiteral("Port 6969 is in use by another program. End it, or choose another port in Settings.");
    auto missing = listener(Transport::Udp, "::", State::Retrying);
    missing.note = true;
    missing.problem = QStringLiteral("This machine has no IPv6.");
    Q_EMIT backend.listenersChanged({listener(Transport::Http, "0.0.0.0", State::Listening), broken, missing});
    EXPECT_EQ(
        status().words(), (QStringList{QStringLiteral("○ HTTP v4 nobody yet"), QStringLiteral("⚠ UDP v4 not open")}));
    EXPECT_EQ(window->notices().words(), QStringList{broken.problem}) << "a missing IPv6 is nothing to repair";

    const int side = child<QToolButton>("banner_listenersClose")->iconSize().width();
    setScale(*qApp, 2);
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return child<QToolButton>("banner_listenersClose")->iconSize().width() >= 2 * side - 2;
    })) << "its cross grows with the text";
    setScale(*qApp, 1);

    child<QToolButton>("banner_listenersClose")->click();
    EXPECT_TRUE(window->notices().words().isEmpty());
    Q_EMIT backend.listenersChanged({listener(Transport::Http, "0.0.0.0", State::Listening), broken});
    EXPECT_TRUE(window->notices().words().isEmpty()) << "put away stays away";
    auto* item = child<StatusItem>("status_1");
    ASSERT_TRUE(item);
    EXPECT_TRUE(item->toolTip().contains(QStringLiteral("in use")));
    QTest::mouseClick(item, Qt::LeftButton);
    EXPECT_EQ(window->notices().words(), QStringList{broken.problem});
    Q_EMIT backend.listenersChanged({listener(Transport::Udp, "0.0.0.0", State::Listening)});
    EXPECT_TRUE(window->notices().words().isEmpty()) << "repaired";
}

TEST_F(MainWindowTest, TorrentsAreDropped)
{
    window->show();
    QMimeData data;
    data.setUrls(
        {QUrl::fromLocalFile(QStringLiteral("/tmp/a.torrent")), QUrl::fromLocalFile(QStringLiteral("/tmp/b.TORRENT"))});
    drop(data);
    EXPECT_TRUE(overlayShown);
    EXPECT_FALSE(child<QWidget>("dropOverlay")->isVisible());
    ASSERT_TRUE(lastCommand<AddTorrents>());
    EXPECT_EQ(lastCommand<AddTorrents>()->filesOrMagnets,
        (QStringList{QStringLiteral("/tmp/a.torrent"), QStringLiteral("/tmp/b.TORRENT")}));
    QMimeData text;
    text.setText(QStringLiteral(" magnet:?xt=urn:btih:00 \nhello\n"));
    drop(text);
    EXPECT_EQ(lastCommand<AddTorrents>()->filesOrMagnets, QStringList{QStringLiteral("magnet:?xt=urn:btih:00")});
}

TEST_F(MainWindowTest, OtherFilesAreRefusedWithAReason)
{
    window->show();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/holiday.jpg"))});
    drop(data);
    EXPECT_TRUE(commands.empty());
    ASSERT_EQ(window->notices().words().size(), 1);
    EXPECT_TRUE(window->notices().words().front().startsWith(QStringLiteral("holiday.jpg was not added")));
}

TEST_F(MainWindowTest, TorrentsAreChosenAndPasted)
{
    open();
    FileDialog::answerNext({QStringLiteral("/tmp/c.torrent")});
    QTest::keyClick(window.get(), Qt::Key_O, Qt::ControlModifier);
    ASSERT_TRUE(lastCommand<AddTorrents>());
    EXPECT_EQ(lastCommand<AddTorrents>()->filesOrMagnets, QStringList{QStringLiteral("/tmp/c.torrent")});
    QApplication::clipboard()->setText(QStringLiteral("magnet:?xt=urn:btih:11"));
    QTest::keyClick(window.get(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(lastCommand<AddTorrents>()->filesOrMagnets, QStringList{QStringLiteral("magnet:?xt=urn:btih:11")});
    const auto before = commands.size();
    QApplication::clipboard()->setText(QStringLiteral("just words"));
    QTest::keyClick(window.get(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(commands.size(), before);
}

TEST_F(MainWindowTest, AddedAndFailedTorrentsAreTold)
{
    window->show();
    Q_EMIT backend.torrentAdded(QStringLiteral("disk.img"), {}, true);
    EXPECT_EQ(window->notices().words(),
        QStringList{QStringLiteral("disk.img is known now: its swarm shows under this name.")});
    Q_EMIT backend.torrentAdded(QStringLiteral("two.iso"), {}, true);
    EXPECT_EQ(window->notices().words(), QStringList{QStringLiteral("2 torrents added, the last one is two.iso.")});
    Q_EMIT backend.torrentFailed(QStringLiteral("x.torrent"), QStringLiteral("It ends in the middle. Copy it again."));
    EXPECT_EQ(window->notices().words().back(),
        QStringLiteral("x.torrent was not added: It ends in the middle. Copy it again."));
    const QSignalSpy swarms(window.get(), &MainWindow::swarmsWanted);
    child<QPushButton>("banner_torrentAddedAction")->click();
    EXPECT_EQ(swarms.count(), 1);
    Q_EMIT backend.settingsProblems(
        QStringLiteral("tracker.interval"), QStringLiteral("-3 is too small; 120 is used."));
    EXPECT_EQ(
        window->notices().words().back(), QStringLiteral("Setting tracker.interval: -3 is too small; 120 is used."));
    Q_EMIT backend.settingsProblems(
        QStringLiteral("settings.json"), QStringLiteral("settings.json could not be used."));
    EXPECT_TRUE(window->notices().words().back().endsWith(QStringLiteral("\nsettings.json could not be used.")))
        << "the name of the file once";
    const QSignalSpy settings(window.get(), &MainWindow::settingsWanted);
    child<QPushButton>("banner_settingsAction")->click();
    EXPECT_EQ(settings.count(), 1);
}

TEST_F(MainWindowTest, NothingLooksChosenAtFirst)
{
    open();
    ASSERT_NE(window->focusWidget(), nullptr);
    EXPECT_EQ(window->focusWidget(), window->centralWidget()) << window->focusWidget()->objectName().toStdString();
    QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
    EXPECT_EQ(window->focusWidget(), child<QWidget>("linkField"));
}

TEST_F(MainWindowTest, EscShowsAllAgain)
{
    open();
    window->showPage(QStringLiteral("swarms"));
    auto* box = child<QLineEdit>("filterBox");
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(box, QStringLiteral("foo"));
    ASSERT_EQ(filter, QStringLiteral("foo"));
    QTest::keyClick(box, Qt::Key_Escape);
    EXPECT_EQ(box->text(), QString());
    EXPECT_EQ(filter, QString());
}

TEST_F(MainWindowTest, TheFilterBelongsToThePage)
{
    open();
    auto* box = child<QLineEdit>("filterBox");
    EXPECT_FALSE(box->isEnabled()) << "the first page cannot be filtered";
    QTest::keyClick(window.get(), Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(window->currentPage(), QStringLiteral("swarms"));
    EXPECT_TRUE(box->isEnabled());
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    EXPECT_EQ(window->focusWidget(), box);
    QTest::keyClicks(box, QStringLiteral("foo"));
    EXPECT_EQ(filter, QStringLiteral("foo"));
    window->showPage(QStringLiteral("settings"));
    EXPECT_EQ(box->text(), QString());
    window->showPage(QStringLiteral("swarms"));
    EXPECT_EQ(box->text(), QStringLiteral("foo"));
    window->setPageFilter(QStringLiteral("swarms"), {});
    EXPECT_EQ(box->text(), QString());
    EXPECT_EQ(filter, QString());
}

TEST_F(MainWindowTest, PagesAskOnlyWhileTheyAreShown)
{
    int asked = 0, closed = 0;
    QObject::connect(&backend, &Backend::ask, watch.get(), [&] { ++asked; });
    QObject::connect(&backend, &Backend::closeView, watch.get(), [&] { ++closed; });
    window->show();
    EXPECT_EQ(asked, 0);
    QTest::mouseClick(child<QAbstractButton>("page_swarms"), Qt::LeftButton);
    EXPECT_EQ(asked, 1);
    window->showPage(QStringLiteral("overview"));
    EXPECT_EQ(closed, 1);
    window->showPage(QStringLiteral("swarms"));
    window->hide();
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(closed, 2);
}

TEST_F(MainWindowTest, CountsStandInTheSideBar)
{
    auto overview = std::make_shared<monitor::Overview>();
    Q_EMIT backend.overviewReady(overview);
    EXPECT_EQ(child<SideBar>("sideBar")->countOf(QStringLiteral("swarms")), QString()) << "no row of noughts";
    auto busy = std::make_shared<monitor::Overview>();
    busy->swarms = 3;
    Q_EMIT backend.overviewReady(busy);
    EXPECT_EQ(child<SideBar>("sideBar")->countOf(QStringLiteral("swarms")), QStringLiteral("3"));
}

TEST_F(MainWindowTest, TheSideBarShrinksToIcons)
{
    window->resize(1300, 760);
    window->show();
    EXPECT_FALSE(child<SideBar>("sideBar")->isCompact());
    const int wide = child<SideBar>("sideBar")->width();
    window->resize(1000, 760);
    EXPECT_TRUE(child<SideBar>("sideBar")->isCompact());
    EXPECT_LT(child<SideBar>("sideBar")->width(), wide / 2);
}

TEST_F(MainWindowTest, KeysScaleEverything)
{
    open();
    const double before = QApplication::font().pointSizeF();
    QTest::keyClick(window.get(), Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_GT(QApplication::font().pointSizeF(), before);
    QTest::keyClick(window.get(), Qt::Key_Minus, Qt::ControlModifier);
    QTest::keyClick(window.get(), Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_LT(QApplication::font().pointSizeF(), before);
    QTest::keyClick(window.get(), Qt::Key_0, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(QApplication::font().pointSizeF(), before);
}

TEST(Icons, AreThereAndTinted)
{
    for (const int side : {16, 32, 128}) {
        const QImage image = programIcon().pixmap(side, side).toImage();
        EXPECT_EQ(image.size(), QSize(side, side));
        EXPECT_EQ(image.pixelColor(0, 0).alpha(), 0) << "a hexagon has no corners";
        EXPECT_GT(image.pixelColor(side / 4, side / 2).red(), 200) << "honey";
        const QString folder = qEnvironmentVariable("WAGGLE_GRAB");
        if (!folder.isEmpty())
            image.scaled(256, 256).save(folder + QStringLiteral("/icon-%1.png").arg(side));
    }
    for (const char* name : {"overview", "swarms", "peers", "requests", "log", "settings", "copy", "qr", "search",
             "close", "drop", "chevron-right", "chevron-down"}) {
        QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintLineIcon(painter, QRectF(0, 0, 32, 32), QString::fromLatin1(name), Qt::red);
        painter.end();
        int red = 0;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x)
                red += image.pixelColor(x, y).blue() < 100 ? 1 : 0;
        }
        EXPECT_GT(red, 20) << name;
    }
}

TEST_F(MainWindowTest, F1ListsTheKeys)
{
    open();
    QTest::keyClick(window.get(), Qt::Key_F1);
    auto* dialog = child<ShortcutsDialog>("shortcutsDialog");
    ASSERT_TRUE(dialog);
    EXPECT_TRUE(dialog->isVisible());
}

TEST_F(MainWindowTest, StateComesBack)
{
    window->resize(1234, 777);
    window->show();
    window->showPage(QStringLiteral("swarms"));
    child<QSplitter>("split")->setSizes({150, 450});
    const QList<int> sizes = child<QSplitter>("split")->sizes();
    saved = QStringLiteral("name");
    setScale(*qApp, 1.2);
    window->saveState();
    setScale(*qApp, 1);
    make();
    EXPECT_EQ(window->currentPage(), QStringLiteral("swarms"));
    EXPECT_EQ(restored, QStringLiteral("name"));
    EXPECT_NEAR(scale(), 1.2, 1e-6);
    EXPECT_EQ(window->size(), QSize(1234, 777));
    window->show();
    EXPECT_NEAR(child<QSplitter>("split")->sizes().value(0), sizes.value(0), 4) << "the handle is wider now";
}

TEST_F(MainWindowTest, ASplitterThatWasNeverSeenKeepsWhatWasSaved)
{
    {
        QSettings settings(ini(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("splitters/split"), QStringList{QStringLiteral("200"), QStringLiteral("400")});
    }
    child<QSplitter>("split")->resize(10, 10);
    window->saveState();
    const QSettings settings(ini(), QSettings::IniFormat);
    EXPECT_EQ(settings.value(QStringLiteral("splitters/split")).toStringList(),
        (QStringList{QStringLiteral("200"), QStringLiteral("400")}));
}

TEST_F(MainWindowTest, StateOfAnotherVersionOrOfNonsenseIsLeftAlone)
{
    window.reset();
    {
        QSettings settings(ini(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("version"), 1);
        settings.setValue(QStringLiteral("window/scale"), QStringLiteral("nan"));
        settings.setValue(QStringLiteral("window/page"), QStringLiteral("nowhere"));
        settings.setValue(QStringLiteral("window/geometry"), QByteArray("rubbish"));
        settings.setValue(QStringLiteral("splitters/split"), QStringList{QStringLiteral("-5"), QStringLiteral("x")});
    }
    make();
    window->show();
    EXPECT_EQ(window->currentPage(), QStringLiteral("overview"));
    EXPECT_DOUBLE_EQ(scale(), 1);
    EXPECT_GT(window->width(), 700);
}

TEST_F(MainWindowTest, ClosingEndsItWhereThereIsNoTray)
{
    window->show();
    window->close();
    EXPECT_EQ(quits, 1);
}

TEST_F(MainWindowTest, ClosingGoesToTheTrayWhereThereIsOne)
{
    make(true);
    window->show();
    window->close();
    EXPECT_FALSE(window->isVisible());
    EXPECT_EQ(quits, 0);
    Tray& tray = *window->findChild<Tray*>();
    for (QAction* action : tray.menu().actions()) {
        if (action->objectName() == QStringLiteral("trayShow"))
            action->trigger();
    }
    EXPECT_TRUE(window->isVisible());
    settings::Settings settings;
    settings.closeToTray = false;
    settings.theme = settings::Theme::Light;
    Q_EMIT backend.settingsChanged(settings, {});
    window->close();
    EXPECT_EQ(quits, 1);
}

TEST_F(MainWindowTest, AnotherStartRaisesIt)
{
    Q_EMIT backend.raiseRequested();
    EXPECT_TRUE(window->isVisible());
}

TEST_F(MainWindowTest, TabReachesEverything)
{
    window->resize(1300, 760);
    open();
    Q_EMIT backend.announceUrlsChanged(someUrls());
    window->showPage(QStringLiteral("swarms"));
    std::set<QString> reached;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(window->focusWidget() ? window->focusWidget() : window.get(), Qt::Key_Tab);
        if (window->focusWidget())
            reached.insert(window->focusWidget()->objectName());
    }
    for (const char* name : {"linkField", "copyLink", "showQr", "filterBox", "trackerSwitch", "clientsChartView"})
        EXPECT_TRUE(reached.count(QString::fromLatin1(name))) << name;
    QStringList all(reached.begin(), reached.end());
    EXPECT_TRUE(reached.count(QStringLiteral("page_swarms")))
        << "the others follow by arrow keys; reached: " << all.join(QLatin1Char(' ')).toStdString();
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        const bool reachable = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        if (reachable) {
            EXPECT_FALSE(widget->accessibleName().isEmpty())
                << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
        }
    }
}

} // namespace
