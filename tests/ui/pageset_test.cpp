// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/tablesupport.h"
#include "ui/pages/pageset.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/tray.h"

#include <gtest/gtest.h>

#include <QPushButton>

namespace waggle::ui {
namespace {

// The window as the program has it, with all pages.
class PageSetTest : public ::testing::Test {
protected:
    PageSetTest() { window.show(); }

    void click(const char* name)
    {
        auto* button = window.findChild<QPushButton*>(QLatin1String(name));
        ASSERT_NE(button, nullptr) << name;
        button->click();
    }
    QString countOf(const char* page) const { return window.findChild<SideBar*>()->countOf(QLatin1String(page)); }

    Backend backend;
    test::WindowIni ini;
    MainWindow window{backend, ini.path(QStringLiteral("window.ini")), new Tray(nullptr, false)};
    PageSet pages{window, backend, ini.settings()};
};

TEST_F(PageSetTest, NoticesLeadToTheirPages)
{
    Q_EMIT backend.torrentAdded(QStringLiteral("disk.img"), {}, true);
    click("banner_torrentAddedAction");
    EXPECT_EQ(window.currentPage(), QStringLiteral("swarms"));
    Q_EMIT backend.settingsProblems(QStringLiteral("tracker.interval"), QStringLiteral("-3 is too small."));
    click("banner_settingsAction");
    EXPECT_EQ(window.currentPage(), QStringLiteral("settings"));
}

TEST_F(PageSetTest, CountsStandBesideTheirPages)
{
    auto overview = std::make_shared<monitor::Overview>();
    overview->swarms = 3;
    overview->totals.clients = 12;
    overview->requestsKept = 0;
    Q_EMIT backend.overviewReady(overview);
    EXPECT_EQ(countOf("swarms"), QStringLiteral("3"));
    EXPECT_EQ(countOf("peers"), QStringLiteral("12"));
    EXPECT_EQ(countOf("requests"), QString()) << "no row of noughts";
    EXPECT_EQ(countOf("settings"), QString());
}

} // namespace
} // namespace waggle::ui
