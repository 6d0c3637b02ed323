// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include <QTest>

#include <gtest/gtest.h>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

// Slices of one job put together.
template <typename Page>
struct Export {
    std::vector<std::shared_ptr<const Page>> slices;
    qint64 rows = 0;
    bool done = false;

    void add(const std::shared_ptr<const Page>& slice)
    {
        EXPECT_FALSE(done) << "a slice behind the last one";
        EXPECT_EQ(slice->first, rows);
        EXPECT_LE(slice->rows.size(), 2000u);
        rows += static_cast<qint64>(slice->rows.size());
        done = rows == slice->total;
        slices.push_back(slice);
    }
};

TEST(Exports, PeersComeInSlicesInOrder)
{
    World world;
    for (unsigned i = 0; i < 4500; ++i)
        world.announce({.infoHash = hash(i % 7),
            .peerId = peer(i),
            .from = endpoint("127.0.0.1", static_cast<std::uint16_t>(1000 + i)),
            .left = 1 + i});
    Export<PeerPage> got;
    QObject::connect(&world.monitor, &Monitor::exported, &world.monitor,
        ofKind<PeerPagePtr>([&](const auto& slice) { got.add(slice); }));
    PeerQuery query;
    query.sort = PeerColumn::Left;
    world.monitor.exportRows(9, query);
    EXPECT_TRUE(QTest::qWaitFor([&] { return got.done; }));
    EXPECT_EQ(got.slices.size(), 3u);
    EXPECT_EQ(got.rows, 4500);
    std::uint64_t left = 0;
    for (const auto& slice : got.slices) {
        EXPECT_EQ(slice->number, 9u);
        for (const PeerRow& row : slice->rows)
            EXPECT_EQ(row.left, ++left);
    }
}

class ManyRequests : public ::testing::Test {
protected:
    void SetUp() override
    {
        for (int i = 0; i < 4500; ++i) {
            world.now += 200ms;
            world.note(world.recordOf({.peerId = peer(static_cast<unsigned>(i))}));
        }
        world.monitor.advance();
        QObject::connect(
            &world.monitor, &Monitor::exported, &world.monitor, ofKind<RequestPagePtr>([this](const auto& slice) {
                got.add(slice);
                if (onSlice)
                    onSlice();
            }));
    }

    World world;
    Export<RequestPage> got;
    std::function<void()> onSlice;
};

TEST_F(ManyRequests, ComeInSlices)
{
    world.monitor.exportRows(1, RequestQuery{});
    EXPECT_TRUE(got.slices.empty()); // not within the call
    EXPECT_TRUE(QTest::qWaitFor([&] { return got.done; }));
    EXPECT_EQ(got.slices.size(), 3u);
    EXPECT_EQ(got.rows, 4500);
    std::uint64_t last = 0;
    for (const auto& slice : got.slices)
        for (const RequestRow& row : slice->rows)
            EXPECT_EQ(row.number, ++last);
}

TEST_F(ManyRequests, ACancelledExportEnds)
{
    onSlice = [this] { world.monitor.cancelExport(1); };
    world.monitor.exportRows(1, RequestQuery{});
    EXPECT_TRUE(QTest::qWaitFor([&] { return !got.slices.empty(); }));
    bool later = false;
    Export<SwarmPage> other;
    QObject::connect(&world.monitor, &Monitor::exported, &world.monitor, ofKind<SwarmPagePtr>([&](const auto& slice) {
        other.add(slice);
        later = true;
    }));
    world.monitor.exportRows(2, SwarmQuery{});
    EXPECT_TRUE(QTest::qWaitFor([&] { return later; }));
    EXPECT_EQ(got.slices.size(), 1u);
    EXPECT_FALSE(got.done);
    EXPECT_TRUE(other.done); // nothing to export is one empty slice
    EXPECT_EQ(other.rows, 0);
}

TEST_F(ManyRequests, WhatIsGoneMeanwhileIsLeftOut)
{
    onSlice = [this] { world.monitor.clearRequests(); };
    world.monitor.exportRows(1, RequestQuery{});
    EXPECT_TRUE(QTest::qWaitFor([&] { return got.done; }));
    EXPECT_EQ(got.rows, 2000);
}

} // namespace

} // namespace waggle::monitor
