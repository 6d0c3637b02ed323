// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "tests/unit/protocol/bytes.h"

#include <gtest/gtest.h>

namespace waggle::protocol::bencode {
namespace {

void write(std::string& out, const Value& value)
{
    if (const auto* integer = value.integer()) {
        writeInteger(out, *integer);
    } else if (const auto* string = value.string()) {
        writeString(out, *string);
    } else if (const auto* list = value.list()) {
        out += 'l';
        for (const Value& element : *list)
            write(out, element);
        out += 'e';
    } else {
        out += 'd';
        for (const auto& [key, element] : *value.dict()) {
            writeString(out, key);
            write(out, element);
        }
        out += 'e';
    }
}

std::string randomBencode(test::Random& random, int depth)
{
    std::string out;
    switch (test::below(random, depth > 0 ? 4 : 2)) {
    case 0:
        writeInteger(out, static_cast<std::int64_t>(random()));
        return out;
    case 1: {
        const test::Buffer bytes = test::randomBytes(random, test::below(random, 30));
        writeString(out, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return out;
    }
    case 2:
        out = "l";
        for (std::uint64_t n = test::below(random, 5); n > 0; --n)
            out += randomBencode(random, depth - 1);
        return out + 'e';
    default:
        out = "d";
        for (std::uint64_t n = test::below(random, 5), key = 0; key < n; ++key) {
            writeString(out, std::string(1, static_cast<char>('a' + key)));
            out += randomBencode(random, depth - 1);
        }
        return out + 'e';
    }
}

ErrorCode codeOf(std::string_view bytes, const Limits& limits = {})
{
    const auto result = decode(bytes, limits);
    EXPECT_FALSE(result) << bytes;
    if (result)
        return ErrorCode::Unsupported;
    EXPECT_FALSE(result.error().message.empty());
    return result.error().code;
}

TEST(Bencode, ReadsTheExamplesOfBep3)
{
    EXPECT_EQ(*decode("4:spam")->value.string(), "spam");
    EXPECT_EQ(*decode("i3e")->value.integer(), 3);
    EXPECT_EQ(*decode("i-3e")->value.integer(), -3);
    EXPECT_EQ(*decode("i0e")->value.integer(), 0);

    const auto list = decode("l4:spam4:eggse");
    ASSERT_TRUE(list && list->value.list());
    ASSERT_EQ(list->value.list()->size(), 2u);
    EXPECT_EQ(*list->value.list()->at(1).string(), "eggs");

    const auto dict = decode("d3:cow3:moo4:spaml1:a1:bee");
    ASSERT_TRUE(dict);
    EXPECT_TRUE(dict->keysSorted);
    ASSERT_NE(dict->value.find("cow"), nullptr);
    EXPECT_EQ(*dict->value.find("cow")->string(), "moo");
    EXPECT_EQ(dict->value.find("spam")->list()->size(), 2u);
    EXPECT_EQ(dict->value.find("eggs"), nullptr);
    EXPECT_EQ(dict->value.find("cow")->find("moo"), nullptr);
}

TEST(Bencode, SaysHowMuchItUsed)
{
    EXPECT_EQ(decode("i1ei2e")->used, 3u);
    EXPECT_EQ(decode("0:rest")->used, 2u);
    EXPECT_EQ(decode("dee")->used, 2u);
}

TEST(Bencode, NoticesKeysOutOfOrderAtAnyDepth)
{
    EXPECT_FALSE(decode("d1:bi1e1:ai2ee")->keysSorted);
    EXPECT_FALSE(decode("d1:ai1e1:ai2ee")->keysSorted);
    EXPECT_FALSE(decode("ld1:b0:1:a0:ee")->keysSorted);
    EXPECT_TRUE(decode("d1:a0:2:aa0:1:b0:e")->keysSorted);
    EXPECT_FALSE(decode(std::string_view("d1:\xff"
                                         "0:1:a0:e",
                            12))
                     ->keysSorted); // bytes, not signed characters
}

TEST(Bencode, HoldsIntegersToTheEdges)
{
    EXPECT_EQ(*decode("i9223372036854775807e")->value.integer(), INT64_MAX);
    EXPECT_EQ(*decode("i-9223372036854775808e")->value.integer(), INT64_MIN);
    EXPECT_EQ(codeOf("i9223372036854775808e"), ErrorCode::OutOfRange);
    EXPECT_EQ(codeOf("i-9223372036854775809e"), ErrorCode::OutOfRange);
    EXPECT_EQ(codeOf("i99999999999999999999999999999999e"), ErrorCode::OutOfRange);
}

TEST(Bencode, RefusesOtherSpellings)
{
    for (const char* bytes : {"i03e", "i-0e", "i00e", "i-03e", "ie", "i-e", "i+1e", "i 1e", "i1.5e", "i1x", "i--1e",
             "04:spam", "00:", "4spam", "4-spam", "x", "e", "di1e1:ae", "dle0:e", "-1:a", " i1e"}) {
        EXPECT_EQ(codeOf(bytes), ErrorCode::Malformed) << bytes;
    }
}

TEST(Bencode, RefusesWhatEndsTooEarly)
{
    for (const char* bytes : {"", "i", "i1", "i-", "4", "4:", "4:spa", "l", "li1e", "d", "d1:a", "d1:ai1e", "d1",
             "18446744073709551615:", "18446744073709551616:x", "99999999999999999999999999:x",
             "9223372036854775807:"}) {
        EXPECT_EQ(codeOf(bytes), ErrorCode::Truncated) << bytes;
    }
}

TEST(Bencode, RefusesADictionaryWithoutItsLastValue)
{
    EXPECT_EQ(codeOf("d1:ae"), ErrorCode::Malformed);
}

TEST(Bencode, BoundsDepthAndCount)
{
    const std::string deep = std::string(32, 'l') + std::string(32, 'e');
    EXPECT_TRUE(decode(deep));
    EXPECT_EQ(codeOf('l' + deep + 'e'), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf(std::string(1'000'000, 'l')), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf(std::string(1'000'000, 'd')), ErrorCode::Malformed);
    EXPECT_TRUE(decode("i1e", {.depth = 0, .values = 1}));
    EXPECT_EQ(codeOf("le", {.depth = 0, .values = 9}), ErrorCode::TooLarge);
    EXPECT_TRUE(decode("li1ei2ee", {.depth = 1, .values = 3}));
    EXPECT_EQ(codeOf("li1ei2ee", {.depth = 1, .values = 2}), ErrorCode::TooLarge);
}

TEST(Bencode, WritesWhatItReads)
{
    std::string out;
    writeInteger(out, INT64_MIN);
    writeString(out, std::string_view("\0e:", 3));
    writeString(out, "");
    EXPECT_EQ(out, std::string_view("i-9223372036854775808e3:\0e:0:", 29));
}

TEST(Bencode, RandomValuesComeBackEqual)
{
    test::Random random(1);
    for (int round = 0; round < 2000; ++round) {
        const std::string bytes = randomBencode(random, 5);
        const auto decoded = decode(bytes);
        ASSERT_TRUE(decoded) << decoded.error().message;
        EXPECT_EQ(decoded->used, bytes.size());
        EXPECT_TRUE(decoded->keysSorted);
        std::string again;
        write(again, decoded->value);
        EXPECT_EQ(again, bytes);
    }
}

TEST(Bencode, NoProperPrefixOfAValueIsAValue)
{
    test::Random random(2);
    for (int round = 0; round < 300; ++round) {
        const std::string bytes = randomBencode(random, 3);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            // An exact copy: the sanitizer sees a read past its end.
            const std::vector<char> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
            EXPECT_FALSE(decode({cut.data(), cut.size()})) << bytes << " cut at " << length;
        }
    }
}

} // namespace
} // namespace waggle::protocol::bencode
