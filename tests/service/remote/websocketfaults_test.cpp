// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/remote/fakewebsockettracker.h"

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::Severity;

namespace {

struct WebSocketRow {
    const char* name;
    Expected expected;
    Mode mode;
    std::function<void(FakeWebSocketTracker&)> bend;
    bool isImpatient = false; // silence is the point
};

void PrintTo(const WebSocketRow& row, std::ostream* out)
{
    *out << row.name;
}

auto announces(std::function<void(const Ask&, WebSocketReply&)> change)
{
    return [change](FakeWebSocketTracker& fake) {
        fake.bend = [change](const Ask& ask, WebSocketReply& reply) {
            if (ask.isAnnounce())
                change(ask, reply);
        };
    };
}

auto upgradesWith(const QByteArray& answer)
{
    return [answer](FakeWebSocketTracker& fake) { fake.upgrade = answer; };
}

const WebSocketRow kRows[] = {
    {"W1Forbidden", {"W1", Severity::Fatal, "403"}, Mode::Quick,
        upgradesWith("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")},
    {"W1Page", {"W1", Severity::Fatal, "200"}, Mode::Full,
        upgradesWith("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>")},
    {"W1Accept", {"W1", Severity::Fatal, "Sec-WebSocket-Accept"}, Mode::Quick,
        upgradesWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n")},
    {"W1Subprotocol", {"W1", Severity::Fatal, "chat"}, Mode::Quick,
        [](FakeWebSocketTracker& fake) { fake.subprotocol = "chat"; }},
    {"W2Silent", {"W2", Severity::Error, "no answer"}, Mode::Quick,
        announces([](const Ask&, WebSocketReply& reply) { reply.isSilent = true; }), true},
    {"W2Closed", {"W2", Severity::Error, "Connected"}, Mode::Quick,
        announces([](const Ask&, WebSocketReply& reply) { reply.closeCode = 1011; })},
    {"W2Hex", {"W2", Severity::Error, "40 characters"}, Mode::Quick,
        announces([](const Ask& ask, WebSocketReply& reply) {
            reply.message.insert(QStringLiteral("info_hash"), QString::fromStdString(ask.hashes.front().hex()));
        })},
    {"W2Broken", {"W2", Severity::Error, "comes back"}, Mode::Quick,
        announces([](const Ask& ask, WebSocketReply& reply) { // bytes taken for UTF-8
            const auto& bytes = ask.hashes.front().bytes;
            reply.message.insert(QStringLiteral("info_hash"),
                QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), 20) + QStringLiteral("\uFFFD"));
        })},
    {"W3Offer", {"W3", Severity::Error, "did not reach A"}, Mode::Quick,
        [](FakeWebSocketTracker& fake) { fake.relaysOffers = false; }, true},
    {"W3Answer", {"W3", Severity::Error, "did not reach B"}, Mode::Quick,
        [](FakeWebSocketTracker& fake) { fake.relaysAnswers = false; }, true},
    {"W4Closed", {"W4", Severity::Note, "1001"}, Mode::Full,
        [](FakeWebSocketTracker& fake) { fake.closesAfterMs = 2000; }}, // longer than a busy computer is between steps
    {"W4NoPong", {"W4", Severity::Note, "ping"}, Mode::Full, [](FakeWebSocketTracker& fake) { fake.pongs = false; },
        true},
};

class WebSocketFault : public testing::TestWithParam<WebSocketRow> { };

} // namespace

TEST_P(WebSocketFault, IsNamed)
{
    const WebSocketRow& row = GetParam();
    FakeWebSocketTracker fake;
    row.bend(fake);
    auto options = row.isImpatient ? impatientOptions(row.mode) : patientOptions(row.mode);
    if (fake.closesAfterMs > 0)
        options.quiet = std::chrono::seconds(20); // it is the tracker that ends it
    expectFound(*checkOne(fake.url(), options), row.expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, WebSocketFault, testing::ValuesIn(kRows),
    [](const testing::TestParamInfo<WebSocketRow>& row) { return rowName(row.param.name); });

TEST(WebSocketFaults, AnHonestOneHasNone)
{
    for (const auto family : {protocol::Family::V4, protocol::Family::V6}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            FakeWebSocketTracker fake(family);
            const auto report = checkOne(fake.url(), patientOptions(mode));
            EXPECT_EQ(report->state, remote::State::Up) << exchangesText(*report);
            EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
            EXPECT_EQ(fake.core.present(), 0U);
        }
    }
}
