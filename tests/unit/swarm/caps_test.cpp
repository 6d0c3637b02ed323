// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/swarm/fixtures.h"

#include <gtest/gtest.h>

namespace waggle::swarm {

namespace {

using protocol::Event;
using namespace std::chrono_literals;

Store::Options withCaps(std::uint32_t swarms, std::uint32_t peers, std::uint32_t perAddress)
{
    Store::Options capped = options();
    capped.caps = {swarms, peers, perAddress};
    return capped;
}

Announce at(Announce request, const char* address, std::uint16_t port)
{
    request.endpoint = {*protocol::Address::parse(address), port};
    return request;
}

TEST(Caps, Swarms)
{
    Store store(withCaps(3, 100, 100));
    PickedPeers picked;
    for (unsigned swarm = 1; swarm <= 3; ++swarm)
        EXPECT_EQ(store.announce(leecher(swarm, 1), 0s, picked).verdict, Verdict::Accepted);
    const AnnounceResult refused = store.announce(leecher(4, 1), 0s, picked);
    EXPECT_EQ(refused.verdict, Verdict::TooManySwarms);
    EXPECT_GT(refused.interval, 0s);
    EXPECT_EQ(store.totals().swarms, 3u);
    EXPECT_EQ(store.totals().peers, 3u);
    EXPECT_EQ(store.announce(leecher(1, 2), 0s, picked).verdict, Verdict::Accepted);
    store.setPinned(hash(5), true, 0s);
    EXPECT_TRUE(store.visitSwarm(hash(5), 0s, {})) << "the operator's own torrents are no strangers";
    store.setCaps({10, 100, 100});
    EXPECT_EQ(store.announce(leecher(4, 1), 0s, picked).verdict, Verdict::Accepted);
}

TEST(Caps, Peers)
{
    Store store(withCaps(100, 3, 100));
    PickedPeers picked;
    for (unsigned n = 1; n <= 3; ++n)
        EXPECT_EQ(store.announce(leecher(n, n), 0s, picked).verdict, Verdict::Accepted);
    EXPECT_EQ(store.announce(leecher(1, 4), 0s, picked).verdict, Verdict::TooManyPeers);
    EXPECT_EQ(picked.count4, 0);
    EXPECT_EQ(store.announce(leecher(9, 4), 0s, picked).verdict, Verdict::TooManyPeers);
    EXPECT_FALSE(store.visitSwarm(hash(9), 0s, {}));
    EXPECT_EQ(store.totals().peers, 3u);

    EXPECT_EQ(store.announce(seed(1, 1), 1s, picked).verdict, Verdict::Accepted) << "here already";
    Announce other = leecher(2, 2);
    other.peerId = peerId(99);
    EXPECT_EQ(store.announce(other, 1s, picked).verdict, Verdict::Accepted) << "takes a place that is here already";
    EXPECT_EQ(store.totals().peers, 3u);
    store.announce(with(leecher(3, 3), Event::Stopped), 2s, picked);
    EXPECT_EQ(store.announce(leecher(1, 4), 3s, picked).verdict, Verdict::Accepted);
}

TEST(Caps, StoppedIsNeverRefused)
{
    Store store(withCaps(0, 0, 0));
    PickedPeers picked;
    EXPECT_EQ(store.announce(with(leecher(1, 1), Event::Stopped), 0s, picked).verdict, Verdict::Accepted);
    EXPECT_NE(store.announce(leecher(1, 1), 0s, picked).verdict, Verdict::Accepted);
    EXPECT_EQ(store.totals().peers, 0u);
    EXPECT_EQ(store.totals().swarms, 0u);
}

class PeersOfAnAddress : public testing::TestWithParam<unsigned> { };

// `others` peers of other addresses in the swarm: with a scan, with an index, with a ledger.
TEST_P(PeersOfAnAddress, AreCapped)
{
    Store store(withCaps(100, 10'000, 5));
    PickedPeers picked;
    for (unsigned n = 1; n <= GetParam(); ++n)
        store.announce(leecher(1, n), 0s, picked);
    for (unsigned n = 0; n < 8; ++n) {
        const auto port = static_cast<std::uint16_t>(2000 + n);
        const Verdict expected = n < 5 ? Verdict::Accepted : Verdict::TooManyOfAddress;
        const unsigned client = 10'000 + n;
        EXPECT_EQ(store.announce(at(leecher(1, client), "192.0.2.7", port), 0s, picked).verdict, expected);
        const std::string sixtyFour = "2001:db8:1:2::" + std::to_string(n + 1); // one /64, eight addresses
        EXPECT_EQ(store.announce(at(leecher(1, client), sixtyFour.c_str(), 2000), 0s, picked).verdict, expected);
        EXPECT_EQ(store.announce(at(leecher(1, client), "127.0.0.1", port), 0s, picked).verdict, Verdict::Accepted);
        EXPECT_EQ(store.announce(at(leecher(1, client), "::1", port), 0s, picked).verdict, Verdict::Accepted);
    }
    EXPECT_EQ(store.announce(at(leecher(2, 1), "192.0.2.7", 9), 0s, picked).verdict, Verdict::Accepted) << "per swarm";
    EXPECT_EQ(store.announce(at(leecher(1, 1), "2001:db8:1:3::1", 9), 0s, picked).verdict, Verdict::Accepted);
    EXPECT_EQ(store.announce(at(seed(1, 10'000), "192.0.2.7", 2000), 1s, picked).verdict, Verdict::Accepted);
    store.announce(at(with(leecher(1, 10'000), Event::Stopped), "192.0.2.7", 2000), 2s, picked);
    EXPECT_EQ(store.announce(at(leecher(1, 10'007), "192.0.2.7", 2007), 3s, picked).verdict, Verdict::Accepted);
}

INSTANTIATE_TEST_SUITE_P(Sizes, PeersOfAnAddress, testing::Values(0u, 40u, 600u));

} // namespace

} // namespace waggle::swarm
