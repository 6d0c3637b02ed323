// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/datafolder.h"
#include "app/display.h"
#include "app/singleinstance.h"
#include "app/terminal.h"

#include <QDir>

namespace waggle::app {

namespace {

// Another process has the folder: its window is raised and gets our files.
int handOver(const CommandLine& line, const DataFolder& folder)
{
    const SingleInstance other(folder.path());
    switch (other.handOver(absoluteOpen(line.open, QDir::current()))) {
    case SingleInstance::HandOver::Done:
        return kExitFine;
    case SingleInstance::HandOver::Refused:
        return failWith(kExitFailed, QStringLiteral("The Waggle that runs already did not take what was to be opened."));
    case SingleInstance::HandOver::NobodyThere:
        break;
    }
    return failWith(kExitFailed, folder.lockProblem());
}

} // namespace

int runWindow(const CommandLine& line, int, char**)
{
    if (!hasDisplay(QProcessEnvironment::systemEnvironment()))
        return failWith(kExitFailed, noDisplayText());
    auto folder = DataFolder::open(line.dataDir.isEmpty() ? defaultDataDir() : line.dataDir);
    if (!folder)
        return failWith(kExitFailed, QString::fromStdString(folder.error().message));
    if (!folder->lock())
        return handOver(line, *folder);
    return failWith(kExitFailed, QStringLiteral("This build has no window. “waggle serve” runs the tracker without one."));
}

} // namespace waggle::app
