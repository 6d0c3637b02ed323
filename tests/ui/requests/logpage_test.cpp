// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "ui/backend.h"
#include "ui/pages/log/logmodel.h"
#include "ui/pages/log/logpage.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace waggle::ui {
namespace {

class LogPageTest : public ::testing::Test {
protected:
    LogPageTest()
    {
        page.resize(1100, 600);
        page.show();
    }

    void say(log::Level level, const QString& category, const QString& text)
    {
        Q_EMIT backend.logged({++number, 1'700'000'000'000 + static_cast<std::int64_t>(number) * 1000, level, category, text});
    }

    QTableView& table() { return *page.findChild<QTableView*>(QStringLiteral("log")); }
    int rows() { return table().model()->rowCount(); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }

    bool becomes(int count)
    {
        return QTest::qWaitFor([&] { return rows() == count; });
    }

    Backend backend;
    QSettings settings;
    LogPage page{backend, settings};
    std::uint64_t number = 0;
};

TEST_F(LogPageTest, ShowsTheNewestOnTop)
{
    say(log::Level::Info, QStringLiteral("listener"), QStringLiteral("HTTP listens on port 6969."));
    say(log::Level::Warning, QStringLiteral("listener"), QStringLiteral("UDP port 6969 is in use."));
    ASSERT_TRUE(becomes(2));
    EXPECT_TRUE(QTest::qWaitFor([&] { return cell(0, 3) == QStringLiteral("UDP port 6969 is in use."); }));
    EXPECT_EQ(cell(0, 1), QStringLiteral("warning"));
    EXPECT_EQ(cell(1, 3), QStringLiteral("HTTP listens on port 6969."));
    test::grab(page, QStringLiteral("log"));
}

TEST_F(LogPageTest, HidesWhatIsBelowTheLevelAndWhatTheFilterLeavesOut)
{
    say(log::Level::Info, QStringLiteral("torrent"), QStringLiteral("Added disk.img."));
    say(log::Level::Error, QStringLiteral("settings"), QStringLiteral("The file is broken."));
    ASSERT_TRUE(becomes(2));
    auto* level = page.findChild<QComboBox*>(QStringLiteral("logLevel"));
    level->setCurrentIndex(3);
    EXPECT_TRUE(becomes(1));
    level->setCurrentIndex(1);
    EXPECT_TRUE(becomes(2));
    page.setFilter(QStringLiteral("DISK"));
    EXPECT_TRUE(becomes(1));
    page.setFilter({});
    EXPECT_TRUE(becomes(2));
}

TEST_F(LogPageTest, ClearEmptiesIt)
{
    say(log::Level::Info, QStringLiteral("torrent"), QStringLiteral("Added disk.img."));
    ASSERT_TRUE(becomes(1));
    page.findChild<QPushButton*>(QStringLiteral("clearLog"))->click();
    EXPECT_TRUE(becomes(0));
}

TEST_F(LogPageTest, CopiesTheChosenLines)
{
    say(log::Level::Info, QStringLiteral("torrent"), QStringLiteral("Added <b>disk</b>.img."));
    ASSERT_TRUE(becomes(1));
    ASSERT_TRUE(QTest::qWaitFor([&] { return cell(0, 3).contains(QStringLiteral("disk")); }));
    table().selectRow(0);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([] {
        return QGuiApplication::clipboard()->text().contains(QStringLiteral("\tnote\ttorrent\tAdded <b>disk</b>.img."));
    }));
}

TEST_F(LogPageTest, KeepsTheLastTwoThousandLines)
{
    for (std::size_t i = 0; i < LogModel::kMost + 50; ++i)
        say(log::Level::Info, QStringLiteral("part"), QStringLiteral("line %1").arg(i));
    ASSERT_TRUE(becomes(static_cast<int>(LogModel::kMost)));
    EXPECT_TRUE(QTest::qWaitFor([&] { return cell(0, 3) == QStringLiteral("line 2049"); }));
}

TEST_F(LogPageTest, SortsByAnyColumnWithoutLosingOrderAmongEquals)
{
    for (const char* text : {"b", "a", "c", "a"})
        say(log::Level::Info, QStringLiteral("part"), QString::fromLatin1(text));
    ASSERT_TRUE(becomes(4));
    table().sortByColumn(3, Qt::AscendingOrder);
    EXPECT_TRUE(QTest::qWaitFor([&] { return cell(0, 3) == QStringLiteral("a") && cell(2, 3) == QStringLiteral("b"); }));
    EXPECT_LT(cell(0, 0), cell(1, 0));
}

} // namespace
} // namespace waggle::ui
