// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::http {
namespace {

const std::string kA = "info_hash=aaaaaaaaaaaaaaaaaaaa";
const std::string kB = "info_hash=bbbbbbbbbbbbbbbbbbbb";

QueryError bad(const std::string& text)
{
    const auto result = readScrape(text);
    EXPECT_FALSE(result) << text;
    return result ? QueryError{} : result.error();
}

TEST(HttpScrape, KeepsOrderAndDuplicates)
{
    const auto hashes = readScrape(kB + "&x&&key=1&" + kA + '&' + kB);
    ASSERT_TRUE(hashes);
    ASSERT_EQ(hashes->size(), 3u);
    EXPECT_EQ(hashes->at(0).bytes[0], 'b');
    EXPECT_EQ(hashes->at(1).bytes[19], 'a');
    EXPECT_EQ(hashes->at(2), hashes->at(0));
}

TEST(HttpScrape, RefusesNone)
{
    for (const char* text : {"", "&", "info_hash", "what=1"}) {
        EXPECT_EQ(bad(text).error.code, ErrorCode::Missing) << text;
        EXPECT_EQ(bad(text).parameter, "info_hash");
    }
    EXPECT_EQ(bad("what=1").oddities, oddityBit(Oddity::UnknownParameter));
}

TEST(HttpScrape, RefusesWrongHashes)
{
    EXPECT_EQ(bad(kA + "&info_hash=a").error.code, ErrorCode::WrongLength);
    EXPECT_EQ(bad("info_hash=").error.code, ErrorCode::WrongLength);
    EXPECT_EQ(bad("info_hash=" + std::string(40, 'a')).oddities, oddityBit(Oddity::HexInfoHash));
    EXPECT_TRUE(bad("info_hash=%zz").brokenEscape);
    EXPECT_TRUE(bad(kA + "&x=%").brokenEscape);
}

TEST(HttpScrape, IsBounded)
{
    std::string text = kA;
    for (std::size_t i = 1; i < kMaxHttpScrape; ++i)
        text += '&' + kB;
    ASSERT_TRUE(readScrape(text));
    EXPECT_EQ(readScrape(text)->size(), kMaxHttpScrape);
    EXPECT_EQ(bad(text + '&' + kA).error.code, ErrorCode::TooLarge);
}

TEST(HttpScrape, RandomHashesComeBackEqual)
{
    test::Random random(5);
    for (int round = 0; round < 500; ++round) {
        std::vector<test::Buffer> sent;
        std::string text;
        for (std::uint64_t n = 1 + test::below(random, 8); n > 0; --n) {
            sent.push_back(test::randomBytes(random, 20));
            text += "&info_hash=" + test::percentEncode(random, sent.back().data(), 20);
        }
        const auto hashes = readScrape(text);
        ASSERT_TRUE(hashes);
        ASSERT_EQ(hashes->size(), sent.size());
        for (std::size_t i = 0; i < sent.size(); ++i)
            EXPECT_TRUE(std::equal(sent[i].begin(), sent[i].end(), hashes->at(i).bytes.begin()));
    }
}

} // namespace
} // namespace waggle::protocol::http
