// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/remote/fakechecks.h"
#include "tests/ui/tablesupport.h"
#include "ui/pages/remote/detail/celltable.h"
#include "ui/pages/remote/detail/comparepane.h"
#include "ui/pages/remote/list/remotemodel.h"
#include "ui/pages/remote/remotepage.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

namespace waggle::ui {
namespace {

using remote::State;
using test::ReportMaker;
using test::soon;

const QString kHash = QStringLiteral("0102030405060708090a0b0c0d0e0f1011121314");

class ComparePaneTest : public ::testing::Test {
protected:
    ComparePaneTest()
    {
        page.resize(1194, 716);
        page.show();
        page.findChild<QTabBar*>(QStringLiteral("remoteTabs"))->setCurrentIndex(1);
    }

    void give(const QString& text)
    {
        QMimeData data;
        data.setText(text);
        page.take(data);
    }
    // Three trackers in the list, asked for the torrent.
    bool start()
    {
        give(QStringLiteral("udp://a.example:1/announce\nudp://b.example:1/announce\nhttp://c.example/announce\n"));
        if (!soon([&] { return checks.runs.size() == 1; }))
            return false;
        checks.tellAll(State::Up);
        page.findChild<QTabBar*>(QStringLiteral("remoteTabs"))->setCurrentIndex(1);
        hash().setText(kHash);
        QTest::keyClick(&hash(), Qt::Key_Return);
        return checks.runs.size() == 2;
    }
    void tell(int index, qint64 seeders, int peers)
    {
        ReportMaker maker(checks.runs.back().urls[static_cast<std::size_t>(index)]);
        maker.report.record.hash = checks.runs.back().options.hash;
        checks.tell(index, maker.leg("192.0.2.200", {4, 10, -1, 12}, seeders, 5, peers).make(State::Up));
    }
    QLineEdit& hash() { return *page.findChild<QLineEdit*>(QStringLiteral("compareHash")); }
    CellTable& table() { return *page.findChild<CellTable*>(QStringLiteral("compare")); }
    CellTable& overlap() { return *page.findChild<CellTable*>(QStringLiteral("overlap")); }
    QString cell(const CellTable& of, int row, int column) { return of.model()->index(row, column).data().toString(); }

    Backend backend;
    test::FakeChecks checks{backend};
    test::WindowIni ini;
    RemotePage page{backend, ini.settings()};
};

TEST_F(ComparePaneTest, ShowsCountsOverlapAndOutliers)
{
    ASSERT_TRUE(start());
    EXPECT_EQ(QString::fromStdString(checks.runs[1].options.hash->hex()), kHash);
    EXPECT_EQ(checks.runs[1].options.mode, remote::Mode::Quick);
    tell(0, 20, 10);
    tell(1, 21, 20);
    tell(2, 900, 5);
    checks.finish();
    ASSERT_TRUE(soon([&] { return table().model()->rowCount() == 3; }));
    EXPECT_TRUE(soon([&] { return cell(table(), 2, 2) == QStringLiteral("900"); }));
    EXPECT_EQ(cell(table(), 1, 5), QStringLiteral("20"));
    EXPECT_EQ(cell(table(), 1, 6), QStringLiteral("10"));
    EXPECT_EQ(cell(table(), 2, 7), QStringLiteral("900 seeds; the median is 21"));
    EXPECT_EQ(cell(overlap(), 0, 2), QStringLiteral("100\u202f%"));
    EXPECT_EQ(cell(overlap(), 1, 1), QStringLiteral("50\u202f%"));
    EXPECT_EQ(page.findChild<QLabel*>(QStringLiteral("compareSummary"))->text(),
        QStringLiteral("20 peers in all · 3 of 3 gave some"));
    waggle::test::grab(page, QStringLiteral("remote-compare"));
}

TEST_F(ComparePaneTest, SaysWhyATrackerIsDown)
{
    ASSERT_TRUE(start());
    tell(0, 20, 10);
    ReportMaker maker(checks.runs.back().urls[1]);
    maker.report.record.hash = checks.runs.back().options.hash;
    checks.tell(1, maker.failedLeg(protocol::Family::V4, remote::Cause::ConnectTimeout, "192.0.2.2").make(State::Down));
    checks.finish();
    ASSERT_TRUE(soon([&] { return cell(table(), 1, 7) == QStringLiteral("timed out"); }));
    EXPECT_EQ(cell(table(), 1, 5), QStringLiteral("–"));
    EXPECT_EQ(cell(table(), 1, 6), QStringLiteral("–"));
    EXPECT_EQ(cell(table(), 0, 7), QString());
}

TEST_F(ComparePaneTest, CopiesTheTable)
{
    ASSERT_TRUE(start());
    tell(0, 20, 10);
    ASSERT_TRUE(soon([&] { return table().model()->rowCount() == 1; }));
    page.findChild<QAction*>(QStringLiteral("compareTsv"))->trigger();
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Tracker\tState\tSeeds")));
    page.findChild<QAction*>(QStringLiteral("compareMarkdown"))->trigger();
    EXPECT_TRUE(QGuiApplication::clipboard()->text().contains(QStringLiteral("|---|---|--:|")));
}

TEST_F(ComparePaneTest, ProgressAndCancel)
{
    ASSERT_TRUE(start());
    tell(0, 20, 10);
    EXPECT_EQ(page.findChild<QLabel*>(QStringLiteral("compareSummary"))->text(), QStringLiteral("1 of 3"));
    page.findChild<QPushButton*>(QStringLiteral("compareCancel"))->click();
    EXPECT_TRUE(checks.runs[1].cancelled);
    checks.finish();
    EXPECT_TRUE(page.findChild<QPushButton*>(QStringLiteral("compareStart"))->isVisible());
}

TEST_F(ComparePaneTest, SaysWhatIsWrongWithTheHash)
{
    hash().setText(QStringLiteral("<b>12</b>"));
    page.findChild<QPushButton*>(QStringLiteral("compareStart"))->click();
    auto* problem = page.findChild<QLabel*>(QStringLiteral("compareProblem"));
    EXPECT_TRUE(problem->isVisible());
    EXPECT_EQ(problem->textFormat(), Qt::PlainText);
    EXPECT_TRUE(checks.runs.empty());
    hash().setText(kHash);
    EXPECT_FALSE(problem->isVisible());
    page.findChild<QPushButton*>(QStringLiteral("compareStart"))->click();
    EXPECT_TRUE(problem->text().contains(QStringLiteral("no tracker to ask")));
}

TEST_F(ComparePaneTest, AMagnetBringsItsHashAndTrackers)
{
    give(QStringLiteral("magnet:?xt=urn:btih:%1&tr=udp%3A%2F%2Fx.example%3A1%2Fannounce").arg(kHash));
    ASSERT_TRUE(soon([&] { return hash().text() == kHash; }));
    page.findChild<QPushButton*>(QStringLiteral("compareStart"))->click();
    ASSERT_EQ(checks.runs.size(), 1u);
    ASSERT_EQ(checks.runs[0].urls.size(), 1u);
    EXPECT_EQ(checks.runs[0].urls[0].host, QStringLiteral("x.example"));
}

} // namespace
} // namespace waggle::ui
