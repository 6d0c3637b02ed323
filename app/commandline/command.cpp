// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/command.h"

#include <QCoreApplication>

#include <algorithm>

namespace waggle::app {

namespace {

constexpr auto kTrackerStatus
    = QT_TRANSLATE_NOOP("Waggle", "Exit status: 0 fine, 1 what was asked for failed, 2 wrong usage.");
constexpr auto kCheckStatus
    = QT_TRANSLATE_NOOP("Waggle", "Exit status: 0 nothing at or above the bar, 1 something, 2 wrong usage.");
constexpr auto kAskStatus
    = QT_TRANSLATE_NOOP("Waggle", "Exit status: 0 an answer, 1 none or a refusal, 2 wrong usage.");
constexpr auto kHashForms = QT_TRANSLATE_NOOP("Waggle", "HASH: 40 or 64 hex digits, 32 base32 ones, or a magnet link.");

// In the order of Command.
constexpr CommandText kTexts[] = {
    {Command::Window, "", "[OPTIONS] [FILE.torrent | magnet:… …]",
        QT_TRANSLATE_NOOP("Waggle", "the window; its tracker starts with it"),
        QT_TRANSLATE_NOOP("Waggle", "Waggle is a BitTorrent tracker and swarm monitor for the desktop."), "",
        kTrackerStatus},
    {Command::Serve, "serve", "[OPTIONS]", QT_TRANSLATE_NOOP("Waggle", "the tracker alone, without a display"),
        QT_TRANSLATE_NOOP("Waggle", "waggle serve runs the tracker without a window, until SIGINT or SIGTERM."),
        QT_TRANSLATE_NOOP("Waggle", "It prints one line for each address it listens on, then “ready”."),
        kTrackerStatus},
    {Command::Check, "check", "[OPTIONS] URL…",
        QT_TRANSLATE_NOOP("Waggle", "look at other trackers, and what is wrong"),
        QT_TRANSLATE_NOOP("Waggle", "waggle check looks at trackers and says what is wrong with them."),
        QT_TRANSLATE_NOOP("Waggle", "URL: a URL, host:port (asked over udp and http), or a magnet link."),
        kCheckStatus},
    {Command::Announce, "announce", "[OPTIONS] URL HASH",
        QT_TRANSLATE_NOOP("Waggle", "announce once and show the answer"),
        QT_TRANSLATE_NOOP("Waggle", "waggle announce tells a tracker of a client and shows its answer."), kHashForms,
        kAskStatus},
    {Command::Scrape, "scrape", "[OPTIONS] URL HASH…", QT_TRANSLATE_NOOP("Waggle", "ask for the counts of torrents"),
        QT_TRANSLATE_NOOP("Waggle", "waggle scrape asks a tracker for the counts of torrents."), kHashForms,
        kAskStatus},
};

} // namespace

std::span<const CommandText> commandTexts()
{
    return kTexts;
}

const CommandText& textOf(Command command)
{
    return kTexts[static_cast<std::size_t>(command)];
}

QString invocation(Command command)
{
    return command == Command::Window ? QStringLiteral("waggle")
                                      : QStringLiteral("waggle ") + QLatin1String(textOf(command).name);
}

Command commandOf(const QStringList& arguments)
{
    const QString first = arguments.value(1);
    const auto found = std::find_if(std::begin(kTexts), std::end(kTexts),
        [&](const CommandText& text) { return *text.name && first == QLatin1String(text.name); });
    return found == std::end(kTexts) ? Command::Window : found->command;
}

} // namespace waggle::app
