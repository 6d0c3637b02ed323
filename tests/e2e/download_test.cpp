// SPDX-License-Identifier: GPL-3.0-or-later
// Real clients download a whole file, introduced to each other by nobody but this tracker, and the window shows them.
#include "tests/e2e/clients.h"
#include "tests/e2e/isolate.h"
#include "tests/e2e/stage.h"
#include "ui/base/format.h"

#include <gtest/gtest.h>

#include <iostream>

namespace waggle::e2e {
namespace {

using protocol::Family;
using protocol::Transport;

enum class Kind { Libtorrent, Aria2, Transmission, QBittorrent };

struct Combination {
    const char* name;
    Kind seed;
    Kind download;
    Transport transport;
    Family family;
    const char* clientName; // of the downloader, as the window must show it
};

std::ostream& operator<<(std::ostream& out, const Combination& c)
{
    return out << c.name;
}

const char* nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Libtorrent:
        return "libtorrent";
    case Kind::Aria2:
        return "aria2";
    case Kind::Transmission:
        return "Transmission";
    case Kind::QBittorrent:
        break;
    }
    return "qBittorrent";
}

constexpr int kDownloadMs = 120'000; // clients keep their own pace: Transmission needs 15 s on an idle machine
constexpr int kShownMs = 20'000;

constexpr Combination kCombinations[] = {
    {"LibtorrentHttp4", Kind::Libtorrent, Kind::Libtorrent, Transport::Http, Family::V4, "libtorrent 2"},
    {"LibtorrentHttp6", Kind::Libtorrent, Kind::Libtorrent, Transport::Http, Family::V6, "libtorrent 2"},
    {"LibtorrentUdp4", Kind::Libtorrent, Kind::Libtorrent, Transport::Udp, Family::V4, "libtorrent 2"},
    {"LibtorrentUdp6", Kind::Libtorrent, Kind::Libtorrent, Transport::Udp, Family::V6, "libtorrent 2"},
    {"Aria2Http4", Kind::Aria2, Kind::Aria2, Transport::Http, Family::V4, "aria2 1.36"},
    {"Aria2Udp4", Kind::Aria2, Kind::Aria2, Transport::Udp, Family::V4, "aria2 1.36"},
    {"TransmissionHttp4", Kind::Transmission, Kind::Transmission, Transport::Http, Family::V4, "Transmission 3.00"},
    {"TransmissionUdp4", Kind::Transmission, Kind::Transmission, Transport::Udp, Family::V4, "Transmission 3.00"},
    {"TransmissionHttp6", Kind::Transmission, Kind::Transmission, Transport::Http, Family::V6, "Transmission 3.00"},
    {"QBittorrentHttp4", Kind::QBittorrent, Kind::QBittorrent, Transport::Http, Family::V4, "qBittorrent 4"},
    {"QBittorrentUdp4", Kind::QBittorrent, Kind::QBittorrent, Transport::Udp, Family::V4, "qBittorrent 4"},
    {"QBittorrentUdp6", Kind::QBittorrent, Kind::QBittorrent, Transport::Udp, Family::V6, "qBittorrent 4"},
    {"MixedHttp4", Kind::Transmission, Kind::Aria2, Transport::Http, Family::V4, "aria2 1.36"},
    {"MixedUdp4", Kind::QBittorrent, Kind::Transmission, Transport::Udp, Family::V4, "Transmission 3.00"},
};

class Download : public ::testing::TestWithParam<Combination> {
protected:
    static bool needsLan(const Combination& c) { return c.seed != Kind::Libtorrent || c.download != Kind::Libtorrent; }

    // Whose torrent the window knows: it was dropped on it.
    static bool isNamed() { return !needsLan(GetParam()); }

    std::unique_ptr<RealClient> start(Kind kind, const MadeTorrent& torrent, Role role)
    {
        const QString work = stage.newFolder();
        switch (kind) {
        case Kind::Aria2:
            return startAria2(lan->addHost(), torrent, role, work);
        case Kind::Transmission:
            return startTransmission(lan->addHost(), torrent, role, work);
        case Kind::QBittorrent:
            return startQbittorrent(lan->addHost(), torrent, role, work);
        case Kind::Libtorrent:
            break;
        }
        return startLibtorrent(address(), torrent, role, work);
    }

    QString address() const
    {
        const bool v6 = GetParam().family == Family::V6;
        if (lan)
            return v6 ? lan->self().v6 : lan->self().v4;
        return v6 ? QStringLiteral("::1") : QStringLiteral("127.0.0.1");
    }

    void expectShown(const MadeTorrent& torrent)
    {
        const QString hash = QString::fromStdString(torrent.infoHash.hex());
        const QString shortHash = hash.left(4) + QChar(0x2026) + hash.right(4);
        const QString client = QString::fromLatin1(GetParam().clientName);
        QStringList swarm{shortHash, QStringLiteral("everyone has it")};
        if (isNamed())
            swarm = {torrent.fileName, QStringLiteral("everyone has it"),
                ui::format::bytes(static_cast<std::uint64_t>(torrent.content.size()))};
        stage.open(QStringLiteral("swarms"));
        EXPECT_TRUE(waitUntil([&] { return !stage.row(QStringLiteral("swarms"), swarm).isEmpty(); }, kShownMs));
        if (isNamed()) {
            EXPECT_TRUE(stage.row(QStringLiteral("swarms"), {shortHash}).isEmpty());
            EXPECT_TRUE(stage.row(QStringLiteral("swarms"), {QString(QChar(0x2248))}).isEmpty())
                << "no size is estimated";
        }
        stage.open(QStringLiteral("peers"));
        EXPECT_TRUE(waitUntil(
            [&] {
                return !stage.row(QStringLiteral("peers"), {client, QStringLiteral("100"), QStringLiteral("ago")})
                            .isEmpty();
            },
            kShownMs));
        stage.open(QStringLiteral("requests"));
        const QString over = GetParam().transport == Transport::Http ? QStringLiteral("http") : QStringLiteral("udp");
        EXPECT_TRUE(waitUntil(
            [&] {
                return !stage
                            .row(QStringLiteral("requests"),
                                {QStringLiteral("announce"), over, client, QStringLiteral("answered")})
                            .isEmpty();
            },
            kShownMs));
    }

    Stage stage;
    std::unique_ptr<Lan> lan;
};

TEST_P(Download, ArrivesWholeAndIsShown)
{
    const Combination& c = GetParam();
    if (needsLan(c)) {
        if (!isolated())
            GTEST_SKIP() << "hosts of their own for the clients: " << whyNotIsolated();
        lan = std::make_unique<Lan>();
    }
    const MadeTorrent torrent = makeTorrent(stage.newFolder(), stage.announceUrl(c.transport, address()));
    if (isNamed())
        stage.command(ui::AddTorrents{{torrent.torrentPath}});
    const auto seed = start(c.seed, torrent, Role::Seed);
    // The seed first: a downloader that asks before it gets an empty list and waits an interval.
    ASSERT_TRUE(waitUntil([&] { return stage.store().totals().seeds == 1; }, kDownloadMs))
        << seed->output().toStdString();
    const auto download = start(c.download, torrent, Role::Download);
    ASSERT_TRUE(waitUntil([&] { return torrent.isWholeIn(download->folder()); }, kDownloadMs))
        << "seed: " << seed->output().toStdString() << "\ndownload: " << download->output().toStdString();
    EXPECT_TRUE(waitUntil([&] { return stage.store().totals().seeds == 2; }, kDownloadMs))
        << download->output().toStdString();
    expectShown(torrent);
    // packaging/test collects these lines into the table of combinations that were run.
    std::cout << "combination | " << nameOf(c.seed) << " → " << nameOf(c.download) << " | "
              << (c.transport == Transport::Http ? "http" : "udp") << " | "
              << (c.family == Family::V4 ? "IPv4" : "IPv6") << " | " << (HasFailure() ? "failed" : "whole file, shown")
              << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Clients, Download, ::testing::ValuesIn(kCombinations),
    [](const auto& test) { return std::string(test.param.name); });

// The last client killed without a goodbye: there until the last moment that the settings allow, gone at the next
// second.
TEST(KilledHard, IsGoneBetweenTheSecondTheSettingsSayAndTheNext)
{
    if (!isolated())
        GTEST_SKIP() << "hosts of their own for the clients: " << whyNotIsolated();
    Stage stage;
    Lan lan;
    const MadeTorrent torrent = makeTorrent(stage.newFolder(), stage.announceUrl(Transport::Http, lan.self().v4));
    const auto seed = startAria2(lan.addHost(), torrent, Role::Seed, stage.newFolder());
    ASSERT_TRUE(waitUntil([&] { return stage.store().totals().peers == 1; }, kDownloadMs))
        << seed->output().toStdString();
    seed->killHard();

    protocol::Time due{0};
    stage.store().visitSwarm(torrent.infoHash, stage.now(), {}, [&](const swarm::PeerView& peer) { due = peer.due; });
    ASSERT_GT(due, stage.now());
    const auto peersAt = [&](protocol::Time when) {
        int peers = 0;
        stage.store().visitSwarm(torrent.infoHash, when, {}, [&](const swarm::PeerView&) { ++peers; });
        return peers;
    };
    stage.open(QStringLiteral("peers"));
    const auto shown = [&] { return !stage.row(QStringLiteral("peers"), {QStringLiteral("aria2")}).isEmpty(); };
    ASSERT_TRUE(waitUntil(shown, kShownMs));

    constexpr protocol::Time kMargin(30'000); // room for a busy machine: the clock goes on while the test looks
    stage.advanceClock(due - stage.now() - kMargin);
    EXPECT_EQ(stage.store().totals().peers, 1u);
    EXPECT_TRUE(shown());
    ASSERT_LT(stage.now(), due);
    EXPECT_EQ(peersAt(due - protocol::Time(1)), 1);
    EXPECT_EQ(peersAt(due), 0);
    stage.advanceClock(due - stage.now() + protocol::Time(1000));
    EXPECT_TRUE(waitUntil([&] { return stage.store().totals().peers == 0; }, kShownMs));
    EXPECT_TRUE(waitUntil([&] { return !shown(); }, kShownMs));
}

} // namespace
} // namespace waggle::e2e
