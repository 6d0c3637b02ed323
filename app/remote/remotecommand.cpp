// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remote/remotecommand.h"

#include "app/process/terminal.h"
#include "app/process/terminationsignal.h"
#include "app/remote/remotetext.h"
#include "core/log/log.h"
#include "core/machine/descriptors.h"
#include "core/remote/list/trackerlist.h"
#include "core/text/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace waggle::app {

using remote::Report;
using remote::ReportPtr;

namespace {

constexpr remote::RunId kRun = 1;
constexpr std::chrono::milliseconds kGoodbyeTime{1000};

bool isTerminal()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDERR_FILENO) != 0;
#else
    return false;
#endif
}

QString jsonLine(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// The trackers of --file behind those named; the error is a sentence.
protocol::Result<void> readListFile(RemoteLine& line)
{
    if (line.listFile.isEmpty())
        return {};
    QFile file(line.listFile);
    const bool isOpen
        = line.listFile == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return protocol::fail(protocol::ErrorCode::Missing,
            "“" + line.listFile.toStdString() + "” cannot be read: " + file.errorString().toStdString() + ".");
    const remote::TrackerList list = remote::readTrackers(file.read(remote::kMaxListBytes));
    for (const QString& problem : list.problems)
        complain(problem);
    if (list.problemCount > static_cast<std::size_t>(list.problems.size()))
        complain(Words::counted(static_cast<qint64>(list.problemCount) - list.problems.size(),
            Words::tr("… and 1 more such line"), Words::tr("… and %1 more such lines")));
    line.urls.insert(line.urls.end(), list.trackers.begin(), list.trackers.end());
    if (line.urls.empty())
        return protocol::fail(
            protocol::ErrorCode::Missing, "“" + line.listFile.toStdString() + "” holds no tracker's URL.");
    return {};
}

// As many legs at once as there are sockets for; fewer than wished is said, once. False: there is not one.
bool fitIntoDescriptors(RemoteLine& line)
{
    constexpr std::size_t kMostLegs = 8; // of a tracker
    const std::size_t legs = std::max<std::size_t>(line.urls.size(), 1) * kMostLegs;
    const bool isSlow = line.options.slow.has_value(); // all of them wait, with their sockets
    const int wanted = static_cast<int>(isSlow ? legs : std::min(static_cast<std::size_t>(line.options.jobs), legs));
    const machine::Descriptors room = machine::provideFor(wanted);
    if (room.jobs == 0) {
        complain(QStringLiteral("The system lets a program open %1 files here (ulimit -n): too few to ask a tracker.")
                     .arg(room.limit));
        return false;
    }
    if (isSlow && room.jobs < wanted) {
        complain(QStringLiteral("--slow keeps sockets while it waits, and the system lets a program open %1 files here "
                                "(ulimit -n): too few for %2 trackers.")
                     .arg(QString::number(room.limit), QString::number(line.urls.size())));
        return false;
    }
    if (room.jobs < wanted) {
        complain(QStringLiteral("%1 at once instead of %2: the system lets a program open %3 files here (ulimit -n).")
                     .arg(QString::number(room.jobs), QString::number(wanted), QString::number(room.limit)));
        line.options.jobs = room.jobs;
    }
    return true;
}

} // namespace

RemoteCommand::RemoteCommand(const RemoteLine& line, QObject* parent)
    : QObject(parent)
    , m_line(line)
    , m_reports(line.urls.size())
    , m_hasTerminal(isTerminal())
{
    connect(&m_engine, &remote::CheckEngine::reported, this,
        [this](remote::RunId, int index, const ReportPtr& report) { note(index, report); });
    connect(&m_engine, &remote::CheckEngine::finished, this, [this](remote::RunId, bool cancelled) { end(cancelled); });
}

void RemoteCommand::start()
{
    m_engine.start(kRun, m_line.urls, m_line.options, {});
}

void RemoteCommand::cancel()
{
    m_engine.cancel(kRun);
}

void RemoteCommand::note(int index, const ReportPtr& report)
{
    const bool waited = m_pausing.erase(index) > 0;
    if (!report->complete) {
        const bool waits = pausesUntil(*report).has_value();
        if (waits)
            m_pausing[index] = report;
        if (waits || waited)
            showProgress();
        return;
    }
    m_reports[static_cast<std::size_t>(index)] = report;
    ++m_complete;
    clearProgress();
    printReady();
    showProgress();
}

void RemoteCommand::printReady()
{
    for (; m_printed < m_reports.size() && m_reports[m_printed]; ++m_printed)
        print(*m_reports[m_printed]);
}

void RemoteCommand::print(const Report& report)
{
    if (m_line.command == Command::Check) {
        say(m_line.json ? jsonLine(remote::toJson(report)) : checkText(report));
    } else {
        for (std::size_t leg = 0; leg < report.record.legs.size(); ++leg)
            say(m_line.json ? jsonLine(answerJson(report, leg)) : answerText(report, leg));
    }
    if (m_line.raw && !m_line.json)
        say(rawText(report));
}

void RemoteCommand::showProgress()
{
    if (!m_hasTerminal || m_complete == m_reports.size())
        return;
    clearProgress();
    std::vector<ReportPtr> pausing;
    for (const auto& [index, report] : m_pausing)
        pausing.push_back(report);
    std::fprintf(stderr, "%zu of %zu checked%s", m_complete, m_reports.size(), pauseText(pausing).toUtf8().constData());
    std::fflush(stderr);
    m_hasProgress = true;
}

void RemoteCommand::clearProgress()
{
    if (std::exchange(m_hasProgress, false))
        std::fputs("\r\033[K", stderr);
}

// Once, and not at each tracker.
void RemoteCommand::tellOwnNetwork() const
{
    int v4 = 0, v6 = 0;
    for (const ReportPtr& report : m_reports) {
        for (const remote::LegRecord& leg : report->record.legs) {
            if (leg.first() && leg.first()->cause == remote::Cause::NoNetwork)
                ++(leg.family == protocol::Family::V4 ? v4 : v6);
        }
    }
    const auto tell = [](int count, const QString& family) {
        if (count > 0)
            complain(Words::tr("This computer has no %1 network: %2")
                         .arg(family,
                             Words::counted(count, Words::tr("1 address was not asked."),
                                 Words::tr("%1 addresses were not asked."))));
    };
    tell(v4, QStringLiteral("IPv4"));
    tell(v6, QStringLiteral("IPv6"));
}

void RemoteCommand::end(bool cancelled)
{
    clearProgress();
    tellOwnNetwork();
    const bool compares = m_line.command == Command::Check && m_line.options.hash && m_reports.size() > 1;
    if (compares) {
        const remote::Comparison comparison = remote::compare(*m_line.options.hash, m_reports);
        say(m_line.json ? jsonLine({{QStringLiteral("compare"), compareJson(comparison)}}) : compareText(comparison));
    }
    // After a long wait goodbyes need new connections: they are given a moment.
    const auto moment = cancelled && m_line.options.slow ? kGoodbyeTime : std::chrono::milliseconds(0);
    QTimer::singleShot(moment, this, [this, cancelled] { Q_EMIT finished(exitStatus(cancelled)); });
}

int RemoteCommand::exitStatus(bool cancelled) const
{
    const bool isCheck = m_line.command == Command::Check;
    const bool bad = std::any_of(m_reports.begin(), m_reports.end(), [&](const ReportPtr& report) {
        const auto worst = remote::worst(*report);
        if (isCheck) // what could not be looked at is no success
            return (worst && *worst >= m_line.failOn) || report->state == remote::State::Unknown;
        return report->state == remote::State::Down || report->state == remote::State::Unknown
            || report->state == remote::State::Restricted;
    });
    return bad || cancelled ? kExitFailed : kExitFine;
}

int runRemote(const RemoteLine& given, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    std::optional<log::Log> log;
    if (given.logLevel)
        log.emplace(*given.logLevel);
    RemoteLine line = given;
    if (!line.options.caFile.isEmpty() && !QFile::exists(line.options.caFile))
        return failWith(kExitUsage, QStringLiteral("--ca %1: There is no such file.").arg(line.options.caFile));
    if (const auto read = readListFile(line); !read)
        return failWith(kExitUsage, QString::fromStdString(read.error().message));
    if (!fitIntoDescriptors(line))
        return kExitFailed;
    TerminationSignal termination;
    RemoteCommand command(line);
    QObject::connect(&termination, &TerminationSignal::caught, &command, &RemoteCommand::cancel);
    QObject::connect(
        &command, &RemoteCommand::finished, &application, [](int status) { QCoreApplication::exit(status); },
        Qt::QueuedConnection);
    QTimer::singleShot(0, &command, &RemoteCommand::start);
    return QCoreApplication::exec();
}

} // namespace waggle::app
