// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serve/serve.h"

#include "app/process/terminal.h"
#include "app/process/terminationsignal.h"
#include "core/log/log.h"

#include <QCoreApplication>

#include <algorithm>

namespace waggle::app {

using server::ListenerState;
using server::ListenerStates;

namespace {

bool isOfTracker(const settings::Problem& problem)
{
    return problem.where.startsWith(QStringLiteral("tracker."));
}

// What holds for this run, with a word for each wrong value and each that will surprise.
settings::Settings readSettings(const CommandLine& line, const QString& path)
{
    const settings::Loaded loaded = settings::load(path);
    settings::Settings settings = line.over(loaded.settings);
    const std::vector<settings::Problem> surprises = settings::validate(settings);
    for (const settings::Problem& problem : loaded.problems) {
        if (!problem.warning || !isOfTracker(problem)) // a warning about the tracker's is told below, of what holds
            complain(problem.where + QStringLiteral(": ") + problem.message);
    }
    for (const settings::Problem& problem : surprises) {
        if (isOfTracker(problem)) // nothing else can be set on the command line
            complain(problem.message);
    }
    return settings;
}

// The tracker alone, and always on: the window's switch is not for `serve`.
Engine::Options unwatched(const settings::Settings& settings, const DataFolder& folder)
{
    Engine::Options options;
    options.dataFolder = folder.path();
    options.settings = settings;
    options.settings.trackerOn = true;
    options.watched = false;
    return options;
}

} // namespace

Serve::Serve(const CommandLine& line, const settings::Settings& settings, const DataFolder& folder, QObject* parent)
    : QObject(parent)
    , m_report(line.json)
    , m_engine(unwatched(settings, folder))
{
    connect(&m_engine.tracker(), &server::TrackerService::started, this, &Serve::noteStarted);
    connect(&m_engine.tracker(), &server::TrackerService::stopped, this, [this] {
        if (const QString last = m_report.stopped(); !last.isEmpty())
            say(last);
        Q_EMIT finished(kExitFine);
    });
}

void Serve::start()
{
    m_engine.start();
}

void Serve::stop()
{
    m_stopping = true;
    m_engine.tracker().stop();
}

void Serve::report(const ListenerStates& states)
{
    const ListenerReport::Lines lines = m_report.next(states);
    for (const QString& line : lines.out)
        say(line);
    for (const QString& problem : lines.problems)
        complain(problem);
    for (const QString& note : lines.notes)
        qInfo().noquote() << note;
}

// `ready` means that every listener had its try; what happens to one later is told as it comes.
void Serve::noteStarted()
{
    const ListenerStates& states = m_engine.tracker().listeners();
    report(states);
    const bool any = std::any_of(states.begin(), states.end(),
        [](const ListenerState& state) { return state.state == ListenerState::State::Listening; });
    if (!any) {
        complain(QStringLiteral("There is nothing to listen on, so no client could reach this tracker."));
        Q_EMIT finished(kExitFailed);
        return;
    }
    say(m_report.ready());
    connect(
        &m_engine.tracker(), &server::TrackerService::listenersChanged, this, [this](const ListenerStates& changed) {
            if (!m_stopping)
                report(changed);
        });
}

int runServe(const CommandLine& line, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const log::Log log(line.logLevel.value_or(log::Level::Warning));
    auto folder = DataFolder::open(line.dataDir.isEmpty() ? defaultDataDir() : line.dataDir);
    if (!folder)
        return failWith(kExitFailed, QString::fromStdString(folder.error().message));
    if (!folder->lock())
        return failWith(kExitFailed, folder->lockProblem());
    const settings::Settings settings = readSettings(line, folder->file(QStringLiteral("settings.json")));
    TerminationSignal termination;
    Serve serve(line, settings, *folder);
    QObject::connect(&termination, &TerminationSignal::caught, &serve, &Serve::stop);
    // Queued, so that the loop is there to be left.
    QObject::connect(
        &serve, &Serve::finished, &application, [](int status) { QCoreApplication::exit(status); },
        Qt::QueuedConnection);
    serve.start();
    return QCoreApplication::exec();
}

} // namespace waggle::app
