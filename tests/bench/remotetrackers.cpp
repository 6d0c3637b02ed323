// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/remotetrackers.h"

#include "tests/bench/measure.h"
#include "tests/bench/windowprobe.h"
#include "tests/support/remote/certificates.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waggle::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kUdp = 250, kHttp = 150, kHttps = 100;
constexpr int kHoleEvery = 10, kLateEvery = 20;
constexpr auto kLate = 500ms;

struct Manner {
    bool isHole, isLate, always;
    [[nodiscard]] std::chrono::milliseconds delayOf(const test::Ask& ask) const
    {
        return isLate && (always || ask.number == 1) ? kLate : 0ms;
    }
};

Manner mannerOf(const Manners& manners, int number)
{
    return {manners.holes && number % kHoleEvery == 0, manners.late && number % kLateEvery == 1, manners.alwaysLate};
}

std::unique_ptr<test::FakeUdpTracker> udpTracker(const Manner& manner)
{
    auto made = std::make_unique<test::FakeUdpTracker>();
    made->bend = [manner](const test::Ask& ask, test::UdpReply& reply) {
        if (manner.isHole)
            reply.packets.clear();
        reply.delay = manner.delayOf(ask);
    };
    return made;
}

std::unique_ptr<test::FakeHttpTracker> httpTracker(const Manner& manner)
{
    auto made = std::make_unique<test::FakeHttpTracker>();
    made->bend = [manner](const test::Ask& ask, test::HttpReply& reply) {
        reply.isSilent = manner.isHole;
        reply.delay = manner.delayOf(ask);
    };
    return made;
}

// Writes a URL a line, the file of the authority, an empty line; and answers as long as its parent lives.
[[noreturn]] void runTrackers(int out, const Manners& manners)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int argc = 1;
    char name[] = "trackers";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    const test::Authority authority("The bench's authority", {{}, -86'400, 86'400, true});
    const test::Authority server("tracker.test", test::goodWish(), authority);
    const QSslConfiguration tls = server.serverWith();
    std::vector<std::unique_ptr<test::FakeUdpTracker>> udp;
    std::vector<std::unique_ptr<test::FakeHttpTracker>> http;
    QByteArray lines;
    for (int i = 0; i < kUdp; ++i)
        lines += udp.emplace_back(udpTracker(mannerOf(manners, i)))->url().toUtf8() + '\n';
    for (int i = 0; i < kHttp + kHttps; ++i) {
        auto& one = http.emplace_back(httpTracker(mannerOf(manners, i)));
        if (i >= kHttp)
            one->tls = tls;
        lines += one->url().toUtf8() + '\n';
    }
    QTemporaryFile ca;
    ca.setAutoRemove(false);
    if (!ca.open())
        fail("no temporary file");
    ca.write(authority.pem());
    ca.close();
    lines += ca.fileName().toUtf8() + "\n\n";
    for (qsizetype at = 0; at < lines.size();)
        at += std::max<ssize_t>(::write(out, lines.constData() + at, static_cast<std::size_t>(lines.size() - at)), 0);
    ::close(out);
    ::_exit(QCoreApplication::exec());
}

} // namespace

OtherTrackers::OtherTrackers(const Manners& manners, bool pin)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        fail("no pipe");
    m_process = ::fork();
    if (m_process == 0) {
        ::close(ends[0]);
        useOtherCore(pin);
        runTrackers(ends[1], manners);
    }
    ::close(ends[1]);
    QByteArray text;
    char bytes[4096];
    for (ssize_t size = 0; !text.endsWith("\n\n") && (size = ::read(ends[0], bytes, sizeof bytes)) > 0;)
        text.append(bytes, size);
    ::close(ends[0]);
    m_urls = QString::fromUtf8(text.trimmed()).split(QLatin1Char('\n'));
    m_caFile = m_urls.takeLast();
    if (m_urls.size() != kUdp + kHttp + kHttps)
        fail("the trackers did not start");
}

OtherTrackers::~OtherTrackers()
{
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    QFile::remove(m_caFile);
}

int openDescriptors()
{
    int count = 0;
    DIR* folder = ::opendir("/proc/self/fd");
    while (folder && ::readdir(folder))
        ++count;
    if (folder)
        ::closedir(folder);
    return count;
}

void allowManyDescriptors()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace waggle::bench
