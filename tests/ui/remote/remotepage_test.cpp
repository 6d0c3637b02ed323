// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/remote/fakechecks.h"
#include "tests/ui/tablesupport.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/chiplabel.h"
#include "ui/pages/remote/detail/findingscard.h"
#include "ui/pages/remote/remotepage.h"
#include "ui/table/tableview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebar.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

namespace waggle::ui {
namespace {

using remote::Cause;
using remote::State;
using test::ReportMaker;
using test::soon;

const char* const kList = "udp://tracker.one.example:1337/announce\n"
                          "https://t.two.example/announce\n"
                          "udp://three.example:6969/announce\n"
                          "http://four.example:2710/announce\n"
                          "udp://five.example:80/announce\n";
const char* const kKeyed = "https://keyed.example/0123456789abcdef0123456789abcdef/announce";

class RemotePageTest : public ::testing::Test {
protected:
    RemotePageTest()
    {
        QGuiApplication::clipboard()->clear();
        page.resize(1194, 716);
        page.show();
    }

    bool give(const QByteArray& text)
    {
        QMimeData data;
        data.setText(QString::fromUtf8(text));
        return page.take(data);
    }
    // Pasted, and the check of it asked for.
    bool paste(const QByteArray& text)
    {
        const std::size_t before = checks.runs.size();
        return give(text) && soon([&] { return checks.runs.size() > before; });
    }
    void tellSample()
    {
        const auto url = [this](int i) { return checks.runs.back().urls.at(static_cast<std::size_t>(i)); };
        checks.tell(0,
            ReportMaker(url(0))
                .leg("192.0.2.9", {4, 9, -1, 18}, 812, 47)
                .leg("2001:db8::9", {4, 10, -1, 19}, 810, 46)
                .make(State::Up));
        checks.tell(1,
            ReportMaker(url(1))
                .leg("192.0.2.17", {6, 21, 58, 63}, 790, 51)
                .failedLeg(protocol::Family::V6, Cause::ConnectTimeout, "2001:db8::17")
                .finding("D4",
                    QStringLiteral(
                        "2001:db8::17 port 443: no answer to SYN in 5 s, three times; 192.0.2.17 answered in 148 ms."))
                .finding(
                    "T2", QStringLiteral("Not after 2026-12-03 09:12 UTC, issued for 90 days: 13 % of its life left."))
                .make(State::Degraded));
        checks.tell(2,
            ReportMaker(url(2))
                .leg("192.0.2.3", {6, 14, -1, 24}, 4, 1)
                .loss(2, 1)
                .finding("U12", {})
                .finding("U11", {})
                .make(State::Up));
        checks.tell(
            3, ReportMaker(url(3)).leg("192.0.2.4", {9, 24, -1, 28}, 0, 0).finding("B14", {}).make(State::Restricted));
        checks.tell(4,
            ReportMaker(url(4))
                .failedLeg(protocol::Family::V4, Cause::NxDomain)
                .failedLeg(protocol::Family::V6, Cause::NxDomain)
                .finding("D1", {})
                .make(State::Down));
        checks.finish();
    }
    bool showSample()
    {
        return paste(kList) && (tellSample(), rowsBecome(5))
            && soon([&] { return cell(4, 2) == QStringLiteral("down"); });
    }

    TableView& table() { return *page.findChild<TableView*>(QStringLiteral("remote")); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    bool rowsBecome(int count)
    {
        return soon([&] { return table().model()->rowCount() == count; });
    }
    bool choose(int row)
    {
        table().selectRow(row);
        return soon([&] { return page.findChild<FindingsCard*>()->isVisible(); });
    }
    QPushButton& button(const char* name) { return *page.findChild<QPushButton*>(QLatin1String(name)); }
    QToolButton& fullButton() { return *page.findChild<QToolButton*>(QStringLiteral("fullCheck")); }
    void trigger(const char* name)
    {
        QMenu menu;
        Q_EMIT table().menuFilling(&menu);
        auto* action = menu.findChild<QAction*>(QLatin1String(name));
        ASSERT_NE(action, nullptr) << name;
        action->trigger();
    }
    MessageBar& messages() { return *page.findChild<MessageBar*>(QStringLiteral("remoteMessages")); }
    QString message() { return messages().text(); }
    static QString clipboard() { return QGuiApplication::clipboard()->text(); }
    QString allText()
    {
        QStringList text;
        for (const auto* label : page.findChildren<QLabel*>()) {
            EXPECT_EQ(label->textFormat(), Qt::PlainText) << label->text().toStdString();
            text << label->text() << label->toolTip();
        }
        for (const auto* edit : page.findChildren<QPlainTextEdit*>())
            text << edit->toPlainText();
        for (const auto* tree : page.findChildren<QTreeWidget*>())
            for (const QTreeWidgetItem* item : tree->findItems({}, Qt::MatchContains | Qt::MatchRecursive, 1))
                text << item->text(0) << item->text(1) << item->text(2);
        for (int row = 0; row < table().model()->rowCount(); ++row)
            for (int column = 0; column < table().model()->columnCount(); ++column)
                text << cell(row, column) << table().model()->index(row, column).data(Qt::ToolTipRole).toString();
        return text.join(QLatin1Char('\n'));
    }

    Backend backend;
    test::FakeChecks checks{backend};
    test::WindowIni ini;
    RemotePage page{backend, ini.settings()};
};

TEST_F(RemotePageTest, ShowsWhatItIsForWhileEmpty)
{
    EXPECT_TRUE(soon([&] { return page.findChild<QLabel*>(QStringLiteral("emptyTitle"))->isVisible(); }));
    waggle::test::grab(page, QStringLiteral("remote-empty"));
    page.findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
    EXPECT_NE(page.findChild<QDialog*>(QStringLiteral("pasteDialog")), nullptr);
}

TEST_F(RemotePageTest, RowsAppearAtOnceAndFillIn)
{
    ASSERT_TRUE(paste(kList));
    ASSERT_TRUE(rowsBecome(5));
    EXPECT_EQ(cell(0, 1), QStringLiteral("udp://tracker.one.example:1337/announce"));
    EXPECT_TRUE(soon([&] { return cell(0, 2) == QStringLiteral("waiting"); }));
    EXPECT_EQ(checks.runs[0].options.mode, remote::Mode::Quick);
    checks.tell(
        0, ReportMaker(checks.runs[0].urls[0]).leg("192.0.2.9", {4, -1, -1, 27}, 812, 47).make(State::Up, false));
    EXPECT_TRUE(soon([&] { return cell(0, 3) == QStringLiteral("31\u202fms"); }));
    EXPECT_EQ(cell(0, 2), QStringLiteral("asking…"));
    EXPECT_EQ(cell(1, 2), QStringLiteral("waiting"));
    tellSample();
    EXPECT_TRUE(soon([&] { return cell(1, 2) == QStringLiteral("degraded"); }));
    EXPECT_TRUE(soon([&] { return cell(4, 3) == QStringLiteral("NXDOMAIN"); }));
    EXPECT_TRUE(soon([&] {
        return page.findChild<QLabel*>(QStringLiteral("remoteSummary"))->text()
            == QStringLiteral("5 trackers · 3 work · 6 findings");
    }));
}

TEST_F(RemotePageTest, TellsTheChosenTrackersFindingsAndLegs)
{
    ASSERT_TRUE(showSample());
    ASSERT_TRUE(choose(1));
    const QString text = allText();
    EXPECT_TRUE(text.contains(QStringLiteral("13 % of its life left")));
    EXPECT_EQ(page.findChild<ChipLabel*>()->text(), QStringLiteral("D4"));
    auto* legs = page.findChild<QTableView*>(QStringLiteral("legs"));
    EXPECT_EQ(legs->model()->index(0, 0).data().toString(), QStringLiteral("https · v4 · 192.0.2.17:443"));
    EXPECT_EQ(legs->model()->index(0, 3).data().toString(), QStringLiteral("58\u202fms"));
    EXPECT_EQ(legs->model()->index(1, 2).data().toString(), QStringLiteral("timed out"));
    EXPECT_TRUE(page.findChild<QLabel*>(QStringLiteral("itSaid"))
                    ->text()
                    .contains(QStringLiteral("interval 1800 · complete 790")));
    waggle::test::grab(page, QStringLiteral("remote-light"));
    applyTheme(*qApp, settings::Theme::Dark);
    waggle::test::grab(page, QStringLiteral("remote-dark"));
    applyTheme(*qApp, settings::Theme::Light);
}

TEST_F(RemotePageTest, ShowsAnExchangeDecodedAndInBytes)
{
    ASSERT_TRUE(showSample());
    ASSERT_TRUE(choose(1));
    page.findChild<QAbstractButton*>(QStringLiteral("showExchange"))->click();
    auto* tree = page.findChild<QTreeWidget*>(QStringLiteral("answerFields"));
    EXPECT_FALSE(tree->findItems(QStringLiteral("interval"), Qt::MatchExactly | Qt::MatchRecursive).isEmpty());
    EXPECT_TRUE(page.findChild<QPlainTextEdit*>(QStringLiteral("rawExchange"))
                    ->toPlainText()
                    .contains(QStringLiteral("GET /announce")));
    auto* which = page.findChild<QComboBox*>(QStringLiteral("exchange"));
    EXPECT_EQ(which->count(), 2);
    waggle::test::grab(page, QStringLiteral("remote-exchange"));
    which->setCurrentIndex(1);
    EXPECT_FALSE(tree->findItems(QStringLiteral("no answer"), Qt::MatchExactly).isEmpty());
}

TEST_F(RemotePageTest, CancelAndCheckAgain)
{
    ASSERT_TRUE(paste(kList));
    EXPECT_TRUE(soon([&] { return button("cancelCheck").isVisible(); }));
    button("cancelCheck").click();
    EXPECT_TRUE(checks.runs[0].cancelled);
    checks.finish();
    EXPECT_TRUE(
        soon([&] { return !button("cancelCheck").isVisible() && cell(0, 2) == QStringLiteral("not checked"); }));
    button("checkAgain").click();
    ASSERT_EQ(checks.runs.size(), 2u);
    EXPECT_EQ(checks.runs[1].urls.size(), 5u);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Escape);
    EXPECT_TRUE(checks.runs[1].cancelled);
    checks.finish();
    QTest::keyClick(&table(), Qt::Key_F5);
    EXPECT_EQ(checks.runs.size(), 3u);
}

TEST_F(RemotePageTest, AFullCheckIsOfTheChosenOrOfAll)
{
    ASSERT_TRUE(showSample());
    fullButton().click();
    EXPECT_EQ(checks.runs.back().urls.size(), 5u);
    EXPECT_EQ(checks.runs.back().options.mode, remote::Mode::Full);
    checks.tellAll(State::Up);
    ASSERT_TRUE(choose(2));
    fullButton().click();
    ASSERT_EQ(checks.runs.back().urls.size(), 1u);
    EXPECT_EQ(checks.runs.back().urls[0].host, QStringLiteral("three.example"));
}

TEST_F(RemotePageTest, AFindingOfSeveralLegsIsToldOnce)
{
    ASSERT_TRUE(paste("https://t.example/announce\n"));
    ReportMaker maker(checks.runs[0].urls[0]);
    maker.leg("192.0.2.1", {6, 20, 30, 20}, 1, 1).leg("2001:db8::1", {6, 20, 30, 20}, 1, 1);
    for (const char* evidence : {"ended in April", "ended in April", "ended in May"})
        maker.finding("T2", QLatin1String(evidence));
    maker.report.findings[0].leg = maker.report.findings[2].leg = 0;
    maker.report.findings[1].leg = 1;
    checks.tell(0, maker.make(State::Degraded));
    checks.finish();
    ASSERT_TRUE(soon([&] { return cell(0, 2) == QStringLiteral("degraded"); }));
    ASSERT_TRUE(choose(0));
    EXPECT_EQ(page.findChild<FindingsCard*>()->findChildren<QLabel*>(QStringLiteral("findingTitle")).size(), 1);
    const QString text = allText();
    EXPECT_TRUE(text.contains(QStringLiteral("\nended in April"))) << text.toStdString(); // of both alike
    EXPECT_TRUE(text.contains(QStringLiteral("192.0.2.1:443: ended in May")));
}

TEST_F(RemotePageTest, ASlowCheckHoldsNothingUp)
{
    ASSERT_TRUE(showSample());
    ASSERT_TRUE(choose(2));
    page.findChild<QAction*>(QStringLiteral("slowCheckOf"))->trigger();
    ASSERT_EQ(checks.runs.size(), 2u);
    const auto slow = checks.runs[1];
    ASSERT_EQ(slow.urls.size(), 1u);
    EXPECT_EQ(slow.options.mode, remote::Mode::Full);
    EXPECT_TRUE(slow.options.slow.has_value());
    EXPECT_TRUE(message().startsWith(QStringLiteral("This takes 17 to 72 minutes"))) << message().toStdString();
    button("checkAgain").click();
    ASSERT_EQ(checks.runs.size(), 3u); // at once
    EXPECT_FALSE(checks.runs[2].options.slow.has_value());
    checks.tellAll(State::Up);
    EXPECT_TRUE(soon([&] { return cell(0, 2) == QStringLiteral("up"); }));
    EXPECT_TRUE(button("cancelCheck").isVisible()); // the slow one goes on
    ReportMaker maker(slow.urls[0]);
    maker.report.record.slow = slow.options.slow;
    Q_EMIT backend.checkReported(
        slow.number, 0, maker.leg("192.0.2.3", {1, 2, -1, 3}, 1, 1).finding("U7", {}).make(State::Up));
    Q_EMIT backend.checkFinished(slow.number, false);
    EXPECT_TRUE(soon([&] { return cell(2, 8) == QStringLiteral("U7"); }));
    EXPECT_TRUE(soon([&] { return !button("cancelCheck").isVisible(); }));
    button("copyCommand").click();
    EXPECT_TRUE(clipboard().startsWith(QStringLiteral("waggle check --slow udp://three"))) << clipboard().toStdString();
}

TEST_F(RemotePageTest, ASlowCheckOfManyIsRefused)
{
    QByteArray list;
    for (int i = 0; i < 51; ++i)
        list += "udp://t" + QByteArray::number(i) + ".example:6969/announce\n";
    ASSERT_TRUE(paste(list));
    ASSERT_TRUE(rowsBecome(51));
    page.findChild<QAction*>(QStringLiteral("slowCheckOf"))->trigger();
    EXPECT_EQ(checks.runs.size(), 1u);
    EXPECT_TRUE(message().contains(QStringLiteral("at most 50"))) << message().toStdString();
}

TEST_F(RemotePageTest, TheTabsStayWhereTheyAre)
{
    ASSERT_TRUE(showSample());
    auto* tabs = page.findChild<QTabBar*>(QStringLiteral("remoteTabs"));
    const QPoint place = tabs->pos();
    tabs->setCurrentIndex(1);
    ASSERT_TRUE(soon([&] { return page.findChild<QWidget*>(QStringLiteral("comparePane"))->isVisible(); }));
    page.layout()->activate();
    EXPECT_EQ(tabs->pos(), place);
    EXPECT_FALSE(button("checkAgain").isVisible());
}

TEST_F(RemotePageTest, WhatIsPastedDuringACheckComesAfterIt)
{
    ASSERT_TRUE(paste(kList));
    ASSERT_TRUE(give("udp://six.example:1/announce"));
    ASSERT_TRUE(rowsBecome(6));
    ASSERT_TRUE(soon([&] { return cell(5, 2) == QStringLiteral("waiting"); }));
    EXPECT_EQ(checks.runs.size(), 1u);
    checks.tellAll(State::Up);
    ASSERT_EQ(checks.runs.size(), 2u);
    EXPECT_EQ(checks.runs[1].urls.size(), 1u);
}

TEST_F(RemotePageTest, ReportsOfAnotherRunAreNotTaken)
{
    ASSERT_TRUE(paste(kList));
    const auto url = checks.runs[0].urls[0];
    Q_EMIT backend.checkReported(checks.runs[0].number + 100, 0, ReportMaker(url).make(State::Up));
    Q_EMIT backend.checkReported(checks.runs[0].number, 99, ReportMaker(url).make(State::Up));
    Q_EMIT backend.checkReported(checks.runs[0].number, -1, ReportMaker(url).make(State::Up));
    checks.tell(1, ReportMaker(url).leg("192.0.2.1", {}, 1, 1).make(State::Up));
    ASSERT_TRUE(soon([&] { return cell(1, 2) == QStringLiteral("up"); }));
    EXPECT_EQ(cell(0, 2), QStringLiteral("waiting"));
}

TEST_F(RemotePageTest, ThePasteDialogTellsWhatItFound)
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(kList));
    button("paste").click();
    auto* dialog = page.findChild<QDialog*>(QStringLiteral("pasteDialog"));
    ASSERT_NE(dialog, nullptr);
    auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("pasteText"));
    auto* check = dialog->findChild<QPushButton*>(QStringLiteral("pasteCheck"));
    ASSERT_TRUE(soon([&] { return check->isEnabled(); })); // from the clipboard
    EXPECT_TRUE(text->toPlainText().startsWith(QStringLiteral("udp://tracker.one")));
    text->setPlainText(
        QStringLiteral("udp://a.example:1/announce\nudp://a.example:1/announce\nudp://b.example:99999/announce"));
    auto* found = dialog->findChild<QLabel*>(QStringLiteral("pasteFound"));
    EXPECT_FALSE(check->isEnabled());
    ASSERT_TRUE(soon([&] { return check->isEnabled(); }));
    EXPECT_TRUE(found->text().startsWith(QStringLiteral("1 tracker · 1 repeated · 1 line is wrong: ")))
        << found->text().toStdString();
    waggle::test::grab(*dialog, QStringLiteral("remote-paste"));
    check->click();
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    EXPECT_EQ(checks.runs[0].urls.size(), 1u);
}

TEST_F(RemotePageTest, AClipboardWithoutTrackersIsLeftOut)
{
    QGuiApplication::clipboard()->setText(QStringLiteral("a shopping list"));
    button("paste").click();
    auto* dialog = page.findChild<QDialog*>(QStringLiteral("pasteDialog"));
    auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("pasteText"));
    auto* check = dialog->findChild<QPushButton*>(QStringLiteral("pasteCheck"));
    text->setPlainText(QStringLiteral("udp://a.example:1/announce"));
    ASSERT_TRUE(soon([&] { return check->isEnabled(); }));
    EXPECT_EQ(text->toPlainText(), QStringLiteral("udp://a.example:1/announce"));
}

TEST_F(RemotePageTest, TakesDroppedFiles)
{
    const QString path = ini.path(QStringLiteral("list.txt"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(kList);
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path), QUrl::fromLocalFile(ini.path(QStringLiteral("none")))});
    ASSERT_TRUE(page.take(data));
    ASSERT_TRUE(rowsBecome(5));
    EXPECT_TRUE(message().contains(QStringLiteral("none cannot be read"))) << message().toStdString();
}

TEST_F(RemotePageTest, WhatHoldsNoTrackerIsTold)
{
    ASSERT_TRUE(give("<b>nothing</b>"));
    EXPECT_TRUE(soon([&] { return message().startsWith(QStringLiteral("There is no tracker in this.")); }));
    EXPECT_FALSE(page.take(QMimeData()));
}

TEST_F(RemotePageTest, FiltersByUrlStateAndFinding)
{
    ASSERT_TRUE(showSample());
    for (const char* filter : {"three.ex", "DOWN", "b14"}) {
        page.setFilter(QString::fromLatin1(filter));
        EXPECT_TRUE(rowsBecome(1)) << filter;
        page.setFilter({});
        EXPECT_TRUE(rowsBecome(5));
    }
}

TEST_F(RemotePageTest, RemovesWithUndo)
{
    ASSERT_TRUE(showSample());
    ASSERT_TRUE(choose(1));
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    ASSERT_TRUE(rowsBecome(4));
    messages().findChild<QPushButton*>(QStringLiteral("messageAction"))->click();
    ASSERT_TRUE(rowsBecome(5));
    EXPECT_TRUE(soon([&] { return cell(1, 1).contains(QStringLiteral("two.example")); }));
    ASSERT_TRUE(choose(0));
    trigger("removeDown");
    EXPECT_TRUE(rowsBecome(4));
}

TEST_F(RemotePageTest, CopiesTheGoodOnesAndRows)
{
    ASSERT_TRUE(showSample());
    EXPECT_TRUE(soon([&] { return button("copyGood").isEnabled(); }));
    button("copyGood").click();
    EXPECT_EQ(clipboard().split(QLatin1Char('\n'))[0], QStringLiteral("udp://tracker.one.example:1337/announce"));
    EXPECT_FALSE(clipboard().contains(QStringLiteral("five")));
    ASSERT_TRUE(choose(0));
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_TRUE(clipboard().contains(QStringLiteral("\tup\t✓ 31\u202fms"))) << clipboard().toStdString();
}

TEST_F(RemotePageTest, SavesAndCopiesReports)
{
    ASSERT_TRUE(showSample());
    page.findChild<QAction*>(QStringLiteral("reportCopy"))->trigger();
    EXPECT_TRUE(soon([] { return clipboard().contains(QStringLiteral("two.example")); }));
    const QString path = ini.path(QStringLiteral("out.json"));
    FileDialog::answerNext({path});
    page.findChild<QAction*>(QStringLiteral("reportJson"))->trigger();
    ASSERT_TRUE(soon([&] { return message().startsWith(QStringLiteral("Saved the report as out.json")); }));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(QJsonDocument::fromJson(file.readAll()).array().size(), 5);
    FileDialog::answerNext({ini.path(QStringLiteral("no/such/folder.html"))});
    page.findChild<QAction*>(QStringLiteral("reportHtml"))->trigger();
    EXPECT_TRUE(soon([&] { return message().startsWith(QStringLiteral("The file could not be written")); }));
}

TEST_F(RemotePageTest, KeysAreSeenNowhere)
{
    ASSERT_TRUE(paste(QByteArray(kKeyed) + "\n"));
    const auto url = checks.runs[0].urls[0];
    const QByteArray key("0123456789abcdef0123456789abcdef");
    ReportMaker maker(url);
    maker.leg("192.0.2.1", {6, 20, 30, 20}, 1, 1).words("no such key " + key).finding("H9", QStringLiteral("evidence"));
    maker.report.record.legs[0].exchanges[0].request = "GET /" + key + "/announce HTTP/1.1\r\n\r\n";
    maker.report.record.legs[0].exchanges[0].reply = "d14:failure reason44:no such key " + key + "e";
    maker.report.record.legs[0].exchanges[0].http->body = maker.report.record.legs[0].exchanges[0].reply;
    checks.tell(0, maker.make(State::Restricted));
    checks.finish();
    ASSERT_TRUE(soon([&] { return cell(0, 2) == QStringLiteral("restricted"); }));
    ASSERT_TRUE(choose(0));
    page.findChild<QAbstractButton*>(QStringLiteral("showExchange"))->click();
    EXPECT_FALSE(allText().contains(QString::fromLatin1(key)));
    button("copyCommand").click();
    EXPECT_FALSE(clipboard().contains(QString::fromLatin1(key)));
    trigger("copyCommandWithKey");
    EXPECT_TRUE(clipboard().contains(QString::fromLatin1(key)));
    trigger("copyUrls");
    EXPECT_EQ(clipboard(), QString::fromLatin1(kKeyed));
}

TEST_F(RemotePageTest, HostileWordsStayText)
{
    ASSERT_TRUE(paste("http://h.example/announce\n"));
    const QByteArray hostile("<img src=x><b>bold</b>\x1b[31m\xe2\x80\xae"
                             "evil\xff\xfe");
    checks.tell(0,
        ReportMaker(checks.runs[0].urls[0])
            .leg("192.0.2.1", {6, 20, -1, 20}, 1, 1)
            .words(hostile)
            .finding("H9", QStringLiteral("<i>words</i>"))
            .make(State::Up));
    checks.finish();
    ASSERT_TRUE(soon([&] { return cell(0, 2) == QStringLiteral("up"); }));
    ASSERT_TRUE(choose(0));
    page.findChild<QAbstractButton*>(QStringLiteral("showExchange"))->click();
    const QString text = allText(); // and every label is plain
    EXPECT_TRUE(text.contains(QStringLiteral("<b>bold</b>")));
    EXPECT_FALSE(text.contains(QChar(0x1b)));
    EXPECT_FALSE(text.contains(QChar(0x202e)));
}

TEST_F(RemotePageTest, AMissingNetworkIsToldOnce)
{
    ASSERT_TRUE(paste(kList));
    for (int i = 0; i < 5; ++i) {
        ReportMaker maker(checks.runs[0].urls[static_cast<std::size_t>(i)]);
        maker.report.record.network.v6 = false;
        checks.tell(i,
            maker.leg("192.0.2.1", {}, 1, 1)
                .failedLeg(protocol::Family::V6, Cause::NoNetwork, "2001:db8::1")
                .make(State::Up));
    }
    checks.finish();
    EXPECT_EQ(page.findChildren<Banner*>().size(), 1);
    EXPECT_TRUE(page.findChildren<Banner*>()[0]->words().contains(QStringLiteral("no IPv6")));
    EXPECT_TRUE(soon([&] { return cell(4, 2) == QStringLiteral("up"); }));
    EXPECT_EQ(cell(0, 4), QStringLiteral("–"));
}

TEST_F(RemotePageTest, SettingsHoldAndAWrongProxyAsksNobody)
{
    settings::Settings s;
    s.remote.families = settings::Families::V4;
    s.remote.jobs = 5;
    Q_EMIT backend.settingsChanged(s, {});
    ASSERT_TRUE(paste(kList));
    EXPECT_EQ(checks.runs[0].options.jobs, 5);
    EXPECT_FALSE(checks.runs[0].options.v6);
    checks.finish();
    s.remote.proxy = QStringLiteral("socks://nowhere");
    Q_EMIT backend.settingsChanged(s, {});
    button("checkAgain").click();
    EXPECT_EQ(checks.runs.size(), 1u);
    ASSERT_EQ(page.findChildren<Banner*>().size(), 1);
    EXPECT_TRUE(page.findChildren<Banner*>()[0]->words().startsWith(QStringLiteral("Nothing was asked.")));
}

TEST_F(RemotePageTest, ATorrentsTrackersAreCheckedAndItsSwarmIsReadyToCompare)
{
    protocol::InfoHash hash;
    hash.bytes.fill(0xab);
    page.checkTorrent(hash,
        {QStringLiteral("udp://a.example:1/announce"), QStringLiteral("dht://x"),
            QStringLiteral("http://b.example/announce")});
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    EXPECT_EQ(checks.runs[0].urls.size(), 2u);
    checks.tellAll(State::Up);
    page.findChild<QTabBar*>(QStringLiteral("remoteTabs"))->setCurrentIndex(1);
    button("compareStart").click();
    ASSERT_EQ(checks.runs.size(), 2u);
    EXPECT_EQ(checks.runs[1].options.hash, hash);
    EXPECT_EQ(checks.runs[1].urls.size(), 2u);
}

TEST_F(RemotePageTest, EverythingIsReachedByKeys)
{
    ASSERT_TRUE(showSample());
    for (const auto* one : page.findChildren<QAbstractButton*>())
        if (one->isVisible()) {
            EXPECT_NE(one->focusPolicy() & Qt::TabFocus, 0)
                << one->objectName().toStdString() << one->text().toStdString();
        }
}

TEST_F(RemotePageTest, TwentyThousandAreShownInOrder)
{
    QByteArray list;
    for (int i = 0; i < 20'000; ++i)
        list += "udp://t" + QByteArray::number(i) + ".example:6969/announce\n";
    ASSERT_TRUE(give(list));
    ASSERT_TRUE(rowsBecome(20'000));
    ASSERT_TRUE(soon([&] { return checks.runs.size() == 1; }));
    EXPECT_EQ(checks.runs[0].urls.size(), 20'000u);
    page.setFilter(QStringLiteral("t19999."));
    EXPECT_TRUE(rowsBecome(1));
}

} // namespace
} // namespace waggle::ui
