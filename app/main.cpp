// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/commandline.h"
#include "app/commandline/helptext.h"
#include "app/process/terminal.h"
#include "app/remote/remotecommand.h"
#include "app/serve/serve.h"
#include "app/window/window.h"
#include "core/text/words.h"

#include <QCoreApplication>

namespace {

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

// The line, or the exit status where there is nothing to run.
template <typename Line>
tl::expected<Line, int> lineOrStatus(const waggle::protocol::Result<Line>& line, const QString& invocation)
{
    using namespace waggle::app;
    if (!line)
        return tl::unexpected(failWith(kExitUsage,
            waggle::Words::tr("%1 See %2 --help.").arg(QString::fromStdString(line.error().message), invocation)));
    if (line->only == CommonLine::Only::Nothing)
        return *line;
    say(onlyText(*line, QStringLiteral(WAGGLE_VERSION)));
    return tl::unexpected(kExitFine);
}

int runTrackerLine(const QStringList& arguments, int argc, char** argv)
{
    using namespace waggle::app;
    const auto line = lineOrStatus(parseCommandLine(arguments), QStringLiteral("waggle"));
    if (!line)
        return line.error();
    return line->command == Command::Serve ? runServe(*line, argc, argv) : runWindow(*line, argc, argv);
}

int runRemoteLine(const QStringList& arguments, int argc, char** argv)
{
    using namespace waggle::app;
    const auto line = lineOrStatus(parseRemoteLine(arguments), invocation(commandOf(arguments)));
    return line ? runRemote(*line, argc, argv) : line.error();
}

} // namespace

int main(int argc, char** argv)
{
    using namespace waggle::app;
    QCoreApplication::setApplicationName(QStringLiteral("waggle"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WAGGLE_VERSION));
    const QStringList arguments = argumentsOf(argc, argv);
    return kRemoteCommands.has(commandOf(arguments)) ? runRemoteLine(arguments, argc, argv)
                                                     : runTrackerLine(arguments, argc, argv);
}
