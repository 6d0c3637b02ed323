// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/census.h"
#include "core/monitor/swarms/clienttexts.h"
#include "tests/unit/monitor/world.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace waggle::monitor {

namespace {

// More clients than a census reads in one hold of the lock.
constexpr unsigned kMany = 5000;

protocol::Endpoint endpointOf(unsigned number)
{
    return {protocol::Address::v4(0x0a000000 + number), 6881};
}

std::set<protocol::PeerId> idsOf(const SwarmGroup& swarm)
{
    std::set<protocol::PeerId> ids;
    for (const Client& client : swarm.clients)
        ids.insert(client.front()->view.peerId);
    return ids;
}

TEST(Census, FindsEachClientOfALargeSwarmOnceWhateverThePieces)
{
    World world;
    for (unsigned i = 0; i < kMany; ++i)
        world.announce({.peerId = peer(i), .from = endpointOf(i)});
    for (unsigned i = 0; i < 10; ++i) // a second address each
        world.announce({.peerId = peer(i), .from = endpoint("2001:db8::1", static_cast<std::uint16_t>(7000 + i))});
    world.announce({.infoHash = hash(2), .peerId = peer(1)});

    Census census;
    std::map<InfoHash, std::size_t> clients;
    std::size_t addresses = 0;
    census.walk(world.store, nullptr, world.now, [&](const SwarmGroup& swarm) {
        EXPECT_TRUE(clients.emplace(swarm.infoHash, swarm.clients.size()).second) << "a swarm came twice";
        EXPECT_EQ(idsOf(swarm).size(), swarm.clients.size());
        for (const Client& client : swarm.clients)
            addresses += client.size();
    });
    EXPECT_EQ(clients, (std::map<InfoHash, std::size_t>{{hash(1), kMany}, {hash(2), 1}}));
    EXPECT_EQ(addresses, kMany + 10 + 1);

    std::size_t visits = 0;
    EXPECT_TRUE(census.walkOne(world.store, nullptr, hash(1), world.now, [&](const SwarmGroup& swarm) {
        ++visits;
        EXPECT_EQ(idsOf(swarm).size(), kMany);
    }));
    EXPECT_EQ(visits, 1u);
    const auto isFifth = [](const protocol::PeerId& id) { return id == peer(5); };
    EXPECT_TRUE(census.walkSome(world.store, nullptr, hash(1), world.now, isFifth, [&](const SwarmGroup& swarm) {
        ASSERT_EQ(swarm.clients.size(), 1u);
        EXPECT_EQ(swarm.clients.front().size(), 2u);
        EXPECT_EQ(swarm.others, kMany - 1 + 9);
    }));
    EXPECT_FALSE(census.walkOne(world.store, nullptr, hash(3), world.now, [](const SwarmGroup&) {}));
}

// What happens between two pieces of a visit.
class PiecesOfAVisit : public ::testing::Test {
protected:
    PiecesOfAVisit()
    {
        for (unsigned i = 0; i < 100; ++i)
            m_world.announce({.peerId = peer(i), .from = endpointOf(i)});
    }
    // Peers of the next piece; false: it was the last one.
    bool next(std::size_t limit = 40)
    {
        return m_world.store.visitSwarmPiece(
            hash(1), m_world.now, limit, m_place, [this](const swarm::SwarmView&) { ++m_swarms; },
            [this](const swarm::PeerView& view) { m_seen.insert(view.peerId); });
    }

    World m_world;
    swarm::VisitPlace m_place;
    unsigned m_swarms = 0;
    std::multiset<protocol::PeerId> m_seen;
};

TEST_F(PiecesOfAVisit, AreAsSmallAsAskedFor)
{
    EXPECT_TRUE(next());
    EXPECT_LE(m_seen.size(), 40u);
    EXPECT_TRUE(next());
    EXPECT_LE(m_seen.size(), 80u);
    EXPECT_FALSE(next());
    EXPECT_EQ(m_seen.size(), 100u);
    EXPECT_EQ(std::set(m_seen.begin(), m_seen.end()).size(), 100u);
    EXPECT_EQ(m_swarms, 1u);
}

TEST_F(PiecesOfAVisit, LoseNobodyWhenOthersLeave)
{
    EXPECT_TRUE(next());
    const std::set<protocol::PeerId> before(m_seen.begin(), m_seen.end());
    for (unsigned i = 0; i < 100; i += 3)
        m_world.announce({.peerId = peer(i), .from = endpointOf(i), .event = protocol::Event::Stopped});
    while (next()) { }
    for (unsigned i = 0; i < 100; ++i)
        EXPECT_TRUE(i % 3 == 0 || m_seen.contains(peer(i))) << i;
    EXPECT_EQ(m_swarms, 1u);
    EXPECT_FALSE(before.empty());
}

TEST_F(PiecesOfAVisit, EndWithTheSwarm)
{
    EXPECT_TRUE(next());
    m_world.store.forget(hash(1));
    EXPECT_FALSE(next());
    EXPECT_FALSE(m_place.isOpen);
    EXPECT_LE(m_seen.size(), 40u);
}

TEST(VisitInPieces, GoesOnWhereAnOpenSwarmIsGone)
{
    World world;
    for (unsigned i = 0; i < 100; ++i)
        world.announce({.peerId = peer(i), .from = endpointOf(i)});
    for (unsigned i = 2; i < 40; ++i)
        world.announce({.infoHash = hash(i)});
    std::set<InfoHash> seen;
    const auto visit = [&seen](const swarm::SwarmView& view) { seen.insert(view.infoHash); };
    for (std::size_t shard = 0; shard < world.store.shards(); ++shard) {
        swarm::VisitPlace place;
        for (unsigned piece = 0; world.store.visitPiece(shard, world.now, 10, place, visit, [](const auto&) {});
             ++piece) {
            ASSERT_LT(piece, 1000u);
            if (place.isOpen)
                world.store.forget(hash(1));
        }
    }
    EXPECT_EQ(seen.size(), 39u);
}

TEST(ClientTexts, AreThoseOfTheNameOfThePeerId)
{
    ClientTexts texts;
    for (const char* name :
        {"-qB4630-", "-qB4640-", "-ML2.7.2-", "-ML2.7.3-", "-XX9999-", "S587---", "M7-9-2--", "\x01\x02"}) {
        for (unsigned number : {1u, 2u}) {
            const protocol::PeerId id = peer(number, name);
            EXPECT_EQ(texts.of(id).text, clientText(id)) << name;
            EXPECT_EQ(texts.of(id).folded, clientText(id).toCaseFolded()) << name;
        }
    }
}

} // namespace

} // namespace waggle::monitor
