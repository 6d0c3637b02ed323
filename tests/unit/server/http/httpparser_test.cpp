// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpparser.h"

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

using Method = HttpRequest::Method;

TEST(HttpParser, ReadsWhatATrackerNeeds)
{
    const std::string head = "GET /announce?a=%20+b HTTP/1.1\r\nHost: tracker.lan:6969\r\nAccept: */*\r\n\r\n";
    const auto request = readHttpHead(head);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, Method::Get);
    EXPECT_EQ(request->target, "/announce?a=%20+b");
    EXPECT_EQ(request->host, "tracker.lan:6969");
    EXPECT_EQ(request->head, head);
    EXPECT_TRUE(request->keepAlive);
    EXPECT_FALSE(request->hasBody);
    EXPECT_FALSE(request->acceptsHtml);
    EXPECT_EQ(request->forwardedFor, "");
}

TEST(HttpParser, KeepsAliveByVersionAndConnection)
{
    const auto keepsAlive = [](const std::string& version, const std::string& fields) {
        const auto request = readHttpHead("GET / HTTP/" + version + "\r\n" + fields + "\r\n");
        return request && request->keepAlive;
    };
    EXPECT_TRUE(keepsAlive("1.1", ""));
    EXPECT_TRUE(keepsAlive("1.1", "Connection: keep-alive\r\n"));
    EXPECT_FALSE(keepsAlive("1.1", "Connection: close\r\n"));
    EXPECT_FALSE(keepsAlive("1.1", "connection: Close\r\n"));
    EXPECT_FALSE(keepsAlive("1.0", ""));
    EXPECT_FALSE(keepsAlive("1.0", "Connection: keep-alive\r\n"));
}

TEST(HttpParser, NoticesBodies)
{
    const auto hasBody = [](const std::string& fields) {
        const auto request = readHttpHead("GET / HTTP/1.1\r\n" + fields + "\r\n");
        return request && request->hasBody;
    };
    EXPECT_FALSE(hasBody("Content-Length: 0\r\n"));
    EXPECT_TRUE(hasBody("Content-Length: 1\r\n"));
    EXPECT_TRUE(hasBody("Content-Length: 18446744073709551615\r\n"));
    EXPECT_TRUE(hasBody("Transfer-Encoding: chunked\r\n"));
    EXPECT_FALSE(readHttpHead("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"));
}

TEST(HttpParser, TellsMethodsApart)
{
    const auto method = [](const std::string& word) { return readHttpHead(word + " / HTTP/1.1\r\n\r\n")->method; };
    EXPECT_EQ(method("GET"), Method::Get);
    EXPECT_EQ(method("HEAD"), Method::Head);
    EXPECT_EQ(method("POST"), Method::Other);
    EXPECT_EQ(method("get"), Method::Other);
    EXPECT_EQ(method("BREW"), Method::Other);
}

TEST(HttpParser, JoinsForwardedForAndFindsHtml)
{
    const auto request
        = readHttpHead("GET / HTTP/1.1\r\nX-Forwarded-For: 10.0.0.1\r\naccept: image/png, TEXT/HTML;q=0.9\r\n"
                       "x-forwarded-for: 10.0.0.2, 10.0.0.3\r\n\r\n");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->forwardedFor, "10.0.0.1, 10.0.0.2, 10.0.0.3");
    EXPECT_TRUE(request->acceptsHtml);
}

TEST(HttpParser, RefusesWhatIsNoRequest)
{
    for (const char* head : {"\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
             "GET / HTTP/0.9\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
             "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", "GET /\x01 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
        EXPECT_FALSE(readHttpHead(head)) << head;
}

TEST(HttpParser, KnowsEarlyWhatCannotBecomeHttp)
{
    for (const char* start : {"G", "GET", "GET ", "HEAD /", "M-SEARCH *"})
        EXPECT_TRUE(mayBeHttp(start)) << start;
    for (const char* start : {"\x16\x03\x01",
             "\x13"
             "BitTorrent protocol",
             " GET", "d1:q", "GET\t/", "{\"a\":1}"})
        EXPECT_FALSE(mayBeHttp(start)) << start;
    EXPECT_TRUE(mayBeHttp(std::string(32, 'A')));
    EXPECT_FALSE(mayBeHttp(std::string(33, 'A')));
}

} // namespace
} // namespace waggle::server
