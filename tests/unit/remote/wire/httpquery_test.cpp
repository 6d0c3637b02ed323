// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;

namespace {

Announcing announcing()
{
    Announcing one;
    one.hash = counted<protocol::InfoHash>(0x12);
    const QByteArray id = "-WA0100-0123456789ab";
    std::copy(id.begin(), id.end(), one.id.bytes.begin());
    one.key = 0xbee;
    one.port = 6881;
    return one;
}

TEST(HttpQuery, Announces)
{
    EXPECT_EQ(shown(httpAnnounceQuery(announcing())),
        "info_hash=%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F%20!%22%23%24%25&peer_id=-WA0100-0123456789ab&port=6881"
        "&uploaded=0&downloaded=0&left=1&key=00000BEE&event=started&numwant=50&compact=1");
}

TEST(HttpQuery, SaysWhatItIsTold)
{
    Announcing one = announcing();
    one.event = protocol::Event::None;
    one.left = 0xffffffffffffffff;
    one.uploaded = 1;
    one.downloaded = 2;
    one.numwant = 0;
    one.compact = false;
    one.claimed = ip("2001:db8::7");
    const auto query = shown(httpAnnounceQuery(one));
    EXPECT_EQ(query.substr(query.find("&port")),
        "&port=6881&uploaded=1&downloaded=2&left=18446744073709551615&key=00000BEE&numwant=0&compact=0"
        "&ip=2001%3Adb8%3A%3A7");
    one.claimed = ip("192.0.2.1");
    for (const auto& [event, text] : {std::pair(protocol::Event::Completed, "&event=completed&"),
             std::pair(protocol::Event::Stopped, "&event=stopped&"),
             std::pair(protocol::Event::Paused, "&event=paused&")}) {
        one.event = event;
        EXPECT_NE(httpAnnounceQuery(one).indexOf(text), -1) << text;
        EXPECT_TRUE(httpAnnounceQuery(one).endsWith("&ip=192.0.2.1"));
    }
}

TEST(HttpQuery, EscapesEveryByteAsClientsDo)
{
    const QByteArray plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!*()";
    for (int byte = 0; byte < 256; ++byte) {
        Announcing one = announcing();
        one.hash.bytes[0] = static_cast<std::uint8_t>(byte);
        const char c = static_cast<char>(byte);
        const QByteArray expected = plain.contains(c) ? QByteArray(1, c) : '%' + QByteArray(1, c).toHex().toUpper();
        EXPECT_TRUE(httpAnnounceQuery(one).startsWith("info_hash=" + expected + "%13%14")) << byte;
    }
}

TEST(HttpQuery, Scrapes)
{
    EXPECT_EQ(shown(httpScrapeQuery({})), "");
    const auto a = counted<protocol::InfoHash>('A');
    const auto b = counted<protocol::InfoHash>('a');
    EXPECT_EQ(shown(httpScrapeQuery({a})), "info_hash=ABCDEFGHIJKLMNOPQRST");
    EXPECT_EQ(shown(httpScrapeQuery({a, b, a})),
        "info_hash=ABCDEFGHIJKLMNOPQRST&info_hash=abcdefghijklmnopqrst&info_hash=ABCDEFGHIJKLMNOPQRST");
}

} // namespace
