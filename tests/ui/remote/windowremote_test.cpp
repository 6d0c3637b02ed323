// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/remote/fakechecks.h"
#include "tests/ui/tablesupport.h"
#include "ui/pages/pageset.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/tray.h"
#include "ui/table/tableview.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QTest>

namespace waggle::ui {
namespace {

using test::soon;

// The page in its window, with the other pages beside it.
class WindowRemoteTest : public ::testing::Test {
protected:
    WindowRemoteTest()
    {
        window.show();
        window.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
    }

    TableView& table(const char* name) { return *window.findChild<TableView*>(QLatin1String(name)); }

    Backend backend;
    test::FakeProgram program{backend};
    test::FakeChecks checks{backend};
    test::WindowIni ini;
    MainWindow window{backend, ini.path(QStringLiteral("window.ini")), new Tray(nullptr, false)};
    PageSet pages{window, backend, ini.settings()};
};

TEST_F(WindowRemoteTest, PastesToThePageThatIsShown)
{
    QApplication::clipboard()->setText(QStringLiteral("udp://a.example:1/announce"));
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    window.showPage(QStringLiteral("remote"));
    EXPECT_TRUE(checks.runs.empty());
    QTest::keyClick(&window, Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    EXPECT_EQ(checks.runs[0].urls[0].host, QStringLiteral("a.example"));
    EXPECT_TRUE(program.commandsOf<AddTorrents>().empty());
}

TEST_F(WindowRemoteTest, GoesOnByKeyAfterPastingByKey)
{
    QApplication::clipboard()->setText(QStringLiteral("udp://a.example:1/announce\nudp://b.example:1/announce"));
    QTest::keyClick(&window, Qt::Key_5, Qt::AltModifier);
    EXPECT_EQ(window.currentPage(), QStringLiteral("remote"));
    ASSERT_EQ(QApplication::focusWidget(), &table("remote"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(soon([&] { return table("remote").model()->rowCount() == 2; }));
    checks.tellAll(remote::State::Up);
    ASSERT_EQ(QApplication::focusWidget(), &table("remote"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
    ASSERT_TRUE(soon([&] { return table("remote").currentRow() == 1; }));
    EXPECT_TRUE(soon([&] { return window.findChild<QWidget*>(QStringLiteral("legs"))->isVisible(); }));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    EXPECT_EQ(table("remote").currentRow(), 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    EXPECT_EQ(table("remote").currentRow(), 1);
    QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier);
    QTest::keyClick(&window, Qt::Key_5, Qt::AltModifier);
    EXPECT_EQ(QApplication::focusWidget(), &table("remote"));
}

TEST_F(WindowRemoteTest, DropsToThePageThatIsShown)
{
    window.showPage(QStringLiteral("remote"));
    QMimeData data;
    data.setText(QStringLiteral("udp://a.example:1/announce\nudp://b.example:1/announce"));
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    EXPECT_EQ(window.findChild<QWidget*>(QStringLiteral("dropOverlay"))->accessibleName(),
        QStringLiteral("Drop to check the trackers in it"));
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    EXPECT_EQ(checks.runs[0].urls.size(), 2u);
}

TEST_F(WindowRemoteTest, ASwarmsOtherTrackersAreOneClickAway)
{
    program.swarms = {test::swarmRow(1, QStringLiteral("disk.img"))};
    auto known = std::make_shared<torrent::KnownTorrent>();
    known->infoHash = test::hashOf(1);
    known->trackers
        = {{QStringLiteral("udp://a.example:1/announce")}, {QStringLiteral("http://own.example:6969/announce")}};
    auto names = std::make_shared<torrent::NameTable>();
    (*names)[known->infoHash] = known;
    Q_EMIT backend.namesChanged(names);
    server::AnnounceUrl own;
    own.url = QStringLiteral("http://own.example:6969/announce");
    Q_EMIT backend.announceUrlsChanged({own});
    window.showPage(QStringLiteral("swarms"));
    ASSERT_TRUE(soon([&] { return table("swarms").currentRow().has_value(); }));
    QMenu menu;
    Q_EMIT table("swarms").menuFilling(&menu);
    auto* action = menu.findChild<QAction*>(QStringLiteral("checkTrackers"));
    ASSERT_NE(action, nullptr);
    ASSERT_TRUE(action->isEnabled());
    action->trigger();
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    ASSERT_EQ(checks.runs[0].urls.size(), 1u);
    EXPECT_EQ(checks.runs[0].urls[0].host, QStringLiteral("a.example"));
    EXPECT_EQ(window.currentPage(), QStringLiteral("remote"));
}

TEST_F(WindowRemoteTest, ASwarmWithoutOtherTrackersSaysSo)
{
    program.swarms = {test::swarmRow(1, QStringLiteral("disk.img"))};
    window.showPage(QStringLiteral("swarms"));
    ASSERT_TRUE(soon([&] { return table("swarms").currentRow().has_value(); }));
    QMenu menu;
    Q_EMIT table("swarms").menuFilling(&menu);
    const auto* action = menu.findChild<QAction*>(QStringLiteral("checkTrackers"));
    ASSERT_NE(action, nullptr);
    EXPECT_FALSE(action->isEnabled());
    EXPECT_TRUE(action->text().contains(QStringLiteral("it has none")));
}

} // namespace
} // namespace waggle::ui
