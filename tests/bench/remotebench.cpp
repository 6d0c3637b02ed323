// SPDX-License-Identifier: GPL-3.0-or-later
// A check of five hundred trackers on loopback by the engine alone: how long, and how many questions at once. Prints
// one JSON line.
//   remotebench [--holes 0] [--late 0|1|2] [--jobs N]
//   remotebench --list 10000
// --late: one of twenty is late with its first answer (1, the default), or with all (2). --list: how long so many
// pasted lines take, a third of them twice.
#include "core/remote/check/checkrun.h"
#include "core/remote/list/trackerlist.h"
#include "tests/bench/measure.h"
#include "tests/bench/remotetrackers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>

#include <algorithm>
#include <atomic>

namespace waggle::bench {
namespace {

using namespace waggle::remote;
using namespace std::chrono_literals;

constexpr int kListRounds = 9;

std::atomic<int> inFlight{0}, mostInFlight{0};

// Counts questions that are under way.
class CountedClient final : public LegClient {
public:
    explicit CountedClient(std::unique_ptr<LegClient> client)
        : m_client(std::move(client))
    {
    }
    ~CountedClient() override { end(); }
    void ask(const Step& step, Done done) override
    {
        m_isAsking = true;
        mostInFlight = std::max(mostInFlight.load(), ++inFlight);
        m_client->ask(step, [this, done = std::move(done)](Exchange exchange) {
            end();
            done(std::move(exchange));
        });
    }
    void cancel() override { m_client->cancel(); }
    void sendStopped(const Step& step) override { m_client->sendStopped(step); }

private:
    void end() { inFlight -= std::exchange(m_isAsking, false) ? 1 : 0; }
    std::unique_ptr<LegClient> m_client;
    bool m_isAsking = false;
};

struct Outcome {
    double seconds = 0;
    std::vector<double> completed; // seconds, when each was
    int up = 0, down = 0;
};

Outcome check(const std::vector<TrackerUrl>& urls, const CheckOptions& options)
{
    Outcome outcome;
    QElapsedTimer clock;
    const auto passed = [&clock] { return static_cast<double>(clock.nsecsElapsed()) / 1e9; };
    CheckRun::World world = realWorld(options);
    world.makeClient
        = [](const LegContext& context) { return std::make_unique<CountedClient>(makeLegClient(context)); };
    CheckRun run(urls, options, {}, std::move(world), nullptr);
    QEventLoop loop;
    std::vector<ReportPtr> reports; // as the window keeps them
    QObject::connect(&run, &CheckRun::reported, &run, [&](int, const ReportPtr& report) {
        if (!report->complete)
            return;
        reports.push_back(report);
        outcome.completed.push_back(passed());
        outcome.up += report->state == State::Up ? 1 : 0;
        outcome.down += report->state == State::Down ? 1 : 0;
    });
    QObject::connect(&run, &CheckRun::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    clock.start();
    run.start();
    loop.exec();
    outcome.seconds = passed();
    return outcome;
}

void measureCheck(const OtherTrackers& trackers, int jobs)
{
    CheckOptions options;
    options.timeout = 2s;
    options.resends = 0;
    options.jobs = jobs;
    options.caFile = trackers.caFile();
    std::vector<TrackerUrl> urls;
    for (const QString& line : trackers.urls())
        if (const auto url = TrackerUrl::parse(line))
            urls.push_back(*url);
    (void)check({urls[1], urls[255], urls.back()}, options); // TLS' tables and the like are loaded once
    const int before = openDescriptors();
    const double resident = residentMiB();
    forgetPeak();
    mostInFlight = 0;
    Outcome outcome;
    QThread* probe = QThread::create([&] { outcome = check(urls, options); });
    QObject::connect(probe, &QThread::finished, QCoreApplication::instance(), &QCoreApplication::quit);
    probe->start();
    QCoreApplication::exec();
    probe->wait();
    delete probe;
    JsonLine line;
    line.add("trackers", static_cast<double>(urls.size()));
    line.add("up", outcome.up);
    line.add("down", outcome.down);
    line.add("seconds", outcome.seconds);
    line.add("seconds_80_percent", outcome.completed.empty() ? 0 : outcome.completed[outcome.completed.size() * 4 / 5]);
    line.add("most_in_flight", mostInFlight.load());
    line.add("memory_mib", peakMiB() - resident);
    line.add("descriptors_left", openDescriptors() - before);
    line.print();
}

void measureList(int lines)
{
    QByteArray list;
    for (int i = 0; i < lines; ++i)
        list += "udp://tracker" + QByteArray::number(i * 2 / 3) + ".example.org:6969/announce\n\n";
    TrackerList parsed;
    std::vector<double> times;
    for (int i = 0; i < kListRounds; ++i) {
        QElapsedTimer clock;
        clock.start();
        parsed = parseTrackerList(list);
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    JsonLine line;
    line.add("lines", lines);
    line.add("trackers", static_cast<double>(parsed.trackers.size()));
    line.add("twice", static_cast<double>(parsed.duplicates));
    line.add("ms", times[kListRounds / 2]);
    line.print();
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(argc, argv, {"holes", "late", "jobs", "list"});
    if (const double lines = arguments.number("list", 0); lines > 0) {
        measureList(static_cast<int>(lines));
        return 0;
    }
    allowManyDescriptors();
    const double late = arguments.number("late", 1);
    const OtherTrackers trackers({arguments.number("holes", 1) != 0, late != 0, late > 1});
    int bare = 1;
    const QCoreApplication application(bare, argv);
    measureCheck(trackers, static_cast<int>(arguments.number("jobs", 64)));
    return 0;
}
