// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/swarm/fixtures.h"
#include "tests/unit/swarm/naivestore.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>

// Thousands of random operations on the store and on a naive twin, with a virtual clock; all answers must agree.
namespace waggle::swarm {

namespace {

using protocol::Event;
using protocol::Family;

struct Scale {
    unsigned swarms;
    unsigned addresses; // in each family
    unsigned ports;
    unsigned clients;
    std::uint32_t peersPerAddress;
    int operations;
    Time longestStep;
    std::uint32_t mustReach; // peers in a swarm, once at least
    bool ledger; // swarms too large for their due peers to be freed on sight
};

class Model {
public:
    Model(const Scale& scale, std::uint64_t seed)
        : m_scale(scale)
        , m_random(seed)
        , m_caps{1000, 100'000, scale.peersPerAddress}
        , m_store(Store::Options{{}, m_caps, 2, seed})
        , m_naive({}, m_caps)
    {
    }

    void run()
    {
        // Short expiries can keep a swarm small for long: then it goes on until it was large once.
        const auto goesOn = [this](int i) {
            return i < m_scale.operations || (m_largest < m_scale.mustReach && i < 10 * m_scale.operations);
        };
        for (int i = 0; goesOn(i) && !testing::Test::HasFatalFailure(); ++i) {
            step();
            operate(below(1000));
        }
        compareViews();
        EXPECT_GE(m_largest, m_scale.mustReach) << "this scale is to reach what large swarms are made of";
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    bool chance(unsigned oneIn) { return below(oneIn) == 0; }

    void step()
    {
        m_now += Time(below(static_cast<unsigned>(m_scale.longestStep.count())));
        if (chance(2000))
            m_now += seconds(below(3000)); // a suspend
        if (chance(20))
            m_now = std::chrono::ceil<seconds>(m_now); // the moments at which peers fall due
    }

    void operate(unsigned what)
    {
        if (what < 900)
            announce();
        else if (what < 950)
            compareCounts(hash(below(m_scale.swarms)));
        else if (what < 975)
            m_store.expire(m_now, 1 + below(50));
        else if (what < 980)
            pin();
        else if (what < 982)
            forget();
        else if (what < 984)
            changePolicy();
        else if (what < 988)
            compareViews();
        else
            expireAll();
    }

    Announce randomAnnounce()
    {
        Announce request;
        request.infoHash = hash(below(m_scale.swarms));
        const unsigned client = below(m_scale.clients);
        request.peerId = peerId(client);
        // Mostly a client keeps to its places, sometimes it comes from anywhere.
        const unsigned place = chance(20) ? below(m_scale.addresses * m_scale.ports) : client;
        const auto port = static_cast<std::uint16_t>(1000 + place / m_scale.addresses % m_scale.ports);
        request.endpoint
            = chance(2) ? endpoint4(place % m_scale.addresses, port) : endpoint6(place % m_scale.addresses, port);
        request.left = chance(3) ? 0 : chance(50) ? m_random() : below(1000);
        request.uploaded = chance(4) ? below(1000) : static_cast<std::uint64_t>(m_now.count()) / 1000 * client;
        request.downloaded = chance(200) ? m_random() : static_cast<std::uint64_t>(m_now.count()) / 700;
        request.key = chance(10) ? 2 : 1;
        request.event = static_cast<Event>(chance(3) ? below(5) : 0);
        request.transport = chance(2) ? protocol::Transport::Http : protocol::Transport::Udp;
        request.numwant = chance(5) ? below(protocol::kMaxNumwant + 1) : below(20);
        request.bothFamilies = chance(2);
        request.wantPeerIds = chance(2);
        request.hidePeerId = chance(2);
        if (chance(5)) {
            request.maxV4 = static_cast<std::uint16_t>(below(12));
            request.maxV6 = static_cast<std::uint16_t>(below(12));
        }
        return request;
    }

    void announce()
    {
        const Announce request = randomAnnounce();
        const AnnounceResult real = m_store.announce(request, m_now, m_picked);
        const AnnounceResult twin = m_naive.announce(request, m_now, real.interval);
        ASSERT_EQ(real.verdict, twin.verdict);
        ASSERT_EQ(real.counts, twin.counts);
        m_largest = std::max(m_largest, real.counts.seeds + real.counts.leechers);
        ASSERT_EQ(real.known, twin.known);
        ASSERT_EQ(real.completed, twin.completed);
        ASSERT_EQ(real.movedUp, twin.movedUp);
        ASSERT_EQ(real.movedDown, twin.movedDown);
        ASSERT_EQ(real.oddities, twin.oddities);
        if (real.verdict != Verdict::Accepted || request.event == Event::Stopped) {
            ASSERT_EQ(m_picked.count4 + m_picked.count6, 0);
            return;
        }
        ASSERT_EQ(real.span, twin.span);
        comparePick(request);
    }

    void comparePick(const Announce& request)
    {
        std::vector<protocol::Endpoint> mayCome = m_naive.eligible(request, Family::V4, m_now);
        const std::size_t room4 = std::min<std::size_t>(mayCome.size(), request.maxV4);
        const auto six = m_naive.eligible(request, Family::V6, m_now);
        const std::size_t room6 = std::min<std::size_t>(six.size(), request.maxV6);
        mayCome.insert(mayCome.end(), six.begin(), six.end());
        std::sort(mayCome.begin(), mayCome.end());

        const auto came = endpointList(m_picked);
        for (const protocol::Endpoint& endpoint : came)
            ASSERT_TRUE(std::binary_search(mayCome.begin(), mayCome.end(), endpoint)) << endpoint.text();
        ASSERT_EQ(endpoints(m_picked).size(), came.size()) << "duplicates";
        ASSERT_LE(m_picked.count4, request.maxV4);
        ASSERT_LE(m_picked.count6, request.maxV6);
        // A large swarm may give fewer while those who just fell due are not freed yet.
        const std::size_t full = std::min<std::size_t>(request.numwant, room4 + room6);
        ASSERT_LE(came.size(), full);
        if (!m_scale.ledger || m_drained == std::chrono::floor<seconds>(m_now)) {
            ASSERT_EQ(came.size(), full);
        }
        if (request.wantPeerIds)
            compareIds(request, came);
    }

    void compareIds(const Announce& request, const std::vector<protocol::Endpoint>& came)
    {
        std::map<protocol::Endpoint, protocol::PeerId> ids;
        for (const NaiveStore::Peer& peer : m_naive.find(request.infoHash, m_now)->peers)
            ids[peer.request.endpoint] = peer.request.peerId;
        for (std::size_t i = 0; i < came.size(); ++i)
            ASSERT_EQ(i < m_picked.count4 ? m_picked.ids4[i] : m_picked.ids6[i - m_picked.count4], ids[came[i]]);
    }

    void compareCounts(const protocol::InfoHash& infoHash)
    {
        protocol::SwarmCounts counts;
        m_store.scrape({&infoHash, 1}, m_now, {&counts, 1});
        ASSERT_EQ(counts, m_naive.counts(infoHash, m_now));
    }

    void pin()
    {
        const protocol::InfoHash infoHash = hash(below(m_scale.swarms));
        const bool pinned = chance(2);
        m_store.setPinned(infoHash, pinned, m_now);
        m_naive.setPinned(infoHash, pinned, m_now);
    }

    void forget()
    {
        if (chance(4)) {
            const protocol::InfoHash infoHash = hash(below(m_scale.swarms));
            m_store.forget(infoHash);
            m_naive.forget(infoHash);
            return;
        }
        const unsigned address = below(m_scale.addresses);
        const auto gone = chance(2) ? endpoint4(address).address : endpoint6(address).address;
        ASSERT_EQ(m_store.forgetAddress(gone, m_now), m_naive.forgetAddress(gone, m_now));
    }

    void changePolicy()
    {
        expireAll();
        (void)m_naive.totals(m_now); // throws out the due ones, too
        Policy policy;
        if (chance(2))
            policy.interval = seconds(30 + below(2000));
        if (chance(2))
            policy.expiry = seconds(1 + below(2000));
        m_store.setPolicy(policy);
        m_naive.setPolicy(policy);
        m_drained = Time(-1); // under a shorter expiry some are due now
    }

    void expireAll()
    {
        while (m_store.expire(m_now, 100)) { }
        m_drained = std::chrono::floor<seconds>(m_now);
    }

    // Everything that is shown is a recount.
    void compareViews()
    {
        expireAll();
        const Totals real = m_store.totals();
        const Totals twin = m_naive.totals(m_now);
        ASSERT_EQ(real.peers, twin.peers);
        ASSERT_EQ(real.clients, twin.clients);
        ASSERT_EQ(real.seeds, twin.seeds);
        ASSERT_EQ(real.completions, twin.completions);
        ASSERT_EQ(real.swarms, twin.swarms);
        for (unsigned swarm = 0; swarm < m_scale.swarms; ++swarm)
            compareSwarm(hash(swarm));
    }

    void compareSwarm(const protocol::InfoHash& infoHash)
    {
        SwarmView view;
        std::map<protocol::Endpoint, PeerView> peers;
        const bool found = m_store.visitSwarm(
            infoHash, m_now, [&](const SwarmView& seen) { view = seen; },
            [&](const PeerView& peer) { peers[peer.endpoint] = peer; });
        const NaiveStore::Swarm* twin = m_naive.find(infoHash, m_now);
        ASSERT_EQ(found, twin != nullptr);
        if (!twin)
            return;
        ASSERT_EQ(view.counts, m_naive.counts(infoHash, m_now));
        ASSERT_EQ(view.clients, m_naive.clients(infoHash, m_now));
        ASSERT_EQ(view.addresses, twin->peers.size());
        ASSERT_EQ(view.movedUp, twin->movedUp);
        ASSERT_EQ(view.movedDown, twin->movedDown);
        ASSERT_EQ(view.announces, twin->announces);
        ASSERT_EQ(peers.size(), twin->peers.size());
        for (const NaiveStore::Peer& peer : twin->peers)
            comparePeer(peers[peer.request.endpoint], peer);
    }

    void comparePeer(const PeerView& view, const NaiveStore::Peer& twin)
    {
        ASSERT_EQ(view.peerId, twin.request.peerId);
        ASSERT_EQ(view.keyParameter, twin.request.key);
        ASSERT_EQ(view.first, twin.first / 100 * 100);
        ASSERT_EQ(view.last, twin.last);
        ASSERT_EQ(view.due, m_naive.dueOf(twin));
        ASSERT_EQ(view.givenInterval, twin.given);
        ASSERT_NEAR(static_cast<double>(view.keptInterval.count()), static_cast<double>(twin.kept.count()), 1.0);
        ASSERT_EQ(view.uploaded, twin.request.uploaded);
        ASSERT_EQ(view.downloaded, twin.request.downloaded);
        ASSERT_EQ(view.left, twin.request.left);
        const auto firstLeft = static_cast<double>(std::min(twin.firstLeft, (std::uint64_t{1} << 48) - 1));
        ASSERT_NEAR(static_cast<double>(view.firstLeft), firstLeft, 0.0005 * firstLeft + 1);
        ASSERT_EQ(view.movedUp, std::min(twin.movedUp, (std::uint64_t{1} << 48) - 1));
        ASSERT_EQ(view.movedDown, std::min(twin.movedDown, (std::uint64_t{1} << 48) - 1));
        compareRate(view.rateUp, twin.rateUp);
        compareRate(view.rateDown, twin.rateDown);
        ASSERT_EQ(view.announces, twin.announces);
        ASSERT_EQ(view.seed, twin.seed());
        ASSERT_EQ(view.paused, twin.paused());
        ASSERT_EQ(view.completedHere, twin.completedHere);
        ASSERT_EQ(view.transport, twin.request.transport);
    }

    static void compareRate(std::optional<double> real, std::optional<double> twin)
    {
        ASSERT_EQ(real.has_value(), twin.has_value());
        if (real) {
            ASSERT_NEAR(*real, *twin, 0.0005 * *twin + 1.0 / 16);
            ASSERT_EQ(*real == 0, *twin == 0) << "0 means that nothing moved";
        }
    }

    Scale m_scale;
    std::mt19937_64 m_random;
    Caps m_caps;
    Store m_store;
    NaiveStore m_naive;
    Time m_now{0};
    Time m_drained{-1};
    std::uint32_t m_largest = 0;
    PickedPeers m_picked;
};

std::uint64_t freshSeed()
{
    const std::uint64_t seed = std::random_device{}() | std::uint64_t{1};
    std::cout << "seed " << seed << '\n';
    return seed;
}

void runModel(const Scale& scale, std::uint64_t seed)
{
    SCOPED_TRACE("seed " + std::to_string(seed));
    Model(scale, seed).run();
}

// Found by scans: up to 32 peers.
TEST(Model, SmallSwarms)
{
    runModel({4, 8, 3, 16, 3, 20'000, seconds(20), 20, false}, freshSeed());
}

// Found by an index, due peers by a scan.
TEST(Model, MiddlingSwarms)
{
    runModel({2, 60, 2, 150, 2, 8'000, seconds(3), 60, false}, freshSeed());
}

// Index and ledger come and go.
TEST(Model, LargeSwarms)
{
    runModel({1, 1500, 2, 3000, 100, 7'000, Time(200), 1100, true}, freshSeed());
}

TEST(Model, RegressionSeeds)
{
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        runModel({3, 8, 3, 16, 3, 3'000, seconds(30), 15, false}, seed);
}

} // namespace

} // namespace waggle::swarm
