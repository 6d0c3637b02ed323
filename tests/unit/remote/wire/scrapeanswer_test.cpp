// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::remote::test;

namespace {

const QByteArray kCounts = "d8:completei3e10:downloadedi9e10:incompletei5ee";
const QByteArray kA = "20:aaaaaaaaaaaaaaaaaaaa";
const QByteArray kB = "20:bbbbbbbbbbbbbbbbbbbb";

std::string filesOf(const std::optional<ScrapeAnswer>& answer)
{
    if (!answer)
        return "none";
    std::string text;
    for (const auto& file : answer->files)
        text += (text.empty() ? "" : " ") + std::string(1, static_cast<char>(file.hash.bytes[0])) + ':'
            + std::to_string(file.seeders) + '/' + std::to_string(file.leechers) + '/' + std::to_string(file.completed);
    return text;
}

TEST(HttpScrapeAnswer, Files)
{
    const auto answer = readHttpScrape("d5:filesd" + kA + kCounts + kB + "deee");
    EXPECT_EQ(filesOf(answer), "a:3/5/9 b:0/0/0");
    EXPECT_FALSE(answer->cut);
    EXPECT_FALSE(answer->failure);
    const auto more = readHttpScrape("d5:flagsd20:min_request_intervali3600ee5:filesd" + kA + kCounts + "ee");
    EXPECT_EQ(filesOf(more), "a:3/5/9");
    EXPECT_EQ(filesOf(readHttpScrape("d5:filesd" + kA + "d8:completei-1e10:incomplete1:5eee")), "a:-1/0/0");
}

TEST(HttpScrapeAnswer, WrongKeysAreLeftOut)
{
    const QByteArray hexKey = "40:" + QByteArray(40, 'a');
    const auto answer = readHttpScrape("d5:filesd19:" + QByteArray(19, 'c') + kCounts + hexKey + kCounts
        + "0:" + kCounts + kB + "i7e" + kA + kCounts + "ee");
    EXPECT_EQ(filesOf(answer), "a:3/5/9");
    EXPECT_FALSE(answer->cut);
}

TEST(HttpScrapeAnswer, FailuresAndNothing)
{
    const auto failed = readHttpScrape("d14:failure reason13:not permittede");
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->failure, QByteArray("not permitted"));
    for (const char* body : {"de", "d5:filesdee", "d5:fileslee", "d5:filesi0ee", "d8:intervali1ee"}) {
        EXPECT_EQ(filesOf(readHttpScrape(body)), "") << body;
        EXPECT_FALSE(readHttpScrape(body)->cut) << body;
        EXPECT_FALSE(readHttpScrape(body)->failure) << body;
    }
    for (const char* body : {"", "d", "le", "i1e", "dx", "<html>", "di1ee", "d5:file"})
        EXPECT_FALSE(readHttpScrape(body)) << body;
}

TEST(HttpScrapeAnswer, ABeginningGivesItsFiles)
{
    const QByteArray whole = "d5:filesd" + kA + kCounts + kB + kCounts + "ee";
    EXPECT_FALSE(readHttpScrape(whole)->cut);
    const auto first = QByteArray("d5:filesd" + kA + kCounts).size();
    const auto second = first + kB.size() + kCounts.size();
    for (qsizetype size = 8; size < whole.size(); ++size) {
        const auto answer = readHttpScrape(whole.left(size));
        ASSERT_TRUE(answer) << size;
        EXPECT_TRUE(answer->cut) << size;
        EXPECT_EQ(answer->files.size(), size < first ? 0u : size < second ? 1u : 2u) << size;
    }
    EXPECT_FALSE(readHttpScrape(whole + "behind")->cut);
}

TEST(HttpScrapeAnswer, IsBounded)
{
    EXPECT_TRUE(readHttpScrape("d5:filesd" + kA + QByteArray(40, 'l') + QByteArray(40, 'e') + "ee")->cut);
    const auto values = readHttpScrape("d1:xl" + QByteArray("le").repeated(100'000) + "ee");
    ASSERT_TRUE(values);
    EXPECT_TRUE(values->cut);
    const auto files = readHttpScrape("d5:filesd" + QByteArray(kA + "d8:completei1ee").repeated(10'001) + "ee");
    ASSERT_TRUE(files);
    EXPECT_TRUE(files->cut);
    EXPECT_EQ(files->files.size(), 10'000u);
}

} // namespace
