// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tables/filter.h"

#include <gtest/gtest.h>

namespace waggle::monitor {

namespace {

bool startsAs(const char* prefix, const char* address)
{
    const auto parsed = AddressPrefix::parse(QString::fromLatin1(prefix));
    return parsed && parsed->matches(protocol::Address::parse(address).value());
}

TEST(AddressPrefix, MatchesAsPeopleTypeIt)
{
    EXPECT_TRUE(startsAs("192.168.1.", "192.168.1.77"));
    EXPECT_FALSE(startsAs("192.168.1.", "192.168.10.77"));
    EXPECT_TRUE(startsAs("192.168.1", "192.168.10.77"));
    EXPECT_TRUE(startsAs("10.0.0.1", "10.0.0.1"));
    EXPECT_TRUE(startsAs("10.0.0.1", "10.0.0.17"));
    EXPECT_FALSE(startsAs("10.0.0.1", "10.0.0.2"));
    EXPECT_TRUE(startsAs("2001:db8", "2001:db8::7"));
    EXPECT_TRUE(startsAs("[fe80::", "fe80::1"));
    EXPECT_FALSE(startsAs("2001:db8", "10.0.0.1"));
    EXPECT_FALSE(startsAs("10.", "fd00::10"));
    for (const char* wrong : {"", "disk", "1.2.3.4.5", "300", ".1", "1..2", "a:g", "1000"})
        EXPECT_FALSE(AddressPrefix::parse(QString::fromLatin1(wrong)).has_value()) << wrong;
}

bool passes(const char* filter, WordBits words, const QString& text)
{
    return TextFilter(QString::fromUtf8(filter))
        .matches(
            words, [](const AddressPrefix&) { return false; },
            [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

TEST(TextFilter, AllWordsMustMatch)
{
    EXPECT_TRUE(TextFilter(QStringLiteral("  ")).isEmpty());
    EXPECT_TRUE(passes("disk stuck", wordBit(Word::Stuck), QStringLiteral("Disk image")));
    EXPECT_FALSE(passes("disk stuck", wordBit(Word::Seed), QStringLiteral("Disk image")));
    EXPECT_TRUE(passes("stuck", 0, QStringLiteral("stuck in the mud"))); // a name may have the word
    EXPECT_TRUE(passes("everyone has it", wordBit(Word::EveryoneHasIt), {}));
    EXPECT_TRUE(passes("disk nobody has all of it", wordBit(Word::NobodyHasAll), QStringLiteral("disk")));
    EXPECT_FALSE(passes("everyone has it", wordBit(Word::Sharing), {}));
}

TEST(HashMatches, ItsBeginningItsEndAndItsShortForm)
{
    const auto infoHash = protocol::InfoHash::fromHex("4f1c00000000000000000000000000000000 09ab");
    EXPECT_FALSE(infoHash.has_value());
    const auto good = protocol::InfoHash::fromHex("4f1c0000000000000000000000000000000009ab").value();
    EXPECT_TRUE(hashMatches(good, QStringLiteral("4f1c")));
    EXPECT_TRUE(hashMatches(good, QStringLiteral("09ab")));
    EXPECT_TRUE(hashMatches(good, QStringLiteral("4f1c\u202609ab")));
    EXPECT_FALSE(hashMatches(good, QStringLiteral("1c00")));
    EXPECT_FALSE(hashMatches(good, QStringLiteral("4")));
    EXPECT_FALSE(hashMatches(good, QStringLiteral("4f1z")));
}

} // namespace

} // namespace waggle::monitor
