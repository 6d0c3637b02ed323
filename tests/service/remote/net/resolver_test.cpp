// SPDX-License-Identifier: GPL-3.0-or-later
// The resolver against servers that are slow, silent, broken or hostile.
#include "core/remote/net/resolver.h"
#include "tests/e2e/isolate.h"
#include "tests/service/remote/net/fakedns.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryFile>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

namespace waggle::test {
namespace {

using namespace remote;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kWaitMs = 60'000;
const QString kName = QStringLiteral("tracker.example");

struct Answered {
    std::vector<Lookup> lookups;
    int calls = 0;
    Resolver::Ticket ticket;
};

class ResolverTest : public testing::Test {
protected:
    ResolverTest()
    {
        EXPECT_TRUE(m_hosts.open());
        for (FakeDns* server : {&first, &second})
            server->answer = [](const FakeDns::Question& question) { return honest(question); };
    }

    static FakeDns::Reply honest(const FakeDns::Question& question)
    {
        FakeDns::Reply reply;
        if (question.type == FakeDns::A)
            reply.records = {FakeDns::address("192.0.2.7")};
        else if (question.type == FakeDns::Aaaa)
            reply.records = {FakeDns::address("2001:db8::7")};
        else if (question.type == FakeDns::Txt)
            reply.records = {FakeDns::strings({"BITTORRENT UDP:6969 ", "TCP:80"})};
        return reply;
    }
    static FakeDns::Reply silent()
    {
        FakeDns::Reply reply;
        reply.isSilent = true;
        return reply;
    }
    static FakeDns::Reply failing(int code)
    {
        FakeDns::Reply reply;
        reply.code = code;
        return reply;
    }

    void hosts(const QByteArray& text)
    {
        m_hosts.write(text);
        m_hosts.flush();
    }
    Resolver& resolver(std::chrono::milliseconds timeout = 20s, bool both = true, int tries = 2)
    {
        Resolver::Options options;
        options.servers = both ? QStringList{first.text(), second.text()} : QStringList{first.text()};
        options.hostsFile = m_hosts.fileName();
        options.timeout = timeout;
        options.tries = tries;
        m_resolver = std::make_unique<Resolver>(options);
        return *m_resolver;
    }
    std::vector<Lookup> resolve(Resolver& resolver, std::vector<RecordType> types, const QString& name = kName)
    {
        Answered answered;
        answered.ticket = resolver.resolve(name, std::move(types), [&](std::vector<Lookup> lookups) {
            answered.lookups = std::move(lookups);
            ++answered.calls;
        });
        EXPECT_EQ(answered.calls, 0) << "not from the event loop";
        EXPECT_TRUE(QTest::qWaitFor([&] { return answered.calls > 0; }, kWaitMs));
        EXPECT_EQ(answered.calls, 1);
        return answered.lookups;
    }
    Lookup one(Resolver& resolver, RecordType type = RecordType::A)
    {
        const auto lookups = resolve(resolver, {type});
        EXPECT_EQ(lookups.size(), 1u);
        return lookups.empty() ? Lookup() : lookups.front();
    }

    FakeDns first, second;

private:
    QTemporaryFile m_hosts;
    std::unique_ptr<Resolver> m_resolver;
};

std::vector<std::string> texts(const Lookup& lookup)
{
    std::vector<std::string> all;
    for (const auto& address : lookup.addresses)
        all.push_back(address.text());
    return all;
}

TEST_F(ResolverTest, TimesEachFamilyApartAndAnswersInTheOrderAsked)
{
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        if (question.type == FakeDns::Aaaa)
            reply.delay = 300ms;
        return reply;
    };
    const auto lookups = resolve(resolver(), {RecordType::Txt, RecordType::A, RecordType::Aaaa});
    ASSERT_EQ(lookups.size(), 4u) << "TXT by two servers";
    EXPECT_THAT(lookups[0].texts, ElementsAre(ElementsAre("BITTORRENT UDP:6969 ", "TCP:80")));
    EXPECT_EQ(lookups[0].server, first.text());
    EXPECT_EQ(lookups[1].server, second.text());
    EXPECT_THAT(texts(lookups[2]), ElementsAre("192.0.2.7"));
    EXPECT_THAT(texts(lookups[3]), ElementsAre("2001:db8::7"));
    EXPECT_EQ(lookups[2].ttl, 300u);
    EXPECT_GE(lookups[3].took, 299ms);
    EXPECT_LT(lookups[2].took, lookups[3].took);
}

TEST_F(ResolverTest, AsksTheNextServerAfterSilence)
{
    first.answer = [](const FakeDns::Question&) { return silent(); };
    const Lookup lookup = one(resolver(2s));
    EXPECT_EQ(lookup.cause, Cause::None);
    EXPECT_EQ(lookup.server, second.text());
    EXPECT_GE(lookup.took, 450ms) << "a quarter of the time is the first server's";
}

TEST_F(ResolverTest, AsksTheSameServerAgainWhenADatagramIsLost)
{
    first.answer = [](const FakeDns::Question& question) { return question.number == 1 ? silent() : honest(question); };
    EXPECT_EQ(one(resolver(1s, false)).cause, Cause::None);
    EXPECT_EQ(first.asked().size(), 2u);
}

TEST_F(ResolverTest, AsksTheNextServerAtOnceAfterServfail)
{
    first.answer = [](const FakeDns::Question&) { return failing(2); };
    const Lookup lookup = one(resolver());
    EXPECT_EQ(lookup.cause, Cause::None);
    EXPECT_EQ(lookup.server, second.text());
}

TEST_F(ResolverTest, TellsServfailNxdomainNoDataAndSilenceApart)
{
    first.answer = second.answer = [](const FakeDns::Question&) { return failing(2); };
    EXPECT_EQ(one(resolver()).cause, Cause::ServFail);
    first.answer = [](const FakeDns::Question&) { return failing(3); };
    EXPECT_EQ(one(resolver()).cause, Cause::NxDomain);
    first.answer = [](const FakeDns::Question&) { return FakeDns::Reply{}; };
    EXPECT_EQ(one(resolver()).cause, Cause::NoData);
    first.answer = second.answer = [](const FakeDns::Question&) { return silent(); };
    EXPECT_EQ(one(resolver(400ms)).cause, Cause::ResolverTimeout);
}

TEST_F(ResolverTest, AsksOverTcpWhatIsCutOverUdp)
{
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        reply.isCut = !question.overTcp;
        if (reply.isCut)
            reply.records.clear();
        reply.times = 3; // each of them says so
        return reply;
    };
    EXPECT_THAT(texts(one(resolver())), ElementsAre("192.0.2.7"));
    EXPECT_EQ(first.asked().size(), 2u);
}

TEST_F(ResolverTest, LeavesAServerThatCutsOverTcpToo)
{
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        reply.isCut = true;
        return reply;
    };
    const Lookup lookup = one(resolver(2s));
    EXPECT_EQ(lookup.server, second.text());
    EXPECT_EQ(lookup.cause, Cause::None);
}

TEST_F(ResolverTest, LeavesAServerThatFailsOverTcp)
{
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        reply.isCut = true;
        if (question.overTcp)
            reply = failing(2);
        return reply;
    };
    EXPECT_EQ(one(resolver()).server, second.text());
    first.stopTcp(); // refused at once: the other is asked without waiting
    EXPECT_EQ(one(resolver()).server, second.text());
}

TEST_F(ResolverTest, FollowsAliases)
{
    first.answer = [](const FakeDns::Question& question) {
        FakeDns::Reply reply;
        reply.records = {FakeDns::alias("cdn.example"), FakeDns::address("192.0.2.9")};
        reply.records[1].name = "cdn.example";
        reply.records[1].ttl = 20;
        return question.type == FakeDns::A ? reply : FakeDns::Reply{};
    };
    const Lookup lookup = one(resolver());
    EXPECT_THAT(texts(lookup), ElementsAre("192.0.2.9"));
    EXPECT_EQ(lookup.aliases, QStringList{QStringLiteral("cdn.example")});
    EXPECT_EQ(lookup.ttl, 20u);
}

TEST_F(ResolverTest, IgnoresWhatAnswersNothingItAsked)
{
    using Bend = void (*)(FakeDns::Reply&);
    const Bend bends[] = {[](FakeDns::Reply& reply) { reply.idShift = 1; },
        [](FakeDns::Reply& reply) { reply.isFromElsewhere = true; },
        [](FakeDns::Reply& reply) { reply.question = "other.example"; }};
    for (const Bend bend : bends) {
        first.answer = [bend](const FakeDns::Question& question) {
            auto reply = honest(question);
            reply.records = {FakeDns::address("203.0.113.66")};
            bend(reply);
            return reply;
        };
        EXPECT_THAT(texts(one(resolver(2s))), ElementsAre("192.0.2.7"));
    }
}

TEST_F(ResolverTest, TrustsTheHostsFileFirst)
{
    hosts("192.0.2.1 other.example\n2001:db8::5\tTRACKER.example alias # comment\n198.51.100.5 tracker.example\n");
    const auto lookups = resolve(resolver(), {RecordType::Txt, RecordType::A, RecordType::Aaaa});
    ASSERT_EQ(lookups.size(), 2u) << "nobody is asked for TXT";
    EXPECT_THAT(texts(lookups[0]), ElementsAre("198.51.100.5"));
    EXPECT_THAT(texts(lookups[1]), ElementsAre("2001:db8::5"));
    EXPECT_EQ(lookups[0].server, QStringLiteral("hosts"));
    EXPECT_THAT(first.asked(), IsEmpty());
}

TEST_F(ResolverTest, LeavesNamesOfTheLinkToTheSystem)
{
    const auto lookups = resolve(resolver(), {RecordType::A}, QStringLiteral("localhost"));
    ASSERT_EQ(lookups.size(), 1u);
    EXPECT_EQ(lookups[0].server, QStringLiteral("system"));
    EXPECT_THAT(texts(lookups[0]), ElementsAre("127.0.0.1"));
    EXPECT_THAT(first.asked(), IsEmpty());
    if (!e2e::isolated())
        GTEST_SKIP() << "the system would ask the network for a .local name: " << e2e::whyNotIsolated();
    const auto local = resolve(resolver(), {RecordType::A}, QStringLiteral("waggle-test.local"));
    ASSERT_EQ(local.size(), 1u);
    EXPECT_EQ(local[0].server, QStringLiteral("system"));
    EXPECT_NE(local[0].cause, Cause::None);
    EXPECT_THAT(first.asked(), IsEmpty());
}

TEST_F(ResolverTest, AsksEqualQuestionsOnce)
{
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        reply.delay = 50ms;
        return reply;
    };
    Resolver& shared = resolver();
    std::vector<Resolver::Ticket> tickets;
    int answers = 0;
    for (int i = 0; i < 20; ++i)
        tickets.push_back(shared.resolve(kName, {RecordType::A}, [&](const std::vector<Lookup>& lookups) {
            EXPECT_THAT(texts(lookups.front()), ElementsAre("192.0.2.7"));
            ++answers;
        }));
    EXPECT_TRUE(QTest::qWaitFor([&] { return answers == 20; }, kWaitMs));
    EXPECT_EQ(first.asked().size(), 1u);
}

TEST_F(ResolverTest, TellsNobodyWhoHasGone)
{
    Resolver& shared = resolver();
    int gone = 0, there = 0;
    auto ticket = shared.resolve(kName, {RecordType::A}, [&](const std::vector<Lookup>&) { ++gone; });
    const auto kept = shared.resolve(kName, {RecordType::A}, [&](const std::vector<Lookup>&) { ++there; });
    ticket.reset();
    EXPECT_TRUE(QTest::qWaitFor([&] { return there == 1; }, kWaitMs));
    EXPECT_EQ(gone, 0);
}

TEST_F(ResolverTest, MayBeAskedAgainFromItsAnswer)
{
    Resolver& shared = resolver();
    Resolver::Ticket ticket;
    bool isDone = false;
    ticket = shared.resolve(kName, {RecordType::A}, [&](const std::vector<Lookup>&) {
        ticket = shared.resolve(kName, {RecordType::Aaaa}, [&](const std::vector<Lookup>&) { isDone = true; });
    });
    EXPECT_TRUE(QTest::qWaitFor([&] { return isDone; }, kWaitMs));
}

TEST_F(ResolverTest, EndsWithinTheTimeHoweverMuchIsSaid)
{
    // Cut answers without end would keep a lookup alive for ever.
    first.answer = [](const FakeDns::Question& question) {
        auto reply = honest(question);
        reply.isCut = true;
        reply.isSilent = question.overTcp;
        reply.times = 50;
        return reply;
    };
    QElapsedTimer clock;
    clock.start();
    EXPECT_EQ(one(resolver(500ms, false)).cause, Cause::ResolverTimeout);
    EXPECT_LT(clock.elapsed(), 20'000);
}

// Five hundred names and a server that says nothing: all of them wait beside each other.
TEST_F(ResolverTest, WaitsForManyNamesAtOnce)
{
    first.answer = second.answer = [](const FakeDns::Question&) { return silent(); };
    const auto descriptors = [] {
        return QDir(QStringLiteral("/proc/self/fd"))
            .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
            .size();
    };
    Resolver& shared = resolver(1s);
    const auto before = descriptors();
    std::vector<Resolver::Ticket> tickets;
    int ended = 0;
    Duration longest{0};
    for (int i = 0; i < 500; ++i)
        tickets.push_back(shared.resolve(
            QStringLiteral("t%1.example").arg(i), {RecordType::A}, [&](const std::vector<Lookup>& lookups) {
                EXPECT_EQ(lookups.front().cause, Cause::ResolverTimeout);
                longest = std::max(longest, lookups.front().took);
                ++ended;
            }));
    EXPECT_TRUE(QTest::qWaitFor([&] { return ended == 500; }, kWaitMs));
    EXPECT_LT(longest, 20s) << "one after the other would be minutes";
    EXPECT_TRUE(QTest::qWaitFor([&] { return descriptors() <= before; }, kWaitMs)) << descriptors() << " of " << before;
}

} // namespace
} // namespace waggle::test
