// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/commandline.h"
#include "app/process/terminal.h"
#include "app/remote/remotecommand.h"
#include "app/serve/serve.h"
#include "app/window/window.h"

#include <QCoreApplication>

namespace {

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int runRemoteLine(const QStringList& arguments, int argc, char** argv)
{
    using namespace waggle::app;
    const auto line = parseRemoteLine(arguments);
    if (!line)
        return failWith(kExitUsage,
            QString::fromStdString(line.error().message)
                + QStringLiteral(" See waggle %1 --help.").arg(arguments.value(1)));
    if (!line->help)
        return runRemote(*line, argc, argv);
    say(remoteHelp(line->command).trimmed());
    return kExitFine;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace waggle::app;
    QCoreApplication::setApplicationName(QStringLiteral("waggle"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WAGGLE_VERSION));
    const QStringList arguments = argumentsOf(argc, argv);
    if (isRemoteCommand(arguments))
        return runRemoteLine(arguments, argc, argv);
    const auto line = parseCommandLine(arguments);
    if (!line)
        return failWith(
            kExitUsage, QString::fromStdString(line.error().message) + QStringLiteral(" See waggle --help."));
    switch (line->only) {
    case CommandLine::Only::Help:
        say(helpText(line->command).trimmed());
        return kExitFine;
    case CommandLine::Only::Version:
        say(QStringLiteral("waggle " WAGGLE_VERSION));
        return kExitFine;
    case CommandLine::Only::Nothing:
        break;
    }
    return line->command == Command::Serve ? runServe(*line, argc, argv) : runWindow(*line, argc, argv);
}
