// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/tablesupport.h"

#include "ui/pages/peers/peermodel.h"
#include "ui/pages/swarms/swarmmodel.h"
#include "ui/table/exportjob.h"
#include "ui/table/filewriter.h"
#include "ui/table/rowwriter.h"
#include "ui/table/tableheader.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebar.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <random>

namespace waggle::ui::test {

namespace {

QString nameOf(int number)
{
    return QStringLiteral("swarm %1").arg(number, 6, 10, QLatin1Char('0'));
}

// A pane of swarms on the screen, with a program that answers.
class TableTest : public ::testing::Test {
protected:
    void fill(int rows)
    {
        program.swarms.clear();
        for (int i = 0; i < rows; ++i) {
            program.swarms.push_back(swarmRow(i, nameOf(i)));
            program.swarms.back().seeds = static_cast<std::uint32_t>(i % 17);
        }
    }
    void show()
    {
        pane.resize(1000, 500);
        pane.show();
        ASSERT_TRUE(soon([&] { return model.isAnswered(); }));
    }
    // What the model shows is what the program would say now.
    [[nodiscard]] bool settled() const
    {
        const auto rows = program.expected(model.query());
        if (model.total() != static_cast<qint64>(rows.size()))
            return false;
        const int top = std::max(0, view.rowAt(0));
        for (qint64 row = top; row < std::min<qint64>(top + 10, model.total()); ++row) {
            const monitor::SwarmRow* shown = model.rowAt(row);
            if (!shown || shown->key != rows[static_cast<std::size_t>(row)].key)
                return false;
        }
        return true;
    }
    [[nodiscard]] std::set<monitor::RowKey> selectedKeys() const
    {
        std::set<monitor::RowKey> keys;
        for (const qint64 row : view.selectedRows())
            keys.insert(*model.keyAt(row));
        return keys;
    }
    [[nodiscard]] int columnOf(const char* id) const { return *model.columnOf(QLatin1String(id)); }
    [[nodiscard]] QPoint middleOf(int row) const { return view.visualRect(model.index(row, 0)).center(); }

    WindowIni ini;
    Backend backend;
    FakeProgram program{backend};
    SwarmModel model{backend};
    TablePane pane{model, ini.settings(), QStringLiteral("swarms")};
    TableView& view = pane.view();
};

} // namespace

TEST_F(TableTest, ServesTheWindowAndDotsElsewhere)
{
    fill(1000);
    show();
    EXPECT_EQ(model.rowCount(), 1000);
    EXPECT_EQ(model.index(0, 0).data().toString(), nameOf(0));
    EXPECT_EQ(model.index(900, 0).data().toString(), QString(QChar(0x2026)));
    EXPECT_LT(program.swarmQuery()->count, 200) << "only a window is asked for";
    view.scrollToBottom();
    EXPECT_TRUE(soon([&] { return model.index(999, 0).data().toString() == nameOf(999); }));
    EXPECT_EQ(model.index(0, 0).data().toString(), QString(QChar(0x2026)));
}

TEST_F(TableTest, DropsAnswersToOlderQuestions)
{
    fill(20);
    show();
    auto old = std::make_shared<monitor::SwarmPage>();
    old->view = model.query().view;
    old->number = model.query().number - 1;
    old->total = 7;
    Q_EMIT backend.answered(old);
    EXPECT_EQ(model.total(), 20);
}

TEST_F(TableTest, RandomEditsKeepRowsAndSelectionWhereTheyBelong)
{
    const ModelComplaints complaints;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    fill(300);
    show();
    const unsigned seed = 20261121;
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    int next = 1000;
    std::optional<monitor::RowKey> chosen;
    for (int step = 0; step < 400; ++step) {
        switch (below(8)) {
        case 0:
            for (int i = below(20); i >= 0; --i)
                program.swarms.push_back(swarmRow(next++, nameOf(below(2000))));
            break;
        case 1:
            for (int i = below(20); i >= 0 && !program.swarms.empty(); --i)
                program.swarms.erase(program.swarms.begin() + below(static_cast<int>(program.swarms.size())));
            break;
        case 2:
            for (auto& row : program.swarms)
                row.seeds = static_cast<std::uint32_t>(below(50));
            break;
        case 3:
            view.sortByColumn(below(2) == 0 ? columnOf("name") : columnOf("seeds"),
                below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 4:
            model.setFilter(below(3) == 0 ? QStringLiteral("1") : QString());
            break;
        case 5:
            view.verticalScrollBar()->setValue(below(view.verticalScrollBar()->maximum() + 1));
            break;
        case 6:
            if (model.total() > 0 && model.isFetched(std::max(0, view.rowAt(0))))
                view.selectionModel()->setCurrentIndex(model.index(std::max(0, view.rowAt(0)), 0),
                    QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            chosen = view.currentKey();
            break;
        default:
            if (below(10) == 0)
                program.swarms.clear();
            break;
        }
        program.tick();
        ASSERT_TRUE(soon([&] { return settled(); })) << "step " << step << ", seed " << seed;
        // The chosen row is selected wherever it goes, and after a filter had hidden it; nothing else ever is.
        for (const monitor::RowKey& key : selectedKeys())
            ASSERT_EQ(key, chosen) << "step " << step << ", seed " << seed;
        const auto row = chosen ? model.rowOf(*chosen) : std::nullopt;
        ASSERT_TRUE(!row || view.isRowSelected(*row)) << "step " << step << ", seed " << seed;
        ASSERT_EQ(complaints.take().join(QLatin1Char('\n')).toStdString(), "") << "step " << step;
    }
}

TEST_F(TableTest, ClickOnAHeaderSortsAndTheSelectionGoesAlong)
{
    fill(30);
    show();
    view.selectKey(program.swarms[16].key);
    ASSERT_EQ(selectedKeys(), std::set{program.swarms[16].key});
    TableHeader& header = view.columnHeader();
    EXPECT_TRUE(header.isSortIndicatorShown());
    const int seeds = columnOf("seeds");
    const QPoint at(header.sectionViewportPosition(seeds) + header.sectionSize(seeds) / 2, header.height() / 2);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, at);
    EXPECT_TRUE(soon([&] { return program.swarmQuery()->sort == monitor::SwarmColumn::Seeds && settled(); }));
    EXPECT_TRUE(program.swarmQuery()->descending) << "numbers show the largest first";
    EXPECT_EQ(selectedKeys(), std::set{program.swarms[16].key});
    EXPECT_TRUE(view.isRowSelected(0));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, at);
    EXPECT_TRUE(soon([&] { return !program.swarmQuery()->descending && settled(); }));
}

TEST_F(TableTest, OrderIsHeldWhileAButtonIsDownAndWhileAMenuIsOpen)
{
    fill(30);
    show();
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, middleOf(2));
    EXPECT_TRUE(soon([&] { return program.swarmQuery()->held; }));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, middleOf(2));
    EXPECT_TRUE(soon([&] { return !program.swarmQuery()->held; }));
    QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf(3), view.viewport()->mapToGlobal(middleOf(3)));
    QApplication::sendEvent(view.viewport(), &event);
    auto* menu = view.findChild<QMenu*>(QStringLiteral("swarmsMenu"));
    ASSERT_TRUE(menu);
    EXPECT_TRUE(soon([&] { return program.swarmQuery()->held; }));
    menu->close();
    EXPECT_TRUE(soon([&] { return !program.swarmQuery()->held; }));
}

TEST_F(TableTest, FilterHidesRowsAndClearBringsThemBack)
{
    fill(150);
    show();
    pane.setFilter(QStringLiteral("00001"));
    EXPECT_TRUE(soon([&] { return model.total() == 11; }));
    auto* hidden = pane.findChild<QLabel*>(QStringLiteral("swarmsHidden"));
    ASSERT_TRUE(hidden);
    EXPECT_TRUE(hidden->isVisible());
    EXPECT_EQ(hidden->text().toStdString(), "139 rows hidden by “00001”");
    pane.setFilter(QStringLiteral("nothing has this"));
    EXPECT_TRUE(soon([&] { return model.total() == 0; }));
    auto* empty = pane.findChild<EmptyState*>();
    ASSERT_TRUE(empty->isVisible());
    EXPECT_EQ(empty->title().toStdString(), "150 rows hidden by “nothing has this”");
    const QSignalSpy cleared(&pane, &TablePane::filterCleared);
    QTest::mouseClick(empty->findChild<QPushButton*>(QStringLiteral("emptyAction")), Qt::LeftButton);
    EXPECT_TRUE(soon([&] { return model.total() == 150; }));
    EXPECT_EQ(cleared.count(), 1);
    EXPECT_FALSE(empty->isVisible());
}

TEST_F(TableTest, CopyGivesTabSeparatedTextWithHeader)
{
    fill(5);
    program.swarms[1].name = QStringLiteral("a\tb\nc");
    show();
    view.selectKey(program.swarms[1].key);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 2);
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("Name\tState\tDone"))) << lines[0].toStdString();
    EXPECT_EQ(lines[0].count(QLatin1Char('\t')), lines[1].count(QLatin1Char('\t')));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("a b c\tsharing"))) << lines[1].toStdString();
}

TEST_F(TableTest, ControlAIsAFlagAndCopiesEverythingByAJob)
{
    fill(1000);
    show();
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    EXPECT_TRUE(view.isAllSelected());
    EXPECT_EQ(view.selectedCount(), 1000);
    EXPECT_TRUE(view.selectionModel()->selection().isEmpty()) << "no index per row";
    QGuiApplication::clipboard()->clear();
    const QSignalSpy done(&pane, &TablePane::exported);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 1001);
    EXPECT_TRUE(lines[1000].startsWith(nameOf(999)));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middleOf(1));
    EXPECT_FALSE(view.isAllSelected());
    EXPECT_EQ(view.selectedCount(), 1);
}

TEST_F(TableTest, ShiftEndSelectsABoundedPiece)
{
    fill(30'000);
    show();
    view.selectKey(program.swarms[0].key);
    QTest::keyClick(&view, Qt::Key_End, Qt::ShiftModifier);
    EXPECT_LE(view.selectedCount(), 10'000);
    EXPECT_GT(view.selectedCount(), 1'000);
}

TEST_F(TableTest, HomeAndEndGoByRow)
{
    fill(500);
    show();
    QTest::keyClick(&view, Qt::Key_End);
    EXPECT_EQ(view.currentIndex().row(), 499);
    QTest::keyClick(&view, Qt::Key_Home);
    EXPECT_EQ(view.currentIndex().row(), 0);
}

TEST_F(TableTest, ScrolledTableStaysWithItsRowsWhenOthersComeAbove)
{
    fill(500);
    show();
    view.verticalScrollBar()->setValue(100);
    ASSERT_TRUE(soon([&] { return model.isFetched(100); }));
    for (int i = 0; i < 7; ++i)
        program.swarms.push_back(swarmRow(9000 + i, QStringLiteral("a first one %1").arg(i)));
    program.tick();
    EXPECT_TRUE(soon([&] { return view.verticalScrollBar()->value() == 107; })) << view.verticalScrollBar()->value();
    EXPECT_TRUE(soon([&] { return model.index(view.rowAt(0), 0).data().toString() == nameOf(100); }));
}

TEST_F(TableTest, HiddenTableAsksNothing)
{
    fill(5);
    show();
    const std::uint64_t view = model.query().view;
    EXPECT_FALSE(program.isClosed(view));
    pane.hide();
    EXPECT_TRUE(program.isClosed(view));
    pane.show();
    EXPECT_TRUE(soon([&] { return !program.isClosed(view); }));
}

TEST_F(TableTest, ExportWritesAllRowsAsCsvWithGuardedCells)
{
    fill(200);
    program.swarms[0].name = QStringLiteral("=HYPERLINK(\"x\",1)");
    program.swarms[1].name = QStringLiteral("plain, with comma");
    program.swarms[0].size = 12'884'901'888;
    show();
    const QString path = ini.path(QStringLiteral("out.csv"));
    FileDialog::answerNext({path});
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.exportRows();
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    EXPECT_TRUE(done.front().front().toBool());
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    EXPECT_EQ(text.count(QStringLiteral("\r\n")), 201);
    EXPECT_TRUE(text.startsWith(QStringLiteral("name,state,done_fraction,")));
    EXPECT_TRUE(text.contains(QStringLiteral("\"'=HYPERLINK(\"\"x\"\",1)\"")));
    EXPECT_TRUE(text.contains(QStringLiteral("\"plain, with comma\"")));
    EXPECT_TRUE(text.contains(QStringLiteral(",12884901888,")));
    auto* message = pane.findChild<MessageBar*>();
    EXPECT_EQ(message->text().toStdString(), "Exported 200 rows to out.csv");
}

TEST_F(TableTest, ExportWritesJson)
{
    fill(90);
    show();
    const QString path = ini.path(QStringLiteral("out.json"));
    FileDialog::answerNext({path});
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.exportRows();
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
    ASSERT_EQ(rows.size(), 90);
    EXPECT_EQ(rows[3].toObject().value(QStringLiteral("name")).toString(), nameOf(3));
    EXPECT_EQ(rows[3].toObject().value(QStringLiteral("seeds")).toInt(), 3);
    EXPECT_TRUE(rows[3].toObject().value(QStringLiteral("down_bytes_per_s")).isNull());
}

TEST_F(TableTest, ExportThatCannotBeWrittenSaysWhy)
{
    fill(10);
    show();
    FileDialog::answerNext({ini.path(QStringLiteral("no/such/folder/out.csv"))});
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.exportRows();
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    EXPECT_FALSE(done.front().front().toBool());
    EXPECT_TRUE(pane.findChild<MessageBar*>()->text().startsWith(QStringLiteral("The file could not be written")));
}

TEST_F(TableTest, CancelledExportLeavesNoFile)
{
    fill(400);
    show();
    program.slice = 10;
    const QString path = ini.path(QStringLiteral("cancelled.csv"));
    FileDialog::answerNext({path});
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.exportRows();
    auto* cancel = pane.findChild<QPushButton*>(QStringLiteral("messageAction"));
    ASSERT_TRUE(cancel && cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    EXPECT_FALSE(done.front().front().toBool());
    EXPECT_FALSE(QFile::exists(path));
}

TEST_F(TableTest, CancelDoesNotWaitForADiskThatHangs)
{
    fill(400);
    show();
    const QString path = ini.path(QStringLiteral("hung.csv"));
    FileDialog::answerNext({path});
    QSemaphore disk;
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.exportRows();
    auto* job = pane.findChild<ExportJob*>();
    ASSERT_TRUE(job && job->file());
    const QPointer<ExportJob> alive(job);
    QMetaObject::invokeMethod(
        job->file(), [&disk] { disk.acquire(); }, Qt::QueuedConnection);
    QTest::mouseClick(pane.findChild<QPushButton*>(QStringLiteral("messageAction")), Qt::LeftButton);
    EXPECT_TRUE(soon([&] { return done.count() == 1 && !alive; })) << "while the disk still hangs";
    EXPECT_FALSE(FileWriter::waitForLeft(std::chrono::milliseconds(1)));
    disk.release();
    EXPECT_TRUE(FileWriter::waitForLeft(std::chrono::seconds(10)));
    EXPECT_EQ(QDir(ini.path(QString())).entryList({QStringLiteral("hung*")}).size(), 0);
}

TEST_F(TableTest, FreeRoomComesToTheNamesFirst)
{
    fill(3);
    show();
    const int name = *model.columnOf(QStringLiteral("name")), seeds = *model.columnOf(QStringLiteral("seeds"));
    pane.resize(200, 500);
    const int least = view.columnHeader().length(), nameBefore = view.columnWidth(name),
              seedsBefore = view.columnWidth(seeds);
    pane.resize(least + 100, pane.height());
    EXPECT_TRUE(soon([&] { return view.columnWidth(name) > nameBefore + 50; }));
    EXPECT_EQ(view.columnWidth(seeds), seedsBefore);
    pane.resize(pane.width() + 3000, pane.height());
    EXPECT_TRUE(soon([&] { return view.columnWidth(seeds) > seedsBefore; })) << "a name wants only so much";
}

TEST_F(TableTest, FileThatIsLeftIsNeverCommitted)
{
    const QString path = ini.path(QStringLiteral("left.csv"));
    QSemaphore disk;
    FileWriter* file = FileWriter::start(path);
    QMetaObject::invokeMethod(
        file, [file] { file->write(QByteArrayLiteral("some rows")); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        file, [&disk] { disk.acquire(); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        file, [file] { file->commit(); }, Qt::QueuedConnection);
    file->leave();
    disk.release();
    EXPECT_TRUE(FileWriter::waitForLeft(std::chrono::seconds(10)));
    EXPECT_EQ(QDir(ini.path(QString())).entryList({QStringLiteral("left*")}).size(), 0) << "and nothing half";
}

TEST_F(TableTest, CopyTakesTheChosenRowsWhereverTheyStandMeanwhile)
{
    fill(1000);
    show();
    const auto choose = [&](int row) {
        view.selectionModel()->select(model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    };
    choose(2);
    choose(4);
    ASSERT_EQ(selectedKeys().size(), 2u);
    view.scrollToBottom(); // the chosen rows leave the window
    ASSERT_TRUE(soon([&] { return model.isFetched(999) && !model.isFetched(4); }));
    for (int i = 0; i < 3; ++i)
        program.swarms.push_back(swarmRow(5000 + i, QStringLiteral("a first one %1").arg(i)));
    // No answer tells of them before the copy: by place, the rows above the chosen ones would be taken.
    QGuiApplication::clipboard()->clear();
    const QSignalSpy done(&pane, &TablePane::exported);
    pane.copySelection();
    view.sortByColumn(columnOf("name"), Qt::DescendingOrder);
    ASSERT_TRUE(soon([&] { return done.count() == 1; }));
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_TRUE(lines[1].startsWith(nameOf(4))) << lines[1].toStdString();
    EXPECT_TRUE(lines[2].startsWith(nameOf(2))) << lines[2].toStdString();
}

TEST_F(TableTest, ColumnsOrderWidthsAndSortComeBack)
{
    fill(5);
    show();
    QMenu chooser;
    view.columnHeader().fillChooser(chooser);
    const auto action = [&](const char* name) {
        const auto actions = chooser.actions();
        const auto found = std::find_if(
            actions.begin(), actions.end(), [&](QAction* one) { return one->objectName() == QLatin1String(name); });
        return found == actions.end() ? nullptr : *found;
    };
    ASSERT_TRUE(action("column.size") && action("column.seeds"));
    action("column.size")->trigger();
    action("column.seeds")->trigger();
    view.columnHeader().moveSection(view.columnHeader().visualIndex(columnOf("size")), 0);
    view.columnHeader().resizeSection(columnOf("state"), 321);
    view.sortByColumn(columnOf("moved"), Qt::DescendingOrder);

    SwarmModel again(backend);
    TablePane second(again, ini.settings(), QStringLiteral("swarms"));
    const TableHeader& header = second.view().columnHeader();
    EXPECT_FALSE(header.isSectionHidden(columnOf("size")));
    EXPECT_TRUE(header.isSectionHidden(columnOf("seeds")));
    EXPECT_EQ(header.visualIndex(columnOf("size")), 0);
    EXPECT_NEAR(header.sectionSize(columnOf("state")), 321, 2);
    EXPECT_EQ(again.sortColumn(), columnOf("moved"));
    EXPECT_EQ(again.sortOrder(), Qt::DescendingOrder);
    action("resetColumns")->trigger();
    EXPECT_TRUE(view.columnHeader().isSectionHidden(columnOf("size")));
    EXPECT_FALSE(view.columnHeader().isSectionHidden(columnOf("seeds")));
}

TEST_F(TableTest, BrokenSavedStateIsIgnored)
{
    ini.settings().setValue(QStringLiteral("tables/odd/version"), 1);
    ini.settings().setValue(QStringLiteral("tables/odd/columns"),
        QStringList{QStringLiteral("nonsense"), QStringLiteral("name:-5:1"), QStringLiteral("gone:10:1"),
            QStringLiteral("state:x:1")});
    ini.settings().setValue(QStringLiteral("tables/odd/sort"), QStringLiteral("gone"));
    SwarmModel other(backend);
    TablePane second(other, ini.settings(), QStringLiteral("odd"));
    EXPECT_EQ(second.view().columnHeader().shownColumns(), view.columnHeader().shownColumns());
}

TEST_F(TableTest, ToolTipsNeverBecomeRichText)
{
    fill(1);
    program.swarms[0].name = QStringLiteral("<img src=x><b>bold</b>");
    show();
    const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
    EXPECT_FALSE(tip.contains(QStringLiteral("<b>")));
    EXPECT_TRUE(tip.contains(QStringLiteral("&lt;b&gt;bold")));
}

TEST(RowWriter, GuardsFormulasButNotNumbers)
{
    EXPECT_EQ(RowWriter::csvCell(QJsonValue(-5)).toStdString(), "-5");
    for (const char* text : {"=1", "+1", "-1", "@x"})
        EXPECT_EQ(RowWriter::csvCell(QJsonValue(QString::fromLatin1(text))).toStdString(), std::string("'") + text);
    EXPECT_EQ(RowWriter::csvCell(QJsonValue(QStringLiteral("\t=1"))).toStdString(), "\"'\t=1\"");
    EXPECT_EQ(RowWriter::csvCell(QJsonValue()).toStdString(), "");
    EXPECT_EQ(RowWriter::csvCell(QJsonValue(12'884'901'888.0)).toStdString(), "12884901888");
}

} // namespace waggle::ui::test
