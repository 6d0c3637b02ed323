// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/httpreader.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle::remote;
using namespace waggle::remote::test;
using namespace std::chrono_literals;
using State = HttpReader::State;

namespace {

struct Seen {
    State state = State::More;
    HttpFacts facts;
    QByteArray rest;
    bool keepsAlive = false;
};

Seen seenBy(HttpReader& reader, State state)
{
    return {state, reader.facts(), reader.rest(), reader.keepsAlive()};
}

// All of it at once, and a byte at a time: both must see the same.
Seen read(const QByteArray& bytes, bool end = false)
{
    HttpReader whole;
    State state = whole.receive(bytes, 0ms);
    state = end ? whole.endOfInput() : state;
    HttpReader dripped;
    State drippedState = State::More;
    for (const char c : bytes)
        drippedState = dripped.receive(QByteArray(1, c), 0ms);
    drippedState = end ? dripped.endOfInput() : drippedState;
    EXPECT_EQ(drippedState, state);
    EXPECT_EQ(shown(dripped.facts().body), shown(whole.facts().body));
    EXPECT_EQ(dripped.facts().lengthWrong, whole.facts().lengthWrong);
    EXPECT_EQ(shown(dripped.rest()), shown(whole.rest()));
    EXPECT_EQ(dripped.keepsAlive(), whole.keepsAlive());
    EXPECT_EQ(dripped.raw(), whole.raw());
    return seenBy(whole, state);
}

const QByteArray kOk = "HTTP/1.1 200 OK\r\n";

TEST(HttpReader, CountedBody)
{
    const auto seen = read(kOk + "Content-Type: text/plain\r\nCONTENT-length: 8\r\n\r\nd1:ai1ee");
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_EQ(seen.facts.status, 200);
    EXPECT_EQ(shown(seen.facts.version), "1.1");
    EXPECT_EQ(shown(seen.facts.body), "d1:ai1ee");
    ASSERT_EQ(seen.facts.fields.size(), 2u);
    EXPECT_EQ(shown(seen.facts.fields[1].first), "CONTENT-length"); // as sent
    EXPECT_EQ(shown(seen.facts.field("content-type")), "text/plain");
    EXPECT_FALSE(seen.facts.chunked);
    EXPECT_FALSE(seen.facts.lengthWrong);
    EXPECT_TRUE(seen.keepsAlive);
    EXPECT_EQ(shown(seen.rest), "");
}

TEST(HttpReader, EmptyBodies)
{
    for (const char* head :
        {"200 OK\r\nContent-Length: 0", "204 No Content\r\nX: y", "304 Not Modified\r\nContent-Length: 9"}) {
        const auto seen = read(QByteArray("HTTP/1.1 ") + head + "\r\n\r\n");
        EXPECT_EQ(seen.state, State::Done) << head;
        EXPECT_EQ(shown(seen.facts.body), "") << head;
        EXPECT_FALSE(seen.facts.lengthWrong) << head;
        EXPECT_TRUE(seen.keepsAlive) << head;
    }
}

TEST(HttpReader, ChunksWithExtensionsAndTrailers)
{
    const auto seen = read(kOk
        + "Transfer-Encoding: chunked\r\n\r\n"
          "3;a=b;c=\"d e\"\r\nd1:\r\n00005\r\nai1ee\r\n0;last\r\nX-Trailer: 1\r\nContent-MD5: no\r\n\r\n");
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_EQ(shown(seen.facts.body), "d1:ai1ee");
    EXPECT_TRUE(seen.facts.chunked);
    EXPECT_EQ(seen.facts.fields.size(), 1u); // trailers are no fields of the head
    EXPECT_TRUE(seen.keepsAlive);
    EXPECT_EQ(shown(seen.rest), "");
}

TEST(HttpReader, BrokenChunks)
{
    for (const char* body : {"x\r\n", "3\r\nd1:X", "3\nd1:\n", "-1\r\n", "fffffffffffffffff\r\n"}) {
        const auto seen = read(kOk + "Transfer-Encoding: chunked\r\n\r\n" + body + "\r\n0\r\n\r\n");
        EXPECT_EQ(seen.state, State::Bad) << body;
    }
    EXPECT_EQ(read(kOk + "Transfer-Encoding: chunked\r\n\r\n3\r\nd1:\r\n", true).state, State::Bad);
    EXPECT_EQ(shown(read(kOk + "Transfer-Encoding: chunked\r\n\r\n3\r\nd1:\r\n", true).facts.body), "d1:");
}

TEST(HttpReader, BodyUntilTheEnd)
{
    const QByteArray reply = kOk + "Server: old\r\n\r\nd1:ai1ee";
    EXPECT_EQ(read(reply).state, State::More);
    const auto seen = read(reply, true);
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_EQ(shown(seen.facts.body), "d1:ai1ee");
    EXPECT_FALSE(seen.facts.lengthWrong);
    EXPECT_FALSE(seen.keepsAlive);
    EXPECT_EQ(read(kOk + "\r\n", true).state, State::Done); // an empty one
}

TEST(HttpReader, BodyShorterThanSaid)
{
    for (const char* body : {"", "d1:ai1e"}) {
        const auto seen = read(kOk + "Content-Length: 8\r\n\r\n" + body, true);
        EXPECT_EQ(seen.state, State::Done);
        EXPECT_TRUE(seen.facts.lengthWrong);
        EXPECT_EQ(shown(seen.facts.body), body);
        EXPECT_FALSE(seen.keepsAlive);
    }
}

TEST(HttpReader, BodyLongerThanSaid)
{
    const auto seen = read(kOk + "Content-Length: 7\r\n\r\nd1:ai1ee\r\n");
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_TRUE(seen.facts.lengthWrong);
    EXPECT_EQ(shown(seen.facts.body), "d1:ai1e");
    EXPECT_EQ(shown(seen.rest), "e\r\n");
    EXPECT_FALSE(seen.keepsAlive);
}

TEST(HttpReader, ASecondAnswerIsNoLongerBody)
{
    const auto seen = read(kOk + "Content-Length: 2\r\n\r\ndeHTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_FALSE(seen.facts.lengthWrong);
    EXPECT_EQ(seen.facts.status, 200);
    EXPECT_EQ(shown(seen.rest), "HTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_FALSE(seen.keepsAlive);
}

TEST(HttpReader, ContinueStandsInFront)
{
    const QByteArray early = "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    const auto seen = read(early + kOk + "Content-Length: 2\r\n\r\nde");
    EXPECT_EQ(seen.state, State::Done);
    EXPECT_EQ(seen.facts.status, 200);
    EXPECT_EQ(seen.facts.fields.size(), 1u);
    EXPECT_EQ(shown(seen.facts.body), "de");
    EXPECT_EQ(read(early).state, State::More);
    EXPECT_EQ(read(early, true).state, State::Bad);
    EXPECT_EQ(read("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n").state,
        State::Done);
}

TEST(HttpReader, DecidesOnKeepAlive)
{
    const auto keeps = [](const QByteArray& head) { return read(head + "Content-Length: 2\r\n\r\nde").keepsAlive; };
    EXPECT_TRUE(keeps("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(keeps("HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1 200 OK\r\nConnection: close\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1 200 OK\r\nconnection: x, CLOSE\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.0 200 OK\r\n"));
    EXPECT_TRUE(keeps("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"));
    EXPECT_FALSE(read(kOk + "Content-Length: 2\r\n\r\nd").keepsAlive); // not done
}

TEST(HttpReader, NoHttp)
{
    for (const char* bytes : {"<html>", "d8:intervali1800ee", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
             "\x16\x03\x01\x02", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "SSH-2.0-x\r\n"})
        EXPECT_EQ(read(bytes, true).state, State::Bad) << bytes;
    EXPECT_EQ(read("SSH").state, State::Bad); // at its first byte
    EXPECT_EQ(read("HTTP/1").state, State::More);
    EXPECT_EQ(read("", true).state, State::Bad);
    EXPECT_EQ(read("HTTP/1.1 200 OK\r\nServer: x\r\n", true).state, State::Bad);
}

TEST(HttpReader, StaysBad)
{
    HttpReader reader;
    EXPECT_EQ(reader.receive("<html>\r\n", 0ms), State::Bad);
    EXPECT_EQ(reader.receive(kOk + "\r\n", 1ms), State::Bad);
    EXPECT_EQ(reader.endOfInput(), State::Bad);
    EXPECT_FALSE(reader.keepsAlive());
    EXPECT_EQ(shown(reader.rest()), "");
    EXPECT_EQ(shown(reader.raw()), "<html>\r\n" + shown(kOk) + "\r\n");
}

TEST(HttpReader, BodiesAreBounded)
{
    const auto fits = [](const QByteArray& head, qsizetype size) {
        HttpReader reader;
        reader.receive(kOk + head + "\r\n\r\n", 0ms);
        State state = State::More;
        for (qsizetype at = 0; at < size && state == State::More; at += 4096)
            state = reader.receive(QByteArray(std::min<qsizetype>(4096, size - at), 'x'), 1ms);
        EXPECT_EQ(reader.facts().body.size(), std::min(size, kMaxReply)); // the beginning is kept
        EXPECT_EQ(reader.raw().size(), kMaxRawKept);
        return state == State::More ? reader.endOfInput() : state;
    };
    EXPECT_EQ(fits("Content-Length: 1048576", kMaxReply), State::Done);
    EXPECT_EQ(fits("Content-Length: 1048577", kMaxReply + 1), State::TooLarge);
    EXPECT_EQ(fits("X: until the end", kMaxReply), State::Done);
    EXPECT_EQ(fits("X: until the end", kMaxReply + 1), State::TooLarge);
}

TEST(HttpReader, ChunksAreBounded)
{
    const auto until = [](const QByteArray& piece) {
        HttpReader reader;
        State state = reader.receive(kOk + "Transfer-Encoding: chunked\r\n\r\n", 0ms);
        for (int i = 0; i < 3'000'000 && state == State::More; ++i)
            state = reader.receive(piece, 1ms);
        EXPECT_LE(reader.facts().body.size(), kMaxReply);
        return state;
    };
    EXPECT_EQ(until("10000\r\n" + QByteArray(0x10000, 'x') + "\r\n"), State::TooLarge);
    EXPECT_EQ(until("1;" + QByteArray(4000, 'e') + "\r\nx\r\n"), State::TooLarge);
    EXPECT_EQ(until("1;" + QByteArray(4000, 'e')), State::TooLarge); // one head that never ends
    EXPECT_EQ(until("0\r\nX: " + QByteArray(4000, 't')), State::TooLarge); // nor a trailer
}

TEST(HttpReader, HeadsAreBounded)
{
    const auto ofSize = [](qsizetype size) {
        QByteArray head = kOk;
        while (head.size() < size - 1000)
            head += "X-Field: " + QByteArray(500, 'f') + "\r\n";
        head += "Y: ";
        return head + QByteArray(size - 4 - head.size(), 'y') + "\r\n\r\n";
    };
    EXPECT_EQ(ofSize(64 << 10).size(), 64 << 10);
    EXPECT_EQ(read(ofSize(64 << 10), true).state, State::Done);
    EXPECT_EQ(read(ofSize((64 << 10) + 1), true).state, State::TooLarge);
    EXPECT_EQ(read("HTTP/1.1 200 " + QByteArray(70'000, 'x')).state, State::TooLarge);

    HttpReader reader;
    State state = State::More;
    for (int i = 0; i < 100'000 && state == State::More; ++i)
        state = reader.receive("HTTP/1.1 100 Continue\r\n\r\n", 0ms);
    EXPECT_EQ(state, State::TooLarge);
}

TEST(HttpReader, KnowsTheSlowestGap)
{
    HttpReader reader;
    reader.receive("HTTP/1.1 200", 500ms); // the first byte is a phase of its own
    EXPECT_FALSE(reader.facts().slowestGap);
    reader.receive(" OK\r\nContent-Length: 2\r\n", 510ms);
    EXPECT_EQ(reader.facts().slowestGap, Duration(10ms));
    reader.receive("\r\nd", 1510ms);
    reader.receive("e", 1520ms);
    reader.receive("behind", 9000ms); // no longer the answer
    EXPECT_EQ(reader.facts().slowestGap, Duration(1000ms));
    EXPECT_EQ(shown(reader.rest()), "behind");
}

TEST(HttpReader, CanBeMoved)
{
    HttpReader first;
    first.receive(kOk + "Content-Length: 2\r\n\r\nd", 0ms);
    HttpReader second = std::move(first);
    EXPECT_EQ(second.receive("e", 1ms), State::Done);
    EXPECT_EQ(shown(second.facts().body), "de");
}

} // namespace
