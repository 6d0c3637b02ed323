// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/tablesupport.h"

#include "ui/base/theme.h"
#include "ui/pages/peers/peermodel.h"
#include "ui/pages/peers/peerspane.h"
#include "ui/pages/swarms/aboutswarm.h"
#include "ui/pages/swarms/statefilter.h"
#include "ui/pages/swarms/swarmcolumns.h"
#include "ui/pages/swarms/swarmdetails.h"
#include "ui/pages/swarms/swarmspage.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/messagebar.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include <cmath>

namespace waggle::ui::test {

namespace {

using namespace std::chrono_literals;

constexpr int kUnnamed = 0, kDisk = 1, kFonts = 2; // rows, by name

std::shared_ptr<const std::vector<float>> spark(double seed)
{
    auto points = std::make_shared<std::vector<float>>();
    for (int i = 0; i < 60; ++i)
        points->push_back(static_cast<float>(40 + 20 * std::sin(i / 6.0 + seed) + i % 5));
    return points;
}

monitor::SwarmRow diskImage()
{
    auto row = swarmRow(1, QStringLiteral("disk.img"));
    row.named = true;
    row.clients = 15;
    row.seeds = 9;
    row.leechers = 6;
    row.stuck = 1;
    row.rateDown = 37.9 * 1024 * 1024;
    row.movedDown = 108ull << 30;
    row.size = 12ull << 30;
    row.spark = spark(0);
    return row;
}

monitor::SwarmRow fonts()
{
    auto row = swarmRow(2, QStringLiteral("office-fonts.zip"));
    row.state = monitor::SwarmState::EveryoneHasIt;
    row.clients = row.seeds = 15;
    row.rateDown = 0;
    row.movedDown = 1288490188;
    row.lastAnnounceAge = 2min;
    row.spark = spark(2);
    return row;
}

monitor::SwarmRow unnamed()
{
    auto row = swarmRow(3, QStringLiteral("4f1c…09ab"));
    row.state = monitor::SwarmState::NobodyHasAll;
    row.clients = row.leechers = 2;
    row.movedDown = 310ull << 20;
    row.size = 700ull << 20;
    row.sizeEstimated = true;
    row.lastAnnounceAge = 48s;
    row.spark = spark(4);
    return row;
}

std::vector<monitor::PeerRow> classroom()
{
    struct Seat {
        const char* name;
        const char* client;
        double progress;
        double down, up;
        std::chrono::seconds age;
    };
    const std::vector<Seat> seats{{"seminar-01", "qBittorrent 4.6.3", 1, -1, 11.2, 9s},
        {"seminar-02", "qBittorrent 4.6.3", 1, -1, 8.7, 31s}, {"MacBook-Ada", "Transmission 4.0.5", .63, 6.1, 2.2, 60s},
        {"lab-pc-7", "aria2 1.36", .71, 5.0, 1.9, 120s}, {"LAPTOP-07", "µTorrent 3.5", .07, 0, 0, 400s},
        {"a-computer-with-a-rather-long-name.lan", "libtorrent 2.0.8", .88, 4.4, 3.0, 50s},
        {"", "libtorrent 2.0.8", .42, 4.1, 1.1, 60s}};
    std::vector<monitor::PeerRow> rows;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        const Seat& seat = seats[i];
        auto row = peerRow(static_cast<int>(41 + i), hashOf(1), QString::fromUtf8(seat.name));
        row.swarmName = QStringLiteral("disk.img");
        row.client = QString::fromUtf8(seat.client);
        row.progress = seat.progress;
        row.state = seat.progress == 1 ? monitor::ClientState::Seed
            : seat.down == 0           ? monitor::ClientState::Stuck
                                       : monitor::ClientState::Leecher;
        if (seat.down >= 0)
            row.rateDown = seat.down * 1024 * 1024;
        row.rateUp = seat.up * 1024 * 1024;
        row.reportedAge = seat.age;
        row.overdue = seat.age > 300s;
        if (i < 2)
            row.others.push_back({*protocol::Address::parse("2001:db8::1f:8aff:fe00:41"), 51413});
        rows.push_back(row);
    }
    return rows;
}

class SwarmsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        program.swarms = {diskImage(), fonts(), unnamed()};
        program.peers = classroom();
        page.resize(1366 - 172, 768 - 80);
        page.show();
        ASSERT_TRUE(soon([&] { return page.states().countAt(0) == 3 && page.details().isVisible(); }));
        page.selectSwarm(hashOf(1));
        ASSERT_TRUE(soon([&] { return page.details().peers().model().total() == 7; }));
    }

    // Opens the context menu of a row and triggers an action of it.
    void choose(int row, const char* name)
    {
        TableView& view = page.swarms().view();
        const QPoint at = view.visualRect(view.model()->index(row, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view.viewport()->mapToGlobal(at));
        QApplication::sendEvent(view.viewport(), &event);
        auto* menu = view.findChild<QMenu*>(QStringLiteral("swarmsMenu"));
        ASSERT_TRUE(menu);
        auto* action = menu->findChild<QAction*>(QLatin1String(name));
        ASSERT_TRUE(action) << name;
        action->trigger();
        menu->close();
        ASSERT_TRUE(soon([&] { return !view.findChild<QMenu*>(QStringLiteral("swarmsMenu")); }));
    }

    [[nodiscard]] bool asksPeersOf(int number) const
    {
        const monitor::PeerQuery* query = program.peerQuery();
        return query && query->swarm == hashOf(number);
    }

    WindowIni ini;
    Backend backend;
    FakeProgram program{backend};
    SwarmsPage page{backend, ini.settings()};
};

} // namespace

TEST_F(SwarmsTest, LooksLikeItself)
{
    waggle::test::grab(page, QStringLiteral("swarms-light"));
    applyTheme(*qApp, settings::Theme::Dark);
    EXPECT_TRUE(soon([&] { return page.palette().color(QPalette::Window) == Theme::darkTheme().window; }));
    waggle::test::grab(page, QStringLiteral("swarms-dark"));
    page.details().showTab(QStringLiteral("about"));
    torrent::KnownTorrent known;
    known.infoHash = hashOf(1);
    known.name = QStringLiteral("disk.img");
    known.files = {{QStringLiteral("disk.img"), 12ull << 30}, {QStringLiteral("read me.txt"), 1234}};
    auto names = std::make_shared<torrent::NameTable>();
    names->emplace(known.infoHash, std::make_shared<torrent::KnownTorrent>(known));
    Q_EMIT backend.namesChanged(names);
    Q_EMIT backend.announceUrlsChanged({{QStringLiteral("http://192.168.1.20:6969/announce"), {},
        protocol::Transport::Http, protocol::Family::V4, true, true}});
    waggle::test::grab(page, QStringLiteral("swarms-about-dark"));
    applyTheme(*qApp, settings::Theme::Light);
    EXPECT_TRUE(soon([&] { return page.palette().color(QPalette::Window) == Theme::light().window; }));
    waggle::test::grab(page, QStringLiteral("swarms-about-light"));
    EXPECT_EQ(page.states().countAt(1), 1);
    EXPECT_EQ(page.states().countAt(5), 0);
}

TEST_F(SwarmsTest, FirstSwarmIsChosenByItself)
{
    SwarmsPage other(backend, ini.settings());
    other.resize(page.size());
    other.show();
    EXPECT_TRUE(soon([&] { return asksPeersOf(3); })) << "4f1c…09ab is the first by name";
}

TEST_F(SwarmsTest, PeersOfTheChosenSwarmAreShown)
{
    EXPECT_TRUE(asksPeersOf(1));
    page.swarms().view().selectKey(swarmRowKey(hashOf(2)));
    EXPECT_TRUE(soon([&] { return asksPeersOf(2); }));
    EXPECT_TRUE(soon([&] { return page.details().peers().model().total() == 0; }));
}

TEST_F(SwarmsTest, SideFilterAsksForOneState)
{
    page.setState(monitor::SwarmState::NobodyHasAll);
    EXPECT_TRUE(soon([&] { return program.swarmQuery()->state == monitor::SwarmState::NobodyHasAll; }));
    EXPECT_TRUE(soon([&] { return page.swarms().view().model()->rowCount() == 1; }));
    EXPECT_EQ(page.states().countAt(0), 3) << "counts are of all states";
    page.setState(monitor::SwarmState::Quiet);
    EXPECT_TRUE(soon([&] { return page.swarms().view().model()->rowCount() == 0; }));
    page.selectSwarm(hashOf(3));
    EXPECT_TRUE(soon([&] { return asksPeersOf(3); })) << "what could hide it is cleared";
    EXPECT_FALSE(program.swarmQuery()->state);
}

TEST_F(SwarmsTest, CopiesHashMagnetAndName)
{
    choose(kDisk, "copyHash");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), hashOf(1).hex());
    choose(kDisk, "copyName");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), "disk.img");
    Q_EMIT backend.announceUrlsChanged({{QStringLiteral("http://192.168.1.20:6969/announce"), {},
        protocol::Transport::Http, protocol::Family::V4, true, true}});
    choose(kDisk, "copyMagnet");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(),
        "magnet:?xt=urn:btih:" + hashOf(1).hex() + "&tr=http%3A%2F%2F192.168.1.20%3A6969%2Fannounce");
}

TEST_F(SwarmsTest, ForgetsAndUndoes)
{
    choose(kFonts, "forget");
    ASSERT_EQ(program.commandsOf<ForgetSwarm>().size(), 1u);
    EXPECT_EQ(program.commandsOf<ForgetSwarm>().front().infoHash, hashOf(2));
    auto* message = page.findChild<MessageBar*>(QStringLiteral("messageBar"), Qt::FindDirectChildrenOnly);
    ASSERT_TRUE(message && message->isVisible());
    EXPECT_EQ(message->text().toStdString(), "Forgot office-fonts.zip");
    QTest::mouseClick(message->findChild<QPushButton*>(QStringLiteral("messageAction")), Qt::LeftButton);
    ASSERT_EQ(program.commandsOf<RestoreSwarm>().size(), 1u);
    EXPECT_EQ(program.commandsOf<RestoreSwarm>().front().infoHash, hashOf(2));
    EXPECT_FALSE(message->isVisible());
}

TEST_F(SwarmsTest, LabelIsAskedForAndSet)
{
    choose(kDisk, "label");
    auto* dialog = page.findChild<QInputDialog*>(QStringLiteral("labelDialog"));
    ASSERT_TRUE(dialog);
    dialog->setTextValue(QStringLiteral(" seminar "));
    dialog->accept();
    ASSERT_EQ(program.commandsOf<LabelSwarm>().size(), 1u);
    EXPECT_EQ(program.commandsOf<LabelSwarm>().front().label.toStdString(), "seminar");
}

TEST_F(SwarmsTest, ShowsItsRequests)
{
    const QSignalSpy asked(&page, &SwarmsPage::showRequests);
    choose(kUnnamed, "requests");
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked.front().front().value<protocol::InfoHash>(), hashOf(3));
}

TEST_F(SwarmsTest, AboutTellsWhatIsKnownAndCopiesIt)
{
    page.details().showTab(QStringLiteral("about"));
    AboutSwarm& about = page.details().about();
    EXPECT_EQ(about.value(QStringLiteral("aboutHash")).toStdString(), hashOf(1).hex());
    EXPECT_EQ(about.value(QStringLiteral("aboutSecondHash")).toStdString(), "");
    page.selectSwarm(hashOf(3));
    EXPECT_TRUE(about.value(QStringLiteral("aboutSize")).startsWith(QChar(0x2248))) << "estimated sizes say so";
    QTest::mouseClick(about.findChild<QToolButton*>(QStringLiteral("aboutHashCopy")), Qt::LeftButton);
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), hashOf(3).hex());
}

TEST_F(SwarmsTest, OnlyTheTabOnTopAsks)
{
    const std::uint64_t view = page.details().peers().model().query().view;
    EXPECT_FALSE(program.isClosed(view));
    std::vector<monitor::SeriesQuery> series;
    QObject::connect(&backend, &Backend::ask, &page,
        monitor::ofKind<monitor::SeriesQuery>([&series](const auto& query) { series.push_back(query); }));
    page.details().showTab(QStringLiteral("traffic"));
    EXPECT_TRUE(program.isClosed(view));
    EXPECT_TRUE(soon([&] { return !series.empty(); }));
    EXPECT_EQ(series.back().swarm, hashOf(1));
}

TEST_F(SwarmsTest, EveryInteractiveWidgetHasItsNames)
{
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<const QAbstractScrollArea*>(widget->parentWidget()))
            continue;
        if (qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractItemView*>(widget)
            || qobject_cast<const QTabBar*>(widget)) {
            EXPECT_FALSE(widget->objectName().isEmpty()) << widget->metaObject()->className();
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            EXPECT_TRUE(
                !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || widget->isHidden())
                << widget->objectName().toStdString();
        }
    }
}

} // namespace waggle::ui::test
