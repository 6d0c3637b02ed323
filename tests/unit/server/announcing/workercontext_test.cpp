// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/announcing/announcing.h"
#include "tests/unit/server/workerfixture.h"

namespace waggle::server {
namespace {

using protocol::AnnounceRequest;
using protocol::Transport;

AnnounceRequest announceOf(char torrent, char peer, std::uint16_t port)
{
    AnnounceRequest request;
    request.infoHash.bytes.fill(static_cast<std::uint8_t>(torrent));
    request.peerId.bytes.fill(static_cast<std::uint8_t>(peer));
    request.port = port;
    request.left = 10;
    return request;
}

struct RunAnnounce : WorkerFixture {
    requests::RequestRecord record;

    AnnounceOutcome run(const AnnounceRequest& request, const char* from, Transport transport = Transport::Udp)
    {
        record = {};
        const Asker asker{{address(from), 40'000}, 0, address("10.0.0.1"), transport};
        return runAnnounce(context, request, asker, 200, 76, record);
    }
    // The address under which a peer that announces from `from` is handed out to a neighbour.
    std::string handedOut(const AnnounceRequest& request, const char* from, Transport transport)
    {
        store.forget(request.infoHash);
        EXPECT_EQ(run(request, from, transport).rule, requests::Rule::None);
        EXPECT_EQ(run(announceOf('a', 'n', 9), "10.0.0.250", Transport::Http).rule, requests::Rule::None);
        if (context.picked.count4 == 1)
            return protocol::Address::v4(context.picked.wires4.data()).text();
        return context.picked.count6 == 1 ? protocol::Address::v6(context.picked.wires6.data()).text() : "none";
    }
};

TEST_F(RunAnnounce, FillsTheRecordAndTheAnswer)
{
    AnnounceRequest seed = announceOf('a', 's', 7000);
    seed.left = 0;
    seed.event = protocol::Event::Started;
    EXPECT_EQ(run(seed, "10.0.0.2").rule, requests::Rule::None);
    EXPECT_TRUE(record.isSeed);
    EXPECT_EQ(record.peersReturned, 0);

    const AnnounceOutcome outcome = run(announceOf('a', 'l', 7001), "10.0.0.3");
    EXPECT_EQ(outcome.rule, requests::Rule::None);
    EXPECT_EQ(outcome.result.counts.seeds, 1u);
    EXPECT_EQ(outcome.result.counts.leechers, 1u);
    EXPECT_EQ(context.picked.count4, 1);
    EXPECT_EQ(record.kind, requests::RequestKind::Announce);
    EXPECT_EQ(record.result, requests::RequestResult::Answered);
    EXPECT_EQ(record.from, address("10.0.0.3"));
    EXPECT_EQ(record.sourcePort, 40'000);
    EXPECT_EQ(record.left, 10u);
    EXPECT_EQ(record.peersReturned, 1);
    EXPECT_EQ(record.timeMs, now.count());
    EXPECT_EQ(record.givenInterval, outcome.result.interval.count());
    EXPECT_TRUE(record.hasSwarm && record.hasPeer && !record.isSeed);
}

TEST_F(RunAnnounce, StrangersAndTheBannedAreRefusedAndLeaveNothingBehind)
{
    EXPECT_EQ(run(announceOf('a', 'p', 1), "203.0.113.1").rule, requests::Rule::Stranger);
    EXPECT_EQ(record.result, requests::RequestResult::Refused);
    EXPECT_EQ(record.rule, requests::Rule::Stranger);
    access::AccessTable table;
    table.anyone = true;
    table.banned = {address("10.0.0.9")};
    setAccess(table);
    EXPECT_EQ(run(announceOf('a', 'p', 1), "10.0.0.9").rule, requests::Rule::Banned);
    EXPECT_EQ(store.totals().peers, 0u);
    EXPECT_EQ(run(announceOf('a', 'p', 1), "203.0.113.1").rule, requests::Rule::None);
    EXPECT_EQ(store.totals().peers, 1u);
}

TEST_F(RunAnnounce, PortZeroOnlyOnStopped)
{
    AnnounceRequest request = announceOf('a', 'p', 0);
    EXPECT_EQ(run(request, "10.0.0.2").rule, requests::Rule::PortZero);
    request.event = protocol::Event::Stopped;
    EXPECT_EQ(run(request, "10.0.0.2").rule, requests::Rule::None);
}

TEST_F(RunAnnounce, CapsAreNamedWithTheirFigure)
{
    for (std::uint16_t port = 1; port <= 3; ++port)
        EXPECT_EQ(run(announceOf('a', static_cast<char>('0' + port), port), "10.0.0.2").rule, requests::Rule::None);
    EXPECT_EQ(run(announceOf('a', '4', 4), "10.0.0.2").rule, requests::Rule::TooManyOfAddress);
    EXPECT_EQ(record.detail, 3u);
    for (const char torrent : {'b', 'c', 'd', 'e', 'f'})
        EXPECT_EQ(run(announceOf(torrent, 'p', 1), "10.0.0.3").rule, requests::Rule::None);
    EXPECT_EQ(run(announceOf('g', 'p', 1), "10.0.0.3").rule, requests::Rule::TooManySwarms);
    EXPECT_EQ(record.detail, 6u);
    EXPECT_EQ(describe(record), "no room for another swarm, limit 6");
}

TEST_F(RunAnnounce, ClaimedAddressesAreHonouredOnlyFromNamedNetworks)
{
    AnnounceRequest request = announceOf('a', 'p', 5);
    request.claimed4 = address("192.0.2.77");
    EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Http), "10.0.0.2");
    access::AccessTable table;
    table.claimedIpNetworks = {*access::Network::parse("10.0.0.0/8"), *access::Network::parse("fd00::/8")};
    setAccess(table);
    EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Http), "192.0.2.77");
    EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Udp), "192.0.2.77");
    EXPECT_EQ(handedOut(request, "192.168.0.2", Transport::Http), "192.168.0.2");
    EXPECT_EQ(handedOut(request, "fd00::2", Transport::Udp), "fd00::2") << "the IP field is nothing over IPv6";
    // Clients name their other family unasked: that is no reason to forget the address they came from.
    EXPECT_EQ(handedOut(request, "fd00::2", Transport::Http), "fd00::2");
    request.claimed6 = address("2001:db8::77");
    EXPECT_EQ(handedOut(request, "fd00::2", Transport::Http), "2001:db8::77");
    EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Http), "192.0.2.77");
    request.claimed4.reset();
    EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Http), "10.0.0.2");
}

TEST_F(RunAnnounce, AClaimThatNobodyCouldConnectToIsNone)
{
    access::AccessTable table;
    table.claimedIpNetworks = {*access::Network::parse("10.0.0.0/8"), *access::Network::parse("fd00::/8")};
    setAccess(table);
    AnnounceRequest request = announceOf('a', 'p', 5);
    for (const char* claim : {"0.0.0.0", "127.0.0.1", "224.0.0.1"}) {
        request.claimed4 = address(claim);
        EXPECT_EQ(handedOut(request, "10.0.0.2", Transport::Http), "10.0.0.2") << claim;
    }
    for (const char* claim : {"::", "::1", "fe80::1", "ff02::1"}) {
        request.claimed6 = address(claim);
        EXPECT_EQ(handedOut(request, "fd00::2", Transport::Http), "fd00::2") << claim;
    }
}

TEST_F(WorkerFixture, FinishNumbersWithoutGapsAndKeepsRepliesInScopeOnly)
{
    const std::array<std::uint8_t, 4> raw{1, 2, 3, 4};
    const std::array<std::uint8_t, 2> reply{5, 6};
    const auto finished = [&](const requests::CaptureScope& scope) {
        context.capture = scope;
        requests::RequestRecord record;
        record.from = address("10.0.0.2");
        record.hasSwarm = true;
        record.infoHash.bytes.fill('a');
        context.finish(record, raw, reply);
    };
    using What = requests::CaptureScope::What;
    protocol::InfoHash a;
    a.bytes.fill('a');
    finished({What::Off, {}, {}});
    finished({What::All, {}, {}});
    finished({What::Address, address("10.0.0.2"), {}});
    finished({What::Address, address("10.0.0.3"), {}});
    finished({What::InfoHash, {}, a});
    finished({What::InfoHash, {}, {}});
    share.ring.flush();
    std::vector<std::byte> bytes;
    EXPECT_EQ(share.ring.drain(bytes), 0u);
    requests::RecordReader reader(bytes);
    requests::RecordReader::Entry entry;
    std::uint64_t number = 0;
    for (const std::size_t kept : {0u, 2u, 2u, 0u, 2u, 0u}) {
        ASSERT_TRUE(reader.next(entry));
        EXPECT_EQ(entry.record.number, ++number);
        EXPECT_EQ(entry.record.worker, 3);
        EXPECT_EQ(entry.record.timeMs, now.count());
        EXPECT_EQ(entry.raw.size(), raw.size());
        EXPECT_EQ(entry.reply.size(), kept) << number;
    }
    EXPECT_FALSE(reader.next(entry));
}

} // namespace
} // namespace waggle::server
