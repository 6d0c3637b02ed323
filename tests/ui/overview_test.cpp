// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/charts/chartcard.h"
#include "ui/pages/overview/emptyoverview.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/overview/overviewwords.h"
#include "ui/pages/overview/sharedcard.h"
#include "ui/pages/overview/sharedrow.h"
#include "ui/pages/overview/trackerfigures.h"
#include "ui/pages/overview/trackerpanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/toolbar.h"

#include "tests/ui/grab.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace waggle;
using namespace waggle::ui;
using namespace std::chrono_literals;
using monitor::SwarmState;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kMiB = 1 << 20;

monitor::SwarmRow swarm(
    const char* name, SwarmState state, std::uint32_t seeds, std::uint32_t leechers, std::uint32_t stuck)
{
    monitor::SwarmRow row;
    row.name = QString::fromUtf8(name);
    row.state = state;
    row.clients = seeds + leechers;
    row.seeds = seeds;
    row.leechers = leechers;
    row.stuck = stuck;
    row.infoHash.bytes.fill(static_cast<std::uint8_t>(row.name.size()));
    return row;
}

std::shared_ptr<monitor::Overview> busy()
{
    auto overview = std::make_shared<monitor::Overview>();
    overview->uptime = 40min;
    overview->totals.swarms = 3;
    overview->totals.peers = 30;
    overview->totals.clients = 15;
    overview->totals.seeds = 9;
    overview->swarms = 3;
    overview->reportedClients = 12;
    overview->stuckClients = 1;
    overview->problems = 1;
    overview->trafficDown = 38.2 * kMiB;
    overview->trafficUp = 38.0 * kMiB;
    overview->trafficSpan = 5min;
    overview->movedDown = 112ull << 30;
    overview->copies = 9.3;
    overview->announcesPerMinute = 20;
    overview->bytesInPerSecond = 1229;
    overview->bytesOutPerSecond = 3072;
    overview->requestsKept = 1200;
    overview->reach[0][0] = {14, true};
    overview->reach[1][0] = {3, true};
    overview->shared = {swarm("disk.img", SwarmState::Sharing, 9, 6, 1),
        swarm("office-fonts.zip", SwarmState::EveryoneHasIt, 15, 0, 0),
        swarm("4f1c…09ab", SwarmState::NobodyHasAll, 0, 4, 0)};
    overview->shared[0].size = 12ull << 30;
    overview->shared[1].size = 88'185'242;
    overview->shared[2].size = 700 * kMiB;
    overview->shared[2].sizeEstimated = true;
    using requests::RequestKind;
    using requests::RequestResult;
    overview->counters.requests[0][0][0] = {1043, 12, 0};
    overview->counters.requests[1][0][0] = {155, 0, 7};
    overview->counters.requests[1][0][2] = {40, 0, 0};
    overview->counters.bytesIn[0][0] = 310'000;
    overview->counters.bytesOut[0][0] = 640'000;
    return overview;
}

std::shared_ptr<monitor::Overview> fresh()
{
    auto overview = std::make_shared<monitor::Overview>();
    overview->firstRun = true;
    return overview;
}

TEST(OverviewWords, SayWhoHasWhat)
{
    using overview::plain;
    using overview::sharedWords;
    EXPECT_EQ(plain(sharedWords(swarm("a", SwarmState::Sharing, 9, 6, 1))).toStdString(),
        "9 of 15 done · 5 getting it · 1 stuck");
    EXPECT_EQ(sharedWords(swarm("a", SwarmState::Stuck, 9, 6, 1)).back().tone, TextLabel::Tone::Warning);
    EXPECT_EQ(plain(sharedWords(swarm("a", SwarmState::Sharing, 1, 1, 0))).toStdString(), "1 of 2 done · 1 getting it");
    EXPECT_EQ(plain(sharedWords(swarm("a", SwarmState::EveryoneHasIt, 3, 0, 0))).toStdString(), "everyone has it");
    EXPECT_EQ(plain(sharedWords(swarm("a", SwarmState::NobodyHasAll, 0, 4, 0))).toStdString(), "nobody has all of it");
    EXPECT_EQ(plain(sharedWords(swarm("a", SwarmState::Quiet, 0, 0, 0))).toStdString(), "nobody here now");
}

TEST(OverviewWords, TheBarNeverHasMoreThanItsClients)
{
    auto row = swarm("a", SwarmState::Sharing, 9, 6, 1);
    auto bar = overview::sharedBar(row);
    EXPECT_EQ(bar.done + bar.getting + bar.stuck, 15u);
    row.stuck = 60; // rows of two moments mixed
    bar = overview::sharedBar(row);
    EXPECT_EQ(bar.done + bar.getting + bar.stuck, 15u);
}

TEST(OverviewWords, FiguresKnowTheirAge)
{
    const auto overview = busy();
    EXPECT_EQ(overview::trafficFigure(*overview).figure.toStdString(), "38.2\u202fMiB/s");
    EXPECT_EQ(overview::trafficFigure(*overview).note.toStdString(), "mean of the last 5\u202fmin · 12 of 15 reported");
    EXPECT_EQ(overview::clientsFigure(*overview).note.toStdString(), "30 addresses · 9 seeds · 6 leechers");
    EXPECT_EQ(overview::swarmsFigure(*overview).note.toStdString(), "112\u202fGiB moved · 9.3 copies");
    overview->trafficDown.reset();
    EXPECT_EQ(overview::trafficFigure(*overview).figure.toStdString(), "–") << "unknown is not 0";
    EXPECT_EQ(overview::trafficFigure(*overview).note.toStdString(), "nobody has announced twice yet");
}

TEST(OverviewWords, ProblemsAreStuckClientsAndRequests)
{
    const auto overview = busy();
    EXPECT_EQ(overview::problemsFigure(*overview).figure.toStdString(), "2");
    EXPECT_EQ(overview::problemsFigure(*overview).note.toStdString(), "1 stuck client · 1 request refused or dropped");
    EXPECT_EQ(overview::problemsFigure(*overview).tone, TextLabel::Tone::Warning);
    overview->problems = overview->stuckClients = 0;
    EXPECT_EQ(overview::problemsFigure(*overview).figure.toStdString(), "0");
    EXPECT_EQ(overview::problemsFigure(*overview).tone, TextLabel::Tone::Normal);
}

TEST(OverviewWords, AfterARestartItSaysWhenClientsReturn)
{
    auto overview = busy();
    overview->totals = {};
    overview->uptime = 40s;
    EXPECT_EQ(overview::returningWords(*overview, true).toStdString(),
        "Running for 40\u202fs. Clients of the last run return by themselves within 5 min.");
    EXPECT_EQ(overview::returningWords(*overview, false), QString());
    overview->uptime = 6min;
    EXPECT_EQ(overview::returningWords(*overview, true), QString());
    overview->uptime = 40s;
    overview->totals.peers = 1;
    EXPECT_EQ(overview::returningWords(*overview, true), QString());
}

class OverviewTest : public testing::Test {
protected:
    OverviewTest()
        : window(backend, folder.filePath(QStringLiteral("window.ini")))
    {
        page = new OverviewPage(backend);
        window.addPage(QStringLiteral("overview"), QStringLiteral("Overview"), QStringLiteral("overview"), page);
        for (const char* id : {"swarms", "peers", "requests"}) {
            const QString name = QString::fromLatin1(id);
            window.addPage(name, name.at(0).toUpper() + name.mid(1), name, new QWidget);
        }
        window.addSeparator();
        window.addPage(QStringLiteral("log"), QStringLiteral("Log"), QStringLiteral("log"), new QWidget);
        window.addPage(QStringLiteral("settings"), QStringLiteral("Settings"), QStringLiteral("settings"), new QWidget);
        QObject::connect(&backend, &Backend::commanded, &window, [this](const Command& c) { commands.push_back(c); });
        QObject::connect(&backend, &Backend::ask, &window,
            monitor::ofKind<monitor::SeriesQuery>([this](const auto& q) { queries[q.kind] = q; }));
        server::AnnounceUrl url;
        url.url = QStringLiteral("http://192.168.1.20:6969/announce");
        url.interface = QStringLiteral("Wi-Fi wlan0");
        url.primary = true;
        window.resize(1366, 768);
        window.show();
        Q_EMIT backend.announceUrlsChanged({url});
        Q_EMIT backend.settingsChanged(lightSettings(), {});
        server::ListenerState http, udp;
        http.wanted.address = *protocol::Address::parse("0.0.0.0");
        http.state = server::ListenerState::State::Listening;
        http.wildcard = true;
        udp = http;
        udp.transport = protocol::Transport::Udp;
        auto http6 = http;
        http6.wanted.address = *protocol::Address::parse("::");
        Q_EMIT backend.listenersChanged({http, http6, udp});
    }
    ~OverviewTest() override { applyTheme(*qApp, settings::Theme::Light); }

    static settings::Settings lightSettings()
    {
        settings::Settings settings;
        settings.theme = settings::Theme::Light;
        return settings;
    }

    template <typename T>
    T* child(const char* name) const
    {
        return window.findChild<T*>(QString::fromLatin1(name));
    }

    void answerCharts()
    {
        for (const auto& [kind, query] : queries) {
            auto data = std::make_shared<monitor::SeriesData>();
            data->view = query.view;
            data->number = query.number;
            data->kind = kind;
            data->range = query.range;
            data->endMs = 1'700'000'000'000;
            data->stepMs = std::chrono::milliseconds(monitor::length(query.range)).count() / 60;
            fill(*data, 61);
            Q_EMIT backend.answered(data);
        }
    }

    static void fill(monitor::SeriesData& data, std::size_t points)
    {
        using monitor::SeriesKind;
        const auto wave = [&](double base, double swing, double phase) {
            std::vector<double> values(points);
            for (std::size_t i = 0; i < points; ++i)
                values[i] = std::max(0.0, base + swing * std::sin(static_cast<double>(i) / 11 + phase));
            return values;
        };
        const auto stairs = [&](double last) {
            std::vector<double> values(points);
            for (std::size_t i = 0; i < points; ++i)
                values[i] = std::floor(last * static_cast<double>(i + 6) / static_cast<double>(points + 5));
            return values;
        };
        switch (data.kind) {
        case SeriesKind::SwarmTraffic:
            data.lines = {{"down", wave(28.0 * kMiB, 14.0 * kMiB, 0.3)}, {"up", wave(27.0 * kMiB, 14.0 * kMiB, 0.25)}};
            std::fill_n(data.lines[0].values.begin(), 4, kGap);
            std::fill_n(data.lines[1].values.begin(), 4, kGap);
            data.unreportedFromMs = data.endMs - 110'000;
            data.unreportedClients = 3;
            return;
        case SeriesKind::Clients:
            data.lines = {{"all", stairs(15)}, {"seeds", stairs(9)}};
            return;
        case SeriesKind::Requests:
            data.lines = {{"announces", wave(0.3, 0.1, 0)}, {"scrapes", wave(0.05, 0.05, 1)},
                {"connects", wave(0.1, 0.05, 2)}, {"other", wave(0, 0, 0)}};
            return;
        case SeriesKind::Answers:
            data.lines
                = {{"answered", wave(0.4, 0.1, 0)}, {"refused", wave(0.02, 0.02, 1)}, {"dropped", wave(0, 0.05, 1)}};
            return;
        case SeriesKind::TrackerBandwidth:
            data.lines = {{"in", wave(1200, 300, 0)}, {"out", wave(3000, 700, 0)}};
            return;
        }
    }

    QTemporaryDir folder;
    Backend backend;
    MainWindow window;
    OverviewPage* page = nullptr;
    std::vector<Command> commands;
    std::map<monitor::SeriesKind, monitor::SeriesQuery> queries;
};

TEST_F(OverviewTest, IsEmptyUntilSomethingIsShared)
{
    EXPECT_FALSE(page->isEmpty()) << "nothing is claimed before the first tick";
    Q_EMIT backend.overviewReady(fresh());
    EXPECT_TRUE(page->isEmpty());
    EXPECT_TRUE(queries.empty()) << "hidden charts ask for nothing";
    EXPECT_EQ(child<QLineEdit>("emptyAnnounce")->text(), QStringLiteral("http://192.168.1.20:6969/announce"));
    EXPECT_EQ(child<EmptyOverview>("emptyOverview")->reach(), QStringLiteral("Nobody has reached the tracker yet."));
    test::grab(window, QStringLiteral("empty-light"));
    Q_EMIT backend.overviewReady(busy());
    EXPECT_FALSE(page->isEmpty());
    EXPECT_EQ(queries.count(monitor::SeriesKind::SwarmTraffic), 1u);
    EXPECT_EQ(queries.count(monitor::SeriesKind::Clients), 1u);
    Q_EMIT backend.overviewReady(fresh());
    EXPECT_TRUE(page->isEmpty());
}

TEST_F(OverviewTest, TheEmptyPageCopiesItsTwoLinks)
{
    Q_EMIT backend.overviewReady(fresh());
    child<QPushButton>("emptyCopyLink")->click();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("http://192.168.1.20:6969"));
    child<QPushButton>("emptyCopyAnnounce")->click();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("http://192.168.1.20:6969/announce"));
    int chosen = 0;
    QString qr;
    QObject::connect(page, &OverviewPage::chooseRequested, page, [&] { ++chosen; });
    QObject::connect(page, &OverviewPage::qrRequested, page, [&](const QString& link) { qr = link; });
    child<QPushButton>("emptyChoose")->click();
    child<QPushButton>("emptyQr")->click();
    EXPECT_EQ(chosen, 1);
    EXPECT_EQ(qr, QStringLiteral("http://192.168.1.20:6969"));
}

TEST_F(OverviewTest, SaysThatTheTrackerIsOffAndStartsIt)
{
    Q_EMIT backend.overviewReady(busy());
    EXPECT_FALSE(child<QWidget>("offCard")->isVisible());
    Q_EMIT backend.trackerOnChanged(false);
    EXPECT_TRUE(child<QWidget>("offCard")->isVisible());
    child<QPushButton>("startTracker")->click();
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<StartTracker>(commands[0]));
    Q_EMIT backend.overviewReady(fresh());
    EXPECT_TRUE(child<QPushButton>("emptyStart")->isVisible());
    EXPECT_EQ(
        child<EmptyOverview>("emptyOverview")->reach(), QStringLiteral("The tracker is off: nobody can reach it."));
}

TEST_F(OverviewTest, CardsAndRowsLeadToTheirPages)
{
    Q_EMIT backend.overviewReady(busy());
    int swarms = 0, problems = 0;
    QStringList peers;
    std::optional<protocol::InfoHash> opened;
    QObject::connect(page, &OverviewPage::swarmsRequested, page, [&] { ++swarms; });
    QObject::connect(page, &OverviewPage::problemsRequested, page, [&] { ++problems; });
    QObject::connect(page, &OverviewPage::peersRequested, page, [&](const QString& filter) { peers << filter; });
    QObject::connect(page, &OverviewPage::swarmRequested, page, [&](const protocol::InfoHash& hash) { opened = hash; });
    QTest::mouseClick(child<FigureCard>("swarmsCard"), Qt::LeftButton);
    QTest::keyClick(child<FigureCard>("clientsCard"), Qt::Key_Space);
    QTest::mouseClick(child<FigureCard>("problemsCard"), Qt::LeftButton);
    EXPECT_EQ(swarms, 1);
    EXPECT_EQ(problems, 1);
    auto onlyStuck = busy();
    onlyStuck->problems = 0;
    Q_EMIT backend.overviewReady(onlyStuck);
    QTest::mouseClick(child<FigureCard>("problemsCard"), Qt::LeftButton);
    EXPECT_EQ(peers, (QStringList{QString(), QStringLiteral("stuck")}));
    QTest::mouseClick(child<SharedRow>("shared_1"), Qt::LeftButton);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, busy()->shared[1].infoHash);
}

TEST_F(OverviewTest, RowsFollowTheTick)
{
    Q_EMIT backend.overviewReady(busy());
    auto* card = child<SharedCard>("sharedCard");
    ASSERT_EQ(card->rows().size(), 3u);
    EXPECT_EQ(card->rows()[0]->words(), QStringLiteral("9 of 15 done · 5 getting it · 1 stuck"));
    auto less = busy();
    less->shared.resize(1);
    less->shared[0].seeds = 10;
    less->shared[0].leechers = 5;
    Q_EMIT backend.overviewReady(less);
    EXPECT_EQ(card->rows()[0]->words(), QStringLiteral("10 of 15 done · 4 getting it · 1 stuck"));
    EXPECT_FALSE(card->rows()[2]->isVisible());
    EXPECT_TRUE(child<QPushButton>("moreShared")->isVisible());
    EXPECT_EQ(child<QPushButton>("moreShared")->text(), QStringLiteral("2 more"));
}

TEST_F(OverviewTest, TrackerItselfOpensByItselfFromFiftyClientsOn)
{
    auto overview = busy();
    overview->totals.clients = 49;
    Q_EMIT backend.overviewReady(overview);
    auto* panel = child<TrackerPanel>("trackerPanel");
    EXPECT_FALSE(panel->isOpen());
    EXPECT_EQ(panel->summary().toStdString(), "20 announces/min · 7 dropped · ↓ 1.20\u202fKiB/s ↑ 3.00\u202fKiB/s");
    overview = busy();
    overview->totals.clients = 50;
    Q_EMIT backend.overviewReady(overview);
    EXPECT_TRUE(panel->isOpen());
    EXPECT_EQ(queries.count(monitor::SeriesKind::Requests), 1u);
    child<QToolButton>("trackerToggle")->click();
    EXPECT_FALSE(panel->isOpen());
    Q_EMIT backend.overviewReady(overview);
    EXPECT_FALSE(panel->isOpen()) << "closed by a person stays closed";
}

TEST_F(OverviewTest, TrackerFiguresAddUp)
{
    Q_EMIT backend.overviewReady(busy());
    auto* figures = child<TrackerFigures>("trackerFigures");
    EXPECT_EQ(figures->cell(0, 0).toStdString(), "1.1\u202fk") << "announces over HTTP v4";
    EXPECT_EQ(figures->cell(0, 5).toStdString(), "12") << "refused";
    EXPECT_EQ(figures->cell(2, 2).toStdString(), "40") << "connects over UDP v4";
    EXPECT_EQ(figures->cell(2, 6).toStdString(), "7") << "dropped";
    EXPECT_EQ(figures->cell(3, 0).toStdString(), "0");
}

TEST_F(OverviewTest, LooksRightInEverySizeAndTheme)
{
    Q_EMIT backend.overviewReady(busy());
    answerCharts();
    test::grab(window, QStringLiteral("overview-light"));
    applyTheme(*qApp, settings::Theme::Dark);
    test::grab(window, QStringLiteral("overview-dark"));
    Q_EMIT backend.overviewReady(fresh());
    test::grab(window, QStringLiteral("empty-dark"));
    applyTheme(*qApp, settings::Theme::Light);
    auto overview = busy();
    overview->shared[0].name = QStringLiteral(
        "a-very-long-name-of-a-disk-image-that-somebody-made-for-the-whole-school-2026-11-21-final-2.img");
    overview->totals.clients = 64;
    window.resize(1920, 1080);
    Q_EMIT backend.overviewReady(overview);
    answerCharts();
    test::grab(window, QStringLiteral("overview-large"));
    window.resize(1000, 700);
    test::grab(window, QStringLiteral("overview-small"));
    EXPECT_LE(window.width(), 1000) << "nothing forces the window wider";
    EXPECT_LE(window.height(), 700);
    setScale(*qApp, 2);
    test::grab(window, QStringLiteral("overview-scaled"));
    setScale(*qApp, 1);
    Q_EMIT backend.trackerOnChanged(false);
    window.resize(1366, 768);
    test::grab(window, QStringLiteral("overview-off"));
}

} // namespace
