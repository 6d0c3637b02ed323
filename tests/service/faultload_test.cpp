// SPDX-License-Identifier: GPL-3.0-or-later
// More than there is room for, infohashes chosen to hurt, and a great many peers that are due at once.
#include "tests/support/httpclient.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using protocol::Transport;
using requests::RequestResult;

std::string peerIdOf(unsigned number)
{
    std::string id = "-TR3000-000000000000";
    for (std::size_t at = id.size(); number > 0; number /= 10)
        id[--at] = static_cast<char>('0' + number % 10);
    return id;
}

struct Caps : ::testing::Test {
    Caps()
    {
        settings.policy.expiry = 660s;
        settings.caps.swarms = 2;
        settings.caps.peers = 3;
    }

    Packet announceUdp(char torrent, unsigned peer)
    {
        UdpClient client(tracker->udp());
        return client
            .ask(announcePacket({.connectionId = client.connectId(),
                .torrent = torrent,
                .peerId = peerIdOf(peer),
                .port = static_cast<std::uint16_t>(1000 + peer)}))
            .value_or(Packet());
    }
    std::string announceHttp(char torrent, unsigned peer)
    {
        const auto answer = httpGet(tracker->endpoint(Transport::Http, "127.0.0.1"),
            "/announce?info_hash=" + std::string(20, torrent) + "&peer_id=" + peerIdOf(peer)
                + "&port=" + std::to_string(1000 + peer) + "&left=1000");
        return answer ? answer->body : "";
    }
    std::uint64_t refused()
    {
        std::uint64_t sum = 0;
        for (const auto& transport : tracker->counters().requests)
            for (const auto& family : transport)
                for (const auto& kind : family)
                    sum += kind[static_cast<std::size_t>(RequestResult::Refused)];
        return sum;
    }

    settings::Settings settings = loopbackSettings();
    std::unique_ptr<LiveTracker> tracker;
    void SetUp() override
    {
        tracker = std::make_unique<LiveTracker>(settings);
        ASSERT_TRUE(tracker->start());
    }
};

TEST_F(Caps, OfSwarmsAreSaidAndPass)
{
    EXPECT_EQ(word(announceUdp('a', 1), 0), 1u);
    EXPECT_EQ(word(announceUdp('b', 2), 0), 1u);
    EXPECT_EQ(errorText(announceUdp('c', 3)), "this tracker has no room for another torrent, try again later");
    EXPECT_EQ(announceHttp('c', 3),
        "d14:failure reason61:this tracker has no room for another torrent, try again later8:retry ini5ee");
    EXPECT_EQ(word(announceUdp('a', 1), 0), 1u) << "who is here goes on";
    EXPECT_EQ(refused(), 2u);
    EXPECT_EQ(tracker->service().store().totals().swarms, 2u);
    tracker->advance(660s + 2 * 660s); // the peers go, then the empty swarms
    EXPECT_TRUE(waitUntil([&] { return tracker->service().store().totals().swarms == 0; }));
    EXPECT_EQ(word(announceUdp('c', 3), 0), 1u);
}

TEST_F(Caps, OfPeersAreSaidAndPass)
{
    for (unsigned peer = 1; peer <= 3; ++peer)
        EXPECT_EQ(word(announceUdp('a', peer), 0), 1u);
    EXPECT_EQ(errorText(announceUdp('a', 4)), "this tracker has no room for another peer, try again later");
    EXPECT_EQ(announceHttp('a', 4),
        "d14:failure reason58:this tracker has no room for another peer, try again later8:retry ini5ee");
    EXPECT_EQ(word(announceUdp('a', 1), 0), 1u) << "who is here goes on";
    EXPECT_EQ(refused(), 2u);
    EXPECT_EQ(tracker->service().store().totals().peers, 3u);
    tracker->advance(660s);
    EXPECT_TRUE(waitUntil([&] { return tracker->service().store().totals().peers == 0; }));
    EXPECT_EQ(word(announceUdp('a', 4), 0), 1u);
}

// Two rows of infohashes that are alike in all bytes but two: with a hash that takes bytes of them, one bucket.
TEST(ChosenInfohashes, AreAnsweredLikeAnyOthers)
{
    constexpr unsigned kHashes = 8193;
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    UdpClient client(tracker.udp());
    const std::uint64_t id = client.connectId();
    const auto packetOf = [&](unsigned number, std::size_t place) {
        Packet packet = announcePacket({.connectionId = id});
        std::fill_n(packet.begin() + 16, 20, std::uint8_t(0));
        packet[16 + place] = static_cast<std::uint8_t>(number >> 8);
        packet[17 + place] = static_cast<std::uint8_t>(number);
        return packet;
    };
    constexpr unsigned kAtOnce = 32; // fits into the buffers of the sockets
    for (const std::size_t place : {0, 18}) {
        for (unsigned number = 0; number < kHashes; number += kAtOnce) {
            const unsigned end = std::min(number + kAtOnce, kHashes);
            for (unsigned i = number; i < end; ++i)
                ASSERT_TRUE(client.send(packetOf(i, place)));
            for (unsigned i = number; i < end; ++i) {
                const auto answer = client.receive();
                ASSERT_TRUE(answer);
                ASSERT_EQ(word(*answer, 0), 1u) << errorText(*answer);
            }
        }
    }
    EXPECT_EQ(tracker.service().store().totals().swarms, 2 * kHashes - 1) << "0 is in both rows";
    const auto page = httpGet(tracker.endpoint(Transport::Http, "127.0.0.1"), "/");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
}

// A tracker whose clock goes on by a millisecond each time that its worker reads it: the time of a request tells how
// many steps of the worker came before it.
class SteppedTracker {
public:
    static constexpr unsigned kSwarms = 10; // too large for an announce to free who is due in its own
    static constexpr unsigned kPeers = 100'000;
    static constexpr unsigned kAsks = 64;

    SteppedTracker()
        : m_service(settings(), m_folder.filePath(QStringLiteral("secret")),
            machine::Clock{[this] { return read(); }, [] { return std::int64_t(1'700'000'000'000); }})
    {
        for (const auto& share : m_service.shares())
            share->ring.setWanted(true);
    }

    bool start()
    {
        bool came = false;
        QObject::connect(&m_service, &server::TrackerService::started, &m_service, [&came] { came = true; });
        m_service.start();
        return waitUntil([&came] { return came; });
    }

    void addPeers()
    {
        swarm::PickedPeers picked;
        for (unsigned i = 0; i < kPeers; ++i) {
            swarm::Announce announce;
            announce.infoHash = torrentHash(static_cast<char>(i % kSwarms + 1));
            announce.peerId.bytes.fill(static_cast<std::uint8_t>(i));
            announce.endpoint = {protocol::Address::v4(0x0a000000 + i), 6881};
            announce.left = i / kSwarms % 2;
            m_service.store().announce(announce, protocol::Time(m_base), picked);
        }
    }

    // All are due now. As soon as the worker has freed some, it is asked by `client`, once for each packet.
    void makeDue(UdpClient& client, std::vector<Packet> packets)
    {
        m_client = &client;
        m_packets = std::move(packets);
        m_base += 660'000;
        m_armed = true;
    }

    bool stop()
    {
        bool came = false;
        QObject::connect(&m_service, &server::TrackerService::stopped, &m_service, [&came] { came = true; });
        m_service.stop();
        return waitUntil([&came] { return came; });
    }

    [[nodiscard]] server::TrackerService& service() { return m_service; }
    [[nodiscard]] std::uint64_t peers() { return m_service.store().totals().peers; }
    // After stop(): the peers that were left at each step since makeDue(), and at which of them the asks were sent.
    [[nodiscard]] const std::vector<std::uint64_t>& left() const { return m_left; }
    [[nodiscard]] std::size_t sentAt() const { return m_sentAt; }
    [[nodiscard]] std::int64_t base() const { return m_base; }

private:
    static settings::Settings settings()
    {
        settings::Settings settings = loopbackSettings();
        settings.policy.expiry = 660s;
        return settings;
    }

    protocol::Time read() // the worker's thread
    {
        if (!m_armed)
            return protocol::Time(m_base);
        m_left.push_back(peers());
        if (!m_packets.empty() && m_left.back() < kPeers) {
            m_sentAt = m_left.size() - 1;
            for (const Packet& packet : std::exchange(m_packets, {}))
                m_client->send(packet);
        }
        return protocol::Time(m_base + static_cast<std::int64_t>(m_left.size()) - 1);
    }

    QTemporaryDir m_folder;
    std::atomic<std::int64_t> m_base{1'000'000};
    std::atomic<bool> m_armed{false};
    UdpClient* m_client = nullptr;
    std::vector<Packet> m_packets;
    std::vector<std::uint64_t> m_left;
    std::size_t m_sentAt = 0;
    server::TrackerService m_service;
};

TEST(AHundredThousandDue, AreFreedInSlicesBetweenAnswers)
{
    SteppedTracker tracker;
    ASSERT_TRUE(tracker.start());
    const auto state = std::find_if(tracker.service().listeners().begin(), tracker.service().listeners().end(),
        [](const auto& listener) { return listener.transport == Transport::Udp; });
    UdpClient client({state->wanted.address, state->port});
    const std::uint64_t id = client.connectId();
    tracker.addPeers();
    ASSERT_EQ(tracker.peers(), SteppedTracker::kPeers);
    std::vector<Packet> packets;
    for (unsigned i = 0; i < SteppedTracker::kAsks; ++i)
        packets.push_back(announcePacket({.connectionId = id,
            .transactionId = i,
            .torrent = static_cast<char>(i % SteppedTracker::kSwarms + 1),
            .peerId = peerIdOf(i),
            .numwant = 9,
            .port = static_cast<std::uint16_t>(1000 + i)}));
    tracker.makeDue(client, packets);

    for (unsigned i = 0; i < SteppedTracker::kAsks; ++i) {
        const auto answer = client.receive();
        ASSERT_TRUE(answer);
        EXPECT_EQ(word(*answer, 0), 1u);
        const std::size_t askers = word(*answer, 4) / SteppedTracker::kSwarms; // of this swarm, before it
        EXPECT_EQ(word(*answer, 12) + word(*answer, 16), askers + 1) << "nobody who is due counts";
        const auto given = peersOf(*answer, protocol::Family::V4);
        EXPECT_LE(given.size(), askers); // a pick looks at so many, and nearly all of them are due
        for (const auto& peer : given)
            EXPECT_TRUE(peer.address.isLoopback()) << "nor is given to anybody";
    }
    EXPECT_TRUE(waitUntil([&] { return tracker.peers() == SteppedTracker::kAsks; })) << "all others are gone";
    ASSERT_TRUE(tracker.stop());

    std::vector<std::byte> bytes;
    tracker.service().shares().front()->ring.drain(bytes);
    requests::RecordReader reader(bytes);
    requests::RecordReader::Entry entry;
    const auto& left = tracker.left();
    unsigned answered = 0;
    while (reader.next(entry)) {
        if (entry.record.kind != requests::RequestKind::Announce)
            continue;
        ++answered;
        const auto step = static_cast<std::size_t>(entry.record.timeMs - tracker.base());
        ASSERT_LT(step, left.size());
        EXPECT_LE(left[tracker.sentAt()], left[step] + 3 * 2000) << "three slices came before this answer, or more";
    }
    EXPECT_EQ(answered, SteppedTracker::kAsks);
    for (std::size_t step = 1; step < left.size(); ++step)
        EXPECT_LE(left[step - 1], left[step] + 2000) << "more than a slice in one go";
}

} // namespace
} // namespace waggle::test
