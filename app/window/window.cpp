// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window.h"

#include "app/process/datafolder.h"
#include "app/process/terminal.h"
#include "app/process/terminationsignal.h"
#include "app/window/display.h"
#include "app/window/singleinstance.h"
#include "app/window/sleepinhibitor.h"
#include "app/window/windowlink.h"
#include "core/log/log.h"
#include "ui/base/theme.h"
#include "ui/pages/pageset.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/tray.h"

#include <QApplication>
#include <QDir>
#include <QSettings>

#include <algorithm>
#include <chrono>
#include <optional>

namespace waggle::app {

namespace {

constexpr std::chrono::milliseconds kEndingMs(3000); // longer than a Waggle needs to close its sockets

// Another process has the folder: its window is raised and gets our files. The exit status; nothing where that process
// has ended meanwhile, so that the folder is ours.
std::optional<int> handOver(const CommandLine& line, DataFolder& folder)
{
    const SingleInstance other(folder.path());
    const auto taken = other.handOver(absoluteOpen(line.open, QDir::current()));
    if (taken == SingleInstance::HandOver::Done)
        return kExitFine;
    if (folder.lock(kEndingMs)) // it was about to end
        return {};
    if (taken == SingleInstance::HandOver::NobodyThere)
        return failWith(kExitFailed, folder.lockProblem());
    return failWith(kExitFailed,
        QStringLiteral(
            "The Waggle that runs already does not answer, so its window could not be raised and nothing was "
            "opened in it. %1")
            .arg(folder.lockProblem()));
}

// Every link of the program's inside to its window; they end with the window.
void connectWindow(ui::MainWindow& window, ui::Backend& backend, log::Log& log, SingleInstance& instance)
{
    QObject::connect(&window, &ui::MainWindow::quitRequested, qApp, &QCoreApplication::quit);
    QObject::connect(&instance, &SingleInstance::handedOver, &window, [&window, &backend](const QStringList& open) {
        Q_EMIT backend.raiseRequested();
        window.addTorrents(open);
    });
    QObject::connect(&log, &log::Log::logged, &backend, &ui::Backend::logged);
}

Engine::Options engineOptions(const CommandLine& line, const DataFolder& folder)
{
    const settings::Loaded loaded = settings::load(folder.file(QStringLiteral("settings.json")));
    Engine::Options options;
    options.dataFolder = folder.path();
    options.saved = loaded.settings;
    options.settings = line.over(loaded.settings);
    options.fixed = line.setOnCommandLine;
    options.problems = loaded.problems;
    for (const settings::Problem& problem : settings::validate(options.settings))
        if (std::find(options.problems.begin(), options.problems.end(), problem) == options.problems.end())
            options.problems.push_back(problem);
    return options;
}

} // namespace

int runWindow(const CommandLine& line, int argc, char** argv)
{
    if (!hasDisplay(QProcessEnvironment::systemEnvironment()))
        return failWith(kExitFailed, noDisplayText());
    auto folder = DataFolder::open(line.dataDir.isEmpty() ? defaultDataDir() : line.dataDir);
    if (!folder)
        return failWith(kExitFailed, QString::fromStdString(folder.error().message));
    if (!folder->lock()) {
        if (const std::optional<int> status = handOver(line, *folder))
            return *status;
    }

    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("waggle"));
    QApplication::setQuitOnLastWindowClosed(false); // the window decides: it may stay in the tray
    log::Log log(line.logLevel.value_or(log::Level::Warning));
    const Engine::Options options = engineOptions(line, *folder);
    ui::applyTheme(application, options.settings.theme);
    SingleInstance instance(folder->path());
    if (!instance.listen())
        qWarning("A second start of Waggle cannot reach this window: %s", qUtf8Printable(instance.errorText()));
    ui::Backend backend;
    const QString windowIni = folder->file(QStringLiteral("window.ini"));
    QSettings columns(windowIni, QSettings::IniFormat);
    ui::MainWindow window(backend, windowIni);
    const ui::PageSet pages(window, backend, columns);
    TerminationSignal termination;
    QObject::connect(&termination, &TerminationSignal::caught, &application, &QCoreApplication::quit);
    connectWindow(window, backend, log, instance);
    SleepInhibitor sleep;
    QObject::connect(&backend, &ui::Backend::overviewReady, &sleep, &SleepInhibitor::update);
    Engine engine(options);
    const WindowLink link(engine, backend);
    window.show();
    engine.start();
    window.addTorrents(absoluteOpen(line.open, QDir::current()));
    return QApplication::exec();
}

} // namespace waggle::app
