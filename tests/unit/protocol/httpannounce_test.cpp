// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::http {
namespace {

// The 20 bytes of BEP 3's style of escaping: %12 %34 Vx %9a …
constexpr std::string_view kHashText = "%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A";
constexpr std::string_view kHashHex = "123456789abcdef123456789abcdef123456789a";
constexpr std::string_view kPeerText = "-qB4630-abcdefghijkl";

std::string query(std::string_view more = "")
{
    return "info_hash=" + std::string(kHashText) + "&peer_id=" + std::string(kPeerText) + "&port=6881&left=100"
        + std::string(more);
}
// The same without one parameter.
std::string queryWithout(std::string_view name)
{
    std::string all = query();
    const std::size_t at = all.find(std::string(name) + '=');
    all.erase(at, all.find('&', at) - at);
    return all;
}
std::string queryWith(std::string_view name, std::string_view value)
{
    return queryWithout(name) + '&' + std::string(name) + '=' + std::string(value);
}

bool has(OddityBits bits, Oddity oddity)
{
    return (bits & oddityBit(oddity)) != 0;
}

AnnounceRequest good(const std::string& text)
{
    const auto result = readAnnounce(text);
    EXPECT_TRUE(result) << text << ": " << (result ? "" : result.error().error.message);
    return result.value_or(AnnounceRequest{});
}

QueryError bad(const std::string& text)
{
    const auto result = readAnnounce(text);
    EXPECT_FALSE(result) << text;
    if (result)
        return {};
    const QueryError& error = result.error();
    EXPECT_NE(error.error.message.find(error.parameter), std::string::npos);
    return error;
}

TEST(HttpAnnounce, ReadsAFullOne)
{
    const auto request = good(query("&uploaded=1&downloaded=2&corrupt=0&key=0A1B2C3D&event=started&numwant=30&compact=1"
                                    "&no_peer_id=1&supportcrypto=1&redundant=0"));
    EXPECT_EQ(request.infoHash.hex(), kHashHex);
    EXPECT_EQ(std::string(request.peerId.bytes.begin(), request.peerId.bytes.end()), kPeerText);
    EXPECT_EQ(request.port, 6881);
    EXPECT_EQ(request.left, 100u);
    EXPECT_EQ(request.uploaded, 1u);
    EXPECT_EQ(request.downloaded, 2u);
    EXPECT_EQ(request.key, 0x0a1b2c3du);
    EXPECT_EQ(request.event, Event::Started);
    EXPECT_EQ(request.numwant, 30u);
    EXPECT_TRUE(request.compact);
    EXPECT_TRUE(request.noPeerId);
    EXPECT_EQ(request.oddities, 0u);
}

TEST(HttpAnnounce, FillsInDefaults)
{
    const auto request = good(query());
    EXPECT_EQ(request.uploaded, 0u);
    EXPECT_EQ(request.downloaded, 0u);
    EXPECT_EQ(request.key, 0u);
    EXPECT_EQ(request.event, Event::None);
    EXPECT_EQ(request.numwant, kDefaultNumwant);
    EXPECT_TRUE(request.compact);
    EXPECT_FALSE(request.noPeerId);
    EXPECT_FALSE(request.claimed4 || request.claimed6);
}

TEST(HttpAnnounce, DecodesBytesNotForms)
{
    // Raw + stays 2B, ; does not split, = and ? may stand in a value, raw high bytes stand for themselves.
    const auto hash = good(queryWith("info_hash", "+%2b%2B;=?~\xff\xFE%00/:@abcdefg")).infoHash;
    EXPECT_EQ(hash.hex(), "2b2b2b3b3d3f7efffe002f3a4061626364656667");
}

TEST(HttpAnnounce, AParameterNameMayBeEscaped)
{
    EXPECT_EQ(good(queryWithout("left") + "&%6c%65f%74=7").left, 7u);
    EXPECT_EQ(good(queryWithout("left") + "&%6c%65f%74=7").oddities, 0u);
}

TEST(HttpAnnounce, NamesWhatIsMissing)
{
    for (const char* name : {"info_hash", "peer_id", "port", "left"}) {
        const QueryError error = bad(queryWithout(name));
        EXPECT_EQ(error.error.code, ErrorCode::Missing) << name;
        EXPECT_EQ(error.parameter, name);
    }
    EXPECT_EQ(bad("").parameter, "info_hash");
    EXPECT_EQ(bad("info_hash").error.code, ErrorCode::Missing);
}

TEST(HttpAnnounce, NamesWhatIsGivenTwice)
{
    for (const std::string& more : {"info_hash=" + std::string(kHashText), "peer_id=" + std::string(kPeerText),
             std::string("port=6881"), std::string("left=100")}) {
        const QueryError error = bad(query("&" + more));
        EXPECT_EQ(error.error.code, ErrorCode::Duplicate) << more;
        EXPECT_EQ(error.parameter, more.substr(0, more.find('=')));
    }
    EXPECT_EQ(good(query("&numwant=3&numwant=4")).numwant, 3u);
    EXPECT_EQ(good(query("&event=stopped&event=started")).event, Event::Stopped);
}

TEST(HttpAnnounce, WantsTwentyBytes)
{
    for (const char* name : {"info_hash", "peer_id"}) {
        for (const char* value : {"", "abcdefghijklmnopqrs", "abcdefghijklmnopqrstu", "%00"}) {
            const QueryError error = bad(queryWith(name, value));
            EXPECT_EQ(error.error.code, ErrorCode::WrongLength) << name << value;
            EXPECT_EQ(error.parameter, name);
            EXPECT_EQ(error.oddities, 0u);
        }
    }
    EXPECT_EQ(bad(queryWith("info_hash", std::string(9000, 'a'))).error.code, ErrorCode::WrongLength);
}

TEST(HttpAnnounce, TellsAHexInfohash)
{
    const QueryError error = bad(queryWith("info_hash", kHashHex) + "&what=1");
    EXPECT_EQ(error.error.code, ErrorCode::WrongLength);
    EXPECT_NE(error.error.message.find("hex"), std::string::npos);
    EXPECT_TRUE(has(error.oddities, Oddity::HexInfoHash));
    EXPECT_FALSE(has(bad(queryWith("info_hash", std::string(40, 'z'))).oddities, Oddity::HexInfoHash));
}

TEST(HttpAnnounce, KeepsOdditiesSeenBeforeAFailure)
{
    EXPECT_TRUE(has(bad("what=1&ip=10.0.0.1").oddities, Oddity::UnknownParameter));
    EXPECT_TRUE(has(bad("what=1&ip=10.0.0.1").oddities, Oddity::PrivateIpParameter));
}

TEST(HttpAnnounce, RefusesBrokenEscapes)
{
    for (const char* value : {"%", "%0", "%zz", "a%", "%4"}) {
        for (const char* name : {"info_hash", "peer_id", "port", "left"}) {
            const QueryError error = bad(queryWith(name, value));
            EXPECT_TRUE(error.brokenEscape) << name << value;
            EXPECT_EQ(error.error.code, ErrorCode::Malformed);
            EXPECT_EQ(error.parameter, name);
        }
    }
    EXPECT_TRUE(bad(query("&what=%zz")).brokenEscape);
    EXPECT_EQ(bad(query("&what=%zz")).parameter, "");
    EXPECT_TRUE(bad(query("&wh%at=1")).brokenEscape);
}

TEST(HttpAnnounce, SkipsWhatIsNoParameter)
{
    const auto request = good("&&" + query("&&flag&=5&%zz&&"));
    EXPECT_EQ(request.left, 100u);
    EXPECT_EQ(request.oddities, 0u);
}

TEST(HttpAnnounce, PortIsFrom1To65535)
{
    EXPECT_EQ(good(queryWith("port", "1")).port, 1);
    EXPECT_EQ(good(queryWith("port", "65535")).port, 65535);
    for (const char* value : {"65536", "", "-1", "+1", "1x", "0x10", " 1", "99999999999999999999"}) {
        EXPECT_EQ(bad(queryWith("port", value)).error.code, ErrorCode::Malformed) << value;
        EXPECT_EQ(bad(queryWith("port", value)).parameter, "port");
    }
}

TEST(HttpAnnounce, PortZeroOnStoppedOnly)
{
    EXPECT_EQ(bad(queryWith("port", "0")).error.code, ErrorCode::OutOfRange);
    EXPECT_EQ(bad(queryWith("port", "0")).parameter, "port");
    EXPECT_EQ(bad(queryWith("port", "0") + "&event=started").error.code, ErrorCode::OutOfRange);
    EXPECT_EQ(good(queryWith("port", "0") + "&event=stopped").port, 0);
    EXPECT_EQ(good("event=stopped&" + queryWith("port", "0")).event, Event::Stopped);
}

TEST(HttpAnnounce, LeftHas64Bits)
{
    EXPECT_EQ(good(queryWith("left", "0")).left, 0u);
    EXPECT_EQ(good(queryWith("left", "4294967296")).left, 1ull << 32);
    EXPECT_EQ(good(queryWith("left", "9223372036854775808")).left, 1ull << 63);
    EXPECT_EQ(good(queryWith("left", "18446744073709551615")).left, UINT64_MAX);
}

TEST(HttpAnnounce, AnUnreadableLeftIsNeverASeed)
{
    for (const char* value : {"", "-1", "18446744073709551616", "1.5", "zero", "0x0", "%00", "0%00", "0 ",
             "0000000000000000000000000000000000000000000000000000000000000000000000000"}) {
        const QueryError error = bad(queryWith("left", value));
        EXPECT_EQ(error.error.code, ErrorCode::Malformed) << value;
        EXPECT_EQ(error.parameter, "left");
    }
}

TEST(HttpAnnounce, CountersMayBeEmptyButNotUnreadable)
{
    EXPECT_EQ(good(query("&uploaded=&downloaded=")).uploaded, 0u);
    EXPECT_EQ(good(query("&uploaded=18446744073709551615")).uploaded, UINT64_MAX);
    EXPECT_EQ(bad(query("&uploaded=-1")).parameter, "uploaded");
    EXPECT_EQ(bad(query("&downloaded=x")).parameter, "downloaded");
}

TEST(HttpAnnounce, Events)
{
    EXPECT_EQ(good(query("&event=started")).event, Event::Started);
    EXPECT_EQ(good(query("&event=stopped")).event, Event::Stopped);
    EXPECT_EQ(good(query("&event=completed")).event, Event::Completed);
    EXPECT_EQ(good(query("&event=paused")).event, Event::Paused);
    for (const char* value : {"", "empty", "none"}) {
        EXPECT_EQ(good(query("&event=" + std::string(value))).event, Event::None);
        EXPECT_EQ(good(query("&event=" + std::string(value))).oddities, 0u);
    }
    for (const std::string& value :
        {std::string("Started"), std::string("resumed"), std::string("0"), std::string(100, 'e')}) {
        EXPECT_EQ(good(query("&event=" + value)).event, Event::None);
        EXPECT_EQ(good(query("&event=" + value)).oddities, oddityBit(Oddity::UnknownEvent)) << value;
    }
}

TEST(HttpAnnounce, CompletedWithBytesLeftIsOdd)
{
    EXPECT_EQ(good(query("&event=completed")).oddities, oddityBit(Oddity::CompletedAtOnce));
    EXPECT_EQ(good(queryWith("left", "0") + "&event=completed").oddities, 0u);
    EXPECT_EQ(good("event=completed&" + queryWith("left", "1")).oddities, oddityBit(Oddity::CompletedAtOnce));
}

TEST(HttpAnnounce, Numwant)
{
    const auto wanted = [](const std::string& value) { return good(query("&numwant=" + value)); };
    EXPECT_EQ(wanted("0").numwant, 0u);
    EXPECT_EQ(wanted("200").numwant, 200u);
    EXPECT_EQ(wanted("200").oddities, 0u);
    EXPECT_EQ(wanted("201").numwant, 200u);
    EXPECT_EQ(wanted("201").oddities, oddityBit(Oddity::NoNumwantRespect));
    EXPECT_EQ(wanted("4294967296").numwant, 200u);
    EXPECT_EQ(wanted("99999999999999999999999").numwant, 200u);
    for (const char* value : {"-1", "", "many", "1e3", "-"}) {
        EXPECT_EQ(wanted(value).numwant, kDefaultNumwant) << value;
        EXPECT_EQ(wanted(value).oddities, 0u);
    }
}

TEST(HttpAnnounce, Forms)
{
    EXPECT_FALSE(good(query("&compact=0")).compact);
    EXPECT_TRUE(good(query("&compact=")).compact);
    EXPECT_FALSE(good(query("&no_peer_id=0")).noPeerId);
}

TEST(HttpAnnounce, KeysAreEqualWhereTheyWereSentEqual)
{
    const auto key = [](const std::string& value) { return good(query("&key=" + value)).key; };
    EXPECT_EQ(key("ffffffff"), 0xffffffffu);
    EXPECT_EQ(key(""), 0u);
    EXPECT_EQ(key("Xy%20zzzzzz"), key("%58y%20zzzzzz"));
    EXPECT_NE(key("Xyzzzzzz"), key("Xyzzzzzy"));
    EXPECT_NE(key("123456789"), key("12345678"));
}

TEST(HttpAnnounce, Claims)
{
    const auto odd = oddityBit(Oddity::PrivateIpParameter);
    const auto claim = [](const std::string& more) { return good(query(more)); };
    EXPECT_EQ(claim("&ip=192.0.2.9").claimed4, Address::parse("192.0.2.9"));
    EXPECT_EQ(claim("&ip=192.0.2.9").oddities, odd);
    EXPECT_EQ(claim("&ip=2001%3Adb8%3A%3A9").claimed6, Address::parse("2001:db8::9"));
    EXPECT_EQ(claim("&ipv4=192.0.2.9:6881").claimed4, Address::parse("192.0.2.9"));
    EXPECT_EQ(claim("&ipv6=%5B2001:db8::9%5D%3A6881").claimed6, Address::parse("2001:db8::9"));
    EXPECT_EQ(claim("&ipv6=2001:db8::9").claimed6, Address::parse("2001:db8::9"));
    EXPECT_EQ(claim("&ipv6=x&ipv6=2001:db8::8&ipv6=2001:db8::9").claimed6, Address::parse("2001:db8::8"));
    EXPECT_EQ(claim("&ipv6=::ffff:192.0.2.9").claimed4, Address::parse("192.0.2.9"));
    for (const char* value : {"", "example.org", "0.0.0.0", "::", "[", "[]", ":", "1.2.3.4%00", "fe80::1%25eth0"}) {
        const auto request = claim("&ip=" + std::string(value));
        EXPECT_FALSE(request.claimed4 || request.claimed6) << value;
        EXPECT_EQ(request.oddities, odd);
    }
}

TEST(HttpAnnounce, KnowsWhatTheLargeClientsSend)
{
    EXPECT_EQ(good(query("&trackerid=x&corrupt=0&supportcrypto=1&requirecrypto=1&cryptoport=5&redundant=0&passkey=k"
                         "&azudp=1&azhttp=2&azver=3&azup=1&azas=x&azsf=1&azq=1&aznp=1"))
                  .oddities,
        0u);
    EXPECT_EQ(good(query("&localip=1.2.3.4")).oddities, oddityBit(Oddity::UnknownParameter));
    EXPECT_EQ(good(query("&info_hash_which_is_far_too_long=1")).oddities, oddityBit(Oddity::UnknownParameter));
    EXPECT_EQ(good(query("&Compact=0")).oddities, oddityBit(Oddity::UnknownParameter));
}

TEST(HttpAnnounce, RandomRequestsComeBackEqual)
{
    test::Random random(4);
    for (int round = 0; round < 5000; ++round) {
        const test::Buffer hash = test::randomBytes(random, 20), peer = test::randomBytes(random, 20);
        const std::uint64_t left = random() >> test::below(random, 64), up = random() >> test::below(random, 64);
        const auto port = static_cast<std::uint16_t>(1 + test::below(random, 65535));
        const auto numwant = test::below(random, kMaxNumwant + 1);
        std::vector<std::string> parts{"info_hash=" + test::percentEncode(random, hash.data(), 20),
            "peer_id=" + test::percentEncode(random, peer.data(), 20), "port=" + std::to_string(port),
            "left=" + std::to_string(left), "uploaded=" + std::to_string(up), "numwant=" + std::to_string(numwant)};
        std::shuffle(parts.begin(), parts.end(), random);
        std::string text;
        for (const auto& part : parts)
            text += part + '&';
        const auto request = good(text);
        ASSERT_TRUE(std::equal(hash.begin(), hash.end(), request.infoHash.bytes.begin()));
        ASSERT_TRUE(std::equal(peer.begin(), peer.end(), request.peerId.bytes.begin()));
        ASSERT_EQ(request.left, left);
        ASSERT_EQ(request.uploaded, up);
        ASSERT_EQ(request.port, port);
        ASSERT_EQ(request.numwant, numwant);
        ASSERT_EQ(request.oddities, 0u);
    }
}

TEST(HttpAnnounce, ACutRequestIsNeverASeed)
{
    const std::string whole = query("&event=started");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        const auto result = readAnnounce({cut.data(), cut.size()});
        if (result) {
            EXPECT_NE(result->left, 0u) << length;
        }
    }
}

} // namespace
} // namespace waggle::protocol::http
