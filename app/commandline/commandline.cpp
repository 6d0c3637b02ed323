// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/commandline.h"

#include "core/log/log.h"
#include "core/settings/descriptor.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;
using settings::Settings;

namespace {

using Check = Result<void>;

Check wrong(const QString& option, const QString& value, const QString& rest)
{
    return fail(ErrorCode::Malformed, QStringLiteral("--%1 %2: %3").arg(option, value.left(80), rest).toStdString());
}

void declareOptions(QCommandLineParser& parser)
{
    for (const settings::Descriptor& descriptor : settings::descriptors()) {
        if (descriptor.option)
            parser.addOption(QCommandLineOption(QLatin1String(descriptor.option), {}, QStringLiteral("value")));
    }
    for (const char* name : {"data-dir", "log-level"})
        parser.addOption(QCommandLineOption(QLatin1String(name), {}, QStringLiteral("value")));
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("v"), QStringLiteral("version")}));
}

const settings::Descriptor* settingOf(const QString& option)
{
    const auto all = settings::descriptors();
    const auto found = std::find_if(all.begin(), all.end(),
        [&](const settings::Descriptor& each) { return each.option && option == QLatin1String(each.option); });
    return found == all.end() ? nullptr : &*found;
}

Check readTrackerOptions(const QCommandLineParser& parser, CommandLine& line)
{
    for (const QString& name : parser.optionNames()) {
        const settings::Descriptor* descriptor = settingOf(name);
        if (!descriptor || line.setOnCommandLine.contains(QLatin1String(descriptor->key)))
            continue;
        for (const QString& value : parser.values(name)) {
            if (const Check check = settings::readText(*descriptor, value, line.overlay); !check)
                return wrong(name, value, QString::fromStdString(check.error().message));
        }
        line.setOnCommandLine += QLatin1String(descriptor->key);
    }
    for (const settings::Problem& problem : settings::validate(line.overlay)) {
        if (!problem.warning) // warnings depend on the file too: they come later
            return fail(ErrorCode::OutOfRange, problem.message.toStdString());
    }
    return {};
}

Check readCommonOptions(const QCommandLineParser& parser, CommandLine& line)
{
    line.json = parser.isSet(QStringLiteral("json"));
    line.dataDir = parser.value(QStringLiteral("data-dir"));
    if (parser.isSet(QStringLiteral("data-dir")) && line.dataDir.isEmpty())
        return fail(ErrorCode::Missing, "--data-dir: Name the folder.");
    if (parser.isSet(QStringLiteral("log-level"))) {
        const QString level = parser.value(QStringLiteral("log-level"));
        line.logLevel = log::Log::parseLevel(level);
        if (!line.logLevel)
            return wrong(
                QStringLiteral("log-level"), level, QStringLiteral("This must be debug, info, warning or error."));
    }
    return {};
}

Check readOpen(const QCommandLineParser& parser, CommandLine& line)
{
    line.open = parser.positionalArguments();
    if (line.command == Command::Serve && !line.open.isEmpty())
        return fail(ErrorCode::Malformed,
            "“" + line.open.front().left(80).toStdString() + "” is one word too many: serve takes options only.");
    if (line.open.contains(QString()))
        return fail(ErrorCode::Malformed, "An empty argument is no file and no link.");
    return {};
}

const char* const kHelpHead = R"(Waggle is a BitTorrent tracker and swarm monitor for the desktop.

Usage:
  waggle [OPTIONS] [FILE.torrent | magnet:… …]   the window; its tracker starts with it
  waggle serve [OPTIONS]                         the tracker alone, without a display
  waggle check [OPTIONS] URL…                    look at other trackers, and what is wrong
  waggle announce [OPTIONS] URL HASH             announce once and show the answer
  waggle scrape [OPTIONS] URL HASH…              ask for the counts of torrents
)";

const char* const kHelpServe = R"(waggle serve runs the tracker without a window, until SIGINT or SIGTERM.

Usage:
  waggle serve [OPTIONS]

It prints one line for each address it listens on, then “ready”.
)";

const char* const kHelpOptions = R"(
The tracker, for this run only (nothing of it is saved):
  --listen ADDR[:PORT]   listen here and not everywhere; may be repeated; IPv6 with a
                         port in brackets; port 0: any free one
  --http-port N          port of HTTP where --listen names none (6969); 0: no HTTP
  --udp-port N           port of UDP where --listen names none (6969); 0: no UDP
  --udp-workers N        threads that answer UDP (1)
  --interval S           seconds between two announces of a client, or auto (auto)
  --min-interval S       the shortest one that HTTP clients are allowed (30)
  --expiry S             seconds after which a silent peer counts as gone, or auto (auto)
  --allow WHO            network: only this network is served; anyone (network)

Everywhere:
  --data-dir DIR         where settings and torrents are kept
  --log-level LEVEL      debug, info, warning or error on stderr (warning)
  --json                 one JSON object a line on stdout
  -h, --help             this text
  -v, --version          the version
  --                     ends the options

Exit status: 0 fine, 1 what was asked for failed, 2 wrong usage.
)";

} // namespace

Settings CommandLine::over(const Settings& base) const
{
    return settings::keepFixed(base, overlay, setOnCommandLine);
}

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    CommandLine line;
    QStringList rest = arguments;
    // A command is exactly the first argument: behind an option or --, and as ./serve, it is a file.
    if (rest.size() > 1 && rest[1] == QLatin1String("serve")) {
        line.command = Command::Serve;
        rest.removeAt(1);
    }
    QCommandLineParser parser;
    declareOptions(parser);
    if (!parser.parse(rest))
        return fail(ErrorCode::Malformed, parser.errorText().toStdString());
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        line.only = parser.isSet(QStringLiteral("help")) ? CommandLine::Only::Help : CommandLine::Only::Version;
        return line;
    }
    for (const auto read : {readTrackerOptions, readCommonOptions, readOpen}) {
        if (const Check check = read(parser, line); !check)
            return tl::unexpected(check.error());
    }
    return line;
}

QString helpText(Command command)
{
    return QString::fromUtf8(command == Command::Serve ? kHelpServe : kHelpHead) + QString::fromUtf8(kHelpOptions);
}

QStringList absoluteOpen(const QStringList& open, const QDir& workingFolder)
{
    QStringList absolute;
    for (const QString& text : open) {
        const bool link = text.startsWith(QLatin1String("magnet:"), Qt::CaseInsensitive)
            || text.startsWith(QLatin1String("file:"), Qt::CaseInsensitive) || text.contains(QLatin1String("://"));
        absolute += link ? text : workingFolder.absoluteFilePath(text);
    }
    return absolute;
}

QString defaultDataDir()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/waggle");
}

} // namespace waggle::app
