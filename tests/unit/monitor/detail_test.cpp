// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/monitor/world.h"

#include "core/monitor/requests/httpdecode.h"
#include "core/monitor/requests/odditytext.h"
#include "core/monitor/requests/udpdecode.h"
#include "core/monitor/tables/naming.h"

#include <gtest/gtest.h>

#include <random>

namespace waggle::monitor {

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

std::vector<std::uint8_t> bytes(const char* hex)
{
    const QByteArray raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

const Field& field(const std::vector<Field>& fields, const char* name, int which = 0)
{
    static const Field kNone;
    for (const Field& one : fields)
        if (one.name == QLatin1String(name) && which-- == 0)
            return one;
    ADD_FAILURE() << "no field " << name;
    return kNone;
}

// BEP 15: connection id, action 1, transaction id, infohash, peer id, downloaded, left, uploaded, event 2, IP 0, key,
// −1 peers, port 6881; BEP 41: URL data "/a".
const char* const kAnnounce = "5f0c91aa3e771002"
                              "00000001"
                              "0a0b0c0d"
                              "4040404040404040404040404040404040400001"
                              "2d7142343633302d787878787878787878780001"
                              "0000000000000400"
                              "00000000000003e8"
                              "0000000000000000"
                              "00000002"
                              "00000000"
                              "deadbeef"
                              "ffffffff"
                              "1ae1"
                              "02022f61";

TEST(DecodeUdp, AnAnnounceFieldByField)
{
    requests::RequestRecord record;
    record.rule = requests::Rule::ConnectionIdStale;
    record.detail = 190;
    const auto fields = decodeUdpRequest(bytes(kAnnounce), record);
    EXPECT_EQ(field(fields, "connection id").value, QStringLiteral("5f 0c 91 aa 3e 77 10 02"));
    EXPECT_EQ(field(fields, "connection id").remark, QStringLiteral("issued 3 min 10 s before: too old"));
    EXPECT_EQ(field(fields, "action").value, QStringLiteral("1 (announce)"));
    EXPECT_EQ(field(fields, "transaction id").value, QStringLiteral("0a 0b 0c 0d"));
    EXPECT_EQ(field(fields, "infohash").value, QStringLiteral("4040404040404040404040404040404040400001"));
    EXPECT_EQ(field(fields, "peer id").value, QStringLiteral("-qB4630-xxxxxxxxxx\\x00\\x01"));
    EXPECT_EQ(field(fields, "peer id").remark, QStringLiteral("qBittorrent 4.6.3"));
    EXPECT_EQ(field(fields, "downloaded").value, QStringLiteral("1024 (1.00 KiB)"));
    EXPECT_EQ(field(fields, "left").value, QStringLiteral("1000 B"));
    EXPECT_EQ(field(fields, "event").value, QStringLiteral("2 (started)"));
    EXPECT_EQ(field(fields, "key").value, QStringLiteral("deadbeef"));
    EXPECT_EQ(field(fields, "peers wanted").value, QStringLiteral("-1"));
    EXPECT_EQ(field(fields, "port").value, QStringLiteral("6881"));
    EXPECT_EQ(field(fields, "URL data").value, QStringLiteral("/a"));
}

TEST(DecodeUdp, EveryCutIsReadToItsEndAndNotPastIt)
{
    const auto whole = bytes(kAnnounce);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::vector<std::uint8_t> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(decodeUdpRequest(cut, {}).empty()) << size;
    }
    const std::vector<std::uint8_t> short91(whole.begin(), whole.begin() + 91);
    const auto fields = decodeUdpRequest(short91, {});
    EXPECT_EQ(field(fields, "key").remark, QStringLiteral("3 of 4 bytes: the datagram ends here"));
}

TEST(DecodeUdp, Replies)
{
    const auto asked = bytes(kAnnounce);
    const auto announce = decodeUdpReply(bytes("00000001"
                                               "0a0b0c0d"
                                               "00000708"
                                               "00000002"
                                               "00000003"
                                               "0a0000011ae1"
                                               "0a0000021ae2"),
        asked, protocol::Family::V4);
    EXPECT_EQ(field(announce, "transaction id").remark, QStringLiteral("as asked"));
    EXPECT_EQ(field(announce, "interval").value, QStringLiteral("30 min"));
    EXPECT_EQ(field(announce, "leechers").value, QStringLiteral("2"));
    EXPECT_EQ(field(announce, "seeders").value, QStringLiteral("3"));
    EXPECT_EQ(field(announce, "peers").value, QStringLiteral("2"));
    EXPECT_EQ(field(announce, "", 1).value, QStringLiteral("10.0.0.2:6882"));
    EXPECT_EQ(field(announce, "", 1).depth, 1);

    const auto scrape = decodeUdpReply(bytes("00000002"
                                             "0a0b0c0d"
                                             "00000001"
                                             "00000002"
                                             "00000003"),
        asked, protocol::Family::V4);
    EXPECT_EQ(field(scrape, "seeders").value, QStringLiteral("1"));
    EXPECT_EQ(field(scrape, "completed").value, QStringLiteral("2"));
    EXPECT_EQ(field(scrape, "leechers").value, QStringLiteral("3"));
    const auto error = decodeUdpReply(bytes("00000003"
                                            "0a0b0c0e"
                                            "6e6f"),
        asked, protocol::Family::V4);
    EXPECT_EQ(field(error, "message").value, QStringLiteral("no"));
    EXPECT_TRUE(field(error, "transaction id").remark.isEmpty());
}

Bytes text(std::string_view bytes)
{
    return asBytes(bytes);
}

TEST(DecodeHttp, ParametersAndHeaders)
{
    const auto fields = decodeHttpRequest(
        text("GET /announce?info_hash=%40@@@@@@@@@@@@@@@@@@%01&peer_id=-TR3000-abcdefghijkl&left=4294967296&x&port=%zz"
             " HTTP/1.1\r\nHost: a:6969\r\nUser-Agent: T/3\x1b[0m\r\n\r\n"));
    EXPECT_EQ(field(fields, "method").value, QStringLiteral("GET"));
    EXPECT_EQ(field(fields, "path").value, QStringLiteral("/announce"));
    EXPECT_EQ(field(fields, "info_hash").value, QStringLiteral("4040404040404040404040404040404040404001"));
    EXPECT_EQ(field(fields, "info_hash").depth, 1);
    EXPECT_EQ(field(fields, "peer_id").remark, QStringLiteral("Transmission 3.00"));
    EXPECT_EQ(field(fields, "left").value, QStringLiteral("4294967296 (4.00 GiB)"));
    EXPECT_EQ(field(fields, "x").remark, QStringLiteral("without a value: skipped"));
    EXPECT_EQ(field(fields, "port").remark, QStringLiteral("broken %-escape, or too long"));
    EXPECT_EQ(field(fields, "Host").value, QStringLiteral("a:6969"));
    EXPECT_EQ(field(fields, "User-Agent").value, QStringLiteral("T/3\\x1b[0m"));
    const auto hex
        = decodeHttpRequest(text("GET /announce?info_hash=4040404040404040404040404040404040404040 HTTP/1.1\r\n\r\n"));
    EXPECT_EQ(field(hex, "info_hash").remark, QStringLiteral("40 bytes, an infohash has 20: it was sent as hex"));
}

TEST(DecodeHttp, RepliesAsATree)
{
    const auto fields = decodeHttpReply(text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                                             "d8:completei3e11:external ip4:\x0a\x00\x00\x09"
                                             "8:intervali120e5:peers6:\x0a\x00\x00\x01\x1a\xe1"
                                             "e"sv));
    EXPECT_EQ(field(fields, "status").value, QStringLiteral("HTTP/1.1 200 OK"));
    EXPECT_EQ(field(fields, "complete").value, QStringLiteral("3"));
    EXPECT_EQ(field(fields, "external ip").value, QStringLiteral("10.0.0.9"));
    EXPECT_EQ(field(fields, "peers").value, QStringLiteral("1 peer"));
    EXPECT_EQ(field(fields, "").value, QStringLiteral("10.0.0.1:6881"));
    EXPECT_EQ(field(decodeHttpReply(text("d1:")), "body").remark, QStringLiteral("not bencoded"));
}

TEST(Decode, AnyBytesGiveBoundedFields)
{
    std::mt19937 random(11);
    for (int i = 0; i < 3000; ++i) {
        std::vector<std::uint8_t> raw(random() % 1100);
        for (auto& byte : raw)
            byte = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : "GET /?&=%:\r\n01el"[random() % 17]);
        EXPECT_LE(decodeUdpRequest(raw, {}).size(), FieldList::kMaxFields + 1);
        EXPECT_LE(decodeUdpReply(raw, raw, protocol::Family::V6).size(), FieldList::kMaxFields + 1);
        EXPECT_LE(decodeHttpRequest(raw).size(), FieldList::kMaxFields + 1);
        EXPECT_LE(decodeHttpReply(raw).size(), FieldList::kMaxFields + 1);
    }
}

TEST(Texts, OfBytesAndDurations)
{
    EXPECT_EQ(byteText(0), QStringLiteral("0 B"));
    EXPECT_EQ(byteText(1023), QStringLiteral("1023 B"));
    EXPECT_EQ(byteText(12ull << 30), QStringLiteral("12.0 GiB"));
    EXPECT_EQ(byteText((1ull << 20) - 1), QStringLiteral("1.00 MiB"));
    EXPECT_EQ(byteText(~0ull), QStringLiteral("16.0 EiB"));
    EXPECT_EQ(durationText(190s), QStringLiteral("3 min 10 s"));
    EXPECT_EQ(durationText(300s), QStringLiteral("5 min"));
    EXPECT_EQ(durationText(1500ms), QStringLiteral("1.5 s"));
    EXPECT_EQ(durationText(2h + 5min), QStringLiteral("2 h 5 min"));
}

TEST(Texts, OfAHashShowBothEnds)
{
    const auto hash = protocol::InfoHash::fromHex("4f1c000000000000000000000000000000009abc");
    ASSERT_TRUE(hash);
    EXPECT_EQ(shortHash(*hash), QStringLiteral("4f1c…9abc"));
}

TEST(Texts, EveryOddityHasASentenceAndAConsequence)
{
    const auto all = odditiesOf(0xffff);
    ASSERT_EQ(all.size(), 16u);
    EXPECT_EQ(all.front().id, QStringLiteral("C1"));
    EXPECT_EQ(all.back().id, QStringLiteral("C16"));
    for (const auto& oddity : all) {
        EXPECT_TRUE(oddity.what.endsWith(u'.'));
        EXPECT_TRUE(oddity.consequence.endsWith(u'.'));
    }
    const auto one = odditiesOf(protocol::oddityBit(protocol::Oddity::OldConnectionId));
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(one[0].id, QStringLiteral("C7"));
}

TEST(Detail, TellsWhatChangedSinceTheLastAnnounce)
{
    World world;
    const auto raw = bytes(kAnnounce);
    requests::RequestRecord record = world.recordOf({.downloaded = 1024, .left = 1000});
    record.trueLength = 2000;
    world.note(record, raw);
    world.now = 5min;
    record.timeMs = world.now.count();
    record.left = 900;
    record.oddities = protocol::oddityBit(protocol::Oddity::Early);
    world.note(record, raw, bytes("000000030a0b0c0d6e6f"));
    world.monitor.advance();
    world.monitor.ask(DetailQuery{1, 2});
    ASSERT_NE(world.detail, nullptr);
    EXPECT_EQ(world.detail->raw.size(), static_cast<qsizetype>(raw.size()));
    EXPECT_EQ(field(world.detail->fields, "downloaded").remark, QStringLiteral("+0 B since its last, 5 min ago"));
    EXPECT_EQ(field(world.detail->fields, "left").remark, QStringLiteral("\u2212100 B since its last, 5 min ago"));
    EXPECT_EQ(world.detail->fields.back().remark, QStringLiteral("2000 bytes came, the first 102 are kept"));
    EXPECT_EQ(field(world.detail->replyFields, "message").value, QStringLiteral("no"));
    ASSERT_EQ(world.detail->oddities.size(), 1u);
    EXPECT_EQ(world.detail->oddities[0].id, QStringLiteral("C6"));
    world.monitor.ask(DetailQuery{1, 3});
    EXPECT_EQ(world.detail, nullptr);
}

} // namespace

} // namespace waggle::monitor
