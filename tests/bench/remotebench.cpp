// SPDX-License-Identifier: GPL-3.0-or-later
// A check of five hundred trackers on loopback: how long, how many at once, and what the window would feel of it.
//   remotebench            with black holes and late ones
//   remotebench --healthy  without
//   remotebench --slow     the late ones are late with every answer, not with the first alone
//   remotebench --list     how long ten thousand pasted lines take
#include "core/remote/check/checkrun.h"
#include "core/remote/trackerlist.h"
#include "tests/support/remote/certificates.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryFile>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <dirent.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace waggle;
using namespace waggle::remote;
using namespace std::chrono_literals;

constexpr int kUdp = 250, kHttp = 150, kHttps = 100;
constexpr int kHoleEvery = 10, kLateEvery = 20;
constexpr auto kLate = 500ms;

int descriptors()
{
    int count = 0;
    DIR* folder = ::opendir("/proc/self/fd");
    while (folder && ::readdir(folder))
        ++count;
    if (folder)
        ::closedir(folder);
    return count;
}

long residentKb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLong() * (::sysconf(_SC_PAGESIZE) / 1024);
}

void allowManyDescriptors()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// The other side, in a process of its own: writes its URLs and lives as long as its parent.
int runTrackers(int out, bool healthy, bool slow)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int argc = 1;
    char name[] = "trackers";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    const test::Authority authority("The bench's authority", {{}, -86'400, 86'400, true});
    const test::Authority server("tracker.test", test::goodWish(), authority);
    const QSslConfiguration tls = server.serverWith();
    const auto isHole = [healthy](int number) { return !healthy && number % kHoleEvery == 0; };
    const auto isLate = [healthy](int number) { return !healthy && number % kLateEvery == 1; };
    std::vector<std::unique_ptr<test::FakeUdpTracker>> udp;
    std::vector<std::unique_ptr<test::FakeHttpTracker>> http;
    QByteArray lines;
    for (int i = 0; i < kUdp; ++i) {
        auto& one = udp.emplace_back(std::make_unique<test::FakeUdpTracker>());
        one->bend = [slow, hole = isHole(i), late = isLate(i)](const test::Ask& ask, test::UdpReply& reply) {
            if (hole)
                reply.packets.clear();
            else if (late && (slow || ask.number == 1))
                reply.delay = kLate;
        };
        lines += one->url().toUtf8() + '\n';
    }
    for (int i = 0; i < kHttp + kHttps; ++i) {
        auto& one = http.emplace_back(std::make_unique<test::FakeHttpTracker>());
        if (i >= kHttp)
            one->tls = tls;
        one->bend = [slow, hole = isHole(i), late = isLate(i)](const test::Ask& ask, test::HttpReply& reply) {
            reply.isSilent = hole;
            if (late && (slow || ask.number == 1))
                reply.delay = kLate;
        };
        lines += one->url().toUtf8() + '\n';
    }
    QTemporaryFile ca;
    ca.setAutoRemove(false);
    if (!ca.open())
        return 1;
    ca.write(authority.pem());
    ca.close();
    lines += ca.fileName().toUtf8() + "\n\n";
    for (qsizetype at = 0; at < lines.size();)
        at += std::max<ssize_t>(::write(out, lines.constData() + at, static_cast<std::size_t>(lines.size() - at)), 0);
    return QCoreApplication::exec();
}

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
    int up = 0, down = 0, other = 0;
    std::size_t findings = 0;
};

Outcome check(const std::vector<TrackerUrl>& urls, const CheckOptions& options)
{
    Outcome outcome;
    QElapsedTimer clock;
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
        outcome.findings += report->findings.size();
        ++(report->state == State::Up ? outcome.up : report->state == State::Down ? outcome.down : outcome.other);
    });
    QObject::connect(&run, &CheckRun::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    clock.start();
    run.start();
    loop.exec();
    outcome.seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    return outcome;
}

int measureCheck(const QByteArrayList& lines)
{
    CheckOptions options;
    options.timeout = 2s;
    options.resends = 0;
    options.jobs = 64;
    options.caFile = QString::fromUtf8(lines.last());
    std::vector<TrackerUrl> urls;
    for (const QByteArray& line : lines.mid(0, lines.size() - 1))
        if (const auto url = TrackerUrl::parse(QString::fromUtf8(line)))
            urls.push_back(*url);

    // The window's thread: a ping each millisecond, and how late the latest one was.
    QElapsedTimer sincePing;
    qint64 longest = 0;
    QTimer ping;
    ping.setTimerType(Qt::PreciseTimer);
    QObject::connect(&ping, &QTimer::timeout, &ping, [&] { longest = std::max(longest, sincePing.restart()); });

    (void)check({urls.begin(), urls.begin() + 1}, options); // TLS' tables and the like are loaded once
    const int before = descriptors();
    const long rss = residentKb();
    long peak = rss;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] { peak = std::max(peak, residentKb()); });
    mostInFlight = 0;
    Outcome outcome;
    QThread* probe = QThread::create([&] { outcome = check(urls, options); });
    QObject::connect(probe, &QThread::finished, QCoreApplication::instance(), &QCoreApplication::quit);
    sincePing.start();
    ping.start(1ms);
    look.start(20ms);
    probe->start();
    QCoreApplication::exec();
    probe->wait();
    delete probe;
    std::printf("trackers %zu  up %d  down %d  other %d  findings %zu\n", urls.size(), outcome.up, outcome.down,
        outcome.other, outcome.findings);
    std::printf("seconds %.2f\nmost in flight %d\nlongest gap of the other thread %lld ms\nmemory +%.1f MB\n"
                "descriptors left behind %d\n",
        outcome.seconds, mostInFlight.load(), static_cast<long long>(longest), static_cast<double>(peak - rss) / 1024.0,
        descriptors() - before);
    QFile::remove(options.caFile);
    return 0;
}

int measureList()
{
    QByteArray list;
    for (int i = 0; i < 10'000; ++i) // a third of them twice
        list += "udp://tracker" + QByteArray::number(i * 2 / 3) + ".example.org:6969/announce\n\n";
    QElapsedTimer clock;
    clock.start();
    const TrackerList parsed = parseTrackerList(list);
    std::printf("10000 lines: %zu trackers, %zu twice, %.1f ms\n", parsed.trackers.size(), parsed.duplicates,
        static_cast<double>(clock.nsecsElapsed()) / 1e6);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QByteArray mode = argc > 1 ? argv[1] : "";
    if (mode == "--list")
        return measureList();
    allowManyDescriptors();
    int ends[2];
    if (::pipe(ends) != 0)
        return 1;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        return runTrackers(ends[1], mode == "--healthy", mode == "--slow");
    }
    ::close(ends[1]);
    QByteArray text;
    char bytes[4096];
    for (ssize_t size = 0; !text.endsWith("\n\n") && (size = ::read(ends[0], bytes, sizeof bytes)) > 0;)
        text.append(bytes, size);
    ::close(ends[0]);
    const QCoreApplication application(argc, argv);
    const int status = measureCheck(text.trimmed().split('\n'));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return status;
}
