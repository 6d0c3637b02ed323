// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/plan.h"
#include "tests/support/remote/checking.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"
#include "tests/support/remote/fakewebsockettracker.h"

#include <QDir>
#include <QTimer>
#include <QtCore/qtestsupport_core.h>

#include <gtest/gtest.h>

#include <cerrno>
#include <random>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace waggle;
using namespace waggle::test;
using protocol::Event;
using remote::CheckRun;
using remote::Mode;

// How little a check asks, and that it leaves nobody behind: counted by the trackers.

namespace {

std::size_t openFiles()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
        .size();
}

bool waitFor(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, 20'000);
}

std::vector<remote::TrackerUrl> parsed(const std::vector<QString>& texts)
{
    std::vector<remote::TrackerUrl> urls;
    for (const QString& text : texts)
        urls.push_back(*remote::TrackerUrl::parse(text));
    return urls;
}

// While it lives the system gives nobody a socket. (With a real limit the sanitizers' own checks would fail.)
bool isWithoutSockets = false;
struct NoSockets {
    NoSockets() { isWithoutSockets = true; }
    ~NoSockets() { isWithoutSockets = false; }
};

} // namespace

// In place of the C library's, for Qt too.
extern "C" int socket(int family, int type, int protocol) noexcept
{
    if (!isWithoutSockets)
        return static_cast<int>(::syscall(SYS_socket, family, type, protocol));
    errno = EMFILE;
    return -1;
}

TEST(Politeness, RequestsAreFewAndEverybodyIsToldGoodbye)
{
    for (const auto& [mode, most] :
        {std::pair(Mode::Quick, remote::kQuickRequests), std::pair(Mode::Full, remote::kFullRequests)}) {
        FakeUdpTracker udp;
        FakeHttpTracker http;
        FakeWebSocketTracker ws;
        auto options = patientOptions(mode);
        options.claimSpoof = true; // the longest plan
        static_cast<void>(checkAll({udp.url(), http.url(), ws.url()}, options, remote::realWorld(options)));
        for (const FakeCore* core : {&udp.core, &http.core, &ws.core}) {
            EXPECT_LE(core->asked().size(), static_cast<std::size_t>(most));
            EXPECT_GE(core->asked().size(), 5U);
            EXPECT_EQ(core->present(), 0U);
        }
    }
}

// It was heard, and its answer was not: the tracker believes in it all the same.
TEST(Politeness, AnIdentityWhoseAnswerWasLostIsToldGoodbye)
{
    for (int lost = 1; lost <= 25; lost += 3) {
        FakeUdpTracker udp;
        FakeHttpTracker http;
        udp.bend = [lost](const Ask& ask, UdpReply& reply) {
            if (ask.number == lost)
                reply.packets.clear();
        };
        http.bend = [lost](const Ask& ask, HttpReply& reply) { reply.isSilent = ask.number == lost; };
        auto options = impatientOptions(Mode::Full);
        const auto reports = checkAll({udp.url(), http.url()}, options, remote::realWorld(options));
        EXPECT_EQ(udp.core.present(), 0U) << lost << '\n' << exchangesText(*reports[0]);
        EXPECT_EQ(http.core.present(), 0U) << lost << '\n' << exchangesText(*reports[1]);
        EXPECT_LE(udp.core.asked().size(), 25U);
        EXPECT_LE(http.core.asked().size(), 25U);
    }
}

TEST(Politeness, WhereARedirectLedAGoodbyeFollows)
{
    FakeHttpTracker real, front;
    front.bend = [&real](const Ask& ask, HttpReply& reply) {
        reply.status = 302;
        const qsizetype question = ask.raw.indexOf('?');
        reply.fields.emplace_back("Location", real.url().toLatin1() + ask.raw.mid(question));
        reply.body = "";
    };
    front.core.hear = [](Ask& ask) { ask.hashes.clear(); };
    const auto report = checkOne(front.url(), patientOptions(Mode::Full));
    EXPECT_NE(findingOf(*report, "T5"), nullptr);
    ASSERT_GE(real.core.asked().size(), 2U) << exchangesText(*report);
    EXPECT_EQ(real.core.asked().front().event, Event::Started);
    EXPECT_EQ(real.core.present(), 0U);
}

// Whenever it comes: goodbyes are sent, sockets go, nothing is told any more.
TEST(Politeness, CancelLeavesNothingBehind)
{
    std::mt19937 random(3);
    FakeUdpTracker udp;
    FakeHttpTracker http;
    FakeWebSocketTracker ws;
    http.bend = [&random](const Ask&, HttpReply& reply) { reply.delay = std::chrono::milliseconds(random() % 4); };
    udp.bend = [&random](const Ask&, UdpReply& reply) { reply.delay = std::chrono::milliseconds(random() % 4); };
    const auto options = patientOptions(Mode::Full);
    static_cast<void>(checkAll({udp.url(), http.url(), ws.url()}, options, remote::realWorld(options))); // warm
    ASSERT_TRUE(waitFor([&] { return http.core.present() == 0 && ws.core.present() == 0; }));
    const std::size_t before = openFiles();
    for (int round = 0; round < 40; ++round) {
        bool isFinished = false;
        int late = 0;
        {
            CheckRun run(parsed({udp.url(), http.url(), ws.url()}), options, {}, remote::realWorld(options), nullptr);
            std::set<int> complete;
            QObject::connect(&run, &CheckRun::reported, &run, [&](int index, const remote::ReportPtr& report) {
                late += isFinished ? 1 : 0;
                if (report->complete) {
                    EXPECT_TRUE(complete.insert(index).second);
                }
            });
            QObject::connect(&run, &CheckRun::finished, &run, [&](bool cancelled) {
                EXPECT_TRUE(cancelled);
                isFinished = true;
            });
            run.start();
            QTimer::singleShot(std::chrono::milliseconds(random() % 40), &run, [&run] { run.cancel(); });
            ASSERT_TRUE(waitFor([&] { return isFinished; }));
            EXPECT_EQ(complete.size(), 3U);
            QCoreApplication::processEvents();
        }
        EXPECT_EQ(late, 0);
        const auto nobody
            = [&] { return udp.core.present() == 0 && http.core.present() == 0 && ws.core.present() == 0; };
        ASSERT_TRUE(waitFor(nobody)) << "round " << round << ": " << udp.core.present() << ' ' << http.core.present()
                                     << ' ' << ws.core.present();
    }
    EXPECT_TRUE(waitFor([before] { return openFiles() <= before; })) << openFiles() << " of " << before;
}

// The same without the run's own end: the owner goes away in the middle.
TEST(Politeness, ARunThatIsDroppedLeavesNoSocket)
{
    FakeUdpTracker udp;
    FakeHttpTracker http;
    FakeWebSocketTracker ws;
    http.bend = [](const Ask&, HttpReply& reply) { reply.isSilent = true; };
    udp.bend = [](const Ask&, UdpReply& reply) { reply.packets.clear(); };
    const auto options = patientOptions(Mode::Full);
    const std::size_t before = openFiles();
    for (int round = 0; round < 10; ++round) {
        CheckRun run(parsed({udp.url(), http.url(), ws.url()}), options, {}, remote::realWorld(options), nullptr);
        run.start();
        const auto asked = http.core.asked().size();
        ASSERT_TRUE(waitFor([&] { return http.core.asked().size() > asked; }));
    }
    EXPECT_TRUE(waitFor([before] { return openFiles() <= before; })) << openFiles() << " of " << before;
}

TEST(Politeness, NoTrackerIsBlamedForSocketsThatThisComputerLacks)
{
    FakeUdpTracker udp;
    FakeHttpTracker http;
    auto options = impatientOptions(Mode::Quick);
    options.resolvers = {QStringLiteral("127.0.0.1:1")};
    const auto world = remote::realWorld(options);
    std::vector<remote::ReportPtr> reports;
    {
        const NoSockets none;
        reports = checkAll({udp.url(), http.url(), QStringLiteral("udp://tracker.example:6969")}, options, world);
    }
    ASSERT_EQ(reports.size(), 3U);
    for (const remote::ReportPtr& report : reports) {
        EXPECT_EQ(report->state, remote::State::Unknown) << exchangesText(*report);
        EXPECT_EQ(findingsText(*report), "");
        ASSERT_FALSE(report->record.legs.empty());
        EXPECT_EQ(report->record.legs[0].exchanges.at(0).cause, remote::Cause::NoSocket) << exchangesText(*report);
    }
}
