// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/remote/fakechecks.h"
#include "tests/ui/tablesupport.h"
#include "ui/pages/remote/list/remotemodel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

#include <algorithm>
#include <random>

namespace waggle::ui {
namespace {

using test::ReportMaker;
using test::trackerUrl;

std::vector<remote::TrackerUrl> urls(int count, int from = 0)
{
    std::vector<remote::TrackerUrl> all;
    for (int i = 0; i < count; ++i)
        all.push_back(trackerUrl(qPrintable(QStringLiteral("udp://t%1.example:6969/announce").arg(from + i))));
    return all;
}

TEST(RemoteRow, TellsEachFamilyApart)
{
    RemoteRow row = remoteRow(1, trackerUrl("https://t.two.example/announce"));
    EXPECT_EQ(row.state, QStringLiteral("not checked"));
    setReport(row,
        ReportMaker(row.url)
            .leg("192.0.2.17", {6, 21, 58, 63}, 790, 51)
            .failedLeg(protocol::Family::V6, remote::Cause::AnswerTimeout, "2001:db8::17")
            .finding("D4", QStringLiteral("no answer"))
            .finding("T2", {})
            .finding("D4", {})
            .make(remote::State::Degraded));
    EXPECT_EQ(row.state, QStringLiteral("degraded"));
    EXPECT_EQ(row.v4.text, QStringLiteral("148\u202fms"));
    EXPECT_EQ(row.v4.sign, QStringLiteral("✓"));
    EXPECT_EQ(row.v6.text, QStringLiteral("timed out"));
    EXPECT_EQ(row.v6.sign, QStringLiteral("✕"));
    EXPECT_EQ(row.findings, (QStringList{QStringLiteral("D4"), QStringLiteral("T2")}));
    EXPECT_EQ(row.seeders, 790);
    EXPECT_EQ(row.leechers, 51);
    EXPECT_EQ(row.phases, (std::array<double, 4>{6, 21, 58, 63}));
}

TEST(RemoteRow, LossIsLossAndAMissingNetworkIsNoFailure)
{
    RemoteRow row = remoteRow(1, trackerUrl("udp://t.example:6969/announce"));
    setReport(row,
        ReportMaker(row.url)
            .leg("192.0.2.1", {4, 20, -1, 20}, 4, 1)
            .loss(2, 1)
            .failedLeg(protocol::Family::V6, remote::Cause::NoNetwork, "2001:db8::1")
            .make(remote::State::Up));
    EXPECT_EQ(row.v4.text, QStringLiteral("44\u202fms · 50\u202f% lost"));
    EXPECT_EQ(row.v6.text, QStringLiteral("–"));
    EXPECT_TRUE(row.v6.sign.isEmpty());
}

TEST(RemoteModel, KeepsEachTrackerOnceAndAtMostSoMany)
{
    RemoteModel model(nullptr);
    EXPECT_EQ(model.add(remoteRows(urls(3), 1)).size(), 3u);
    EXPECT_EQ(model.add(remoteRows(urls(4), 1)), (std::vector<quint64>{1, 2, 3, 4}));
    EXPECT_EQ(model.all().size(), 4u);
    EXPECT_EQ(model.all()[3].id, 4u);
    model.add(remoteRows(urls(20'001, 10), 1));
    EXPECT_EQ(model.all().size(), RemoteModel::kMost);
}

TEST(RemoteModel, RemovedOnesComeBackToTheirPlaces)
{
    RemoteModel model(nullptr);
    const auto ids = model.add(remoteRows(urls(5), 1));
    model.setReport(ids[1], ReportMaker(model.all()[1].url).leg("192.0.2.1", {}, 1, 1).make(remote::State::Up));
    const auto gone = model.remove({ids[1], ids[3]});
    EXPECT_EQ(gone.size(), 2u);
    EXPECT_EQ(model.counts().trackers, 3u);
    EXPECT_EQ(model.counts().work, 0u);
    model.setReport(ids[1], ReportMaker(gone[0].url).make(remote::State::Up)); // late: for nobody
    model.restore(gone);
    EXPECT_EQ(model.counts().work, 1u);
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(model.all()[i].id, ids[i]);
}

TEST(RemoteModel, RandomEditsKeepTheRulesOfModels)
{
    const test::ModelComplaints complaints;
    RemoteModel model(nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setActive(true);
    const unsigned seed = 11;
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    std::vector<RemoteRow> gone;
    int next = 0;
    for (int step = 0; step < 200; ++step) {
        const auto anyId = [&] { return model.all().empty() ? 0 : model.all()[below(model.all().size())].id; };
        switch (below(6)) {
        case 0:
            model.add(remoteRows(urls(3, next), 1));
            next += 3;
            break;
        case 1:
            gone = model.remove({anyId(), anyId()});
            break;
        case 2:
            model.restore(std::exchange(gone, {}));
            break;
        case 3:
            model.setFilter(below(2) == 0 ? QString() : QString::number(below(10)));
            break;
        case 4:
            model.sort(static_cast<int>(below(9)), below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            if (const quint64 id = anyId(); id != 0)
                model.setReport(id,
                    ReportMaker(model.find(id)->url)
                        .leg("192.0.2.1", {1, -1, -1, double(below(900))}, 1, 1)
                        .make(below(2) == 0 ? remote::State::Up : remote::State::Down));
            break;
        }
        const auto passing = static_cast<qint64>(model.passing().size());
        ASSERT_TRUE(test::soon([&] { return model.total() == passing; })) << "step " << step << ", seed " << seed;
        ASSERT_EQ(complaints.take().join(QLatin1Char('\n')).toStdString(), "") << "step " << step << ", seed " << seed;
    }
}

TEST(RemoteModel, WhatIsNotKnownStandsLastBothWays)
{
    RemoteModel model(nullptr);
    model.setActive(true);
    const auto ids = model.add(remoteRows(urls(3), 1));
    model.setReport(
        ids[1], ReportMaker(model.all()[1].url).leg("192.0.2.1", {1, -1, -1, 50}, 5, 1).make(remote::State::Up));
    model.setReport(
        ids[2], ReportMaker(model.all()[2].url).leg("192.0.2.1", {1, -1, -1, 20}, 9, 1).make(remote::State::Up));
    model.sort(*model.columnOf(QStringLiteral("v4")), Qt::AscendingOrder);
    EXPECT_EQ(model.passing(), (std::vector<quint64>{ids[2], ids[1], ids[0]}));
    model.sort(*model.columnOf(QStringLiteral("v4")), Qt::DescendingOrder);
    EXPECT_EQ(model.passing(), (std::vector<quint64>{ids[1], ids[2], ids[0]}));
}

} // namespace
} // namespace waggle::ui
