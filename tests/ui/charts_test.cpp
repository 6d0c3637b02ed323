// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/backend.h"
#include "ui/charts/axisticks.h"
#include "ui/charts/chartcard.h"
#include "ui/charts/chartview.h"
#include "ui/charts/legendbutton.h"
#include "ui/widgets/filedialog.h"

#include "tests/ui/grab.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace waggle;
using namespace waggle::ui;
using namespace waggle::ui::charts;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;

TEST(CleanStep, TakesTheNextCleanNumberNotBelow)
{
    EXPECT_DOUBLE_EQ(cleanStep(1, false), 1);
    EXPECT_DOUBLE_EQ(cleanStep(1.01, false), 1.5);
    EXPECT_DOUBLE_EQ(cleanStep(11.5, false), 15);
    EXPECT_DOUBLE_EQ(cleanStep(0.021, false), 0.025);
    EXPECT_DOUBLE_EQ(cleanStep(9.5, false), 10);
    EXPECT_DOUBLE_EQ(cleanStep(1.2, true), 2) << "whole clients only";
    EXPECT_DOUBLE_EQ(cleanStep(0, true), 1);
    EXPECT_DOUBLE_EQ(cleanStep(kGap, false), 1);
}

TEST(ValueScale, HasFourStepsAndTheUnitOnTopOnly)
{
    const ValueScale scale = valueScale(46.0 * 1024 * 1024, Unit::BytesPerSecond);
    EXPECT_EQ(scale.label(4), QStringLiteral("60\u202fMiB/s"));
    EXPECT_EQ(scale.label(3), QStringLiteral("45"));
    EXPECT_EQ(scale.label(0), QStringLiteral("0"));
    EXPECT_DOUBLE_EQ(scale.top(), 60.0 * 1024 * 1024);
}

TEST(ValueScale, ChangesTheUnitBeforeFourDigits)
{
    EXPECT_EQ(valueScale(1010.0 * 1024, Unit::BytesPerSecond).label(4), QStringLiteral("1\u202fMiB/s"));
    EXPECT_EQ(valueScale(1010.0 * 1024, Unit::BytesPerSecond).label(1), QStringLiteral("0.25"));
    EXPECT_EQ(valueScale(3, Unit::BytesPerSecond).label(4), QStringLiteral("4\u202fB/s"));
}

TEST(ValueScale, CountsWholeClientsAndSlowRequestsAMinute)
{
    EXPECT_EQ(valueScale(15, Unit::Count).label(4), QStringLiteral("16"));
    EXPECT_EQ(valueScale(0, Unit::Count).label(4), QStringLiteral("4"));
    EXPECT_EQ(valueScale(12, Unit::PerSecond).label(4), QStringLiteral("12/s"));
    const ValueScale slow = valueScale(20.0 / 60, Unit::PerSecond);
    EXPECT_EQ(slow.label(4), QStringLiteral("20/min"));
    EXPECT_NEAR(slow.top(), 20.0 / 60, 1e-9);
}

TEST(ValueScale, NeverCutsTheLargestValue)
{
    for (double value = 0.001; value < 1e13; value *= 1.37) {
        EXPECT_GE(valueScale(value, Unit::BytesPerSecond).top() * (1 + 1e-6), value) << value;
        EXPECT_GE(valueScale(value, Unit::Count).top() * (1 + 1e-6), value) << value;
        EXPECT_GE(valueScale(value, Unit::PerSecond).top() * (1 + 1e-6), value) << value;
    }
}

TEST(TimeTicks, StandOnRoundLocalTimesAndLeaveRoomForNow)
{
    const std::int64_t start = 14 * kHour + 17 * kSecond;
    const TimeTicks ticks = timeTicks(start, start + 10 * kMinute, 90 * kSecond, 0);
    ASSERT_EQ(ticks.atMs.size(), 4u);
    EXPECT_EQ(ticks.atMs[0], 14 * kHour + 2 * kMinute);
    EXPECT_EQ(ticks.atMs[1] - ticks.atMs[0], 2 * kMinute);
    EXPECT_FALSE(ticks.withSeconds);
    EXPECT_LE(ticks.atMs.back(), start + 10 * kMinute - 90 * kSecond);
}

TEST(TimeTicks, FollowTheOffsetOfTheClock)
{
    const std::int64_t halfHourOff = 5 * kHour + 30 * kMinute;
    const TimeTicks ticks = timeTicks(kHour, 25 * kHour, 3 * kHour, halfHourOff);
    ASSERT_FALSE(ticks.atMs.empty());
    for (const auto at : ticks.atMs)
        EXPECT_EQ((at + halfHourOff) % (3 * kHour), 0);
    EXPECT_TRUE(timeTicks(0, kMinute, 10 * kSecond, 0).withSeconds);
    EXPECT_TRUE(timeTicks(5, 5, 1, 0).atMs.empty());
}

TEST(Runs, SplitAtGaps)
{
    EXPECT_TRUE(runs({}).empty());
    EXPECT_TRUE(runs({kGap, kGap}).empty());
    EXPECT_EQ(runs({1, 2, kGap, 3, kGap, kGap, 4}), (std::vector<charts::Run>{{0, 2}, {3, 4}, {6, 7}}));
    EXPECT_EQ(runs({kGap, 0, 0}), (std::vector<charts::Run>{{1, 3}}));
}

class ChartCardTest : public testing::Test {
protected:
    ChartCardTest()
    {
        QObject::connect(&backend, &Backend::ask, &backend,
            monitor::ofKind<monitor::SeriesQuery>([this](const auto& q) { asked.push_back(q); }));
        QObject::connect(&backend, &Backend::closeView, &backend, [this](quint64 view) { closed.push_back(view); });
    }

    std::shared_ptr<monitor::SeriesData> answer(std::size_t points = 60) const
    {
        auto data = std::make_shared<monitor::SeriesData>();
        data->view = asked.back().view;
        data->number = asked.back().number;
        data->kind = asked.back().kind;
        data->range = asked.back().range;
        data->endMs = 1'700'000'000'000;
        data->stepMs = 10'000;
        data->lines
            = {{"down", std::vector<double>(points, 38.2 * 1024 * 1024)}, {"up", std::vector<double>(points, 1e6)}};
        return data;
    }

    Backend backend;
    std::vector<monitor::SeriesQuery> asked;
    std::vector<quint64> closed;
};

TEST_F(ChartCardTest, AsksWhileItIsSeenAndClosesItsViewWhenHidden)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    EXPECT_TRUE(asked.empty());
    card.show();
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].range, monitor::Range::Minutes10) << "clients report seldom";
    card.hide();
    EXPECT_EQ(closed, std::vector<quint64>{asked[0].view});
    card.show();
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_GT(asked[1].number, asked[0].number);
}

TEST_F(ChartCardTest, RequestChartsStartAtOneMinute)
{
    ChartCard card(backend, monitor::SeriesKind::Requests, QStringLiteral("Requests"));
    card.show();
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].range, monitor::Range::Minute1);
}

TEST_F(ChartCardTest, ARangeButtonAsksAgainAndOldAnswersAreDropped)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.show();
    const auto old = answer();
    auto* hour = card.findChild<QToolButton*>(QStringLiteral("swarmTrafficChartRange1h"));
    ASSERT_TRUE(hour);
    hour->click();
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_EQ(asked[1].range, monitor::Range::Hour1);
    Q_EMIT backend.answered(old);
    EXPECT_TRUE(card.view().lines().empty());
    Q_EMIT backend.answered(answer(360));
    EXPECT_EQ(card.view().lines().size(), 2u);
}

TEST_F(ChartCardTest, GapsAreGaps)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.resize(640, 370);
    card.show();
    const auto data = answer();
    std::fill_n(data->lines[0].values.begin() + 20, 10, kGap);
    Q_EMIT backend.answered(data);
    ASSERT_EQ(card.view().lines().size(), 2u);
    EXPECT_EQ(card.view().lines()[0]->runCount(), 2u);
    EXPECT_EQ(card.view().lines()[1]->runCount(), 1u);
    Q_EMIT backend.answered(answer());
    EXPECT_EQ(card.view().lines()[0]->runCount(), 1u);
}

TEST_F(ChartCardTest, TheTailThatIsNotReportedIsHatchedAndNamed)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.resize(640, 370);
    card.show();
    const auto data = answer();
    data->unreportedFromMs = data->endMs - 2 * kMinute;
    data->unreportedClients = 3;
    for (std::size_t i = 0; i < 60; ++i)
        data->lines[0].values[i] = (20 + 25 * std::sin(static_cast<double>(i) / 9)) * 1024 * 1024;
    std::fill_n(data->lines[0].values.begin(), 6, kGap);
    Q_EMIT backend.answered(data);
    EXPECT_EQ(card.caption(), QStringLiteral("hatched: at least this much, 3 clients have not reported yet"));
    EXPECT_EQ(card.view().frame().hatchedFromMs, data->unreportedFromMs);
    test::grab(card, QStringLiteral("chart-traffic"));
    Q_EMIT backend.answered(answer());
    EXPECT_EQ(card.caption(), QString());
    EXPECT_FALSE(card.view().frame().hatchedFromMs);
}

TEST_F(ChartCardTest, MissingReportsDoNotLookLikeTheEndOfTheTraffic)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.resize(640, 370);
    card.show();
    const auto data = answer();
    auto& down = data->lines[0].values;
    down[58] = down[57] / 5;
    down[59] = 0;
    data->unreportedFromMs = data->endMs - kMinute; // the points 54 … 59
    data->unreportedClients = 1;
    Q_EMIT backend.answered(data);
    const charts::ChartLine& line = *card.view().lines()[0];
    EXPECT_EQ(line.runCount(), 1u);
    EXPECT_EQ(line.openRunCount(), 1u) << "faint where not all is reported";
    double faintEnd = 0;
    for (const QAbstractSeries* series : card.view().chart()->series()) {
        const auto* drawn = qobject_cast<const QLineSeries*>(series);
        if (drawn && drawn->isVisible() && !drawn->points().isEmpty() && drawn->pen().color().alphaF() < 0.9F
            && drawn->pen().color().rgb() == line.style().colour.rgb()) {
            EXPECT_DOUBLE_EQ(drawn->points().last().y(), down[57]) << "it does not follow the fall";
            faintEnd = drawn->points().last().x();
        }
    }
    EXPECT_GT(faintEnd, 0);
    EXPECT_EQ(card.view().lines()[1]->openRunCount(), 1u);
    Q_EMIT backend.answered(answer());
    EXPECT_EQ(line.openRunCount(), 0u);
}

TEST_F(ChartCardTest, NoTrafficAtAllIsStillDrawn)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.show();
    const auto data = answer();
    for (auto& line : data->lines)
        std::fill(line.values.begin(), line.values.end(), 0);
    data->unreportedFromMs = data->endMs - 9 * kMinute - 59'000;
    data->unreportedClients = 1;
    Q_EMIT backend.answered(data);
    EXPECT_TRUE(card.view().lines()[0]->isDrawn());
    EXPECT_EQ(card.view().frame().emptyText, QString());
}

TEST_F(ChartCardTest, TheLegendHidesALineAndTheAxisFollows)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.show();
    Q_EMIT backend.answered(answer());
    const double before = card.view().frame().scale.top();
    auto* down = card.findChild<LegendButton*>(QStringLiteral("swarmTrafficChartLegenddown"));
    ASSERT_TRUE(down);
    down->click();
    EXPECT_FALSE(card.view().lines()[0]->isShown());
    EXPECT_LT(card.view().frame().scale.top(), before);
    down->click();
    EXPECT_DOUBLE_EQ(card.view().frame().scale.top(), before);
}

TEST_F(ChartCardTest, SaysWhyItIsEmpty)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.show();
    EXPECT_TRUE(card.view().frame().emptyText.isEmpty()) << "nothing is known before the first answer";
    const auto data = answer();
    for (auto& line : data->lines)
        line.values.assign(60, kGap);
    Q_EMIT backend.answered(data);
    EXPECT_TRUE(card.view().frame().emptyText.contains(QStringLiteral("announced twice")));
}

TEST_F(ChartCardTest, ThePointerFollowsMouseAndArrowKeys)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.resize(640, 370);
    card.show();
    Q_EMIT backend.answered(answer());
    const QPointF middle = card.view().frame().plot.center();
    QMouseEvent move(QEvent::MouseMove, middle, card.view().viewport()->mapToGlobal(middle), Qt::NoButton, Qt::NoButton,
        Qt::NoModifier); // QTest::mouseMove says nothing where the mouse is there already
    QApplication::sendEvent(card.view().viewport(), &move);
    EXPECT_TRUE(card.view().pointerShown());
    test::grab(card, QStringLiteral("chart-pointer"));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&card.view(), &leave);
    EXPECT_FALSE(card.view().pointerShown());
    QTest::keyClick(&card.view(), Qt::Key_Left);
    EXPECT_TRUE(card.view().pointerShown());
}

TEST_F(ChartCardTest, TheSwarmGoesWithTheQuestion)
{
    ChartCard card(backend, monitor::SeriesKind::Clients, QStringLiteral("Clients"));
    card.show();
    protocol::InfoHash hash;
    hash.bytes.fill(7);
    card.setSwarm(hash);
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_EQ(asked[1].swarm, hash);
    card.setSwarm(hash);
    EXPECT_EQ(asked.size(), 2u) << "the same swarm is not asked for again";
}

TEST_F(ChartCardTest, PicturesAreCopiedAndSaved)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.resize(640, 370);
    card.show();
    Q_EMIT backend.answered(answer());
    card.copyPicture();
    EXPECT_EQ(QApplication::clipboard()->image().size(), QSize(1280, 740));

    const QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("chart.png"));
    FileDialog::answerNext({png});
    card.savePng();
    const QImage saved(png);
    ASSERT_FALSE(saved.isNull());
    EXPECT_NE(saved.pixelColor(640, 600), saved.pixelColor(20, 20)) << "something is drawn";

    const QString svg = folder.filePath(QStringLiteral("chart.svg"));
    FileDialog::answerNext({svg});
    card.saveSvg();
    QFile file(svg);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    EXPECT_TRUE(text.contains("Swarm traffic"));
    EXPECT_TRUE(text.contains("MiB/s"));
}

TEST_F(ChartCardTest, APictureThatCannotBeWrittenIsExplained)
{
    ChartCard card(backend, monitor::SeriesKind::SwarmTraffic, QStringLiteral("Swarm traffic"));
    card.show();
    FileDialog::answerNext({QStringLiteral("/nonexistent/folder/chart.png")});
    card.savePng();
    EXPECT_TRUE(card.caption().contains(QStringLiteral("/nonexistent/folder/chart.png")));
    Q_EMIT backend.answered(answer());
    EXPECT_TRUE(card.caption().contains(QStringLiteral("cannot be written"))) << "a tick does not wipe it away";
}

} // namespace
