// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/finding.h"
#include "tests/support/generatedpage.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

using namespace waggle::remote;
namespace test = waggle::test;

namespace {

constexpr char kPage[] = WAGGLE_SOURCE_DIR "/docs/findings.md";

// The page's part about one finding.
std::string section(const FindingKind& kind)
{
    const std::string bep = kind.bep == 0 ? "" : " · BEP " + std::to_string(kind.bep);
    return std::string("### ") + kind.id + " · " + kind.title + "\n\n*" + std::string(severityText(kind.severity)) + bep
        + "*\n\n" + kind.advice + "\n";
}

std::string titleOf(char group)
{
    switch (group) {
    case 'D':
        return "DNS";
    case 'T':
        return "Connections and TLS";
    case 'H':
        return "HTTP";
    case 'U':
        return "UDP";
    case 'B':
        return "Behaviour";
    case 'W':
        return "WebSocket";
    default:
        return "?";
    }
}

// What a person wrote at the top stays; all below the first group's heading is the table's.
std::string pageOfTheTable()
{
    const std::string now = test::textOfFile(kPage);
    std::string page = now.substr(0, now.find("\n## ") + 1);
    char group = 0;
    for (const FindingKind& kind : findingKinds()) {
        if (std::exchange(group, kind.id[0]) != kind.id[0])
            page += "## " + titleOf(group) + "\n\n";
        page += section(kind) + '\n';
    }
    page.pop_back();
    return page;
}

TEST(FindingKinds, AreTheWholeTableInOrder)
{
    std::vector<std::string> expected;
    for (const auto& [letter, count] : {std::pair('D', 10), {'T', 8}, {'H', 26}, {'U', 16}, {'B', 16}, {'W', 4}})
        for (int number = 1; number <= count; ++number)
            expected.push_back(letter + std::to_string(number));
    std::vector<std::string> ids;
    for (const FindingKind& kind : findingKinds())
        ids.emplace_back(kind.id);
    EXPECT_EQ(ids, expected);
}

TEST(FindingKinds, SayWhatIsWrongAndWhatToDo)
{
    std::set<std::string> titles;
    for (const FindingKind& kind : findingKinds()) {
        const std::string title = kind.title;
        const std::string advice = kind.advice;
        EXPECT_TRUE(titles.insert(title).second) << title;
        EXPECT_LE(title.size(), 80u) << kind.id;
        EXPECT_NE(title.back(), '.') << kind.id;
        EXPECT_GE(advice.size(), 60u) << kind.id;
        EXPECT_EQ(advice.back(), '.') << kind.id;
        EXPECT_EQ(advice.find("  "), std::string::npos) << kind.id;
        EXPECT_GE(kind.bep, 0) << kind.id;
    }
}

TEST(FindingKinds, AreFoundById)
{
    ASSERT_NE(findingKind("U3"), nullptr);
    EXPECT_STREQ(findingKind("U3")->title, "The answer carries another transaction id");
    EXPECT_EQ(findingKind("U3")->severity, Severity::Error);
    EXPECT_EQ(findingKind("U3")->bep, 15);
    EXPECT_EQ(findingKind("D1")->severity, Severity::Fatal);
    EXPECT_EQ(findingKind("B14")->severity, Severity::Note);
    EXPECT_EQ(findingKind("H24")->bep, 48);
    for (const char* unknown : {"", "U", "u3", "U33", "U0"})
        EXPECT_EQ(findingKind(unknown), nullptr) << unknown;
}

TEST(FindingKinds, SeveritiesHaveTheWordsOfFailOn)
{
    EXPECT_EQ(severityText(Severity::Note), "note");
    EXPECT_EQ(severityText(Severity::Warning), "warning");
    EXPECT_EQ(severityText(Severity::Error), "error");
    EXPECT_EQ(severityText(Severity::Fatal), "fatal");
}

TEST(FindingKinds, StandInThePageAsInTheTable)
{
    test::expectPage(kPage, pageOfTheTable());
}

TEST(FindingKinds, AnIdOfARuleIsItsRow)
{
    EXPECT_EQ(&FindingId("D1").kind(), findingKind("D1"));
    EXPECT_EQ(&FindingId("H10").kind(), findingKind("H10"));
    EXPECT_EQ(&FindingId("W4").kind(), findingKind("W4"));
}

} // namespace
