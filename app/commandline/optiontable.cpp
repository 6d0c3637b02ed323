// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/option.h"

#include "app/commandline/remotevalues.h"
#include "core/log/log.h"
#include "core/text/words.h"

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

namespace {

using Only = CommonLine::Only;
using Section = OptionSection;

Result<void> takeDataDir(const Given& given, CommonLine& line)
{
    if (given.value.isEmpty())
        return fail(ErrorCode::Missing, Words::tr("--data-dir: Name the folder.").toStdString());
    line.dataDir = given.value;
    return {};
}

Result<void> takeLogLevel(const Given& given, CommonLine& line)
{
    line.logLevel = log::Log::parseLevel(given.value);
    return line.logLevel ? Result<void>() : valueWrong(given, Words::tr("This must be debug, info, warning or error."));
}

Result<void> takeJson(const Given&, CommonLine& line)
{
    line.json = true;
    return {};
}

constexpr CommandSet kCheck{Command::Check};
constexpr CommandSet kAnnounce{Command::Announce};

const Option kOptions[] = {
    {kCheck, Section::Own, "file", 0, "LIST",
        QT_TRANSLATE_NOOP("Waggle", "a list, a .torrent, a page's text; - for standard input"), takeFile},
    {kCheck, Section::Own, "full", 0, nullptr,
        QT_TRANSLATE_NOOP("Waggle", "all findings but B15, B16, U7: at most 25 requests a leg instead of 6"), takeFull},
    {kCheck, Section::Own, "hash", 0, "H", QT_TRANSLATE_NOOP("Waggle", "compare this torrent's swarm over all of them"),
        takeHash},
    {kCheck, Section::Own, "jobs", 0, "N", QT_TRANSLATE_NOOP("Waggle", "legs under way at once (64)"), takeJobs},
    {kCheck, Section::Own, "fail-on", 0, "LEVEL",
        QT_TRANSLATE_NOOP("Waggle", "note, warning, error or fatal: exit 1 from here on (error)"), takeFailOn, false,
        "note warning error fatal"},
    {kCheck, Section::Own, "claim-address", 0, nullptr,
        QT_TRANSLATE_NOOP("Waggle", "with --full: test whether ip= is believed of a stranger (B15)"), takeClaimAddress},
    {kCheck, Section::Own, "slow", 0, nullptr,
        QT_TRANSLATE_NOOP("Waggle",
            "as --full, and the findings that are worth a wait: 5 minutes for old connection ids (U7), two intervals "
            "(15 to 70 minutes) for clients that vanish (B16); at most 6 more requests a leg"),
        takeSlow},
    {kAnnounce, Section::Own, "left", 0, "N", QT_TRANSLATE_NOOP("Waggle", "bytes left (1)"), takeLeft},
    {kAnnounce, Section::Own, "event", 0, "E",
        QT_TRANSLATE_NOOP("Waggle", "started, completed, stopped or none (started)"), takeEvent, false,
        "started completed stopped none"},
    {kAnnounce, Section::Own, "port", 0, "N", QT_TRANSLATE_NOOP("Waggle", "the client's port (6881)"), takePort},
    {kAnnounce, Section::Own, "numwant", 0, "N", QT_TRANSLATE_NOOP("Waggle", "peers wanted (50)"), takeNumwant},
    {kAnnounce, Section::Own, "stay", 0, nullptr, QT_TRANSLATE_NOOP("Waggle", "do not say “stopped” afterwards"),
        takeStay},
    {kRemoteCommands, Section::Asking, nullptr, '4', nullptr, QT_TRANSLATE_NOOP("Waggle", "IPv4 only"), takeOnlyV4},
    {kRemoteCommands, Section::Asking, nullptr, '6', nullptr, QT_TRANSLATE_NOOP("Waggle", "IPv6 only"), takeOnlyV6},
    {kRemoteCommands, Section::Asking, "timeout", 0, "S", QT_TRANSLATE_NOOP("Waggle", "seconds for each phase (10)"),
        takeTimeout},
    {kRemoteCommands, Section::Asking, "resends", 0, "N",
        QT_TRANSLATE_NOOP("Waggle", "of a UDP datagram, after 1, 2, 4 s (3)"), takeResends},
    {kRemoteCommands, Section::Asking, "proxy", 0, "URL",
        QT_TRANSLATE_NOOP("Waggle", "socks5://[USER:PASSWORD@]HOST:PORT or http://…; nothing goes past it"), takeProxy},
    {kRemoteCommands, Section::Asking, "resolver", 0, "ADDR",
        QT_TRANSLATE_NOOP("Waggle", "ask this DNS server; may be repeated"), takeResolver, true},
    {kRemoteCommands, Section::Asking, "ca", 0, "FILE", QT_TRANSLATE_NOOP("Waggle", "trust this authority too (PEM)"),
        takeCaFile},
    {kRemoteCommands, Section::Asking, "user-agent", 0, "TEXT", QT_TRANSLATE_NOOP("Waggle", "in place of Waggle's own"),
        takeUserAgent},
    {kRemoteCommands, Section::Asking, "raw", 0, nullptr,
        QT_TRANSLATE_NOOP("Waggle", "show what was sent and received"), takeRaw},

    {kEveryCommand, Section::Everywhere, "data-dir", 0, "DIR",
        QT_TRANSLATE_NOOP("Waggle", "where settings and torrents are kept"), takeDataDir},
    {kEveryCommand, Section::Everywhere, "log-level", 0, "LEVEL",
        QT_TRANSLATE_NOOP("Waggle", "debug, info, warning or error on stderr (warning)"), takeLogLevel, false,
        "debug info warning error"},
    {kEveryCommand, Section::Everywhere, "json", 0, nullptr,
        QT_TRANSLATE_NOOP("Waggle", "one JSON object a line on stdout"), takeJson},
    {kEveryCommand, Section::Everywhere, "help", 'h', nullptr, QT_TRANSLATE_NOOP("Waggle", "this text"), Only::Help},
    {kEveryCommand, Section::Everywhere, "version", 'v', nullptr, QT_TRANSLATE_NOOP("Waggle", "the version"),
        Only::Version},
    {kEveryCommand, Section::Everywhere, "man", 0, nullptr, nullptr, Only::ManPage},
    {kEveryCommand, Section::Everywhere, "bash-completion", 0, nullptr, nullptr, Only::BashCompletion},
};

Option optionOf(const settings::Descriptor& descriptor)
{
    const bool isList = std::holds_alternative<settings::Listen>(descriptor.value)
        || std::holds_alternative<settings::Networks>(descriptor.value);
    return {kTrackerCommands, Section::Tracker, descriptor.option, 0, descriptor.optionValue, descriptor.meaning,
        &descriptor, isList};
}

QStringList choicesOf(const settings::Descriptor& descriptor)
{
    QStringList names;
    if (const auto* choice = std::get_if<settings::Choice>(&descriptor.value)) {
        for (const settings::Choice::Name& name : choice->names)
            names += QLatin1String(name.name);
    } else if (std::holds_alternative<settings::Flag>(descriptor.value)) {
        names = QStringList{QStringLiteral("true"), QStringLiteral("false")};
    }
    return names;
}

} // namespace

tl::unexpected<protocol::Error> valueWrong(const Given& given, const QString& rest)
{
    return fail(ErrorCode::Malformed,
        QStringLiteral("%1 %2: %3").arg(given.option->text(), given.value.left(80), rest).toStdString());
}

QString Option::text() const
{
    return name ? QStringLiteral("--") + QLatin1String(name) : u'-' + QString(QLatin1Char(shortName));
}

QString Option::names() const
{
    QString all = text();
    if (name && shortName)
        all = u'-' + QString(QLatin1Char(shortName)) + QStringLiteral(", ") + all;
    return value ? all + u' ' + QLatin1String(value) : all;
}

QStringList Option::choiceList() const
{
    if (const auto* descriptor = std::get_if<const settings::Descriptor*>(&apply))
        return choicesOf(**descriptor);
    return QString::fromLatin1(choices).split(u' ', Qt::SkipEmptyParts);
}

const std::vector<Option>& options()
{
    static const std::vector<Option> all = [] {
        std::vector<Option> rows;
        for (const settings::Descriptor& descriptor : settings::descriptors()) {
            if (descriptor.option)
                rows.push_back(optionOf(descriptor));
        }
        rows.insert(rows.end(), std::begin(kOptions), std::end(kOptions));
        return rows;
    }();
    return all;
}

} // namespace waggle::app
