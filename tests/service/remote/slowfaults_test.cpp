// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "core/remote/check/plan.h"
#include "core/remote/report/untested.h"
#include "core/remote/steps.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include <QtCore/qtestsupport_core.h>

using namespace waggle;
using namespace waggle::test;
using namespace std::chrono_literals;
using protocol::Event;
using remote::Mode;
using remote::Severity;

// What takes minutes and hours (U7, B16), with minutes that are short.

namespace {

remote::CheckOptions slowOptions(std::chrono::microseconds second = 50us)
{
    auto options = patientOptions(Mode::Full);
    options.slow.emplace();
    options.slow->idAge = 100ms;
    options.slow->second = second;
    return options;
}

// B said goodbye to what all was about: nothing is left but what takes long.
struct Patience {
    bool isOver = false;
    std::size_t goodbyes = 0;
    void hear(const Ask& ask)
    {
        goodbyes += ask.event == Event::Stopped ? 1 : 0;
        isOver = goodbyes >= 3;
    }
};

// Forgets who is silent.
void forgets(FakeCore& core)
{
    core.say = [patience = Patience()](const Ask& ask, FakeAnswer& answer) mutable {
        patience.hear(ask);
        if (patience.isOver && ask.event == Event::Started) {
            answer.peers.clear();
            answer.counts = {0, 1, 0};
        }
    };
}

// Takes no old ids.
void dropsIds(FakeUdpTracker& fake, const char* words)
{
    fake.bend = [patience = Patience(), words](const Ask& ask, UdpReply& reply) mutable {
        patience.hear(ask);
        if (!patience.isOver || !ask.isScrape())
            return;
        reply.packets.clear();
        if (words)
            reply.packets.push_back({FakeUdpTracker::error(ask.raw, words)});
    };
}

} // namespace

TEST(SlowFaults, AnIdThatLivesForEverIsNamed)
{
    FakeUdpTracker fake;
    forgets(fake.core);
    const auto report = checkOne(fake.url(), slowOptions());
    expectFound(*report, {"U7", Severity::Warning, "ms was answered"});
    EXPECT_EQ(findingOf(*report, "B16"), nullptr);
    EXPECT_EQ(fake.core.present(), 0U);
}

TEST(SlowFaults, APeerThatIsNeverForgottenIsNamed)
{
    FakeUdpTracker udp;
    FakeHttpTracker http;
    dropsIds(udp, "Connection ID is too old");
    for (const QString& url : {udp.url(), http.url()}) {
        const auto report = checkOne(url, slowOptions());
        expectFound(*report, {"B16", Severity::Note, "interval is 1800 s"});
        EXPECT_EQ(findingsText(*report, Severity::Warning), "");
        EXPECT_LE(report->record.legs.front().requests, remote::kFullRequests + remote::kSlowRequests);
    }
    EXPECT_EQ(udp.core.present(), 0U);
    EXPECT_EQ(http.core.present(), 0U);
}

TEST(SlowFaults, HonestOnesHaveNone)
{
    for (const char* words : {"Connection ID is too old", static_cast<const char*>(nullptr)}) {
        FakeUdpTracker udp;
        dropsIds(udp, words);
        forgets(udp.core);
        const auto report = checkOne(udp.url(), slowOptions());
        EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
        EXPECT_NE(report->record.legs.front().find(remote::step::kOldId), nullptr);
        EXPECT_NE(report->record.legs.front().find(remote::step::kGone), nullptr);
        EXPECT_TRUE(remote::untested(report->record).empty());
        EXPECT_EQ(udp.core.present(), 0U);
    }
    FakeHttpTracker http;
    forgets(http.core);
    const auto report = checkOne(http.url(), slowOptions());
    EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
    EXPECT_NE(report->record.legs.front().find(remote::step::kGone), nullptr);
    EXPECT_EQ(http.core.present(), 0U);
}

TEST(SlowFaults, NobodyWaitsWhoWasNotAskedTo)
{
    FakeUdpTracker fake;
    const auto report = checkOne(fake.url(), patientOptions(Mode::Full));
    EXPECT_EQ(report->record.legs.front().find(remote::step::kOldId), nullptr);
    EXPECT_EQ(report->record.legs.front().find(remote::step::kGone), nullptr);
}

TEST(SlowFaults, ALongIntervalIsNotWaitedForAndThatIsSaid)
{
    FakeHttpTracker fake;
    fake.core.say = [](const Ask&, FakeAnswer& answer) { answer.interval = 3600; };
    const auto report = checkOne(fake.url(), slowOptions(1s));
    const auto missed = remote::untested(report->record);
    ASSERT_EQ(missed.size(), 1U);
    EXPECT_STREQ(missed.front().id, "B16");
    EXPECT_TRUE(missed.front().why.contains(QLatin1String("120 minutes"))) << missed.front().why.toStdString();
    EXPECT_EQ(fake.core.present(), 0U);
}

// One place for all: those who wait leave it to the others.
TEST(SlowFaults, WhoWaitsKeepsNoPlace)
{
    FakeHttpTracker slow, other;
    auto options = slowOptions(1s); // an hour and more
    options.jobs = 1;
    bool otherIsDone = false, isFinished = false;
    remote::CheckRun run({*remote::TrackerUrl::parse(slow.url()), *remote::TrackerUrl::parse(other.url())}, options, {},
        remote::realWorld(options), nullptr);
    other.core.say = [](const Ask&, FakeAnswer& answer) { answer.interval = 7200; };
    remote::ReportPtr pausing;
    QObject::connect(&run, &remote::CheckRun::reported, &run, [&](int index, const remote::ReportPtr& report) {
        otherIsDone = otherIsDone || (index == 1 && report->complete);
        if (index == 0)
            pausing = report;
    });
    QObject::connect(&run, &remote::CheckRun::finished, &run, [&] { isFinished = true; });
    run.start();
    EXPECT_TRUE(QTest::qWaitFor([&] { return otherIsDone; }, 60'000));
    ASSERT_TRUE(pausing);
    EXPECT_FALSE(pausing->complete);
    ASSERT_TRUE(pausing->record.legs.front().pause);
    EXPECT_EQ(pausing->record.legs.front().pause->step, remote::step::kGone);
    EXPECT_GT(pausing->record.legs.front().pause->until.value_or(0s), 50min);
    EXPECT_EQ(slow.core.present(), 1U) << "A is silent";
    run.cancel();
    EXPECT_TRUE(isFinished);
    EXPECT_TRUE(QTest::qWaitFor([&] { return slow.core.present() == 0; }, 20'000));
}

// Its id has ended meanwhile: the goodbye needs another one.
TEST(SlowFaults, CancelSaysGoodbyeWhileItWaits)
{
    FakeUdpTracker fake;
    dropsIds(fake, "Connection ID is too old");
    auto options = slowOptions(1s);
    bool asked = false, isFinished = false;
    remote::CheckRun run({*remote::TrackerUrl::parse(fake.url())}, options, {}, remote::realWorld(options), nullptr);
    QObject::connect(&run, &remote::CheckRun::reported, &run, [&](int, const remote::ReportPtr& report) {
        asked = asked || (report->record.legs.front().find(remote::step::kOldId) && report->record.legs.front().pause);
    });
    QObject::connect(&run, &remote::CheckRun::finished, &run, [&](bool cancelled) { isFinished = cancelled; });
    run.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return asked; }, 60'000));
    EXPECT_EQ(fake.core.present(), 1U);
    run.cancel();
    EXPECT_TRUE(isFinished);
    EXPECT_TRUE(QTest::qWaitFor([&] { return fake.core.present() == 0; }, 20'000));
}
