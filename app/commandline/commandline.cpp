// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/commandline.h"

#include "app/commandline/arguments.h"
#include "core/text/words.h"

#include <QDir>
#include <QStandardPaths>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;
using settings::Settings;

namespace {

// What each value is alone was asked as it was read; here what they are together.
Result<void> checkOverlay(CommandLine& line)
{
    for (const settings::Problem& problem : settings::validate(line.overlay)) {
        if (!problem.warning) // warnings depend on the file too: they come later
            return fail(ErrorCode::OutOfRange, problem.message.toStdString());
    }
    return {};
}

Result<void> takeWords(const QStringList& words, CommandLine& line)
{
    line.open = words;
    if (line.command == Command::Serve && !words.isEmpty())
        return fail(ErrorCode::Malformed,
            Words::tr("“%1” is one word too many: serve takes options only.")
                .arg(words.front().left(80))
                .toStdString());
    if (words.contains(QString()))
        return fail(ErrorCode::Malformed, Words::tr("An empty argument is no file and no link.").toStdString());
    return {};
}

} // namespace

Result<void> applySetting(const Given& given, const settings::Descriptor& descriptor, CommandLine& line)
{
    if (const Result<void> read = settings::readText(descriptor, given.value, line.overlay); !read)
        return valueWrong(given, QString::fromStdString(read.error().message));
    const QString key = QLatin1String(descriptor.key);
    if (!line.setOnCommandLine.contains(key))
        line.setOnCommandLine += key;
    return {};
}

Settings CommandLine::over(const Settings& base) const
{
    return settings::keepFixed(base, overlay, setOnCommandLine);
}

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    CommandLine line;
    line.command = commandOf(arguments);
    const Result<Arguments> read = readArguments(line.command, arguments);
    if (!read)
        return tl::unexpected(read.error());
    line.only = onlyOf(*read);
    if (line.only != CommonLine::Only::Nothing)
        return line;
    Result<void> right = applyAll(*read, line);
    if (right)
        right = checkOverlay(line);
    if (right)
        right = takeWords(read->words, line);
    if (!right)
        return tl::unexpected(right.error());
    return line;
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
