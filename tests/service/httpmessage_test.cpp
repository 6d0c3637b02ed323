// SPDX-License-Identifier: GPL-3.0-or-later
// docs/protocol.md, "HTTP": one row of the table after the other, over real sockets of both families.
#include "tests/service/httprows.h"

namespace waggle::test {
namespace {

using protocol::Family;

constexpr auto kScrape = "/scrape?info_hash=hhhhhhhhhhhhhhhhhhhh";

// A failure by the rules: status 200, plain text, a reason that names `part`.
std::function<void(const Answer&)> fails(const std::string& part, const std::string& retryIn = "never")
{
    return [=](const Answer& answer) {
        EXPECT_EQ(answer.http().status, 200);
        EXPECT_EQ(answer.http().field("Content-Type"), "text/plain");
        EXPECT_NE(answer.failure().find(part), std::string::npos) << answer.http().body;
        EXPECT_EQ(answer.text("retry in").value_or(""), retryIn);
        EXPECT_FALSE(answer.value("peers"));
    };
}

std::function<void(const Answer&)> counts(std::int64_t complete, std::int64_t incomplete)
{
    return [=](const Answer& answer) {
        EXPECT_EQ(answer.http().status, 200);
        EXPECT_EQ(answer.failure(), "");
        EXPECT_EQ(answer.integer("complete"), complete);
        EXPECT_EQ(answer.integer("incomplete"), incomplete);
    };
}

std::function<void(const Answer&)> status(int expected)
{
    return [=](const Answer& answer) { EXPECT_EQ(answer.http().status, expected); };
}

void isPage(const Answer& answer)
{
    EXPECT_EQ(answer.http().status, 200);
    EXPECT_EQ(answer.http().field("Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(answer.http().field("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_TRUE(answer.http().body.starts_with("<!DOCTYPE html>"));
    EXPECT_NE(answer.http().body.find("http://tracker.test/announce"), std::string::npos);
}

std::function<void(const Answer&)> externalIp(const char* address)
{
    const auto expected = *protocol::Address::parse(address);
    return [=](const Answer& answer) {
        EXPECT_EQ(
            answer.text("external ip"), std::string(reinterpret_cast<const char*>(expected.data()), expected.size()));
    };
}

void trustLoopback(settings::Settings& settings)
{
    settings.trustedProxies = {QStringLiteral("127.0.0.0/8"), QStringLiteral("::1"), QStringLiteral("10.9.0.0/16")};
}

std::string twice(const std::string& parameter)
{
    return Peer{}.target() + parameter;
}

std::vector<Row> rows()
{
    const std::string escaped = "%68%68hhhhhhhhhhhhhhhhhh";
    const std::string lower = "%aa%bb%cc%dd%eeaaaaabbbbb+ccc;";
    const std::string upper = "%AA%BB%CC%DD%EEaaaaabbbbb%2Bccc%3B";
    const Peer base;
    const auto at = [](const char* path) { return Peer{}.target(path); };
    const auto hashed = [](const std::string& hash) { return Peer{1, "5", "", hash, ""}.target(); };
    const auto without = [](const std::string& name) {
        std::string target = Peer{}.target();
        const auto start = target.find(name + "=");
        const auto end = target.find('&', start);
        return target.erase(start, end == std::string::npos ? end : end - start + 1);
    };
    return {
        {"EscapedIsUnescaped", {hashed(escaped)}, Peer{2}.target(), counts(0, 2)},
        {"EscapesInEitherCase_PlusIsPlus_SemicolonDoesNotSplit", {hashed(lower)}, Peer{2, "5", "", upper, ""}.target(),
            counts(0, 2)},
        {"PlusIsNoSpace", {hashed("++++++++++++++++++++")},
            Peer{2, "5", "", "%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20%20", ""}.target(),
            counts(0, 1)},
        {"BrokenEscape_OneDigit", {}, hashed("hhhhhhhhhhhhhhhhhhh%0"), fails("%")},
        {"BrokenEscape_NoHex", {}, hashed("hhhhhhhhhhhhhhhhhhh%zz"), fails("%")},
        {"BrokenEscape_AtTheEnd", {}, base.target() + "&x=%", fails("%")},
        {"HashMissing", {}, without("info_hash"), fails("info_hash")},
        {"HashTwice", {}, twice("&info_hash=hhhhhhhhhhhhhhhhhhhh"), fails("info_hash")},
        {"HashOf19", {}, hashed(std::string(19, 'h')), fails("info_hash")},
        {"HashOf21", {}, hashed(std::string(21, 'h')), fails("info_hash")},
        {"HashAsHex", {}, hashed(std::string(40, 'a')), fails("hex")},
        {"HashEmpty", {}, hashed(""), fails("info_hash")},
        {"PeerIdMissing", {}, without("peer_id"), fails("peer_id")},
        {"PeerIdTwice", {}, twice("&peer_id=hhhhhhhhhhhhhhhhhhhh"), fails("peer_id")},
        {"PeerIdOf19", {}, without("peer_id") + "&peer_id=1234567890123456789", fails("peer_id")},
        {"OddParametersAreSkipped", {}, "/announce?&&=x&lonely&" + base.target().substr(10) + "&&unheardof=1&",
            counts(0, 1)},
        {"KeyBehind", {at("/announce/secret")}, Peer{2}.target(), counts(0, 2)},
        {"KeyBefore", {at("/secret/announce")}, Peer{2}.target(), counts(0, 2)},
        {"ScrapeKeyBehind", {}, "/scrape/secret?info_hash=hhhhhhhhhhhhhhhhhhhh",
            [](const Answer& answer) { EXPECT_EQ(answer.count("complete"), 0); }},
        {"ScrapeKeyBefore", {}, "/secret/scrape?info_hash=hhhhhhhhhhhhhhhhhhhh",
            [](const Answer& answer) { EXPECT_EQ(answer.count("complete"), 0); }},
        {"AnnouncementIsNoAnnounce", {}, at("/announcement"), status(404)},
        {"UnknownPath", {}, "/favicon.ico", status(404)},
        {"CaseMatters", {}, at("/Announce"), status(404)},
        {"RootIsThePage", {}, "/", isPage},
        {"AnnounceForABrowserIsThePage", {}, "/announce", isPage, "Accept: text/html,*/*\r\n"},
        {"AnnounceWithAQueryIsNoPage", {}, base.target(), counts(0, 1), "Accept: text/html,*/*\r\n"},
        {"AnnounceOfAClientWithoutQuery", {}, "/announce", fails("info_hash"), "Accept: */*\r\n"},
        {"AbsoluteTarget", {}, "http://tracker.test" + base.target(), counts(0, 1)},
        {"NeverCompressed", {}, base.target(), counts(0, 1), "Accept-Encoding: gzip, deflate\r\n"},
        {"ForwardedForOfStrangersIsIgnored", {}, base.target(),
            [](const Answer& answer) {
                const auto ip = answer.text("external ip").value_or("");
                EXPECT_TRUE(ip == std::string("\x7f\0\0\x01", 4) || ip == std::string(15, '\0') + "\x01");
            },
            "X-Forwarded-For: 10.1.1.1\r\n"},
        {"ForwardedForOfAProxy", {}, base.target(), externalIp("10.1.1.1"), "X-Forwarded-For: 10.1.1.1\r\n",
            trustLoopback},
        {"ForwardedForRightMostThatIsNoProxy", {}, base.target(), externalIp("10.1.1.2"),
            "X-Forwarded-For: 10.1.1.1, 10.1.1.2\r\nX-Forwarded-For: 10.9.0.1\r\n", trustLoopback},
        {"ForwardedForV6", {}, base.target(), externalIp("fd00::7"), "X-Forwarded-For: fd00::7\r\n", trustLoopback},
        {"StrangerAnnounces", {}, base.target(), fails("its own network"), "X-Forwarded-For: 8.8.8.8\r\n",
            trustLoopback},
        {"StrangerScrapes", {}, kScrape, fails("its own network"), "X-Forwarded-For: 8.8.8.8\r\n", trustLoopback},
        {"StrangerWhereAnyoneMay", {}, base.target(), externalIp("8.8.8.8"), "X-Forwarded-For: 8.8.8.8\r\n",
            [](settings::Settings& settings) {
                trustLoopback(settings);
                settings.allow = settings::Allow::Anyone;
            }},
        {"ScrapeOfNothing", {}, "/scrape", fails("scrape")},
        {"ScrapeOfABrokenHash", {}, "/scrape?info_hash=short", fails("info_hash")},
        {"ScrapeOfSeveral", {base.target(), Peer{2, "0"}.target(), Peer{3, "1", "&event=paused"}.target()},
            std::string(kScrape) + "&info_hash=uuuuuuuuuuuuuuuuuuuu",
            [](const Answer& answer) {
                EXPECT_EQ(answer.count("complete"), 1);
                EXPECT_EQ(answer.count("incomplete"), 2);
                EXPECT_EQ(answer.count("downloaders"), 1);
                EXPECT_EQ(answer.count("downloaded"), 0);
                EXPECT_EQ(answer.count("complete", std::string(20, 'u')), 0);
                EXPECT_EQ(answer.count("incomplete", std::string(20, 'u')), 0);
            }},
    };
}

class HttpMessages : public ::testing::TestWithParam<RowCase> { };

TEST_P(HttpMessages, AreAnsweredByTheTable)
{
    check(std::get<0>(GetParam()), std::get<1>(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HttpMessages, ::testing::Combine(::testing::ValuesIn(rows()), ::testing::ValuesIn(ways())), rowName);

class HttpFraming : public ::testing::TestWithParam<Way> {
protected:
    HttpTracker tracker{{}, GetParam().portable};
    HttpClient client{tracker.endpoint(GetParam().family)};
};

TEST_P(HttpFraming, HeadHasNoBody)
{
    ASSERT_TRUE(client.send("HEAD " + Peer{}.target() + " HTTP/1.1\r\n\r\nGET /nothing HTTP/1.1\r\n\r\n"));
    const auto head = client.read(false);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_GT(std::stoi(head->field("Content-Length")), 50);
    const auto next = client.read();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->status, 404);
}

TEST_P(HttpFraming, OtherMethodsAreNotAllowed)
{
    const auto answer = client.ask("PUT / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 405);
    EXPECT_EQ(answer->field("Allow"), "GET, HEAD");
}

TEST_P(HttpFraming, RequestsMaySpanPacketsAndShareThem)
{
    const std::string one = "GET " + Peer{}.target() + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client.socket().setSocketOption(QAbstractSocket::LowDelayOption, 1);
    for (std::size_t i = 0; i < one.size(); i += 40)
        ASSERT_TRUE(client.send(one.substr(i, 40)));
    ASSERT_TRUE(client.read());
    ASSERT_TRUE(client.send("GET /1 HTTP/1.1\r\n\r\n" + one + "GET / HTTP/1.1\r\n\r\n"));
    EXPECT_EQ(client.read().value_or(HttpAnswer{}).status, 404);
    EXPECT_EQ(Answer(client.read().value_or(HttpAnswer{})).integer("incomplete"), 1);
    EXPECT_EQ(client.read().value_or(HttpAnswer{}).field("Content-Type"), "text/html; charset=utf-8");
    EXPECT_TRUE(client.isConnected());
}

TEST_P(HttpFraming, ManyPipelinedAnswersArriveInOrder)
{
    std::string pipeline;
    for (int i = 0; i < 500; ++i)
        pipeline += i % 2 == 0 ? "GET / HTTP/1.1\r\n\r\n" : "GET /x HTTP/1.1\r\n\r\n";
    ASSERT_TRUE(client.send(pipeline));
    for (int i = 0; i < 500; ++i) {
        const auto answer = client.read();
        ASSERT_TRUE(answer) << i;
        ASSERT_EQ(answer->status, i % 2 == 0 ? 200 : 404) << i;
    }
}

TEST_P(HttpFraming, Http10AndConnectionCloseEndIt)
{
    const auto old = client.ask("GET / HTTP/1.0\r\n\r\n");
    ASSERT_TRUE(old);
    EXPECT_EQ(old->field("Connection"), "close");
    EXPECT_TRUE(client.waitForClose());

    HttpClient other(tracker.endpoint(GetParam().family));
    ASSERT_TRUE(other.ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
    EXPECT_TRUE(other.waitForClose());
}

TEST_P(HttpFraming, EachRequestLeavesARecord)
{
    const std::string announce = "GET " + Peer{}.target() + " HTTP/1.1\r\n\r\n";
    const auto answer = client.ask(announce);
    ASSERT_TRUE(answer);
    const std::string nothing = "GET /nothing HTTP/1.1\r\n\r\n";
    const std::string noHttp = "\x13"
                               "BitTorrent protocol";
    ASSERT_TRUE(client.ask(nothing));
    ASSERT_TRUE(client.ask(noHttp));
    const auto requests = tracker.requests(3);
    ASSERT_EQ(requests.size(), 3u);
    EXPECT_EQ(requests[0].raw, announce);
    EXPECT_EQ(requests[0].reply, answer->head + answer->body);
    const auto& record = requests[0].record;
    EXPECT_EQ(record.kind, requests::RequestKind::Announce);
    EXPECT_EQ(record.result, requests::RequestResult::Answered);
    EXPECT_EQ(record.transport, protocol::Transport::Http);
    EXPECT_EQ(record.from, tracker.endpoint(GetParam().family).address);
    EXPECT_EQ(record.sourcePort, client.socket().localPort());
    EXPECT_EQ(record.trueLength, announce.size());
    EXPECT_EQ(record.left, 1000u);
    EXPECT_EQ(record.timeMs, 1'000'000);
    EXPECT_GT(record.durationNs, 0u);
    EXPECT_EQ(requests[1].record.rule, requests::Rule::NotFound);
    EXPECT_EQ(requests[1].record.kind, requests::RequestKind::Other);
    EXPECT_EQ(requests[2].record.rule, requests::Rule::BadHttp);
    EXPECT_EQ(requests[2].record.result, requests::RequestResult::Refused);
    EXPECT_EQ(requests[2].record.number, 3u);
    const auto path = static_cast<std::size_t>(GetParam().family);
    const auto http = static_cast<std::size_t>(protocol::Transport::Http);
    EXPECT_EQ(tracker.counters().bytesIn[http][path], announce.size() + nothing.size() + noHttp.size());
    EXPECT_GT(tracker.counters().bytesOut[http][path], 300u);
}

INSTANTIATE_TEST_SUITE_P(Families, HttpFraming, ::testing::ValuesIn(ways()), wayName);

TEST(HttpScrape, CreatesNothing)
{
    HttpTracker tracker;
    ASSERT_TRUE(httpGet(tracker.endpoint(Family::V4), kScrape));
    EXPECT_EQ(tracker.service().store().totals().swarms, 0u);
}

TEST(HttpBan, HoldsAtOnceForEverything)
{
    HttpTracker tracker;
    const auto endpoint = tracker.endpoint(Family::V4);
    HttpClient open(endpoint);
    ASSERT_TRUE(open.ask("GET / HTTP/1.1\r\n\r\n"));
    tracker.service().ban(endpoint.address);
    const auto isBanned = [&] { return httpGet(endpoint, "/").value_or(HttpAnswer{}).status == 403; };
    for (int i = 0; i < 1000 && !isBanned(); ++i) { } // the table reaches the worker by its event loop
    EXPECT_TRUE(isBanned());
    const auto answer = open.ask("GET " + Peer{}.target() + " HTTP/1.1\r\n\r\n");
    fails("banned")(Answer(answer.value_or(HttpAnswer{})));
    fails("banned")(Answer(httpGet(endpoint, kScrape).value_or(HttpAnswer{})));
    EXPECT_TRUE(httpGet(tracker.endpoint(Family::V6), "/")->body.starts_with("<!DOCTYPE html>"));
}

} // namespace
} // namespace waggle::test
