// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpsession.h"

#include <gtest/gtest.h>

#include <vector>

namespace waggle::server {
namespace {

using namespace std::chrono_literals;
using protocol::Time;

constexpr Time kStart{1'000'000};

// Answers each request with its target; remembers what was asked.
class Echo final : public HttpHandler {
public:
    const HttpReply& answer(const HttpRequest& request) override
    {
        m_reply.body = std::string(request.target) + padding;
        targets.emplace_back(request.target);
        return m_reply;
    }
    void finished(requests::Rule rule, std::string_view received, std::string_view reply) override
    {
        rules.push_back(rule);
        heads.emplace_back(received);
        replies.emplace_back(reply);
    }

    std::string padding;
    std::vector<std::string> targets;
    std::vector<requests::Rule> rules;
    std::vector<std::string> heads;
    std::vector<std::string> replies;

private:
    HttpReply m_reply;
};

class HttpSessionTest : public ::testing::Test {
protected:
    void receive(std::string_view bytes)
    {
        while (!bytes.empty() && session.room() > 0) {
            const auto some = bytes.substr(0, session.room());
            session.receive(some, now);
            bytes.remove_prefix(some.size());
        }
    }
    // All that is to be sent, leaving at once.
    std::string take()
    {
        std::string all;
        while (!session.output().empty()) {
            all += session.output();
            const auto size = session.output().size();
            session.outputTaken(now);
            session.sent(size, now);
        }
        return all;
    }
    std::string ask(std::string_view bytes)
    {
        receive(bytes);
        return take();
    }
    void pass(Time time)
    {
        now += time;
        session.elapse(now);
    }

    Echo echo;
    Time now = kStart;
    HttpSession session{echo, kStart};
};

std::string ok(std::string_view body, bool close = false)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"
        + (close ? "Connection: close\r\n" : "") + "\r\n" + std::string(body);
}

int statusOf(const std::string& reply)
{
    return reply.size() < 12 ? 0 : std::stoi(reply.substr(9, 3));
}

TEST_F(HttpSessionTest, AnswersAndStaysOpen)
{
    EXPECT_EQ(ask("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"), ok("/a"));
    EXPECT_TRUE(session.isIdle());
    EXPECT_FALSE(session.wantsShutdown());
    EXPECT_EQ(ask("GET /b HTTP/1.1\r\nHost: x\r\n\r\n"), ok("/b"));
    EXPECT_EQ(echo.rules, (std::vector<requests::Rule>{requests::Rule::None, requests::Rule::None}));
    EXPECT_EQ(echo.heads[1], "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(echo.replies[1], ok("/b"));
}

TEST_F(HttpSessionTest, TakesARequestByteByByte)
{
    const std::string request = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::size_t i = 0; i + 1 < request.size(); ++i) {
        EXPECT_EQ(ask(request.substr(i, 1)), "") << i;
        EXPECT_FALSE(session.isIdle());
    }
    EXPECT_EQ(ask(request.substr(request.size() - 1)), ok("/slow"));
}

TEST_F(HttpSessionTest, AnswersPipelinedRequestsInOrderInOneWrite)
{
    receive("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nHEAD /3 HTTP/1.1\r\n\r\nGET /4 HT");
    const std::string head3 = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n";
    EXPECT_EQ(session.output(), ok("/1") + ok("/2") + head3);
    take();
    EXPECT_EQ(ask("TP/1.1\r\n\r\n"), ok("/4"));
}

TEST_F(HttpSessionTest, EveryCutOfAPipelineGivesTheSame)
{
    const std::string bytes = "GET /1 HTTP/1.1\r\nA: b\r\n\r\n\r\nPOST /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.0\r\n\r\n";
    Echo wholeEcho;
    HttpSession whole(wholeEcho, now);
    whole.receive(bytes, now);
    ASSERT_EQ(wholeEcho.rules,
        (std::vector<requests::Rule>{requests::Rule::None, requests::Rule::MethodNotAllowed, requests::Rule::None}));
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Echo other;
        HttpSession session(other, now);
        session.receive(bytes.substr(0, cut), now);
        session.receive(bytes.substr(cut), now);
        EXPECT_EQ(session.output(), whole.output()) << cut;
        EXPECT_EQ(other.heads, wholeEcho.heads) << cut;
    }
}

TEST_F(HttpSessionTest, ClosesForHttp10AndOnRequest)
{
    for (const char* request :
        {"GET /last HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n"}) {
        HttpSession session(echo, now);
        session.receive(request, now);
        EXPECT_EQ(session.output(), ok("/last", true));
        EXPECT_EQ(session.room(), 0u);
        EXPECT_FALSE(session.isClosed()); // not before it is sent
        session.outputTaken(now);
        EXPECT_FALSE(session.isClosed());
        session.sent(1000, now);
        EXPECT_TRUE(session.isClosed());
        EXPECT_FALSE(session.wantsShutdown());
    }
}

TEST_F(HttpSessionTest, WaitsForThePeerToGoThatWentOnTalking)
{
    const std::string bytes = "GET /old HTTP/1.0\r\n\r\nGET /never HTTP/1.0\r\n\r\n";
    receive(bytes);
    EXPECT_EQ(session.output(), ok("/old", true));
    EXPECT_FALSE(session.wantsShutdown()); // not before it is sent
    take();
    EXPECT_TRUE(session.wantsShutdown());
    EXPECT_FALSE(session.isClosed());
    EXPECT_EQ(echo.targets, std::vector<std::string>{"/old"});
}

TEST_F(HttpSessionTest, WhoReadsTheLastReplyTooSlowlyIsDropped)
{
    receive("GET /last HTTP/1.0\r\n\r\n");
    session.outputTaken(now);
    EXPECT_EQ(session.deadline(), now + kHttpSendTime);
    pass(kHttpSendTime);
    EXPECT_TRUE(session.isClosed());
}

TEST_F(HttpSessionTest, StartsAgainForANewConnection)
{
    receive("GET /a HTTP/1.0\r\n\r\nGET /b");
    session.outputTaken(now);
    now += 1min;
    session.restart(now);
    EXPECT_TRUE(session.isIdle());
    EXPECT_EQ(session.deadline(), now + kHttpIdleTime);
    EXPECT_EQ(ask("GET /c HTTP/1.1\r\n\r\n"), ok("/c"));
}

TEST_F(HttpSessionTest, RefusesOtherMethodsAndGoesOn)
{
    const auto reply = ask("DELETE /a HTTP/1.1\r\n\r\n");
    EXPECT_EQ(statusOf(reply), 405);
    EXPECT_NE(reply.find("\r\nAllow: GET, HEAD\r\n"), std::string::npos);
    EXPECT_EQ(echo.rules, std::vector<requests::Rule>{requests::Rule::MethodNotAllowed});
    EXPECT_TRUE(echo.targets.empty());
    EXPECT_EQ(ask("GET /b HTTP/1.1\r\n\r\n"), ok("/b"));
}

TEST_F(HttpSessionTest, TakesNoBody)
{
    const auto reply = ask("GET /a HTTP/1.1\r\nContent-Length: 28\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\nxx");
    EXPECT_EQ(statusOf(reply), 413);
    EXPECT_TRUE(session.wantsShutdown());
    EXPECT_TRUE(echo.targets.empty());

    HttpSession post(echo, now);
    post.receive("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", now);
    EXPECT_EQ(statusOf(std::string(post.output())), 405);
    EXPECT_NE(post.output().find("Allow: GET, HEAD\r\n"), std::string_view::npos);
    EXPECT_NE(post.output().find("Connection: close\r\n"), std::string_view::npos);
}

TEST_F(HttpSessionTest, RefusesAtOnceWhatIsNotHttp)
{
    for (const char* bytes : {"\x16\x03\x01\x02",
             "\x13"
             "BitTorrent protocol",
             "GET / HTTP/1.1\n", "GET /\r\n\r\n", "\r\r"}) {
        Echo other;
        HttpSession session(other, now);
        session.receive(bytes, now);
        EXPECT_EQ(statusOf(std::string(session.output())), 400) << bytes;
        EXPECT_EQ(other.rules, std::vector<requests::Rule>{requests::Rule::BadHttp}) << bytes;
        EXPECT_EQ(other.heads[0], bytes);
    }
}

TEST_F(HttpSessionTest, HeadsEndAt8KiB)
{
    const auto request = [](std::size_t size) {
        const std::string start = "GET /a HTTP/1.1\r\nPad: ";
        return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
    };
    EXPECT_EQ(ask(request(kMaxHttpHead)), ok("/a"));
    EXPECT_EQ(statusOf(ask(request(kMaxHttpHead + 1))), 431);
    EXPECT_EQ(echo.rules.back(), requests::Rule::HeaderTooLarge);
    EXPECT_TRUE(session.wantsShutdown());

    HttpSession endless(echo, now);
    endless.receive("GET /" + std::string(kMaxHttpHead - 5, 'x'), now);
    EXPECT_EQ(statusOf(std::string(endless.output())), 431);
}

TEST_F(HttpSessionTest, ARequestHasTenSecondsWhateverTrickles)
{
    receive("GET /a");
    for (int second = 0; second < 9; ++second) {
        pass(1s);
        receive("b");
        EXPECT_EQ(session.deadline(), kStart + 10s);
    }
    pass(999ms);
    EXPECT_EQ(take(), "");
    pass(1ms);
    const auto reply = take();
    EXPECT_EQ(statusOf(reply), 408);
    EXPECT_NE(reply.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(echo.rules, std::vector<requests::Rule>{requests::Rule::RequestTimeout});
    EXPECT_TRUE(session.wantsShutdown());
}

TEST_F(HttpSessionTest, AnIdleConnectionHasFifteenSeconds)
{
    pass(14s);
    EXPECT_EQ(ask("GET /a HTTP/1.1\r\n\r\n"), ok("/a"));
    EXPECT_EQ(session.waitingSince(), now);
    receive("\r\n"); // does not count as a sign of life
    pass(14999ms);
    EXPECT_FALSE(session.isClosed());
    pass(1ms);
    EXPECT_TRUE(session.isClosed());
    EXPECT_EQ(take(), "");
    EXPECT_EQ(echo.rules.size(), 1u); // nothing was asked, so nothing is refused
}

TEST_F(HttpSessionTest, APeerThatDoesNotReadIsAnsweredNoMoreAndDropped)
{
    echo.padding.assign(1000, 'x');
    const std::string one = "GET / HTTP/1.1\r\n\r\n";
    std::size_t taken = 0;
    while (session.room() > 0 && taken < 1'000'000) {
        const auto some = std::min(one.size(), session.room());
        session.receive(one.substr(0, some), now);
        session.outputTaken(now);
        taken += some;
    }
    EXPECT_EQ(session.room(), 0u);
    EXPECT_LE(echo.replies.size(), kMaxHttpUnsent / 1000 + 1);
    const auto answered = echo.replies.size();
    pass(5s);
    session.sent(1, now); // a byte now and then does not help
    pass(5s);
    EXPECT_TRUE(session.isClosed());
    EXPECT_EQ(echo.replies.size(), answered);
}

TEST_F(HttpSessionTest, WaitingRequestsAreAnsweredOnceThePeerReads)
{
    echo.padding.assign(20'000, 'x');
    std::string pipeline;
    for (int i = 0; i < 6; ++i)
        pipeline += "GET /" + std::to_string(i) + " HTTP/1.1\r\n\r\n";
    receive(pipeline);
    EXPECT_EQ(echo.targets.size(), 2u);
    EXPECT_EQ(session.room(), 0u);
    now += 8s;
    take();
    EXPECT_EQ(echo.targets, (std::vector<std::string>{"/0", "/1", "/2", "/3", "/4", "/5"}));
    EXPECT_TRUE(session.isIdle());
}

TEST_F(HttpSessionTest, ASlowReaderThatReadsIsKept)
{
    echo.padding.assign(40'000, 'x');
    receive("GET / HTTP/1.1\r\n\r\n");
    const auto size = session.output().size();
    session.outputTaken(now);
    pass(9s);
    EXPECT_FALSE(session.isClosed());
    session.sent(size, now);
    EXPECT_EQ(session.deadline(), kStart + 15s); // idle since the answer was given
    EXPECT_TRUE(session.isIdle());
}

TEST_F(HttpSessionTest, AfterTheLastReplyAPeerMayTalkForALittle)
{
    ask("GET /a HTTP/1.0\r\n\r\nand");
    receive(" so on");
    EXPECT_EQ(take(), "");
    EXPECT_FALSE(session.isClosed());
    EXPECT_EQ(session.deadline(), now + kHttpLingerTime);
    pass(kHttpLingerTime);
    EXPECT_TRUE(session.isClosed());
}

TEST_F(HttpSessionTest, AfterTheLastReplyNotMuchIsTaken)
{
    ask("POST /a HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n");
    const std::string block(kMaxHttpInput, 'x');
    std::size_t taken = 0;
    while (!session.isClosed() && taken < 10'000'000) {
        session.receive(block, now);
        taken += block.size();
    }
    EXPECT_LE(taken, kMaxHttpDiscard + block.size());
    EXPECT_EQ(session.room(), 0u);
}

TEST_F(HttpSessionTest, APeerThatLeavesInTheMiddleIsRecorded)
{
    receive("GET /announce?info_hash=");
    session.endOfInput();
    EXPECT_TRUE(session.isClosed());
    EXPECT_EQ(echo.rules, std::vector<requests::Rule>{requests::Rule::BadHttp});
    EXPECT_EQ(echo.heads[0], "GET /announce?info_hash=");
    EXPECT_EQ(echo.replies[0], "");

    HttpSession quiet(echo, now);
    quiet.endOfInput();
    EXPECT_TRUE(quiet.isClosed());
    EXPECT_EQ(echo.rules.size(), 1u);
}

TEST_F(HttpSessionTest, WhoEndsItsSideIsStillAnswered)
{
    echo.padding.assign(20'000, 'x');
    receive("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\nGET /unfinished");
    EXPECT_EQ(echo.targets.size(), 2u); // more wait until the peer reads
    session.endOfInput();
    EXPECT_FALSE(session.isClosed());
    EXPECT_EQ(session.room(), 0u);
    EXPECT_EQ(echo.rules.size(), 2u);
    take();
    EXPECT_TRUE(session.isClosed());
    EXPECT_EQ(echo.targets, (std::vector<std::string>{"/1", "/2", "/3"}));
    EXPECT_EQ(echo.rules.back(), requests::Rule::BadHttp);
    EXPECT_EQ(echo.heads.back(), "GET /unfinished");
}

} // namespace
} // namespace waggle::server
