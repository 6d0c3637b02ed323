// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/swarm/fixtures.h"

#include <gtest/gtest.h>

// The contract of Store, rule by rule, with a virtual clock.
namespace waggle::swarm {

namespace {

using protocol::Event;
using protocol::Oddity;
using namespace std::chrono_literals;

TEST(Store, TheCallerCountsAndIsNotInItsOwnList)
{
    Store store(options());
    PickedPeers picked;
    const AnnounceResult first = store.announce(leecher(1, 1), 0s, picked);
    EXPECT_EQ(first.verdict, Verdict::Accepted);
    EXPECT_FALSE(first.known);
    EXPECT_EQ(first.counts, (protocol::SwarmCounts{0, 1, 1, 0}));
    EXPECT_EQ(picked.count4 + picked.count6, 0);

    const AnnounceResult second = store.announce(seed(1, 2), 1s, picked);
    EXPECT_EQ(second.counts, (protocol::SwarmCounts{1, 1, 1, 0}));
    EXPECT_EQ(endpoints(picked), std::set<protocol::Endpoint>{endpoint4(1)});
}

TEST(Store, SeedsGetNoSeeds)
{
    Store store(options());
    PickedPeers picked;
    for (unsigned n = 1; n <= 5; ++n)
        store.announce(seed(1, n), 0s, picked);
    store.announce(leecher(1, 9), 0s, picked);
    EXPECT_EQ(picked.count4, 5);
    store.announce(seed(1, 1), 1s, picked);
    EXPECT_EQ(endpoints(picked), std::set<protocol::Endpoint>{endpoint4(9)});
}

TEST(Store, StoppedTakesThePeerAndNothingElse)
{
    Store store(options());
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    store.announce(leecher(1, 2), 0s, picked);
    const AnnounceResult gone = store.announce(with(leecher(1, 1), Event::Stopped), 5s, picked);
    EXPECT_TRUE(gone.known);
    EXPECT_EQ(gone.counts.leechers, 1u);
    EXPECT_EQ(picked.count4, 0) << "stopped gets an empty list";

    const AnnounceResult unknown = store.announce(with(leecher(2, 1), Event::Stopped), 6s, picked);
    EXPECT_EQ(unknown.verdict, Verdict::Accepted);
    EXPECT_TRUE(has(unknown, Oddity::StoppedUnknown));
    EXPECT_FALSE(store.visitSwarm(hash(2), 6s, {})) << "nothing is created";
}

TEST(Store, StoppedWithPort0EndsThePeerOfThatAddressAndPeerId)
{
    Store store(options());
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    store.announce(leecher(1, 2), 0s, picked);
    Announce stop = with(leecher(1, 1), Event::Stopped);
    stop.endpoint.port = 0;
    const AnnounceResult gone = store.announce(stop, 5s, picked);
    EXPECT_TRUE(gone.known);
    EXPECT_EQ(gone.counts.leechers, 1u);
}

TEST(Store, ACompletionIsALeecherTurningSeedOnceAStay)
{
    Store store(options());
    PickedPeers picked;
    EXPECT_FALSE(store.announce(with(seed(1, 1), Event::Completed), 0s, picked).completed) << "a seed from the start";
    store.announce(leecher(1, 2), 0s, picked);
    EXPECT_FALSE(store.announce(with(leecher(1, 2), Event::Completed), 300s, picked).completed) << "left > 0";
    const AnnounceResult done = store.announce(with(seed(1, 2), Event::Completed), 600s, picked);
    EXPECT_TRUE(done.completed);
    EXPECT_EQ(done.counts, (protocol::SwarmCounts{2, 0, 0, 1}));
    EXPECT_EQ(store.announce(leecher(1, 2), 900s, picked).counts.leechers, 1u) << "left rose again";
    EXPECT_FALSE(store.announce(with(seed(1, 2), Event::Completed), 1200s, picked).completed) << "the same stay";
    store.announce(with(seed(1, 2), Event::Stopped), 1300s, picked);
    store.announce(leecher(1, 2), 1400s, picked);
    EXPECT_TRUE(store.announce(seed(1, 2), 1500s, picked).completed) << "another stay, without the event";
    EXPECT_EQ(store.totals().completions, 2u);
}

TEST(Store, LargeLeftIsNeverASeed)
{
    Store store(options());
    PickedPeers picked;
    Announce request = leecher(1, 1);
    for (const std::uint64_t left : {std::uint64_t{1} << 32, std::uint64_t{1} << 48, std::uint64_t{1} << 63}) {
        request.left = left;
        EXPECT_EQ(store.announce(request, 0s, picked).counts.seeds, 0u) << left;
    }
}

TEST(Store, PausedIsALeecherButNoDownloader)
{
    Store store(options());
    PickedPeers picked;
    EXPECT_EQ(
        store.announce(with(leecher(1, 1), Event::Paused), 0s, picked).counts, (protocol::SwarmCounts{0, 1, 0, 0}));
    EXPECT_EQ(store.announce(leecher(1, 1), 300s, picked).counts, (protocol::SwarmCounts{0, 1, 1, 0}));
    EXPECT_EQ(store.announce(with(seed(1, 1), Event::Paused), 600s, picked).counts.downloaders, 0u);
}

TEST(Store, AnotherPeerIdTakesTheEndpoint)
{
    Store store(options());
    PickedPeers picked;
    store.announce(leecher(1, 1), 0s, picked);
    Announce other = seed(1, 1);
    other.peerId = peerId(77);
    const AnnounceResult result = store.announce(other, 10s, picked);
    EXPECT_TRUE(result.known);
    EXPECT_TRUE(has(result, Oddity::PeerIdChanged));
    EXPECT_FALSE(result.completed);
    EXPECT_EQ(result.counts, (protocol::SwarmCounts{1, 0, 0, 0}));
    EXPECT_EQ(store.totals().clients, 1u);
}

TEST(Store, TwoAddressesAreOneClient)
{
    Store store(options());
    PickedPeers picked;
    Announce v4 = leecher(1, 1);
    Announce v6 = v4;
    v6.endpoint = endpoint6(1);
    store.announce(v4, 0s, picked);
    store.announce(v6, 1s, picked);
    EXPECT_EQ(store.totals().peers, 2u);
    EXPECT_EQ(store.totals().clients, 1u);

    v4.downloaded = v6.downloaded = 300'000;
    const AnnounceResult moved = store.announce(v4, 301s, picked);
    EXPECT_EQ(moved.movedDown, 300'000u);
    EXPECT_EQ(moved.span, 300s);
    const AnnounceResult again = store.announce(v6, 302s, picked);
    EXPECT_EQ(again.movedDown, 0u) << "the same bytes through the other address";
    EXPECT_FALSE(has(again, Oddity::Early));
    EXPECT_DOUBLE_EQ(peerView(store, 1, v6.endpoint, 302s).rateDown.value_or(-1), 1000.0);
    EXPECT_DOUBLE_EQ(peerView(store, 1, v4.endpoint, 302s).rateDown.value_or(-1), 1000.0);

    store.announce(with(v6, Event::Stopped), 303s, picked);
    EXPECT_EQ(store.totals().clients, 1u);
    store.announce(with(v4, Event::Stopped), 304s, picked);
    EXPECT_EQ(store.totals().clients, 0u);
}

TEST(Store, HidePeerIdLeavesOutTheAskersOwnOtherAddress)
{
    Store store(options());
    PickedPeers picked;
    Announce v6 = leecher(1, 1);
    v6.endpoint = endpoint6(1);
    store.announce(v6, 0s, picked);
    Announce v4 = leecher(1, 1);
    v4.bothFamilies = true;
    store.announce(v4, 0s, picked);
    EXPECT_EQ(picked.count6, 1);
    v4.hidePeerId = true;
    store.announce(v4, 1s, picked);
    EXPECT_EQ(picked.count6, 0);
}

TEST(Store, ViewsShowWhatWasReported)
{
    Store store(options());
    PickedPeers picked;
    Announce request = leecher(1, 1);
    request.left = 1000;
    request.key = 0xabcd;
    store.announce(request, 1234ms, picked);
    request.left = 400;
    request.uploaded = 50;
    request.downloaded = 600;
    request.transport = protocol::Transport::Http;
    const auto given = store.announce(request, 301'234ms, picked).interval;
    const PeerView view = peerView(store, 1, request.endpoint, 302s);
    EXPECT_EQ(view.peerId, request.peerId);
    EXPECT_EQ(view.keyParameter, 0xabcdu);
    EXPECT_EQ(view.first, 1200ms);
    EXPECT_EQ(view.last, 301'234ms);
    EXPECT_EQ(view.keptInterval, 300s);
    EXPECT_EQ(view.givenInterval, given);
    EXPECT_EQ(view.uploaded, 50u);
    EXPECT_EQ(view.downloaded, 600u);
    EXPECT_EQ(view.left, 400u);
    EXPECT_EQ(view.firstLeft, 1000u);
    EXPECT_EQ(view.movedDown, 600u);
    EXPECT_FLOAT_EQ(static_cast<float>(view.rateDown.value_or(-1)), 2.0f);
    EXPECT_EQ(view.announces, 2u);
    EXPECT_EQ(view.transport, protocol::Transport::Http);

    SwarmView swarm;
    EXPECT_TRUE(store.visitSwarm(hash(1), 302s, [&](const SwarmView& seen) { swarm = seen; }));
    EXPECT_EQ(swarm.largestLeft, 1000u);
    EXPECT_EQ(swarm.movedDown, 600u);
    EXPECT_EQ(swarm.announces, 2u);
    EXPECT_EQ(swarm.added, 1234ms);
    EXPECT_EQ(swarm.lastAnnounce, 301'234ms);
    EXPECT_EQ(swarm.clients, 1u);
}

TEST(Store, RatesAreUnknownBeforeTheSecondAnnounceAndAfterAReset)
{
    Store store(options());
    PickedPeers picked;
    Announce request = leecher(1, 1);
    request.uploaded = 500;
    store.announce(request, 0s, picked);
    EXPECT_FALSE(peerView(store, 1, request.endpoint, 0s).rateUp.has_value());
    request.uploaded = 100;
    const AnnounceResult back = store.announce(request, 300s, picked);
    EXPECT_EQ(back.movedUp, 0u);
    EXPECT_TRUE(has(back, Oddity::CounterWentBack));
    EXPECT_FALSE(peerView(store, 1, request.endpoint, 300s).rateUp.has_value());
    EXPECT_TRUE(peerView(store, 1, request.endpoint, 300s).rateDown.has_value());
}

TEST(Store, Oddities)
{
    Store store(options());
    PickedPeers picked;
    EXPECT_TRUE(has(store.announce(with(leecher(1, 1), Event::Completed), 0s, picked), Oddity::CompletedAtOnce));
    const auto interval = store.announce(leecher(1, 2), 0s, picked).interval;
    EXPECT_TRUE(has(store.announce(with(leecher(1, 2), Event::Started), 1s, picked), Oddity::StartedTwice));
    const auto after = store.announce(leecher(1, 2), 1s + interval, picked);
    EXPECT_EQ(after.oddities, 0u);
    EXPECT_TRUE(has(store.announce(leecher(1, 2), 1s + interval + after.interval / 2 - 1s, picked), Oddity::Early));
    Announce key = leecher(1, 2);
    key.key = 99;
    EXPECT_TRUE(has(store.announce(key, 400s, picked), Oddity::KeyChanged));
    EXPECT_TRUE(has(store.announce(seed(1, 2), 600s, picked), Oddity::LeftWithoutCompleted));
    EXPECT_TRUE(has(store.announce(with(leecher(1, 3), Event::Stopped), 600s, picked), Oddity::StoppedUnknown));
}

TEST(Store, LoopbackPeersGoOutUnderTheAddressTheAskerReached)
{
    Store store(options());
    PickedPeers picked;
    Announce local = leecher(1, 1);
    local.endpoint = {*protocol::Address::parse("127.0.0.1"), 5001};
    store.announce(local, 0s, picked);
    Announce local6 = leecher(1, 2);
    local6.endpoint = {*protocol::Address::parse("::1"), 5002};
    store.announce(local6, 0s, picked);

    Announce remote = leecher(1, 3);
    remote.bothFamilies = true;
    remote.reachedAt = *protocol::Address::parse("192.168.1.2");
    store.announce(remote, 1s, picked);
    EXPECT_EQ(endpoints(picked), (std::set<protocol::Endpoint>{{remote.reachedAt, 5001}}));
    remote.reachedAt = {};
    store.announce(remote, 2s, picked);
    EXPECT_TRUE(endpoints(picked).empty()) << "not known how it reached us";

    Announce localAsker = leecher(1, 4);
    localAsker.endpoint = {*protocol::Address::parse("127.0.0.1"), 5004};
    localAsker.bothFamilies = true;
    store.announce(localAsker, 3s, picked);
    EXPECT_EQ(endpoints(picked), (std::set<protocol::Endpoint>{local.endpoint, local6.endpoint, remote.endpoint}));
}

TEST(Store, ALoopbackPeerIsNeverASecondCopyOfAnotherPeerOrTheAsker)
{
    Store store(options());
    PickedPeers picked;
    Announce local = leecher(1, 1);
    local.endpoint = {*protocol::Address::parse("127.0.0.1"), 5001};
    store.announce(local, 0s, picked);
    local.endpoint.address = *protocol::Address::parse("127.0.0.2");
    local.peerId = peerId(2);
    store.announce(local, 0s, picked);
    Announce remote = leecher(1, 3);
    remote.reachedAt = *protocol::Address::parse("192.168.1.2");
    store.announce(remote, 0s, picked);
    EXPECT_EQ(picked.count4, 1) << "both are 192.168.1.2:5001 from there";
    Announce same = leecher(1, 4);
    same.endpoint = {remote.reachedAt, 5001};
    same.reachedAt = remote.reachedAt;
    store.announce(same, 1s, picked);
    EXPECT_EQ(endpoints(picked), std::set<protocol::Endpoint>{remote.endpoint});
}

TEST(Store, LinkLocalPeersStayOnTheirLink)
{
    Store store(options());
    PickedPeers picked;
    Announce linked = leecher(1, 1);
    linked.endpoint = {*protocol::Address::parse("fe80::1"), 5001};
    linked.scope = 2;
    store.announce(linked, 0s, picked);
    Announce elsewhere = linked; // the same address on another link is another host
    elsewhere.scope = 3;
    elsewhere.peerId = peerId(2);
    EXPECT_FALSE(store.announce(elsewhere, 0s, picked).known);
    EXPECT_EQ(picked.count6, 0);

    Announce asker = leecher(1, 3);
    asker.endpoint = {*protocol::Address::parse("fe80::9"), 5009};
    asker.scope = 2;
    store.announce(asker, 0s, picked);
    EXPECT_EQ(endpoints(picked), std::set<protocol::Endpoint>{linked.endpoint});
    Announce global = leecher(1, 4);
    global.endpoint = endpoint6(4);
    store.announce(global, 0s, picked);
    EXPECT_EQ(picked.count6, 0);
}

TEST(Store, ScrapeAnswersInOrderAndCreatesNothing)
{
    Store store(options());
    PickedPeers picked;
    store.announce(seed(1, 1), 0s, picked);
    store.announce(leecher(2, 1), 0s, picked);
    const std::vector<protocol::InfoHash> asked{hash(2), hash(3), hash(1), hash(2)};
    std::vector<protocol::SwarmCounts> counts(asked.size(), protocol::SwarmCounts{9, 9, 9, 9});
    store.scrape(asked, 1s, counts);
    EXPECT_EQ(counts[0], (protocol::SwarmCounts{0, 1, 1, 0}));
    EXPECT_EQ(counts[1], protocol::SwarmCounts{});
    EXPECT_EQ(counts[2], (protocol::SwarmCounts{1, 0, 0, 0}));
    EXPECT_EQ(counts[3], counts[0]);
    EXPECT_EQ(store.totals().swarms, 2u);
}

TEST(Store, ForgetsSwarmsAndAddresses)
{
    Store store(options());
    PickedPeers picked;
    for (unsigned swarm = 1; swarm <= 20; ++swarm) {
        store.announce(leecher(swarm, 1), 0s, picked);
        store.announce(seed(swarm, 2), 0s, picked);
    }
    EXPECT_EQ(store.forgetAddress(endpoint4(2).address, 1s), 20u);
    EXPECT_EQ(store.totals().seeds, 0u);
    store.forget(hash(1));
    EXPECT_EQ(store.totals().swarms, 19u);
    EXPECT_EQ(store.totals().peers, 19u);
    EXPECT_FALSE(store.visitSwarm(hash(1), 1s, {}));
}

TEST(Store, KeysAreNeverUsedAgain)
{
    Store store(options());
    PickedPeers picked;
    std::set<PeerKey> keys;
    for (int stay = 0; stay < 1000; ++stay) { // a slot's generation has 64 values
        store.announce(leecher(1, 1), seconds(stay), picked);
        EXPECT_TRUE(keys.insert(peerView(store, 1, endpoint4(1), seconds(stay)).key).second);
        store.announce(with(leecher(1, 1), Event::Stopped), seconds(stay), picked);
    }
}

TEST(Store, SurvivesChosenInfohashes)
{
    Store::Options chosen = options();
    chosen.caps.swarms = 100'000;
    Store store(chosen);
    PickedPeers picked;
    constexpr unsigned kHashes = 8193;
    for (unsigned n = 0; n < kHashes; ++n) {
        Announce request = leecher(1, 1);
        request.infoHash.bytes.fill(0);
        request.infoHash.bytes[18] = static_cast<std::uint8_t>(n >> 8);
        request.infoHash.bytes[19] = static_cast<std::uint8_t>(n);
        ASSERT_EQ(store.announce(request, 0s, picked).verdict, Verdict::Accepted);
        std::swap(request.infoHash.bytes[0], request.infoHash.bytes[18]);
        std::swap(request.infoHash.bytes[1], request.infoHash.bytes[19]);
        ASSERT_EQ(store.announce(request, 0s, picked).verdict, Verdict::Accepted);
    }
    EXPECT_EQ(store.totals().swarms, 2 * kHashes - 1);
    std::size_t largestShard = 0;
    for (std::size_t shard = 0; shard < store.shards(); ++shard) {
        std::size_t swarms = 0;
        store.visitSwarms(shard, 0s, [&](const SwarmView&) { ++swarms; });
        largestShard = std::max(largestShard, swarms);
    }
    EXPECT_LT(largestShard, 2 * (2 * kHashes / store.shards())) << "spread over the shards";
}

} // namespace

} // namespace waggle::swarm
