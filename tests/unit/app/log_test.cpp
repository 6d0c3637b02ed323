// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log.h"

#include <QLoggingCategory>
#include <QTest>

#include <gmock/gmock.h>

#include <thread>

Q_LOGGING_CATEGORY(lcTest, "waggle.test")

namespace waggle::log {
namespace {

using testing::ElementsAre;

TEST(Log, keepsLevelCategoryAndText)
{
    const Log log(std::nullopt);
    qDebug("not kept");
    qInfo("one");
    qCWarning(lcTest, "two");
    qCritical("three");
    const auto lines = log.lines();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].text, "one");
    EXPECT_EQ(lines[0].level, Level::Info);
    EXPECT_EQ(lines[0].category, "waggle");
    EXPECT_EQ(lines[1].category, "test");
    EXPECT_EQ(lines[1].level, Level::Warning);
    EXPECT_EQ(lines[2].level, Level::Error);
    EXPECT_EQ(lines[2].number, lines[0].number + 2);
    EXPECT_GT(lines[0].wallMs, 1'600'000'000'000);
}

TEST(Log, keepsTheLastTwoThousandLines)
{
    const Log log(std::nullopt);
    for (int i = 0; i < 2345; ++i)
        qInfo("line %d", i);
    const auto lines = log.lines();
    ASSERT_EQ(lines.size(), Log::kKept);
    EXPECT_EQ(lines.front().text, "line 345");
    EXPECT_EQ(lines.back().text, "line 2344");
}

TEST(Log, givesLinesOfAllThreadsToItsOwn)
{
    Log log(std::nullopt);
    std::vector<std::uint64_t> numbers;
    const auto* const here = QThread::currentThread();
    QObject::connect(&log, &Log::logged, &log, [&](const Line& line) {
        EXPECT_EQ(QThread::currentThread(), here);
        numbers.push_back(line.number);
    });
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([] {
            for (int i = 0; i < 100; ++i)
                qInfo("from a thread");
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_TRUE(QTest::qWaitFor([&] { return numbers.size() == 400; }, 10'000));
    EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
}

TEST(Log, mayBeWrittenToByWhoeverReadsIt)
{
    Log log(std::nullopt);
    int seen = 0;
    QObject::connect(&log, &Log::logged, &log, [&](const Line&) {
        if (++seen < 5)
            qInfo("again");
    });
    qInfo("first");
    EXPECT_TRUE(QTest::qWaitFor([&] { return seen == 5; }, 10'000));
}

TEST(Log, makesOneBoundedLineOfAnyText)
{
    const Log log(std::nullopt);
    qInfo().noquote() << QString::fromUtf8("a\nb\x1b[31m");
    qInfo().noquote() << QString(100'000, u'x');
    const auto lines = log.lines();
    EXPECT_EQ(lines[0].text, "a b\\x1b[31m");
    EXPECT_EQ(lines[1].text.size(), Log::kMaxText + 1);
}

TEST(Log, printsFromItsLevelOn)
{
    testing::internal::CaptureStderr();
    {
        Log log(Level::Warning);
        qInfo("quiet");
        qCWarning(lcTest, "loud");
        log.setStderrFrom(Level::Debug);
        qDebug("all");
        log.setStderrFrom(std::nullopt);
        qCritical("nothing");
    }
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_THAT(text, testing::HasSubstr(" warning test: loud\n"));
    EXPECT_THAT(text, testing::HasSubstr(" debug waggle: all\n"));
    EXPECT_THAT(text, testing::Not(testing::AnyOf(testing::HasSubstr("quiet"), testing::HasSubstr("nothing"))));
}

TEST(Log, givesTheMessagesBackAtItsEnd)
{
    static std::vector<QString> before; // a handler is a plain function
    before.clear();
    const QtMessageHandler old = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& text) { before.push_back(text); });
    {
        const Log log(std::nullopt);
        qInfo("inside");
    }
    qInfo("outside");
    qInstallMessageHandler(old);
    EXPECT_THAT(before, ElementsAre(QStringLiteral("outside")));
}

TEST(Log, knowsItsLevelsByName)
{
    for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error})
        EXPECT_EQ(Log::parseLevel(Log::levelName(level)), level);
    EXPECT_FALSE(Log::parseLevel(QStringLiteral("Loud")));
    EXPECT_FALSE(Log::parseLevel({}));
}

} // namespace
} // namespace waggle::log
