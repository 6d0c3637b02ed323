// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <gmock/gmock.h>

namespace waggle::settings {
namespace {

std::vector<Problem> problemsOf(const char* proxy)
{
    Settings settings;
    settings.remote.proxy = QString::fromLatin1(proxy);
    std::vector<Problem> problems = validate(settings);
    EXPECT_EQ(settings.remote.proxy, QString::fromLatin1(proxy)) << "a wrong one is kept: nothing may go past it";
    return problems;
}

TEST(ProxyProblems, WarnOfAWrongOne)
{
    for (const char* wrong : {"ftp://192.0.2.1:1", "socks5://", "192.0.2.1:1080", "socks5://::1",
             "socks5://192.0.2.1:1080/path", "http://h:0"}) {
        const auto problems = problemsOf(wrong);
        ASSERT_EQ(problems.size(), 1u) << wrong;
        EXPECT_EQ(problems[0].where, QStringLiteral("remote.proxy"));
        EXPECT_TRUE(problems[0].warning);
        EXPECT_THAT(
            problems[0].message.toStdString(), testing::EndsWith(". Until it is right, no tracker is checked."));
    }
}

TEST(ProxyProblems, AreNoneOfARightOne)
{
    for (const char* right : {"", "socks5://192.0.2.1:1080", "http://me:secret@[2001:db8::1]:8080", "socks5://h"})
        EXPECT_TRUE(problemsOf(right).empty()) << right;
}

} // namespace
} // namespace waggle::settings
