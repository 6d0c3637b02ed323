// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/tablesupport.h"
#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/pages/requests/requestdetailview.h"
#include "ui/pages/requests/requestmodel.h"
#include "ui/pages/requests/requestspage.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

namespace waggle::ui {
namespace {

using monitor::RequestQuery;
using monitor::RequestRow;

// Plays the monitor: a list of requests, filtered only as far as these tests need.
class RequestsPageTest : public ::testing::Test {
protected:
    RequestsPageTest()
    {
        QObject::connect(
            &backend, &Backend::ask, &backend, monitor::ofKind<RequestQuery>([this](const auto& q) { answer(q); }));
        QObject::connect(&backend, &Backend::ask, &backend,
            monitor::ofKind<monitor::DetailQuery>([this](const auto& q) { detail(q.view, q.request); }));
        QObject::connect(&backend, &Backend::commanded, &backend, [this](const Command& c) { commands.push_back(c); });
        page.resize(1194, 700);
        page.show();
    }

    RequestRow& add(requests::RequestResult result, const char* from, const QString& why)
    {
        RequestRow row;
        row.number = ++newest;
        std::memcpy(row.key.bytes.data(), &row.number, sizeof row.number);
        row.wallMs = 1'700'000'000'000 + static_cast<std::int64_t>(row.number) * 1000;
        row.record.kind = requests::RequestKind::Announce;
        row.record.result = result;
        row.record.from = *protocol::Address::parse(from);
        row.record.sourcePort = 6881;
        row.record.trueLength = 98;
        row.record.hasPeer = row.record.hasSwarm = true;
        row.record.infoHash.bytes.fill(0x4f);
        row.record.peerId.bytes.fill('A');
        row.record.left = 3'650'722'201;
        row.client = QStringLiteral("aria2 1.36.0");
        row.swarmName = QStringLiteral("disk.img");
        row.why = why;
        rows.push_back(row);
        return rows.back();
    }

    std::vector<RequestRow> passing(const RequestQuery& q) const
    {
        std::vector<RequestRow> found;
        for (const RequestRow& row : rows)
            if (!q.paused || row.number <= q.pausedAt)
                found.push_back(row);
        if (q.descending)
            std::reverse(found.begin(), found.end());
        return found;
    }

    void answer(const RequestQuery& q)
    {
        query = q;
        auto result = std::make_shared<monitor::RequestPage>();
        result->view = q.view;
        result->number = q.number;
        result->rows = passing(q);
        result->total = static_cast<qint64>(result->rows.size());
        result->newest = newest;
        result->kept = static_cast<qint64>(rows.size());
        result->lost = 7;
        for (const auto& key : q.tracked) {
            qint64 at = -1;
            for (std::size_t i = 0; i < result->rows.size(); ++i)
                if (result->rows[i].key == key)
                    at = static_cast<qint64>(i);
            result->trackedRows.push_back(at);
        }
        result->first = std::clamp<qint64>(q.first, 0, result->total);
        const auto begin = result->rows.begin() + result->first;
        result->rows = std::vector<RequestRow>(begin, begin + std::min(q.count, result->total - result->first));
        Q_EMIT backend.answered(result);
    }

    void detail(quint64 view, quint64 number)
    {
        if (forgotten) {
            Q_EMIT backend.answered(monitor::DetailAnswer{view, nullptr});
            return;
        }
        auto result = std::make_shared<monitor::RequestDetail>();
        result->row = rows.at(number - 1);
        result->raw = QByteArray::fromHex("5f0c91aa3e771002");
        result->fields
            = {{QStringLiteral("connection id"), QStringLiteral("5f 0c 91 aa"), QStringLiteral("issued 5 s before"), 0},
                {QStringLiteral("left"), QString::number(number), {}, 0}};
        if (number == 1)
            result->oddities = {{QStringLiteral("C7"), QStringLiteral("It used an old connection id."),
                QStringLiteral("It gets no answer.")}};
        Q_EMIT backend.answered(monitor::DetailAnswer{view, result});
    }

    template <typename T>
    T* find(const char* name)
    {
        T* found = page.findChild<T*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    QTableView& table() { return *find<QTableView>("requests"); }
    bool shows(int count)
    {
        return QTest::qWaitFor([&] { return table().model()->rowCount() == count; });
    }
    bool asked(const std::function<bool()>& how)
    {
        return QTest::qWaitFor([&] { return how(); });
    }
    QStringList cells(int row)
    {
        QStringList texts;
        for (int column = 0; column < table().model()->columnCount(); ++column)
            texts += table().model()->index(row, column).data().toString();
        return texts;
    }
    void select(std::initializer_list<int> chosen)
    {
        table().selectionModel()->clearSelection();
        for (const int row : chosen)
            table().selectionModel()->select(
                table().model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }

    std::uint64_t newest = 0;
    Backend backend;
    QSettings settings;
    std::vector<RequestRow> rows;
    RequestQuery query;
    std::vector<Command> commands;
    bool forgotten = false;
    RequestsPage page{backend, settings};
};

TEST_F(RequestsPageTest, ShowsWhatCameInInWords)
{
    add(requests::RequestResult::Answered, "192.168.1.63", QStringLiteral("14 peers"));
    RequestRow& flood
        = add(requests::RequestResult::Dropped, "10.0.0.9", QStringLiteral("91 bytes, an announce has 98"));
    flood.repeats = 5210;
    flood.record.oddities = protocol::oddityBit(protocol::Oddity::BadLength);
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(2));
    const QStringList top = cells(0);
    EXPECT_TRUE(top.contains(QStringLiteral("10.0.0.9"))) << "a flood has many ports";
    EXPECT_TRUE(top.contains(QStringLiteral("dropped")));
    EXPECT_TRUE(top.contains(QStringLiteral("× 5,210 · 91 bytes, an announce has 98")));
    EXPECT_TRUE(top.contains(QStringLiteral("C14")));
    EXPECT_TRUE(cells(1).contains(QStringLiteral("192.168.1.63:6881")));
    EXPECT_TRUE(cells(1).contains(QStringLiteral("aria2 1.36.0")));
    EXPECT_EQ(find<QLabel>("requestsKept")->text(), QStringLiteral("2 kept · 7 lost"));
    waggle::test::grab(page, QStringLiteral("requests"));
}

TEST_F(RequestsPageTest, AsksToChooseARowOnlyWhereThereIsOne)
{
    ASSERT_TRUE(shows(0));
    EXPECT_FALSE(find<QWidget>("requestHint")->isVisible());
    add(requests::RequestResult::Answered, "192.168.1.63", QStringLiteral("14 peers"));
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(1));
    EXPECT_TRUE(find<QWidget>("requestHint")->isVisible());
}

TEST_F(RequestsPageTest, DecodesTheChosenRowAndExplainsItsOddity)
{
    add(requests::RequestResult::Dropped, "192.168.1.77", QStringLiteral("connection id 3 min 10 s old, limit 2 min"));
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(1));
    auto* fields = find<QTreeWidget>("requestFields");
    EXPECT_FALSE(fields->isVisible()) << "the table has all the room";
    EXPECT_TRUE(find<QWidget>("requestHint")->isVisible());
    select({0});
    EXPECT_TRUE(fields->isVisible());
    EXPECT_FALSE(find<QWidget>("requestHint")->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([&] { return fields->topLevelItemCount() == 2; }));
    EXPECT_EQ(fields->topLevelItem(0)->text(1), QStringLiteral("5f 0c 91 aa"));
    EXPECT_GT(fields->columnWidth(0), fields->fontMetrics().horizontalAdvance(QStringLiteral("connection id")));
    EXPECT_TRUE(
        find<QPlainTextEdit>("requestBytes")->toPlainText().startsWith(QStringLiteral("5f 0c 91 aa 3e 77 10 02")));
    EXPECT_TRUE(find<QPlainTextEdit>("requestBytes")->toPlainText().contains(QStringLiteral("8 of 98 bytes")));
    find<QPushButton>("copyReport")->click();
    const QString report = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(report.contains(QStringLiteral("C7 It used an old connection id.")));
    EXPECT_TRUE(report.contains(QStringLiteral("connection id: 5f 0c 91 aa (issued 5 s before)")));
    waggle::test::grab(page, QStringLiteral("requests-detail"));
}

TEST_F(RequestsPageTest, ComparesTwoRowsSideBySide)
{
    add(requests::RequestResult::Answered, "192.168.1.63", {});
    add(requests::RequestResult::Answered, "192.168.1.63", {});
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(2));
    select({0, 1});
    auto* fields = find<QTreeWidget>("requestFields");
    ASSERT_TRUE(QTest::qWaitFor([&] { return fields->topLevelItemCount() == 2; }));
    EXPECT_EQ(fields->topLevelItem(1)->text(1), QStringLiteral("1"));
    EXPECT_EQ(fields->topLevelItem(1)->text(2), QStringLiteral("2"));
    EXPECT_TRUE(fields->topLevelItem(1)->font(2).bold());
    EXPECT_FALSE(fields->topLevelItem(0)->font(2).bold());
}

TEST_F(RequestsPageTest, SaysWhenTheRequestIsNoLongerKept)
{
    add(requests::RequestResult::Answered, "192.168.1.63", {});
    forgotten = true;
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(1));
    select({0});
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return find<QLabel>("requestSummary")->text().contains(QStringLiteral("no longer")); }));
}

TEST_F(RequestsPageTest, PauseKeepsWhatIsOnTheScreen)
{
    add(requests::RequestResult::Answered, "192.168.1.63", {});
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(1));
    find<QPushButton>("pauseRequests")->click();
    ASSERT_TRUE(asked([&] { return query.paused && query.pausedAt == 1; }));
    add(requests::RequestResult::Answered, "192.168.1.64", {});
    answer(query);
    EXPECT_EQ(table().model()->rowCount(), 1);
    find<QPushButton>("pauseRequests")->click();
    EXPECT_TRUE(shows(2));
}

TEST_F(RequestsPageTest, FiltersByKindResultAndOddity)
{
    auto* kinds = find<QComboBox>("requestKinds");
    kinds->setCurrentIndex(kinds->findData(static_cast<int>(RequestQuery::Kinds::Scrapes)));
    Q_EMIT kinds->activated(kinds->currentIndex());
    auto* results = find<QComboBox>("requestResults");
    results->setCurrentIndex(results->findData(static_cast<int>(RequestQuery::Results::Dropped)));
    Q_EMIT results->activated(results->currentIndex());
    find<QCheckBox>("requestOdd")->click();
    EXPECT_TRUE(asked([&] {
        return query.kinds == RequestQuery::Kinds::Scrapes && query.results == RequestQuery::Results::Dropped
            && query.onlyOdd;
    }));
}

TEST_F(RequestsPageTest, OtherPagesLeadHereAndTheWayBackIsVisible)
{
    page.showProblems();
    EXPECT_TRUE(asked([&] { return query.results == RequestQuery::Results::Problems; }));
    page.showFrom(*protocol::Address::parse("192.168.1.77"));
    EXPECT_TRUE(asked([&] { return query.from.has_value(); }));
    auto* from = find<QToolButton>("onlyFrom");
    EXPECT_TRUE(from->isVisible());
    from->click();
    EXPECT_TRUE(asked([&] { return !query.from.has_value(); }));
    EXPECT_FALSE(from->isVisible());
}

TEST_F(RequestsPageTest, FollowingAClientShowsItsDifferences)
{
    RequestRow& row = add(requests::RequestResult::Answered, "192.168.1.63", {});
    row.sinceLast = protocol::Time(300'000);
    row.deltaDown = 1048576;
    row.deltaLeft = -1048576;
    page.follow(row.record.peerId, row.client);
    ASSERT_TRUE(asked([&] { return query.follow == row.record.peerId; }));
    ASSERT_TRUE(shows(1));
    int visible = 0;
    for (int column = 0; column < table().model()->columnCount(); ++column) {
        const QString title = table().model()->headerData(column, Qt::Horizontal).toString();
        visible += title.startsWith(QStringLiteral("Δ")) && !table().isColumnHidden(column);
    }
    EXPECT_EQ(visible, 3);
    EXPECT_TRUE(cells(0).contains(format::duration(protocol::Time(300'000))));
    EXPECT_TRUE(cells(0).join(QLatin1Char('|')).contains(QStringLiteral("−1")));
}

TEST_F(RequestsPageTest, CaptureIsAChoiceOfScope)
{
    auto* capture = find<QToolButton>("captureRequests");
    Q_EMIT capture->menu()->aboutToShow();
    ASSERT_GE(capture->menu()->actions().size(), 2);
    capture->menu()->actions().at(1)->trigger();
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_EQ(std::get<SetCapture>(commands[0]).scope.what, requests::CaptureScope::What::All);
    Q_EMIT backend.captureChanged({requests::CaptureScope::What::All, {}, {}});
    EXPECT_TRUE(capture->text().contains(QStringLiteral("Capturing")));

    add(requests::RequestResult::Answered, "192.168.1.63", {});
    page.setFilter(QStringLiteral(" "));
    ASSERT_TRUE(shows(1));
    select({0});
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QTreeWidget>("requestFields")->topLevelItemCount() == 2; }));
    Q_EMIT capture->menu()->aboutToShow();
    capture->menu()->actions().at(2)->trigger();
    EXPECT_EQ(std::get<SetCapture>(commands.back()).scope.address.text(), "192.168.1.63");
}

TEST_F(RequestsPageTest, AnEmptyPageOffersATestAnnounce)
{
    page.setFilter({});
    QPushButton* action = nullptr;
    ASSERT_TRUE(QTest::qWaitFor([&] {
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Send a test announce") && button->isVisible())
                action = button;
        return action != nullptr;
    }));
    action->click();
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<SendTestAnnounce>(commands[0]));
}

TEST_F(RequestsPageTest, RandomEditsKeepTheRulesOfModels)
{
    const test::ModelComplaints complaints;
    const QAbstractItemModelTester tester(table().model(), QAbstractItemModelTester::FailureReportingMode::Warning);
    auto& model = dynamic_cast<RequestModel&>(*table().model());
    forgotten = true; // the pane below the table is not what this is about
    const unsigned seed = 11;
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int step = 0; step < 300; ++step) {
        switch (below(6)) {
        case 0:
        case 1:
            for (int i = below(20); i >= 0; --i)
                add(requests::RequestResult::Answered, "10.0.0.7", QStringLiteral("14 peers"));
            break;
        case 2: // the log pushes its oldest out, or is cleared
            rows.erase(
                rows.begin(), below(8) == 0 ? rows.end() : rows.begin() + below(static_cast<int>(rows.size()) / 2 + 1));
            break;
        case 3:
            model.setPaused(below(2) == 0);
            break;
        case 4:
            table().sortByColumn(0, below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            table().verticalScrollBar()->setValue(below(table().verticalScrollBar()->maximum() + 1));
            if (model.rowCount() > 0)
                select({below(model.rowCount())});
            break;
        }
        answer(query);
        ASSERT_TRUE(asked([&] {
            const std::vector<RequestRow> expected = passing(model.query());
            const qint64 top = std::max(0, table().rowAt(0));
            return model.total() == static_cast<qint64>(expected.size())
                && (expected.empty() || model.keyAt(top) == expected.at(static_cast<std::size_t>(top)).key);
        })) << "step "
            << step << ", seed " << seed;
        ASSERT_EQ(complaints.take().join(QLatin1Char('\n')).toStdString(), "") << "step " << step << ", seed " << seed;
    }
}

} // namespace
} // namespace waggle::ui
