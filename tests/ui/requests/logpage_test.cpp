// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/tablesupport.h"
#include "ui/base/backend.h"
#include "ui/pages/log/logmodel.h"
#include "ui/pages/log/logpage.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

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
        Q_EMIT backend.logged(
            {++number, 1'700'000'000'000 + static_cast<std::int64_t>(number) * 1000, level, category, text});
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
    waggle::test::grab(page, QStringLiteral("log"));
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
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return cell(0, 3) == QStringLiteral("a") && cell(2, 3) == QStringLiteral("b"); }));
    EXPECT_LT(cell(0, 0), cell(1, 0));
}

TEST_F(LogPageTest, RandomEditsKeepTheRulesOfModels)
{
    const test::ModelComplaints complaints;
    const QAbstractItemModelTester tester(table().model(), QAbstractItemModelTester::FailureReportingMode::Warning);
    const unsigned seed = 7;
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    auto* level = page.findChild<QComboBox*>(QStringLiteral("logLevel"));
    std::vector<std::pair<int, QString>> lines;
    QString filter;
    for (int step = 0; step < 300; ++step) {
        switch (below(6)) {
        case 0:
        case 1:
            for (int i = below(5); i >= 0; --i) {
                lines.emplace_back(below(4), QStringLiteral("line %1").arg(below(1000)));
                say(static_cast<log::Level>(lines.back().first), QStringLiteral("part"), lines.back().second);
            }
            break;
        case 2:
            level->setCurrentIndex(below(4));
            break;
        case 3:
            filter = below(2) == 0 ? QString() : QString::number(below(10));
            page.setFilter(filter);
            break;
        case 4:
            table().sortByColumn(below(4), below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            table().verticalScrollBar()->setValue(below(table().verticalScrollBar()->maximum() + 1));
            if (below(20) == 0) {
                page.findChild<QPushButton*>(QStringLiteral("clearLog"))->click();
                lines.clear();
            }
            break;
        }
        const auto passing = std::count_if(lines.begin(), lines.end(),
            [&](const auto& line) { return line.first >= level->currentIndex() && line.second.contains(filter); });
        ASSERT_TRUE(becomes(static_cast<int>(passing))) << "step " << step << ", seed " << seed;
        ASSERT_EQ(complaints.take().join(QLatin1Char('\n')).toStdString(), "") << "step " << step << ", seed " << seed;
    }
}

} // namespace
} // namespace waggle::ui
