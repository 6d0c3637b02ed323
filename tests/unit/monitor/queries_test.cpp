// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include "core/monitor/tables/naming.h"
#include "core/monitor/tables/ranking.h"

#include <gtest/gtest.h>

#include <random>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;

// What a column of a row is, as one comparable value; unknown is nothing. Written apart from the queries' own keys.
struct Cell {
    std::optional<double> number;
    std::optional<QString> text;
    [[nodiscard]] bool isUnknown() const { return !number && !text; }
};

Cell numberCell(double number)
{
    return {number, {}};
}
Cell maybe(const std::optional<double>& number)
{
    return {number, {}};
}
Cell textCell(const QString& text)
{
    return text.isEmpty() ? Cell{} : Cell{{}, text.toCaseFolded()};
}

Cell cellOf(const SwarmRow& row, SwarmColumn column)
{
    switch (column) {
    case SwarmColumn::Name:
        return {{}, (row.named ? u'0' : u'1') + row.name.toCaseFolded()};
    case SwarmColumn::State:
        return numberCell(static_cast<int>(row.state));
    case SwarmColumn::Done:
        return row.clients == 0 ? Cell{} : numberCell(static_cast<double>(row.seeds) / row.clients);
    case SwarmColumn::Seeds:
        return numberCell(row.seeds);
    case SwarmColumn::Leechers:
        return numberCell(row.leechers);
    case SwarmColumn::RateDown:
        return maybe(row.rateDown);
    case SwarmColumn::Moved:
        return numberCell(static_cast<double>(row.movedDown));
    case SwarmColumn::LastAnnounce:
        return row.lastAnnounceAge ? numberCell(static_cast<double>(row.lastAnnounceAge->count())) : Cell{};
    case SwarmColumn::Spark: {
        if (!row.spark)
            return {};
        double sum = 0;
        for (const float point : *row.spark)
            sum += std::isnan(point) ? 0 : static_cast<double>(point);
        return numberCell(sum);
    }
    case SwarmColumn::Size:
        return row.size ? numberCell(static_cast<double>(*row.size)) : Cell{};
    case SwarmColumn::PartialSeeds:
        return numberCell(row.partialSeeds);
    case SwarmColumn::Completions:
        return numberCell(row.completions);
    case SwarmColumn::RateUp:
        return maybe(row.rateUp);
    case SwarmColumn::AnnouncesPerMinute:
        return numberCell(row.announcesPerMinute);
    case SwarmColumn::Added:
        return numberCell(static_cast<double>(*row.addedMs));
    case SwarmColumn::Hash:
        return {{}, QString::fromStdString(row.infoHash.hex())};
    case SwarmColumn::Label:
        return textCell(row.label);
    }
    return {};
}

Cell cellOf(const PeerRow& row, PeerColumn column)
{
    switch (column) {
    case PeerColumn::Computer:
        return textCell(row.computer);
    case PeerColumn::Address: {
        QString text
            = row.endpoint.address.family() == protocol::Family::V4 ? QStringLiteral("4") : QStringLiteral("6");
        for (std::size_t i = 0; i < row.endpoint.address.size(); ++i)
            text += QChar(row.endpoint.address.data()[i]);
        return {{}, text};
    }
    case PeerColumn::Client:
        return textCell(row.client);
    case PeerColumn::Progress:
        return maybe(row.progress);
    case PeerColumn::RateDown:
        return maybe(row.rateDown);
    case PeerColumn::RateUp:
        return maybe(row.rateUp);
    case PeerColumn::Port:
        return numberCell(row.endpoint.port);
    case PeerColumn::Reported:
        return numberCell(static_cast<double>(row.reportedAge.count()));
    case PeerColumn::Swarm:
        return textCell(row.swarmName);
    case PeerColumn::State:
        return numberCell(static_cast<int>(row.state));
    case PeerColumn::Left:
        return numberCell(static_cast<double>(row.left));
    case PeerColumn::Downloaded:
        return numberCell(static_cast<double>(row.downloaded));
    case PeerColumn::Uploaded:
        return numberCell(static_cast<double>(row.uploaded));
    case PeerColumn::MovedDown:
        return numberCell(static_cast<double>(row.movedDown));
    case PeerColumn::MovedUp:
        return numberCell(static_cast<double>(row.movedUp));
    case PeerColumn::FirstSeen:
        return numberCell(static_cast<double>(row.firstAge.count()));
    case PeerColumn::DueIn:
        return numberCell(static_cast<double>(row.dueIn.count()));
    case PeerColumn::Interval:
        return numberCell(static_cast<double>(row.givenInterval.count()));
    case PeerColumn::Announces:
        return numberCell(row.announces);
    case PeerColumn::Transport:
        return numberCell(static_cast<int>(row.transport));
    case PeerColumn::PeerId: {
        QString text;
        for (const std::uint8_t byte : row.peerId.bytes)
            text += QChar(byte);
        return {{}, text};
    }
    case PeerColumn::Key:
        return numberCell(row.keyParameter);
    }
    return {};
}

Cell cellOf(const RequestRow& row, RequestColumn column)
{
    const auto& record = row.record;
    switch (column) {
    case RequestColumn::Time:
        return numberCell(static_cast<double>(row.number));
    case RequestColumn::Kind:
        return numberCell(static_cast<int>(record.kind));
    case RequestColumn::Over:
        return numberCell(2 * static_cast<int>(record.transport) + static_cast<int>(record.from.family()));
    case RequestColumn::From: {
        QString text = record.from.family() == protocol::Family::V4 ? QStringLiteral("4") : QStringLiteral("6");
        for (std::size_t i = 0; i < record.from.size(); ++i)
            text += QChar(record.from.data()[i]);
        return {{}, text};
    }
    case RequestColumn::Client:
        return textCell(row.client);
    case RequestColumn::Swarm:
        return textCell(row.swarmName);
    case RequestColumn::Event: {
        static const QStringList kWords{{}, "completed", "started", "stopped", "paused"};
        return textCell(kWords.at(static_cast<int>(record.event)));
    }
    case RequestColumn::Left:
        return record.hasPeer ? numberCell(static_cast<double>(record.left)) : Cell{};
    case RequestColumn::Result:
        return numberCell(static_cast<int>(record.result));
    case RequestColumn::Why:
        return textCell(row.why);
    case RequestColumn::Odd:
        return numberCell(__builtin_popcount(record.oddities));
    case RequestColumn::Bytes:
        return numberCell(record.trueLength);
    case RequestColumn::Duration:
        return numberCell(record.durationNs);
    }
    return {};
}

template <typename Row, typename Column>
bool naiveLess(const Row& a, const Row& b, Column column, bool descending)
{
    const Cell left = cellOf(a, column), right = cellOf(b, column);
    if (left.isUnknown() != right.isUnknown())
        return right.isUnknown();
    if (left.number && *left.number != *right.number)
        return (*left.number < *right.number) != descending;
    if (left.text && *left.text != *right.text)
        return (*left.text < *right.text) != descending;
    return a.key < b.key;
}

// Asks for everything and for windows of it, and compares with a full sort of all rows.
template <typename Page, typename Query, typename Column, typename Ask>
void compareWithFullSort(Query query, Column last, const Ask& ask, std::mt19937& random)
{
    query.count = 1'000'000;
    auto rows = ask(query)->rows;
    ASSERT_GT(rows.size(), 20u);
    for (int column = 0; column <= static_cast<int>(last); ++column) {
        for (const bool descending : {false, true}) {
            query.sort = static_cast<Column>(column);
            query.descending = descending;
            std::sort(rows.begin(), rows.end(),
                [&](const auto& a, const auto& b) { return naiveLess(a, b, query.sort, descending); });
            query.first = static_cast<qint64>(random() % (rows.size() + 3));
            query.count = static_cast<qint64>(1 + random() % 20);
            query.tracked.clear();
            std::vector<qint64> places;
            for (int i = 0; i < 5; ++i) {
                places.push_back(static_cast<qint64>(random() % rows.size()));
                query.tracked.push_back(rows[static_cast<std::size_t>(places.back())].key);
            }
            query.tracked.push_back(RowKey{});
            places.push_back(-1);

            const std::shared_ptr<const Page> page = ask(query);
            EXPECT_EQ(page->total, static_cast<qint64>(rows.size()));
            EXPECT_EQ(page->trackedRows, places) << "column " << column << " descending " << descending;
            const auto from = std::min<std::size_t>(static_cast<std::size_t>(query.first), rows.size());
            const auto to = std::min(from + static_cast<std::size_t>(query.count), rows.size());
            ASSERT_EQ(page->rows.size(), to - from);
            for (std::size_t i = from; i < to; ++i)
                EXPECT_EQ(page->rows[i - from].key, rows[i].key)
                    << "column " << column << " descending " << descending << " row " << i;
        }
    }
}

class Queries : public ::testing::Test {
protected:
    void fill()
    {
        auto names = std::make_shared<torrent::NameTable>();
        for (unsigned i = 0; i < 12; ++i) {
            auto known = std::make_shared<torrent::KnownTorrent>();
            known->infoHash = hash(i);
            known->name = QStringLiteral("Disk %1").arg(i * 7 % 12);
            known->label = i % 3 == 0 ? QStringLiteral("class") : QString();
            known->addedMs = kWallStart - i % 5;
            if (i % 2 == 0)
                known->size = 1'000'000 + i;
            names->emplace(known->infoHash, known);
            world.store.setPinned(known->infoHash, true, world.now);
        }
        world.monitor.setNames(names);
        world.monitor.advance();
        for (int i = 0; i < 600; ++i) {
            world.now += Time(random() % 700);
            announceSomething();
            if (i % 3 == 0)
                world.monitor.advance();
        }
        world.monitor.advance();
    }

    void announceSomething()
    {
        const unsigned number = random() % 60;
        static constexpr std::array kClients{"-qB4630-", "-TR3000-", "-LT20A0-", "A2-1-36-0-"};
        static constexpr std::array kAddresses{"10.0.0.%1", "192.168.1.%1", "fd00::%1"};
        Report report;
        report.infoHash = hash(random() % 25);
        report.peerId = peer(number, kClients[number % kClients.size()]);
        const QString address = QString::fromLatin1(kAddresses[random() % kAddresses.size()]).arg(number + 1);
        report.from = endpoint(address.toStdString(), static_cast<std::uint16_t>(6881 + number % 5));
        report.downloaded = random() % 1'000'000;
        report.uploaded = random() % 1000;
        report.left = random() % 4 == 0 ? 0 : 1'000'000 - report.downloaded;
        report.event = static_cast<protocol::Event>(random() % 5);
        report.transport = static_cast<protocol::Transport>(random() % 2);
        world.announce(report);

        requests::RequestRecord record = world.recordOf(report);
        record.kind = static_cast<requests::RequestKind>(random() % 4);
        record.result = static_cast<requests::RequestResult>(random() % 3);
        record.rule = record.result == requests::RequestResult::Answered
            ? requests::Rule::None
            : static_cast<requests::Rule>(1 + random() % 5);
        record.hasPeer = record.kind == requests::RequestKind::Announce;
        record.hasSwarm = record.hasPeer || record.kind == requests::RequestKind::Scrape;
        record.oddities = random() % 2 == 0 ? 0 : random() & 0xffff;
        record.trueLength = random() % 5;
        record.durationNs = random() % 5;
        world.note(record);
    }

    SwarmPagePtr ask(const SwarmQuery& query)
    {
        world.monitor.ask(query);
        return world.swarms;
    }
    PeerPagePtr ask(const PeerQuery& query)
    {
        world.monitor.ask(query);
        return world.peers;
    }
    RequestPagePtr ask(const RequestQuery& query)
    {
        world.monitor.ask(query);
        return world.requests;
    }

    std::mt19937 random{20'240'601};
    World world;
};

TEST_F(Queries, SwarmWindowsAreThoseOfAFullSort)
{
    fill();
    compareWithFullSort<SwarmPage>(
        SwarmQuery{}, SwarmColumn::Label, [&](const SwarmQuery& query) { return ask(query); }, random);
}

TEST_F(Queries, PeerWindowsAreThoseOfAFullSort)
{
    fill();
    compareWithFullSort<PeerPage>(
        PeerQuery{}, PeerColumn::Key, [&](const PeerQuery& query) { return ask(query); }, random);
}

TEST_F(Queries, RequestWindowsAreThoseOfAFullSort)
{
    fill();
    RequestQuery query;
    query.kinds = RequestQuery::Kinds::All;
    compareWithFullSort<RequestPage>(
        query, RequestColumn::Duration, [&](const RequestQuery& one) { return ask(one); }, random);
}

TEST_F(Queries, ExpandedClientsHaveTheirAddressesBelowThem)
{
    fill();
    PeerQuery query;
    query.count = 1'000'000;
    query.sort = PeerColumn::Left;
    for (const PeerRow& row : ask(query)->rows)
        if (row.expandable && random() % 2 == 0)
            query.expanded.insert(row.key);
    ASSERT_GT(query.expanded.size(), 3u);
    const auto all = ask(query)->rows;
    ASSERT_EQ(world.peers->total, static_cast<qint64>(all.size()));
    qint64 addresses = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].isAddress) {
            ASSERT_GT(i, 0u);
            EXPECT_EQ(all[i].peerId, all[i - 1].peerId);
            ++addresses;
        } else {
            EXPECT_EQ(all[i].expanded, query.expanded.contains(all[i].key));
        }
    }
    EXPECT_EQ(world.peers->clients + addresses, world.peers->total);
    for (int i = 0; i < 50; ++i) {
        query.first = static_cast<qint64>(random() % all.size());
        query.count = static_cast<qint64>(1 + random() % 12);
        const auto tracked = random() % all.size();
        query.tracked = {all[tracked].key};
        const auto page = ask(query);
        EXPECT_EQ(page->trackedRows, std::vector{static_cast<qint64>(tracked)});
        ASSERT_EQ(page->rows.size(),
            std::min(static_cast<std::size_t>(query.count), all.size() - static_cast<std::size_t>(query.first)));
        for (std::size_t row = 0; row < page->rows.size(); ++row)
            EXPECT_EQ(page->rows[row].key, all[static_cast<std::size_t>(query.first) + row].key);
    }
}

TEST_F(Queries, FiltersCountWhatTheyHide)
{
    fill();
    SwarmQuery swarms;
    swarms.count = 1000;
    const qint64 allSwarms = ask(swarms)->total;
    EXPECT_EQ(world.swarms->all, allSwarms);
    swarms.filter = QStringLiteral("DISK");
    ask(swarms);
    EXPECT_EQ(world.swarms->total, 12);
    EXPECT_EQ(world.swarms->hidden, allSwarms - 12);
    swarms.filter = shortHash(hash(20));
    ask(swarms);
    ASSERT_EQ(world.swarms->total, 1);
    EXPECT_EQ(world.swarms->rows[0].infoHash, hash(20));
    swarms.filter.clear();
    swarms.label = QStringLiteral("class");
    EXPECT_EQ(ask(swarms)->total, 4);
    swarms.label.clear();
    qint64 byState = 0;
    for (std::size_t i = 0; i < kSwarmStates; ++i) {
        swarms.state = static_cast<SwarmState>(i);
        ask(swarms);
        EXPECT_EQ(world.swarms->total, world.swarms->byState[i]);
        EXPECT_EQ(world.swarms->all, allSwarms);
        byState += world.swarms->total;
    }
    EXPECT_EQ(byState, allSwarms);

    PeerQuery peers;
    peers.count = 100'000;
    const auto everyone = ask(peers)->rows;
    const auto naive = [&](const QString& filter, const auto& passes) {
        peers.filter = filter;
        const auto page = ask(peers);
        const auto count = std::count_if(everyone.begin(), everyone.end(), passes);
        EXPECT_GT(count, 0) << filter.toStdString();
        EXPECT_EQ(page->total, count) << filter.toStdString();
        EXPECT_EQ(page->hidden, static_cast<qint64>(everyone.size()) - count);
    };
    naive("seed", [](const PeerRow& row) { return row.left == 0; });
    naive("transmission", [](const PeerRow& row) { return row.client.startsWith("Transmission"); });
    naive("10.0.0.1", [](const PeerRow& row) {
        const auto here = [](const protocol::Endpoint& one) { return one.text().starts_with("10.0.0.1"); };
        return here(row.endpoint) || std::any_of(row.others.begin(), row.others.end(), here);
    });
    naive("leecher aria2", [](const PeerRow& row) { return row.left > 0 && row.client.startsWith("aria2"); });
}

TEST_F(Queries, AClosedViewHasNoMoreAnswers)
{
    fill();
    SwarmQuery query;
    query.view = 5;
    query.number = 77;
    EXPECT_EQ(ask(query)->number, 77u);
    world.swarms = nullptr;
    world.run(1s);
    ASSERT_NE(world.swarms, nullptr); // at each tick
    EXPECT_EQ(world.swarms->view, 5u);
    world.monitor.closeView(5);
    world.swarms = nullptr;
    world.run(3s);
    EXPECT_EQ(world.swarms, nullptr);
}

TEST_F(Queries, AHeldOrderStaysWhileFiguresGoOn)
{
    world.announce({.infoHash = hash(1), .left = 10});
    world.announce({.infoHash = hash(2), .left = 20});
    world.monitor.advance();
    SwarmQuery query;
    query.sort = SwarmColumn::Size;
    ASSERT_EQ(ask(query)->rows.at(0).infoHash, hash(1));
    query.held = true;
    ask(query);
    world.announce({.infoHash = hash(1), .peerId = peer(2), .from = endpoint("10.0.0.2"), .left = 30});
    world.run(1s);
    EXPECT_EQ(world.swarms->rows.at(0).infoHash, hash(1));
    EXPECT_EQ(world.swarms->rows.at(0).clients, 2u);
    query.held = false;
    EXPECT_EQ(ask(query)->rows.at(0).infoHash, hash(2));
}

} // namespace

} // namespace waggle::monitor
