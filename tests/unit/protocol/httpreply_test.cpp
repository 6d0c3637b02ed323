// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "core/protocol/http.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::http {
namespace {

using namespace std::string_literals;

struct Peers {
    // 192.0.2.1:6881, and 2001:db8::1 port 80
    test::Buffer v4 = test::fromHex("c0000201 1ae1");
    test::Buffer v6 = test::fromHex("20010db8000000000000000000000001 0050");
    PeerId id4, id6;
    Peers()
    {
        id4.bytes.fill('A');
        id6.bytes.fill('B');
    }
    AnnounceReply reply() const
    {
        AnnounceReply reply;
        reply.interval = 1800;
        reply.minInterval = 30;
        reply.counts = {.seeds = 3, .leechers = 5, .downloaders = 4, .completions = 7};
        reply.peers4 = v4;
        reply.peers6 = v6;
        reply.ids4 = {&id4, 1};
        reply.ids6 = {&id6, 1};
        reply.external = Address::v4(0xc6336409);
        return reply;
    }
};

std::string body(const AnnounceReply& reply)
{
    std::string out;
    writeAnnounce(out, reply);
    const auto decoded = bencode::decode(out);
    EXPECT_TRUE(decoded && decoded->keysSorted && decoded->used == out.size()) << out;
    return out;
}

TEST(HttpReply, CompactAnnounceHasBothFamilies)
{
    const Peers peers;
    EXPECT_EQ(body(peers.reply()),
        "d8:completei3e10:downloadedi7e11:external ip4:\xc6\x33\x64\x09"
        "10:incompletei5e8:intervali1800e12:min intervali30e5:peers6:\xc0\x00\x02\x01\x1a\xe1"
        "6:peers618:\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\0\x50"
        "e"s);
}

TEST(HttpReply, PeersIsThereEvenWhenEmpty)
{
    AnnounceReply reply;
    EXPECT_EQ(body(reply), "d8:completei0e10:downloadedi0e10:incompletei0e8:intervali0e12:min intervali0e5:peers0:e");
    reply.compact = false;
    EXPECT_EQ(body(reply), "d8:completei0e10:downloadedi0e10:incompletei0e8:intervali0e12:min intervali0e5:peerslee");
}

TEST(HttpReply, ExternalIpOfASixteenByteFamily)
{
    AnnounceReply reply;
    reply.external = *Address::parse("2001:db8::2");
    const std::string out = body(reply);
    const auto decoded = bencode::decode(out);
    EXPECT_EQ(decoded->value.find("external ip")->string()->size(), 16u);
}

TEST(HttpReply, ListOfDictionaries)
{
    const Peers peers;
    AnnounceReply reply = peers.reply();
    reply.compact = false;
    std::string out = body(reply);
    EXPECT_NE(out.find("5:peersld2:ip9:192.0.2.17:peer id20:AAAAAAAAAAAAAAAAAAAA4:porti6881eed2:ip11:2001:db8::1"
                       "7:peer id20:BBBBBBBBBBBBBBBBBBBB4:porti80eeee"),
        std::string::npos)
        << out;
    EXPECT_EQ(out.find("peers6"), std::string::npos);

    reply.noPeerId = true;
    out = body(reply);
    EXPECT_NE(out.find("5:peersld2:ip9:192.0.2.14:porti6881eed2:ip11:2001:db8::14:porti80eeee"), std::string::npos)
        << out;
}

TEST(HttpReply, FewerIdsThanPeersAreNoOverRead)
{
    const Peers peers;
    AnnounceReply reply = peers.reply();
    reply.compact = false;
    reply.ids4 = {};
    const std::string out = body(reply);
    EXPECT_NE(out.find("d2:ip9:192.0.2.14:porti6881ee"), std::string::npos) << out;
}

TEST(HttpReply, IsAppended)
{
    std::string out = "head";
    writeFailure(out, "no");
    EXPECT_EQ(out, "headd14:failure reason2:noe");
}

TEST(HttpReply, FailureSaysWhenToComeBack)
{
    const auto failure = [](std::optional<unsigned> minutes) {
        std::string out;
        writeFailure(out, "full", minutes);
        EXPECT_TRUE(bencode::decode(out)->keysSorted);
        return out;
    };
    EXPECT_EQ(failure({}), "d14:failure reason4:fulle");
    EXPECT_EQ(failure(5), "d14:failure reason4:full8:retry ini5ee");
    EXPECT_EQ(failure(0), "d14:failure reason4:full8:retry in5:nevere");
}

// BEP 48's example, with the `downloaders` of BEP 21 in it.
TEST(HttpReply, ScrapeHasTheFormOfBep48)
{
    InfoHash hash;
    hash.bytes.fill('.');
    const SwarmCounts counts{.seeds = 5, .leechers = 10, .downloaders = 9, .completions = 50};
    std::string out;
    writeScrape(out, {&hash, 1}, {&counts, 1});
    EXPECT_EQ(
        out, "d5:filesd20:....................d8:completei5e10:downloadedi50e11:downloadersi9e10:incompletei10eeee");
}

TEST(HttpReply, ScrapeIsSortedWithoutDuplicates)
{
    std::vector<InfoHash> hashes(4);
    hashes[0].bytes.fill(0xff);
    hashes[1].bytes.fill('m');
    hashes[2].bytes.fill(0xff);
    hashes[3].bytes.fill(1);
    std::vector<SwarmCounts> counts(4);
    counts[3].seeds = 42;
    counts[1].downloaders = 9; // never more than incomplete
    std::string out;
    writeScrape(out, hashes, counts);
    const auto decoded = bencode::decode(out);
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(decoded->keysSorted);
    const auto* files = decoded->value.find("files");
    ASSERT_TRUE(files && files->dict());
    ASSERT_EQ(files->dict()->size(), 3u);
    EXPECT_EQ(*files->dict()->front().second.find("complete")->integer(), 42);
    EXPECT_EQ(*files->dict()->at(1).second.find("downloaders")->integer(), 0);
}

TEST(HttpReply, RandomPeersComeBackEqual)
{
    test::Random random(6);
    for (int round = 0; round < 500; ++round) {
        const test::Buffer v4 = test::randomBytes(random, kWire4 * test::below(random, 200));
        const test::Buffer v6 = test::randomBytes(random, kWire6 * test::below(random, 200));
        AnnounceReply reply;
        reply.peers4 = v4;
        reply.peers6 = v6;
        reply.interval = static_cast<std::uint32_t>(random());
        const std::string out = body(reply);
        const auto decoded = bencode::decode(out);
        EXPECT_EQ(test::ofText(*decoded->value.find("peers")->string()), v4);
        EXPECT_EQ(decoded->value.find("peers6") != nullptr, !v6.empty());
        if (!v6.empty()) {
            EXPECT_EQ(test::ofText(*decoded->value.find("peers6")->string()), v6);
        }
        EXPECT_EQ(*decoded->value.find("interval")->integer(), reply.interval);
    }
}

} // namespace
} // namespace waggle::protocol::http
