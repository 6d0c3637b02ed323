// SPDX-License-Identifier: GPL-3.0-or-later
// docs/protocol.md, "HTTP", limits: slow, silent, greedy and vanishing peers, over real sockets of both families.
#include "tests/service/httprows.h"

#include <QDeadlineTimer>
#include <QThread>

#include <cstring>
#include <deque>

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using protocol::Family;
using requests::Rule;

class HttpLimits : public ::testing::TestWithParam<Way> { };

TEST_P(HttpLimits, ARequestMustBeFinishedInTime)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(client.ask(kAsk));
    ASSERT_TRUE(client.send("GET /never/en"));
    EXPECT_TRUE(tracker.waitForBytesIn(std::strlen(kAsk) + 13));
    tracker.advance(10s);
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408);
    EXPECT_TRUE(client.waitForClose());
    EXPECT_EQ(tracker.requests(2).back().record.rule, Rule::RequestTimeout);
}

TEST_P(HttpLimits, AnIdleConnectionIsClosedInTime)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(client.ask(kAsk));
    tracker.advance(14s);
    ASSERT_TRUE(client.ask(kAsk));
    tracker.advance(15s);
    EXPECT_TRUE(client.waitForClose());
    EXPECT_FALSE(client.read());
}

TEST_P(HttpLimits, ASilentConnectionIsClosedInTime)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(tracker.waitForConnections(1)); // the system holds it back for a second
    tracker.advance(15s);
    EXPECT_TRUE(client.waitForClose());
    EXPECT_TRUE(tracker.waitForConnections(0));
}

TEST_P(HttpLimits, ALongHeadIsRefused)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(client.send("GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\n\r\n"));
    const auto answer = client.read(); // not lost though we sent far more than was read
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 431);
    EXPECT_TRUE(client.waitForClose());
    EXPECT_EQ(tracker.requests(1).front().record.rule, Rule::HeaderTooLarge);
}

TEST_P(HttpLimits, ABodyIsRefused)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    const auto answer = client.ask("GET / HTTP/1.1\r\nContent-Length: 30000\r\n\r\n" + std::string(30'000, 'x'));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_TRUE(client.waitForClose());
}

TEST_P(HttpLimits, TheOldestIdleConnectionMakesRoom)
{
    HttpTracker tracker(withConnections(3), GetParam().portable);
    std::deque<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(tracker.endpoint(GetParam().family));
        ASSERT_TRUE(clients.back().ask(kAsk));
        tracker.advance(1s);
    }
    ASSERT_TRUE(clients[0].ask(kAsk)); // so the second is the oldest now
    clients.emplace_back(tracker.endpoint(GetParam().family));
    EXPECT_TRUE(clients[3].ask(kAsk));
    EXPECT_TRUE(clients[1].waitForClose());
    EXPECT_TRUE(clients[0].ask(kAsk));
    EXPECT_TRUE(clients[2].ask(kAsk));
    EXPECT_EQ(tracker.counters().httpConnections, 3u);
    EXPECT_EQ(tracker.counters().httpConnectionsRefused, 0u);
}

TEST_P(HttpLimits, WithoutAnIdleOneTheNewConnectionIsRefused)
{
    HttpTracker tracker(withConnections(2), GetParam().portable);
    HttpClient first(tracker.endpoint(GetParam().family));
    HttpClient second(
        tracker.endpoint(GetParam().family == Family::V4 ? Family::V6 : Family::V4)); // one cap for all listeners
    ASSERT_TRUE(first.send("GET /"));
    ASSERT_TRUE(second.send("GET /"));
    EXPECT_TRUE(tracker.waitForBytesIn(10));
    HttpClient third(tracker.endpoint(GetParam().family));
    EXPECT_TRUE(third.waitForClose());
    const auto requests = tracker.requests(1);
    ASSERT_EQ(requests.size(), 1u);
    EXPECT_EQ(requests[0].record.rule, Rule::TooManyConnections);
    EXPECT_EQ(requests[0].record.result, requests::RequestResult::Dropped);
    EXPECT_EQ(tracker.counters().httpConnectionsRefused, 1u);
    ASSERT_TRUE(first.send("scrape HTTP/1.1\r\n\r\n"));
    EXPECT_TRUE(first.read());
}

TEST_P(HttpLimits, WhoWasAnsweredForGoodMakesRoom)
{
    HttpTracker tracker(withConnections(1), GetParam().portable);
    HttpClient first(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(first.ask("GET / HTTP/1.0\r\n\r\n")); // and does not end its side
    HttpClient second(tracker.endpoint(GetParam().family));
    EXPECT_TRUE(second.ask(kAsk));
}

TEST_P(HttpLimits, ALoweredCapHoldsFromTheNextConnectionOn)
{
    HttpTracker tracker(withConnections(3), GetParam().portable);
    std::deque<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(tracker.endpoint(GetParam().family));
        ASSERT_TRUE(clients.back().ask(kAsk));
    }
    auto settings = tracker.settings();
    settings.httpConnections = 1;
    tracker.service().apply(settings);
    const auto isAlone = [&] {
        HttpClient client(tracker.endpoint(GetParam().family));
        return client.ask(kAsk) && tracker.counters().httpConnections == 1;
    };
    bool alone = false;
    for (int i = 0; i < 1000 && !alone; ++i)
        alone = isAlone();
    EXPECT_TRUE(alone);
}

TEST_P(HttpLimits, WhoEndsItsSideIsStillAnswered)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(client.send(kAsk));
    ASSERT_EQ(::shutdown(static_cast<int>(client.socket().socketDescriptor()), SHUT_WR), 0);
    EXPECT_TRUE(client.read());
    EXPECT_TRUE(client.waitForClose());
}

TEST_P(HttpLimits, WhoNeverReadsIsDropped)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(GetParam().family));
    client.socket().setReadBufferSize(1);
    client.socket().setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    std::string many;
    while (many.size() < 200'000)
        many += "GET / HTTP/1.1\r\n\r\n"; // 18 bytes for 4 KiB of page
    client.socket().write(many.data(), static_cast<qint64>(many.size()));
    client.socket().flush();
    ASSERT_TRUE(tracker.waitForBytesIn(1));
    const QDeadlineTimer patience(30'000);
    while (tracker.counters().httpConnections > 0 && !patience.hasExpired()) {
        tracker.advance(1ms);
        QThread::yieldCurrentThread();
    }
    EXPECT_EQ(tracker.counters().httpConnections, 0u);
    const auto sent = tracker.counters().bytesOut[static_cast<std::size_t>(protocol::Transport::Http)];
    EXPECT_LT(sent[static_cast<std::size_t>(GetParam().family)], 20'000'000u); // all answers together have twice that
}

TEST_P(HttpLimits, PeersMayVanishAtAnyPoint)
{
    HttpTracker tracker({}, GetParam().portable);
    const std::string pipeline = [] {
        std::string all;
        for (int i = 0; i < 200; ++i)
            all += "GET / HTTP/1.1\r\n\r\n";
        return all;
    }();
    for (std::size_t cut : {0u, 1u, 5u, 18u, 30u, 1000u, 3600u}) {
        HttpClient client(tracker.endpoint(GetParam().family));
        ASSERT_TRUE(client.send(std::string_view(pipeline).substr(0, cut)));
        client.vanish();
    }
    HttpClient last(tracker.endpoint(GetParam().family));
    EXPECT_TRUE(last.ask(kAsk));
    EXPECT_TRUE(tracker.waitForConnections(1));
}

TEST_P(HttpLimits, DescriptorsMayRunOut)
{
    HttpTracker tracker(withConnections(100), GetParam().portable);
    HttpClient keeper(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(keeper.ask(kAsk));
    HttpClient waiting(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(waiting.ask(kAsk));

    // The client's own descriptor is the last: the tracker has none to accept with.
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int probe = ::dup(0);
    ASSERT_GE(probe, 0);
    ::close(probe);
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(probe) + 1;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    HttpClient late(tracker.endpoint(GetParam().family));
    const bool sent = late.send(kAsk);
    const auto answer = late.read(); // an idle connection was closed for it
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);

    EXPECT_TRUE(sent);
    EXPECT_TRUE(answer);
    EXPECT_GE(tracker.counters().httpConnectionsRefused, 1u);
    EXPECT_TRUE(httpGet(tracker.endpoint(GetParam().family), "/"));
}

INSTANTIATE_TEST_SUITE_P(Families, HttpLimits, ::testing::ValuesIn(ways()), wayName);

} // namespace
} // namespace waggle::test
