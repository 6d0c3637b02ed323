// SPDX-License-Identifier: GPL-3.0-or-later
// What overloads HTTP from outside: descriptors that run out, a host that fills the cap, slow senders, peers that never
// read. Whoever else asks is answered.
#include "tests/service/httprows.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <algorithm>
#include <deque>

#include <sys/resource.h>
#include <unistd.h>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using protocol::Family;
using requests::Rule;

class HttpFaults : public ::testing::TestWithParam<Way> {
protected:
    static Family family() { return GetParam().family; }
    // Another host, for whoever counts by host.
    static Family otherFamily() { return family() == Family::V4 ? Family::V6 : Family::V4; }
    static bool sendAll(std::deque<HttpClient>& clients, std::string_view bytes)
    {
        return std::all_of(clients.begin(), clients.end(), [&](HttpClient& client) { return client.send(bytes); });
    }
    static void open(std::deque<HttpClient>& clients, const HttpTracker& tracker, int count)
    {
        for (int i = 0; i < count; ++i)
            clients.emplace_back(tracker.endpoint(family()));
    }
};

TEST_P(HttpFaults, AHostWithUnfinishedRequestsKeepsNoOtherOut)
{
    HttpTracker tracker(withConnections(20), GetParam().portable);
    std::deque<HttpClient> hog;
    open(hog, tracker, 1);
    ASSERT_TRUE(sendAll(hog, "GET /"));
    EXPECT_TRUE(tracker.waitForBytesIn(5));
    tracker.advance(1s);
    open(hog, tracker, 19);
    ASSERT_TRUE(sendAll(hog, "scra"));
    EXPECT_TRUE(tracker.waitForBytesIn(5 + 20 * 4));

    HttpClient other(tracker.endpoint(otherFamily()));
    EXPECT_TRUE(other.ask(kAsk));
    EXPECT_TRUE(hog.front().waitForClose()); // the oldest
    EXPECT_EQ(tracker.counters().httpConnections, 20u);
    EXPECT_EQ(tracker.counters().httpConnectionsRefused, 0u);
    ASSERT_TRUE(other.send("GET /unfinished"));
    EXPECT_TRUE(tracker.waitForBytesIn(5 + 20 * 4 + std::string_view(kAsk).size() + 15));

    HttpClient another(tracker.endpoint(family())); // of the hog: nobody gives way to it
    EXPECT_TRUE(another.waitForClose());
    EXPECT_EQ(tracker.counters().httpConnectionsRefused, 1u);
    EXPECT_EQ(tracker.counters().httpConnections, 20u);
}

TEST_P(HttpFaults, AHostThatNeverReadsKeepsNoOtherOut)
{
    constexpr int kPeers = 30;
    HttpTracker tracker(withConnections(kPeers), GetParam().portable);
    std::string pages;
    while (pages.size() < 100'000)
        pages += "GET / HTTP/1.1\r\n\r\n"; // 18 bytes for 4 KiB
    std::deque<HttpClient> greedy;
    open(greedy, tracker, kPeers - 1);
    for (HttpClient& client : greedy) {
        client.socket().setReadBufferSize(1);
        client.socket().setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
        client.socket().write(pages.data(), static_cast<qint64>(pages.size()));
        client.socket().flush();
    }
    ASSERT_TRUE(tracker.waitForBytesIn(1));
    HttpClient other(tracker.endpoint(otherFamily()));
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(other.ask(kAsk)) << i;
    ASSERT_TRUE(other.send("GET /unfinished"));
    // At the cap now: one of those that never read has to go.
    HttpClient last(tracker.endpoint(otherFamily()));
    EXPECT_TRUE(last.ask(kAsk));
    EXPECT_TRUE(other.isConnected());
}

TEST_P(HttpFaults, AByteASecondIsServedInTimeOrEnded)
{
    HttpTracker tracker({}, GetParam().portable);
    HttpClient client(tracker.endpoint(family()));
    const std::string_view request(kAsk);
    std::uint64_t sent = 0;
    const auto trickle = [&](std::string_view bytes) {
        for (const char byte : bytes) {
            ASSERT_TRUE(client.send({&byte, 1}));
            ASSERT_TRUE(tracker.waitForBytesIn(++sent));
            tracker.advance(1s);
        }
    };
    ASSERT_TRUE(client.send(request.substr(0, request.size() - 9)));
    ASSERT_TRUE(tracker.waitForBytesIn(sent = request.size() - 9));
    trickle(request.substr(request.size() - 9));
    EXPECT_EQ(client.read().value_or(HttpAnswer{}).status, 200);

    trickle(request.substr(0, 10));
    EXPECT_EQ(client.read().value_or(HttpAnswer{}).status, 408);
    EXPECT_TRUE(client.waitForClose());
    EXPECT_EQ(tracker.requests(2).back().record.rule, Rule::RequestTimeout);
}

TEST_P(HttpFaults, WithoutDescriptorsUdpIsAnsweredAndHttpComesBack)
{
    LiveTracker tracker;
    tracker.service().setPortableHttp(GetParam().portable);
    ASSERT_TRUE(tracker.start());
    UdpClient udp(tracker.udp(family()));
    ASSERT_NE(udp.connectId(), 0u);
    const auto endpoint = tracker.endpoint(protocol::Transport::Http, family() == Family::V4 ? "127.0.0.1" : "::1");
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int probe = ::dup(0);
    ASSERT_GE(probe, 0);
    ::close(probe);
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(probe) + 1; // the client's own is the last
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    HttpClient client(endpoint);
    const bool sent = client.send(kAsk);
    const bool noticed = waitUntil([&] { return tracker.counters().httpConnectionsRefused > 0; });
    int answered = 0;
    for (int i = 0; i < 200; ++i)
        answered += udp.connectId() != 0 ? 1 : 0;
    const auto tries = tracker.counters().httpConnectionsRefused;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);

    EXPECT_TRUE(sent);
    EXPECT_TRUE(noticed);
    EXPECT_EQ(answered, 200);
    EXPECT_LT(tries, 100u); // one each half second; one each turn of the event loop would be more than 200
    EXPECT_TRUE(client.read());
}

INSTANTIATE_TEST_SUITE_P(Ways, HttpFaults, ::testing::ValuesIn(ways()), wayName);

} // namespace
} // namespace waggle::test
