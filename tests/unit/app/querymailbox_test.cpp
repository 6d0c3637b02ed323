// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/querymailbox.h"

#include <QCoreApplication>

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace waggle::app {

namespace {

struct Question {
    std::uint64_t view = 0;
    int number = 0;
};

std::uint64_t viewOf(const Question& question)
{
    return question.view;
}

class QueryMailboxTest : public ::testing::Test {
protected:
    void ask(std::uint64_t view, int number)
    {
        m_latest.ask(&m_context, {view, number}, [this](const Question& q) { m_answered.push_back(q.number); });
    }
    std::vector<int> answered()
    {
        QCoreApplication::sendPostedEvents(&m_context);
        return std::exchange(m_answered, {});
    }

    QObject m_context;
    QueryMailbox<Question> m_latest;
    std::vector<int> m_answered;
};

TEST_F(QueryMailboxTest, AnswersTheLastQuestionOfEachView)
{
    ask(1, 10);
    ask(2, 20);
    ask(1, 11);
    ask(1, 12);
    EXPECT_TRUE(m_answered.empty());
    EXPECT_EQ(answered(), (std::vector{12, 20}));
    ask(1, 13);
    EXPECT_EQ(answered(), std::vector{13});
    EXPECT_TRUE(answered().empty());
}

TEST_F(QueryMailboxTest, AsksAgainBehindAClosedView)
{
    std::vector<int> order;
    ask(1, 10);
    m_latest.drop(1);
    QMetaObject::invokeMethod(
        &m_context, [this] { m_answered.push_back(-1); }, Qt::QueuedConnection); // the closing
    ask(1, 11);
    EXPECT_EQ(answered(), (std::vector{-1, 11}));
}

} // namespace

} // namespace waggle::app
