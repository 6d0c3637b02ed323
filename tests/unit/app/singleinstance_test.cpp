// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/singleinstance.h"

#include <QFile>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

#include <gmock/gmock.h>

#include <future>
#include <thread>

namespace waggle::app {
namespace {

using HandOver = SingleInstance::HandOver;

class SingleInstanceTest : public testing::Test {
protected:
    void SetUp() override
    {
        QObject::connect(&m_first, &SingleInstance::handedOver, &m_first,
            [this](const QStringList& open) { m_got.push_back(open); });
    }

    // What a second process does; it blocks, so it has a thread here.
    HandOver handOver(const QStringList& open)
    {
        auto result = std::async(std::launch::async, [&] { return SingleInstance(m_folder.path()).handOver(open); });
        EXPECT_TRUE(QTest::qWaitFor(
            [&] { return result.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }, 30'000));
        return result.get();
    }

    // Sends raw bytes; what comes back until the other end closes.
    QByteArray send(const QByteArray& bytes)
    {
        QLocalSocket socket;
        socket.connectToServer(m_first.serverName());
        EXPECT_TRUE(QTest::qWaitFor([&] { return socket.state() == QLocalSocket::ConnectedState; }, 10'000));
        socket.write(bytes);
        EXPECT_TRUE(QTest::qWaitFor([&] { return socket.state() == QLocalSocket::UnconnectedState; }, 20'000));
        return socket.readAll();
    }

    QTemporaryDir m_folder;
    SingleInstance m_first{m_folder.path()};
    std::vector<QStringList> m_got;
};

TEST_F(SingleInstanceTest, handsArgumentsToTheFirst)
{
    ASSERT_TRUE(m_first.listen()) << m_first.errorText().toStdString();
    const QStringList open{QStringLiteral("/tmp/ä\n.torrent"), QStringLiteral("magnet:?xt=urn:btih:x")};
    EXPECT_EQ(handOver(open), HandOver::Done);
    EXPECT_EQ(handOver({}), HandOver::Done);
    EXPECT_EQ(m_got, (std::vector<QStringList>{open, {}}));
}

TEST_F(SingleInstanceTest, saysThatNobodyIsThere)
{
    EXPECT_EQ(handOver({}), HandOver::NobodyThere);
}

TEST_F(SingleInstanceTest, waitsForAFirstThatIsJustStarting)
{
    auto result = std::async(std::launch::async, [&] { return SingleInstance(m_folder.path()).handOver({}); });
    ASSERT_TRUE(m_first.listen());
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return result.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }, 30'000));
    EXPECT_EQ(result.get(), HandOver::Done);
}

TEST_F(SingleInstanceTest, replacesTheSocketOfADeadOne)
{
    QFile left(m_first.serverName());
    ASSERT_TRUE(left.open(QIODevice::WriteOnly));
    left.close();
    ASSERT_TRUE(m_first.listen()) << m_first.errorText().toStdString();
    EXPECT_EQ(handOver({QStringLiteral("/x")}), HandOver::Done);
}

TEST_F(SingleInstanceTest, hasANameOfItsOwnForEachFolder)
{
    const QTemporaryDir other;
    EXPECT_NE(SingleInstance(other.path()).serverName(), m_first.serverName());
    EXPECT_EQ(SingleInstance(m_folder.path()).serverName(), m_first.serverName());
    EXPECT_LT(SingleInstance(QString(4000, u'x')).serverName().size(), 100);
}

TEST_F(SingleInstanceTest, refusesWhatIsNoMessage)
{
    ASSERT_TRUE(m_first.listen());
    for (const char* bytes : {"\n", "hello\n", "{}\n", "[]\n", "{\"open\":1}\n", "{\"open\":[1]}\n",
             "{\"open\":[\"\"]}\n", "{\"open\":[{}]} x\n"})
        EXPECT_EQ(send(bytes), "no\n") << bytes;
    EXPECT_EQ(send("{\"open\":[]}\n{\"open\":[\"second\"]}\n"), "ok\n");
    EXPECT_EQ(m_got, (std::vector<QStringList>{{}})) << "one message a connection";
}

TEST_F(SingleInstanceTest, closesOnAMessageThatDoesNotEnd)
{
    ASSERT_TRUE(m_first.listen());
    EXPECT_EQ(send(QByteArray(SingleInstance::kMaxMessage + 10, 'x')), "");
    EXPECT_EQ(send("{\"open\":[\"cut off\""), "") << "at the deadline";
    EXPECT_TRUE(m_got.empty());
    EXPECT_EQ(handOver({}), HandOver::Done);
}

TEST_F(SingleInstanceTest, refusesMoreThanItTakes)
{
    ASSERT_TRUE(m_first.listen());
    EXPECT_EQ(handOver({QString(SingleInstance::kMaxMessage, u'x')}), HandOver::Refused);
    EXPECT_EQ(handOver(QStringList(SingleInstance::kMaxOpen + 1, QStringLiteral("x"))), HandOver::Refused);
    EXPECT_EQ(handOver(QStringList(SingleInstance::kMaxOpen, QStringLiteral("x"))), HandOver::Done);
}

TEST_F(SingleInstanceTest, outlivesManyIdleConnections)
{
    ASSERT_TRUE(m_first.listen());
    std::vector<std::unique_ptr<QLocalSocket>> idle;
    for (int i = 0; i < 3 * SingleInstance::kMaxConnections; ++i) {
        idle.push_back(std::make_unique<QLocalSocket>());
        idle.back()->connectToServer(m_first.serverName());
    }
    const auto open = [&] {
        return std::count_if(
            idle.begin(), idle.end(), [](const auto& s) { return s->state() == QLocalSocket::ConnectedState; });
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return open() == SingleInstance::kMaxConnections; }, 20'000)) << open();
    idle.clear();
    EXPECT_TRUE(QTest::qWaitFor([&] { return handOver({}) == HandOver::Done; }, 20'000));
}

} // namespace
} // namespace waggle::app
