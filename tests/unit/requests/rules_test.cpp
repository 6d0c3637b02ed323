// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/requestrecord.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <string_view>

namespace waggle::requests {
namespace {

std::string described(Rule rule, std::uint32_t detail)
{
    RequestRecord record;
    record.rule = rule;
    record.detail = detail;
    record.from = protocol::Address::parse("203.0.113.9").value();
    return describe(record);
}

TEST(Rules, AreToldWithTheirFigures)
{
    EXPECT_EQ(described(Rule::None, 0), "");
    EXPECT_EQ(described(Rule::ConnectionIdStale, 190), "connection id 3 min 10 s old, limit 2 min");
    EXPECT_EQ(described(Rule::ConnectionIdStale, 7500), "connection id 2 h 5 min old, limit 2 min");
    EXPECT_EQ(described(Rule::AnnounceTooShort, 91), "91 bytes, an announce has 98");
    EXPECT_EQ(described(Rule::TooShort, 1), "1 byte, a request has at least 16");
    EXPECT_EQ(described(Rule::Stranger, 0), "203.0.113.9 is not of this network");
    EXPECT_EQ(described(Rule::TooManyOfAddress, 100), "100 peers of this address in this swarm already, the limit");
    EXPECT_EQ(described(Rule::ScrapeRagged, 0), "no infohash given");
    EXPECT_EQ(described(Rule::ScrapeRagged, 39), "39 bytes of infohashes, not a multiple of 20");
    EXPECT_NE(described(Rule::SendFailed, EACCES).find("could not be sent: Permission denied"), std::string::npos);
}

TEST(Rules, EachHasWordsAndANameOfItsOwn)
{
    std::set<std::string> words;
    std::set<std::string_view> names{name(Rule::None)};
    for (unsigned rule = 1; rule < kRules; ++rule) {
        EXPECT_TRUE(words.insert(described(static_cast<Rule>(rule), 5)).second) << rule;
        EXPECT_TRUE(names.insert(name(static_cast<Rule>(rule))).second) << rule;
    }
    EXPECT_FALSE(words.contains(""));
    EXPECT_FALSE(names.contains("unknown"));
}

TEST(Rules, WaitingIsSuggestedWhereItHelps)
{
    EXPECT_GT(retryInMinutes(Rule::TooManySwarms).value_or(0), 0u);
    EXPECT_GT(retryInMinutes(Rule::TooManyPeers).value_or(0), 0u);
    EXPECT_GT(retryInMinutes(Rule::TooManyOfAddress).value_or(0), 0u);
    EXPECT_EQ(retryInMinutes(Rule::Stranger), 0u);
    EXPECT_EQ(retryInMinutes(Rule::Banned), 0u);
    for (unsigned rule = 0; rule < kRules; ++rule)
        EXPECT_FALSE(refusalText(static_cast<Rule>(rule)).empty()) << rule;
}

} // namespace
} // namespace waggle::requests
