// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/report.h"
#include "core/remote/steps.h"
#include "tests/support/remote/checking.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"
#include "tests/support/remote/fakewebsockettracker.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSslSocket>
#include <QTimer>

#include <gtest/gtest.h>

#include <random>

using namespace waggle;
using namespace waggle::test;
using remote::Cause;
using remote::Mode;

// Trackers that mean harm: an end in time, little kept, the right words.

namespace {

// Impatient, and the whole check within so many timeouts.
remote::ReportPtr boundedCheck(const QString& url, Mode mode = Mode::Quick)
{
    QElapsedTimer clock;
    clock.start();
    auto report = checkOne(url, impatientOptions(mode));
    EXPECT_LT(clock.elapsed(), 60'000);
    EXPECT_FALSE(report->record.legs.empty());
    for (const auto& leg : report->record.legs) {
        for (const auto& exchange : leg.exchanges) {
            EXPECT_LE(exchange.reply.size(), remote::kMaxRawKept);
            EXPECT_LE(exchange.request.size(), remote::kMaxRawKept);
            EXPECT_LE(exchange.http ? exchange.http->body.size() : 0, remote::kMaxReply);
            EXPECT_LE(exchange.udp ? exchange.udp->strange.size() : 0, 8U);
            EXPECT_LE(exchange.announce ? exchange.announce->peers.size() : 0, 10'000U);
        }
    }
    // Told in every form, whatever was said.
    EXPECT_FALSE(remote::toMarkdown({report}).isEmpty());
    EXPECT_FALSE(remote::toHtml({report}).isEmpty());
    const auto isClean = [](const QString& text) {
        return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    };
    EXPECT_TRUE(isClean(QString::fromUtf8(QJsonDocument(remote::toJson(*report)).toJson(QJsonDocument::Compact))));
    EXPECT_TRUE(isClean(remote::legToJson(*report, 0).value(QLatin1String("message")).toString()));
    for (const remote::Finding& finding : report->findings)
        EXPECT_TRUE(isClean(finding.evidence)) << finding.evidence.toStdString();
    return report;
}

Cause firstCause(const remote::Report& report, const char* step = remote::step::kAnnounceA)
{
    const auto* exchange = report.record.legs.empty() ? nullptr : report.record.legs.front().find(step);
    return exchange ? exchange->cause : Cause::Cancelled;
}

// Writes the same bytes again and again for as long as somebody reads.
void pour(QSslSocket& socket, const QByteArray& bytes)
{
    const auto more = [&socket, bytes] {
        while (socket.bytesToWrite() < 256'000 && socket.state() == QAbstractSocket::ConnectedState)
            socket.write(bytes);
    };
    QObject::connect(&socket, &QSslSocket::bytesWritten, &socket, more);
    more();
}

struct HttpRow {
    const char* name;
    Cause cause; // of the first announce
    const char* id; // a finding; "": any
    std::function<void(HttpReply&)> change;
};

void PrintTo(const HttpRow& row, std::ostream* out)
{
    *out << row.name;
}

const HttpRow kHttp[] = {
    {"EndlessBody", Cause::TooLarge, "H8",
        [](HttpReply& reply) {
            reply.write = [](QSslSocket& socket) {
                socket.write("HTTP/1.1 200 OK\r\n\r\nd5:peers");
                pour(socket, QByteArray(60'000, 'x'));
            };
        }},
    {"EndlessChunks", Cause::TooLarge, "H8",
        [](HttpReply& reply) {
            reply.write = [](QSslSocket& socket) {
                socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                pour(socket, QByteArray("1\r\nx\r\n").repeated(1000));
            };
        }},
    {"EndlessHead", Cause::TooLarge, "H8",
        [](HttpReply& reply) {
            reply.write = [](QSslSocket& socket) {
                socket.write("HTTP/1.1 200 OK\r\n");
                pour(socket, QByteArray("X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").repeated(100));
            };
        }},
    {"NoHttpAtAll", Cause::BadAnswer, "",
        [](HttpReply& reply) {
            reply.write = [](QSslSocket& socket) { pour(socket, QByteArray("\0\xff\r\n\r\n garbage ", 15)); };
        }},
    {"OneByteAtATime", Cause::Incomplete, "",
        [](HttpReply& reply) {
            reply.piece = 1;
            reply.gap = std::chrono::milliseconds(30);
        }},
    {"LengthOfAnExabyte", Cause::Incomplete, "",
        [](HttpReply& reply) {
            reply.hasLength = false;
            reply.fields.emplace_back("Content-Length", "1000000000000000000");
        }},
    {"DeepNesting", Cause::BadAnswer, "H4",
        [](HttpReply& reply) {
            reply.body = "d1:x" + QByteArray(200'000, 'l') + QByteArray(200'000, 'e') + "8:intervali1800ee";
        }},
    {"ManyValues", Cause::BadAnswer, "H4",
        [](HttpReply& reply) { reply.body = "d1:xl" + QByteArray("i1e").repeated(300'000) + "e8:intervali1800ee"; }},
    {"AMillionPeers", Cause::TooLarge, "H8",
        [](HttpReply& reply) {
            reply.set("peers", bencoded(QByteArray("\x7f\0\0\1\x1f\x90", 6).repeated(1'000'000)));
        }},
    {"AHundredThousandPeers", Cause::None, "B3",
        [](HttpReply& reply) { reply.set("peers", bencoded(QByteArray("\x7f\0\0\1\x1f\x90", 6).repeated(100'000))); }},
    {"GzipBomb", Cause::BadAnswer, "H6",
        [](HttpReply& reply) {
            reply.fields.emplace_back("Content-Encoding", "gzip");
            reply.body = "\x1f\x8b\x08" + QByteArray(100'000, '\0'); // never unpacked, whatever is in it
        }},
    {"HugeNumbers", Cause::None, "",
        [](HttpReply& reply) {
            reply.set("interval", "i9223372036854775807e");
            reply.set("complete", "i9223372036854775807e");
            reply.set("incomplete", "i9223372036854775807e");
            reply.set("min interval", "i-9223372036854775808e");
        }},
    {"MarkupAndEscapes", Cause::None, "B14",
        [](HttpReply& reply) {
            reply.entries = {{"failure reason",
                bencoded(QByteArray("not registered \x1b[31m<script>alert(1)</script>\x07\xe2\x80\xae\r\n\x7f| `x`"))}};
        }},
    {"LongWords", Cause::None, "",
        [](HttpReply& reply) {
            reply.entries = {{"failure reason", bencoded(QByteArray(900'000, '!'))}};
        }},
    {"AnswersNobodyAsked", Cause::None, "",
        [](HttpReply& reply) {
            const QByteArray once = reply.bytes();
            reply.write = [once](QSslSocket& socket) {
                socket.write(once + "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nd8:intervali1");
            };
        }},
};

class HostileHttp : public testing::TestWithParam<HttpRow> { };

} // namespace

TEST_P(HostileHttp, IsBounded)
{
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        FakeHttpTracker fake;
        fake.bend = [](const Ask&, HttpReply& reply) { GetParam().change(reply); };
        const auto report = boundedCheck(fake.url(), mode);
        EXPECT_EQ(firstCause(*report), GetParam().cause) << exchangesText(*report);
        if (*GetParam().id) {
            EXPECT_NE(findingOf(*report, GetParam().id), nullptr) << findingsText(*report) << exchangesText(*report);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HostileHttp, testing::ValuesIn(kHttp), [](const auto& row) { return std::string(row.param.name); });

// One that comes behind an answer must not be taken for the next question's.
TEST(Hostile, AnAnswerNobodyAskedForIsNotTheNextOnes)
{
    FakeHttpTracker fake;
    fake.bend = [](const Ask& ask, HttpReply& reply) {
        if (ask.event != protocol::Event::Started)
            return;
        const QByteArray right = reply.bytes();
        reply.write = [right](QSslSocket& socket) {
            HttpReply other;
            other.entries = {{"failure reason", bencoded(QByteArray("you are banned"))}};
            socket.write(right);
            socket.flush();
            socket.write(other.bytes());
        };
    };
    const auto report = checkOne(fake.url(), patientOptions(Mode::Quick));
    EXPECT_EQ(report->state, remote::State::Up) << exchangesText(*report);
    EXPECT_FALSE(QString::fromStdString(findingsText(*report)).contains(QStringLiteral("banned")));
}

TEST(Hostile, AFloodOfStrangeDatagramsIsNoAnswer)
{
    std::mt19937 random(9);
    for (const bool alsoAnswers : {false, true}) {
        FakeUdpTracker fake;
        fake.bend = [&random, alsoAnswers](const Ask&, UdpReply& reply) {
            const auto right = reply.packets;
            reply.packets.clear();
            for (int i = 0; i < 60; ++i) { // as many as a receive buffer takes
                QByteArray bytes(static_cast<qsizetype>(random() % 200), '\0');
                std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
                reply.packets.push_back({bytes});
            }
            if (alsoAnswers)
                reply.packets.insert(reply.packets.end(), right.begin(), right.end());
        };
        const auto report = boundedCheck(fake.url(), Mode::Full);
        EXPECT_EQ(report->state, alsoAnswers ? remote::State::Up : remote::State::Down) << exchangesText(*report);
    }
}

// Never quiet, never answering: the time limits hold.
TEST(Hostile, AnEndlessStreamOfDatagramsEndsInTime)
{
    FakeUdpTracker fake;
    fake.bend = [](const Ask& ask, UdpReply& reply) {
        reply.packets.clear();
        for (int i = 0; i < 500; ++i)
            reply.packets.push_back({FakeUdpTracker::error(ask.raw, "x").replace(4, 4, "abcd")});
    };
    const auto report = boundedCheck(fake.url(), Mode::Full);
    EXPECT_EQ(report->state, remote::State::Down);
}

namespace {

struct FrameRow {
    const char* name;
    Cause cause;
    QByteArray raw;
};

void PrintTo(const FrameRow& row, std::ostream* out)
{
    *out << row.name;
}

QByteArray frame(int opcode, const QByteArray& payload, bool isFinal = true)
{
    return FakeWebSocketTracker::frame(opcode, payload, isFinal);
}

std::vector<FrameRow> frames()
{
    return {
        {"OfAnExabyte", Cause::BadAnswer, QByteArray("\x81\x7f\x0d\xe0\xb6\xb3\xa7\x64\0\0xxxx", 14)},
        {"OfNegativeLength", Cause::BadAnswer, QByteArray("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10)},
        {"TooLarge", Cause::BadAnswer, frame(1, QByteArray(2 << 20, 'x'))},
        {"FragmentsWithoutEnd", Cause::BadAnswer,
            frame(1, QByteArray(60'000, 'x'), false) + frame(0, QByteArray(60'000, 'x'), false).repeated(40)},
        {"Masked", Cause::BadAnswer,
            QByteArray("\x81\x84"
                       "abcdxxxx",
                10)},
        {"Reserved", Cause::BadAnswer, QByteArray("\xf1\x01x", 3)},
        {"UnknownOpcode", Cause::BadAnswer, QByteArray("\x83\x01x", 3)},
        {"NoJson", Cause::BadAnswer, frame(1, "\xff\xfe not json")},
        {"DeepJson", Cause::BadAnswer, frame(1, QByteArray(100'000, '['))},
        {"AnotherAction", Cause::BadAnswer, frame(1, R"({"action":"dance"})")},
        {"OffersOnly", Cause::AnswerTimeout,
            frame(1, R"({"action":"announce","offer":{},"offer_id":"x"})").repeated(50)},
        {"PingFlood", Cause::AnswerTimeout, frame(9, QByteArray(100, 'p')).repeated(2000)},
    };
}

class HostileFrame : public testing::TestWithParam<FrameRow> { };

} // namespace

TEST_P(HostileFrame, IsBounded)
{
    FakeWebSocketTracker fake;
    fake.bend = [](const Ask&, WebSocketReply& reply) { reply.raw = GetParam().raw; };
    const auto report = boundedCheck(fake.url());
    EXPECT_EQ(firstCause(*report), GetParam().cause) << exchangesText(*report);
    for (const auto& exchange : report->record.legs.front().exchanges)
        EXPECT_LE(exchange.webSocket->messages.size(), 32U);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HostileFrame, testing::ValuesIn(frames()), [](const auto& row) { return std::string(row.param.name); });
