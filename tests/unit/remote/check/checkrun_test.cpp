// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run in a world of its own: nothing here touches the network.
#include "core/remote/check/checkrun.h"
#include "tests/unit/remote/values/records.h"

#include <QTimer>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

#include <set>

namespace waggle::remote {
namespace {

using namespace std::chrono_literals;
using protocol::Address;
using protocol::Endpoint;
using protocol::Event;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;

constexpr int kWaitMs = 60'000;
const protocol::InfoHash kHash = *protocol::InfoHash::fromHex("00112233445566778899aabbccddeeff00112233");

Address address(const char* text)
{
    return Address::parse(text).value_or(Address());
}

// What its clients do, all of them together.
struct Watch {
    int underWay = 0, most = 0;
    std::map<QString, int> atHost, mostAtHost;
    std::vector<std::pair<QString, Step>> asked; // by the host
    std::vector<std::pair<QString, Step>> goodbyes;
    bool isSilent = false;
    QString slow; // a host that takes as long as it may
    int cancelled = 0;
};

Exchange honest(const Step& step)
{
    Exchange exchange = tests::remote::good(step);
    exchange.udp.emplace().sent = 1;
    return exchange;
}

class VirtualClient final : public LegClient {
public:
    VirtualClient(Watch& watch, const LegContext& context)
        : m_watch(watch)
        , m_host(context.tracker.url.host)
    {
        m_watch.most = std::max(m_watch.most, ++m_watch.underWay);
        m_watch.mostAtHost[m_host] = std::max(m_watch.mostAtHost[m_host], ++m_watch.atHost[m_host]);
        m_soon.setSingleShot(true);
        connect(&m_soon, &QTimer::timeout, this, [this] { answer(); });
    }
    ~VirtualClient() override
    {
        --m_watch.underWay;
        --m_watch.atHost[m_host];
    }
    void ask(const Step& step, Done done) override
    {
        m_watch.asked.emplace_back(m_host, step);
        m_step = step;
        m_done = std::move(done);
        if (!m_watch.isSilent)
            m_soon.start(0);
    }
    void cancel() override
    {
        ++m_watch.cancelled;
        m_soon.stop();
        m_done = {};
    }
    void sendStopped(const Step& step) override { m_watch.goodbyes.emplace_back(m_host, step); }

private:
    void answer()
    {
        Exchange exchange = honest(m_step);
        if (m_host == m_watch.slow)
            exchange.phases.total = CheckOptions().timeout;
        std::exchange(m_done, {})(std::move(exchange));
    }

    Watch& m_watch;
    QString m_host;
    Step m_step;
    Done m_done;
    QTimer m_soon;
};

class CheckRunTest : public testing::Test {
protected:
    CheckRunTest()
    {
        options.gap = 0ms;
        options.seed = 7;
        network.v4 = network.v6 = true;
    }

    void name(const char* host, std::vector<const char*> addresses)
    {
        m_names[QLatin1String(host)] = std::move(addresses);
    }
    CheckRun& make(const std::vector<const char*>& urls, const std::vector<Endpoint>& own = {})
    {
        std::vector<TrackerUrl> parsed;
        for (const char* url : urls) {
            const auto one = TrackerUrl::parse(QLatin1String(url));
            EXPECT_TRUE(one) << url;
            parsed.push_back(one.value_or(TrackerUrl()));
        }
        reports.resize(urls.size());
        CheckRun::World world;
        world.network = network;
        world.makeClient
            = [this](const LegContext& context) { return std::make_unique<VirtualClient>(watch, context); };
        world.resolve = [this](const QString& host, std::vector<RecordType> types, Resolver::Done done) {
            return lookUp(host, types, std::move(done));
        };
        m_run = std::make_unique<CheckRun>(parsed, options, own, std::move(world), nullptr);
        QObject::connect(m_run.get(), &CheckRun::reported, m_run.get(), [this](int index, const ReportPtr& report) {
            reports[static_cast<std::size_t>(index)] = report;
            completed += report->complete ? 1 : 0;
        });
        QObject::connect(m_run.get(), &CheckRun::finished, m_run.get(), [this](bool cancelled) {
            ++finished;
            wasCancelled = cancelled;
        });
        return *m_run;
    }
    void run(const std::vector<const char*>& urls, const std::vector<Endpoint>& own = {})
    {
        make(urls, own).start();
        EXPECT_TRUE(QTest::qWaitFor([&] { return finished > 0; }, kWaitMs));
        EXPECT_EQ(finished, 1);
        EXPECT_EQ(completed, static_cast<int>(urls.size()));
        EXPECT_EQ(watch.underWay, 0);
    }
    [[nodiscard]] const TrackerRecord& record(std::size_t index) const { return reports[index]->record; }
    [[nodiscard]] Cause causeOf(std::size_t index, std::size_t leg = 0) const
    {
        const auto& legs = record(index).legs;
        return leg < legs.size() && legs[leg].first() ? legs[leg].first()->cause : Cause::None;
    }

    CheckOptions options;
    OwnNetwork network;
    Watch watch;
    std::vector<ReportPtr> reports;
    std::vector<QByteArray> texts; // TXT of every name
    bool resolverIsSilent = false;
    int lookups = 0;
    int completed = 0, finished = 0;
    bool wasCancelled = false;

private:
    Resolver::Ticket lookUp(const QString& host, const std::vector<RecordType>& types, Resolver::Done done)
    {
        ++lookups;
        std::vector<Lookup> found;
        for (const RecordType type : types) {
            Lookup lookup;
            lookup.type = type;
            lookup.server = QStringLiteral("192.0.2.53");
            const auto entry = m_names.find(host);
            if (type == RecordType::Txt)
                lookup.texts = {texts};
            else if (entry != m_names.end())
                for (const char* text : entry->second)
                    if ((address(text).family() == protocol::Family::V4) == (type == RecordType::A))
                        lookup.addresses.push_back(address(text));
            if (type == RecordType::Txt ? texts.empty() : lookup.addresses.empty())
                lookup.cause = entry == m_names.end() ? Cause::NxDomain : Cause::NoData;
            found.push_back(std::move(lookup));
        }
        auto ticket = std::make_shared<QTimer>();
        ticket->setSingleShot(true);
        QObject::connect(
            ticket.get(), &QTimer::timeout, ticket.get(), [found, done = std::move(done)] { done(found); });
        if (!resolverIsSilent)
            ticket->start(0);
        return ticket;
    }

    std::map<QString, std::vector<const char*>> m_names;
    std::unique_ptr<CheckRun> m_run;
};

TEST_F(CheckRunTest, EndsAtOnceWithoutTrackers)
{
    make({}).start();
    EXPECT_EQ(finished, 1);
    EXPECT_FALSE(wasCancelled);
}

TEST_F(CheckRunTest, KeepsReportsInThePlacesOfTheList)
{
    options.hash = kHash; // one client only: these trackers know no peers
    run({"udp://192.0.2.1:1", "udp://192.0.2.2:2", "http://192.0.2.3:3/announce"});
    EXPECT_EQ(record(0).url.port, 1);
    EXPECT_EQ(record(1).url.port, 2);
    EXPECT_EQ(record(2).url.port, 3);
    for (const auto& report : reports)
        EXPECT_EQ(report->state, State::Up);
    EXPECT_EQ(lookups, 0) << "addresses need none";
}

TEST_F(CheckRunTest, NeverHasMoreUnderWayThanItsJobs)
{
    options.jobs = 5;
    std::vector<std::string> texts_;
    std::vector<const char*> urls;
    for (int i = 0; i < 200; ++i)
        texts_.push_back("udp://192.0.2." + std::to_string(i + 1) + ":6969");
    for (const auto& text : texts_)
        urls.push_back(text.c_str());
    run(urls);
    EXPECT_EQ(watch.most, 5);
}

TEST_F(CheckRunTest, LetsOthersAskBeforeASlowOneGoesOn)
{
    options.jobs = 1;
    watch.slow = QStringLiteral("192.0.2.1");
    run({"udp://192.0.2.1:1", "udp://192.0.2.2:2", "udp://192.0.2.3:3", "udp://192.0.2.4:4"});
    std::string order;
    for (const auto& [host, step] : watch.asked)
        order += host.back().toLatin1();
    // The others keep their places; those that wait are not all let past.
    EXPECT_EQ(order, "122222233333314444441111");
    EXPECT_EQ(record(0).legs.at(0).requests, 6);
}

TEST_F(CheckRunTest, HasNoMoreUnderWayAtOneHostThanAllowed)
{
    options.jobsPerHost = 2;
    name("t.example", {"192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"});
    run({"udp://t.example:1", "http://t.example/announce", "udp://192.0.2.9:1"});
    EXPECT_EQ(watch.mostAtHost[QStringLiteral("t.example")], 2);
    EXPECT_THAT(record(0).legs, SizeIs(4));
}

TEST_F(CheckRunTest, KeepsRequestsToAHostApart)
{
    options.gap = 50ms;
    run({"udp://192.0.2.1:1"});
    const auto& exchanges = record(0).legs.at(0).exchanges;
    ASSERT_GE(exchanges.size(), 5u);
    // Each in its turn; a busy machine may be late with one.
    EXPECT_GE(exchanges.back().since - exchanges.front().since, (exchanges.size() - 2) * 50ms);
}

TEST_F(CheckRunTest, LetsLoopbackBeAskedAtOnce)
{
    options.gap = 1h;
    run({"udp://127.0.0.1:1"});
    EXPECT_GE(record(0).legs.at(0).exchanges.size(), 5u);
}

TEST_F(CheckRunTest, TellsEverybodyItMadeThatTheyLeft)
{
    run({"udp://192.0.2.1:1", "http://192.0.2.2/announce"});
    std::map<std::pair<QString, int>, Event> last;
    for (const auto& [host, step] : watch.asked)
        if (step.kind == StepKind::Announce)
            last[{host, static_cast<int>(step.identity)}] = step.event;
    EXPECT_THAT(last, SizeIs(4));
    for (const auto& [who, event] : last)
        EXPECT_EQ(event, Event::Stopped) << who.first.toStdString();
    for (const auto& report : reports) {
        ASSERT_THAT(report->record.legs, SizeIs(1));
        EXPECT_LE(report->record.legs[0].requests, 6);
    }
}

TEST_F(CheckRunTest, GivesEachTrackerClientsAndHashesOfItsOwn)
{
    run({"udp://192.0.2.1:1", "udp://192.0.2.2:1"});
    EXPECT_NE(record(0).identities[0].id, record(1).identities[0].id);
    EXPECT_NE(record(0).identities[0].id, record(0).identities[1].id);
    EXPECT_NE(record(0).identities[0].port, record(0).identities[1].port);
    std::map<QString, std::set<protocol::InfoHash>> hashes;
    for (const auto& [host, step] : watch.asked)
        hashes[host].insert(step.hashes.begin(), step.hashes.end());
    ASSERT_THAT(hashes, SizeIs(2));
    EXPECT_FALSE(hashes.rbegin()->second.empty());
    EXPECT_FALSE(hashes.begin()->second.empty());
    for (const auto& hash : hashes.begin()->second)
        EXPECT_EQ(hashes.rbegin()->second.count(hash), 0u);
}

TEST_F(CheckRunTest, EndsAtOnceAndSaysGoodbyeWhenCancelled)
{
    options.jobs = 2;
    CheckRun& cancelled = make({"udp://192.0.2.1:1", "udp://192.0.2.2:1", "udp://192.0.2.3:1", "udp://192.0.2.4:1"});
    cancelled.start();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return std::any_of(watch.asked.begin(), watch.asked.end(),
                [](const auto& asked) { return asked.second.kind == StepKind::Announce; });
        },
        kWaitMs));
    watch.isSilent = true;
    cancelled.cancel();
    EXPECT_EQ(finished, 1);
    EXPECT_TRUE(wasCancelled);
    EXPECT_EQ(completed, 4);
    ASSERT_FALSE(watch.goodbyes.empty());
    for (const auto& [host, step] : watch.goodbyes)
        EXPECT_EQ(step.event, Event::Stopped);
    EXPECT_TRUE(record(3).cancelled);
    EXPECT_EQ(reports[3]->state, State::Unknown);
    const auto asked = watch.asked.size();
    cancelled.cancel();
    QCoreApplication::processEvents();
    EXPECT_EQ(finished, 1);
    EXPECT_EQ(watch.asked.size(), asked) << "nothing is asked afterwards";
}

TEST_F(CheckRunTest, MayBeCancelledWhileNamesAreLookedUp)
{
    resolverIsSilent = true;
    CheckRun& cancelled = make({"udp://t.example:1", "udp://u.example:1"});
    cancelled.start();
    EXPECT_EQ(lookups, 2);
    cancelled.cancel();
    EXPECT_EQ(finished, 1);
    EXPECT_THAT(watch.asked, IsEmpty());
    EXPECT_EQ(reports[0]->state, State::Unknown);
}

TEST_F(CheckRunTest, MayBeCancelledByTheFirstReport)
{
    CheckRun& cancelled = make({"udp://192.0.2.1:1", "udp://192.0.2.2:1"});
    QObject::connect(&cancelled, &CheckRun::reported, &cancelled, [&](int, const ReportPtr& report) {
        if (report->complete && completed == 1)
            cancelled.cancel();
    });
    cancelled.start();
    EXPECT_TRUE(QTest::qWaitFor([&] { return finished > 0; }, kWaitMs));
    EXPECT_EQ(finished, 1);
    EXPECT_EQ(completed, 2);
}

TEST_F(CheckRunTest, NamesTheTrackerWithTheSameAddresses)
{
    name("a.example", {"192.0.2.1", "2001:db8::1"});
    name("b.example", {"192.0.2.1", "2001:db8::1"});
    name("c.example", {"192.0.2.1"});
    run({"udp://a.example:6969", "udp://b.example:6969", "udp://c.example:6969", "http://b.example:6969/announce",
        "udp://b.example:7070"});
    std::vector<int> named;
    for (const auto& report : reports)
        named.push_back(report->record.sameAs ? 1 : 0);
    EXPECT_THAT(named, ElementsAre(0, 1, 0, 0, 0)) << "not another address, transport or port";
    EXPECT_EQ(record(1).sameAs.value_or(QString()), QStringLiteral("udp://a.example:6969"));
}

TEST_F(CheckRunTest, MarksThisVeryTracker)
{
    name("me.example", {"192.0.2.1"});
    name("half.example", {"192.0.2.1", "192.0.2.2"});
    run({"udp://me.example:6969", "udp://half.example:6969", "udp://me.example:7070", "udp://192.0.2.1:6969"},
        {{address("192.0.2.1"), 6969}});
    EXPECT_TRUE(record(0).isOwn);
    EXPECT_FALSE(record(1).isOwn);
    EXPECT_FALSE(record(2).isOwn);
    EXPECT_TRUE(record(3).isOwn);
}

TEST_F(CheckRunTest, AsksNobodyWhoForbidsIt)
{
    name("t.example", {"192.0.2.1", "2001:db8::1"});
    texts = {"BITTORRENT DENY ALL"};
    run({"udp://t.example:6969"});
    EXPECT_THAT(watch.asked, IsEmpty());
    EXPECT_EQ(causeOf(0), Cause::Denied);
    EXPECT_EQ(causeOf(0, 1), Cause::Denied);
}

TEST_F(CheckRunTest, AsksNothingInAFamilyThisComputerLacks)
{
    network.v6 = false;
    options.hash = kHash;
    name("t.example", {"192.0.2.1", "2001:db8::1"});
    run({"udp://t.example:6969", "udp://[2001:db8::2]:1", "udp://[::1]:1"});
    ASSERT_THAT(record(0).legs, SizeIs(2));
    EXPECT_EQ(causeOf(0, 0), Cause::None);
    EXPECT_EQ(causeOf(0, 1), Cause::NoNetwork);
    EXPECT_EQ(reports[0]->state, State::Up) << "that is no fault of the tracker";
    EXPECT_EQ(causeOf(1), Cause::NoNetwork);
    EXPECT_EQ(reports[1]->state, State::Unknown);
    EXPECT_EQ(causeOf(2), Cause::None) << "loopback is always there";
}

TEST_F(CheckRunTest, AsksOneFamilyOnlyWhereThatIsWished)
{
    options.v6 = false;
    name("t.example", {"192.0.2.1", "2001:db8::1"});
    run({"udp://t.example:6969"});
    EXPECT_THAT(record(0).legs, SizeIs(1));
    name("six.example", {"2001:db8::1"});
    finished = completed = 0;
    reports.clear();
    run({"udp://six.example:1"});
    EXPECT_EQ(causeOf(0), Cause::NoData);
}

TEST_F(CheckRunTest, SaysThatANameIsUnknown)
{
    run({"udp://gone.example:1"});
    EXPECT_EQ(causeOf(0), Cause::NxDomain);
    EXPECT_EQ(reports[0]->state, State::Down);
}

TEST_F(CheckRunTest, LooksNothingUpThroughAProxy)
{
    options.proxy = *Proxy::parse(QStringLiteral("socks5://192.0.2.99:1080"));
    run({"http://t.example/announce", "udp://192.0.2.1:1"});
    EXPECT_EQ(lookups, 0);
    EXPECT_THAT(record(0).lookups, IsEmpty());
    EXPECT_FALSE(record(0).legs.at(0).address);
    EXPECT_EQ(record(0).proxy, QStringLiteral("socks5://192.0.2.99:1080"));
    EXPECT_EQ(causeOf(0), Cause::None);
}

TEST_F(CheckRunTest, AsksAboutThePersonsTorrentWithoutASecondClient)
{
    options.hash = kHash;
    run({"udp://192.0.2.1:1"});
    std::set<StepKind> kinds;
    std::set<protocol::InfoHash> hashes;
    for (const auto& [host, step] : watch.asked) {
        EXPECT_EQ(step.identity, Identity::A);
        kinds.insert(step.kind);
        hashes.insert(step.hashes.begin(), step.hashes.end());
    }
    EXPECT_THAT(kinds, IsSupersetOf({StepKind::Announce, StepKind::Scrape}));
    EXPECT_THAT(hashes, ElementsAre(kHash));
}

} // namespace
} // namespace waggle::remote
