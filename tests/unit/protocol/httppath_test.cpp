// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"

#include <gtest/gtest.h>

namespace waggle::protocol::http {
namespace {

using Kind = Path::Kind;

struct Case {
    std::string_view path;
    Kind kind;
    std::string_view key;
};

class Paths : public testing::TestWithParam<Case> { };

TEST_P(Paths, AreReadWhole)
{
    const Path path = readPath(GetParam().path);
    EXPECT_EQ(path.kind, GetParam().kind) << GetParam().path;
    EXPECT_EQ(path.key, GetParam().key) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(Known, Paths,
    testing::Values(Case{"/", Kind::Page, ""}, Case{"/announce", Kind::Announce, ""}, Case{"/scrape", Kind::Scrape, ""},
        Case{"/announce/secret", Kind::Announce, "secret"}, Case{"/secret/announce", Kind::Announce, "secret"},
        Case{"/scrape/secret", Kind::Scrape, "secret"}, Case{"/secret/scrape", Kind::Scrape, "secret"}));

INSTANTIATE_TEST_SUITE_P(Others, Paths,
    testing::Values(Case{"", Kind::NotFound, ""}, Case{"/announcement", Kind::NotFound, ""},
        Case{"/announce.php", Kind::NotFound, ""}, Case{"/Announce", Kind::NotFound, ""},
        Case{"announce", Kind::NotFound, ""}, Case{"/announce/", Kind::NotFound, ""},
        Case{"//announce", Kind::NotFound, ""}, Case{"/a/b/announce", Kind::NotFound, ""},
        Case{"/announce/a/b", Kind::NotFound, ""}, Case{"/announce/scrape", Kind::NotFound, ""},
        Case{"/scrape/announce", Kind::NotFound, ""}, Case{"/announce/announce", Kind::NotFound, ""},
        Case{"/favicon.ico", Kind::NotFound, ""}, Case{"/a/b", Kind::NotFound, ""}, Case{"*", Kind::NotFound, ""},
        Case{"//", Kind::NotFound, ""}));

struct TargetCase {
    std::string_view target;
    std::string_view path;
    std::string_view query;
    bool hasQuery;
};

class Targets : public testing::TestWithParam<TargetCase> { };

TEST_P(Targets, AreSplitAtTheFirstQuestionMark)
{
    const Target target = readTarget(GetParam().target);
    EXPECT_EQ(target.path, GetParam().path);
    EXPECT_EQ(target.query, GetParam().query);
    EXPECT_EQ(target.hasQuery, GetParam().hasQuery);
}

INSTANTIATE_TEST_SUITE_P(All, Targets,
    testing::Values(TargetCase{"/announce?a=b", "/announce", "a=b", true},
        TargetCase{"/announce", "/announce", "", false}, TargetCase{"/announce?", "/announce", "", true},
        TargetCase{"/a?b?c=d", "/a", "b?c=d", true},
        TargetCase{"http://192.0.2.1:6969/scrape?x=y", "/scrape", "x=y", true},
        TargetCase{"HTTP://[2001:db8::1]/announce", "/announce", "", false}, TargetCase{"http://host", "/", "", false},
        TargetCase{"http://host?x", "/", "x", true},
        TargetCase{"/go?to=http://host/x", "/go", "to=http://host/x", true},
        TargetCase{"/x://y/z", "/x://y/z", "", false}, TargetCase{"", "/", "", false}));

TEST(PercentDecode, DecodesBytes)
{
    std::array<std::uint8_t, 8> out{};
    ASSERT_EQ(percentDecode("%aa%AAa%2B+;", out), 6u);
    EXPECT_EQ(out[0], 0xaa);
    EXPECT_EQ(out[1], 0xaa);
    EXPECT_EQ(out[2], 'a');
    EXPECT_EQ(out[3], 0x2b);
    EXPECT_EQ(out[4], 0x2b);
    EXPECT_EQ(out[5], ';');
    EXPECT_EQ(percentDecode("", out), 0u);
    EXPECT_EQ(percentDecode("%00", out), 1u);
    EXPECT_EQ(out[0], 0);
}

TEST(PercentDecode, RefusesBrokenEscapesAndWhatDoesNotFit)
{
    std::array<std::uint8_t, 4> out{};
    for (const char* text : {"%", "a%", "%0", "%zz", "%0g", "%g0", "%%41", "%-1", "% 1"})
        EXPECT_FALSE(percentDecode(text, out)) << text;
    EXPECT_EQ(percentDecode("%41bcd", out), 4u);
    EXPECT_FALSE(percentDecode("abcde", out));
}

} // namespace
} // namespace waggle::protocol::http
