// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "tests/ui/tablesupport.h"

#include "ui/base/theme.h"
#include "ui/pages/peers/peermodel.h"
#include "ui/pages/peers/peerspage.h"
#include "ui/pages/peers/peerspane.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/messagebar.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <random>

namespace waggle::ui::test {

namespace {

class PeersTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        for (int i = 0; i < 6; ++i) {
            auto row = peerRow(i, hashOf(i % 2), QStringLiteral("pc-%1").arg(i));
            row.swarmName = QStringLiteral("swarm %1").arg(i % 2);
            row.reportedAge = std::chrono::seconds(9 + 100 * i);
            row.progress = 0.15 * (i + 1);
            row.rateDown = 1.5e6 * i;
            if (i < 3)
                row.others.push_back({*protocol::Address::parse("2001:db8::41"), 51413});
            program.peers.push_back(row);
        }
        page.resize(1366 - 172, 768 - 80);
        page.show();
        ASSERT_TRUE(soon([&] { return model().total() == 6; }));
    }
    [[nodiscard]] PeerModel& model() const { return page.clients().model(); }
    [[nodiscard]] TableView& view() const { return page.clients().pane().view(); }
    void choose(int row, const char* name)
    {
        const QPoint at = view().visualRect(model().index(row, 1)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view().viewport()->mapToGlobal(at));
        QApplication::sendEvent(view().viewport(), &event);
        auto* menu = view().findChild<QMenu*>(QStringLiteral("peersMenu"));
        ASSERT_TRUE(menu);
        auto* action = menu->findChild<QAction*>(QLatin1String(name));
        ASSERT_TRUE(action) << name;
        action->trigger();
        menu->close();
        ASSERT_TRUE(soon([&] { return !view().findChild<QMenu*>(QStringLiteral("peersMenu")); }));
    }

    WindowIni ini;
    Backend backend;
    FakeProgram program{backend};
    PeersPage page{backend, ini.settings()};
};

} // namespace

TEST_F(PeersTest, LooksLikeItself)
{
    model().setExpanded(0, true);
    ASSERT_TRUE(soon([&] { return model().total() == 8; }));
    waggle::test::grab(page, QStringLiteral("peers-light"));
    applyTheme(*qApp, settings::Theme::Dark);
    EXPECT_TRUE(soon([&] { return page.palette().color(QPalette::Window) == Theme::darkTheme().window; }));
    waggle::test::grab(page, QStringLiteral("peers-dark"));
    applyTheme(*qApp, settings::Theme::Light);
    EXPECT_TRUE(soon([&] { return page.palette().color(QPalette::Window) == Theme::light().window; }));
    EXPECT_EQ(page.findChild<QLabel*>(QStringLiteral("peersCounts"))->text().toStdString(), "6 clients (9 addresses)");
}

TEST_F(PeersTest, OldFiguresAreGreyedAndUnknownOnesAreDashes)
{
    const int reported = *model().columnOf(QStringLiteral("reported"));
    EXPECT_EQ(model().index(0, reported).data(PagedModelBase::CellRole).value<Cell>().tone, Tone::Normal);
    EXPECT_EQ(model().index(5, reported).data(PagedModelBase::CellRole).value<Cell>().tone, Tone::Dim);
    const int up = *model().columnOf(QStringLiteral("up"));
    EXPECT_EQ(model().index(0, up).data().toString().toStdString(), "–");
}

TEST_F(PeersTest, ClientsOpenByKeyboardAndPointer)
{
    view().setFocus();
    view().selectKey(*model().keyAt(1));
    QTest::keyClick(&view(), Qt::Key_Right);
    ASSERT_TRUE(soon([&] { return model().total() == 8; }));
    EXPECT_TRUE(model().rowAt(1)->expanded);
    EXPECT_TRUE(model().rowAt(2)->isAddress);
    EXPECT_EQ(view().currentIndex().row(), 1);
    QTest::keyClick(&view(), Qt::Key_Down);
    EXPECT_EQ(view().currentIndex().row(), 2);
    QTest::keyClick(&view(), Qt::Key_Left);
    ASSERT_TRUE(soon([&] { return model().total() == 6; })) << "Left on an address closes its client";
    EXPECT_EQ(view().currentIndex().row(), 1);
    const QRect cell = view().visualRect(model().index(0, 0));
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 2 * unit(), cell.center().y()));
    EXPECT_TRUE(soon([&] { return model().total() == 8; }));
    QTest::keyClick(&view(), Qt::Key_Right);
    EXPECT_EQ(model().total(), 8) << "it is open already";
}

TEST_F(PeersTest, SaysHowManyMatchAFilter)
{
    const auto words = [this] { return page.findChild<QLabel*>(QStringLiteral("peersCounts"))->text().toStdString(); };
    page.setFilter(QStringLiteral("pc-3"));
    EXPECT_TRUE(soon([&] { return words() == "1 of 6 clients match"; })) << words();
    page.setFilter(QStringLiteral("nobody-has-this"));
    EXPECT_TRUE(soon([&] { return words() == "0 of 6 clients match"; })) << words();
    page.setFilter({});
    EXPECT_TRUE(soon([&] { return words() == "6 clients (9 addresses)"; })) << words();
}

TEST_F(PeersTest, CopiesAddressAndPeerId)
{
    choose(0, "copyAddress");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), "192.168.1.0:51413");
    choose(0, "copyPeerId");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), "-qB4630-%00%00%00%00%00%00%00%00%00%00%00%00");
}

TEST_F(PeersTest, FollowsAndShowsTheSwarm)
{
    const QSignalSpy followed(&page, &PeersPage::followClient);
    const QSignalSpy shown(&page, &PeersPage::showSwarm);
    choose(3, "follow");
    ASSERT_EQ(followed.count(), 1);
    EXPECT_EQ(followed.front()[0].value<protocol::PeerId>(), program.peers[3].peerId);
    EXPECT_EQ(followed.front()[1].value<protocol::InfoHash>(), hashOf(1));
    choose(3, "showSwarm");
    ASSERT_EQ(shown.count(), 1);
    EXPECT_EQ(shown.front().front().value<protocol::InfoHash>(), hashOf(1));
}

TEST_F(PeersTest, BansEveryAddressOfAClientAndUndoes)
{
    choose(1, "ban");
    const auto banned = program.commandsOf<BanAddress>();
    ASSERT_EQ(banned.size(), 2u);
    EXPECT_EQ(banned[0].address, program.peers[1].endpoint.address);
    auto* message = page.clients().findChild<MessageBar*>(QStringLiteral("messageBar"), Qt::FindDirectChildrenOnly);
    ASSERT_TRUE(message && message->isVisible());
    QTest::mouseClick(message->findChild<QPushButton*>(QStringLiteral("messageAction")), Qt::LeftButton);
    EXPECT_EQ(program.commandsOf<UnbanAddress>().size(), 2u);
}

TEST_F(PeersTest, RandomEditsOfClientsAndOpenOnes)
{
    const ModelComplaints complaints;
    const QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::Warning);
    const unsigned seed = 42;
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int step = 0; step < 300; ++step) {
        const int some = below(std::max(1, model().rowCount()));
        switch (below(5)) {
        case 0:
            program.peers.push_back(peerRow(100 + step, hashOf(1), QStringLiteral("pc-%1").arg(below(1000))));
            if (below(2) == 0)
                program.peers.back().others.push_back({*protocol::Address::parse("2001:db8::7"), 1});
            break;
        case 1:
            if (!program.peers.empty())
                program.peers.erase(program.peers.begin() + below(static_cast<int>(program.peers.size())));
            break;
        case 2:
            model().setExpanded(some, below(3) != 0);
            break;
        case 3:
            view().sortByColumn(0, below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        default:
            view().scrollTo(model().index(some, 0));
            break;
        }
        program.tick();
        ASSERT_TRUE(soon([&] {
            const auto rows = program.expected(model().query());
            if (model().total() != static_cast<qint64>(rows.size()))
                return false;
            const int top = std::max(0, view().rowAt(0));
            const auto key = model().keyAt(top);
            return rows.empty() || (key && *key == rows[static_cast<std::size_t>(top)].key);
        })) << "step "
            << step << ", seed " << seed;
        ASSERT_EQ(complaints.take().join(QLatin1Char('\n')).toStdString(), "") << "step " << step;
    }
}

} // namespace waggle::ui::test
