// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/certificates.h"
#include "tests/support/remote/checking.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include "core/remote/steps.h"
#include "tests/service/remote/net/fakedns.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace waggle;
using namespace waggle::test;
using namespace std::chrono_literals;
using remote::Duration;
using remote::Mode;

// Time is shown where it was spent. A busy machine adds to any phase: the injected delay is the lower bound, and the
// other phases of the very same exchange say how much the machine added.

namespace {

struct Spent {
    Duration dns{0}, connect{0}, tls{0}, firstByte{0};
};

Spent spentBy(const QString& url, const remote::CheckOptions& options, const char* step = remote::step::kAnnounceA)
{
    const auto report = checkOne(url, options);
    const remote::Exchange* exchange = report->record.legs.empty() ? nullptr : report->record.legs.front().find(step);
    EXPECT_TRUE(exchange) << exchangesText(*report);
    if (!exchange)
        return {};
    EXPECT_EQ(exchange->cause, remote::Cause::None) << exchangesText(*report);
    const auto& phases = exchange->phases;
    return {phases.dns.value_or(Duration(0)), phases.connect.value_or(Duration(0)), phases.tls.value_or(Duration(0)),
        phases.firstByte.value_or(Duration(0))};
}

// At least `delay`, and, in the best of several looks, not more than 10 ms or 5 % above it.
void expectDelay(std::chrono::milliseconds delay, Duration Spent::*phase, const std::function<Spent()>& look)
{
    const Duration margin = std::max<Duration>(10ms, delay / 20);
    Duration least = Duration::max();
    for (int tries = 0; tries < 8 && (tries < 1 || least > delay + margin); ++tries) {
        const Spent spent = look();
        EXPECT_GE((spent.*phase).count(), Duration(delay).count());
        least = std::min(least, spent.*phase);
        for (const auto other : {&Spent::dns, &Spent::connect, &Spent::tls, &Spent::firstByte}) {
            if (other != phase && delay >= 200ms) {
                EXPECT_LT((spent.*other).count(), (spent.*phase).count());
            }
        }
    }
    EXPECT_LE(least.count(), Duration(delay + margin).count()) << delay.count();
}

constexpr std::chrono::milliseconds kDelays[] = {0ms, 50ms, 200ms, 1000ms};

remote::CheckOptions announceOnly()
{
    auto options = patientOptions(Mode::AnnounceOnly);
    options.resends = 0;
    return options;
}

} // namespace

TEST(Phases, FirstByteOverHttp)
{
    FakeHttpTracker fake;
    for (const auto delay : kDelays) {
        fake.bend = [delay](const Ask& ask, HttpReply& reply) {
            if (ask.event == protocol::Event::Started)
                reply.delay = delay;
        };
        expectDelay(delay, &Spent::firstByte, [&] { return spentBy(fake.url(), announceOnly()); });
    }
}

TEST(Phases, Tls)
{
    Authority::Wish wish;
    wish.isAuthority = true;
    FakeHttpTracker fake;
    const Authority authority("tests", wish);
    fake.tls = Authority("leaf", goodWish(), authority).serverWith();
    // The handshake itself takes time: the lower bound is exact, the rest is compared with one that was not delayed.
    Duration plain = Duration::max();
    for (int i = 0; i < 3; ++i)
        plain = std::min(plain, spentBy(fake.url(), announceOnly()).tls);
    for (const auto delay : kDelays) {
        fake.tlsDelay = delay;
        const Spent spent = spentBy(fake.url(), announceOnly());
        EXPECT_GE(spent.tls.count(), Duration(delay).count());
        if (delay >= 200ms) {
            EXPECT_GT(spent.tls.count(), plain.count());
            EXPECT_LT(spent.connect.count(), spent.tls.count());
            EXPECT_LT(spent.firstByte.count(), spent.tls.count());
        }
    }
}

// TCP is accepted by the kernel: a proxy that connects late shows what an accept that is late would.
TEST(Phases, ConnectThroughAProxy)
{
    FakeHttpTracker fake;
    for (const auto delay : kDelays) {
        fake.socksDelay = delay;
        auto options = announceOnly();
        options.proxy = {remote::Proxy::Kind::Socks5, QStringLiteral("127.0.0.1"), fake.serverPort(), {}, {}};
        expectDelay(delay, &Spent::connect, [&] { return spentBy(fake.url(), options); });
    }
}

TEST(Phases, HandshakeAndRoundTripOverUdp)
{
    FakeUdpTracker fake;
    for (const auto delay : kDelays) {
        fake.bend = [delay](const Ask& ask, UdpReply& reply) {
            if (ask.kind == Ask::Kind::Connect)
                reply.delay = delay;
        };
        expectDelay(
            delay, &Spent::connect, [&] { return spentBy(fake.url(), announceOnly(), remote::step::kConnect); });
        fake.bend = [delay](const Ask& ask, UdpReply& reply) {
            if (ask.isAnnounce())
                reply.delay = delay;
        };
        expectDelay(delay, &Spent::firstByte, [&] { return spentBy(fake.url(), announceOnly()); });
    }
}

// By the resolver itself, over real packets: the family whose server is late.
TEST(Phases, LookupOverTheNetwork)
{
    FakeDns dns;
    FakeHttpTracker fake;
    for (const auto delay : kDelays) {
        dns.answer = [delay](const FakeDns::Question& question) {
            FakeDns::Reply reply;
            if (question.type == FakeDns::A) {
                reply.records = {FakeDns::address("127.0.0.1")};
                reply.delay = delay;
            }
            return reply;
        };
        auto options = announceOnly();
        options.resolvers = {dns.text()};
        const auto look = [&] {
            return spentBy(QStringLiteral("http://tracker.example:%1/announce").arg(fake.serverPort()), options);
        };
        expectDelay(delay, &Spent::dns, look);
    }
}

// A lookup's time stands in each exchange of its family's legs, A and AAAA apart.
TEST(Phases, LookupOfEachFamily)
{
    FakeHttpTracker v4;
    const auto options = announceOnly();
    for (const auto delay : kDelays) {
        FakeName name{lookupOf(remote::RecordType::A, {"127.0.0.1"}, remote::Cause::None, delay),
            lookupOf(remote::RecordType::Aaaa, {"::1"}, remote::Cause::None, 2 * delay), {}};
        const auto report = checkAll({QStringLiteral("http://t.test:%1/announce").arg(v4.serverPort())}, options,
            worldWith(options, {{QStringLiteral("t.test"), name}}))
                                .front();
        ASSERT_EQ(report->record.legs.size(), 2U);
        for (const remote::LegRecord& leg : report->record.legs) {
            const Duration expected = leg.family == protocol::Family::V4 ? delay : 2 * delay;
            for (const remote::Exchange& exchange : leg.exchanges)
                EXPECT_EQ(exchange.phases.dns.value_or(Duration(-1)).count(), expected.count());
        }
    }
}
