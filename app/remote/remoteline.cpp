// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remote/remoteline.h"

#include "core/remote/list/hashtext.h"
#include "core/remote/list/trackerlist.h"
#include "core/remote/net/dnslookup.h"
#include "core/torrent/reader.h"

#include <QCommandLineParser>

#include <algorithm>
#include <map>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::InfoHash;
using protocol::Result;
using remote::CheckOptions;
using remote::Mode;

namespace {

using Check = Result<void>;

constexpr int kMaxJobs = 1000;
constexpr double kLongestTimeout = 120; // s

tl::unexpected<protocol::Error> wrong(const char* option, const QString& value, const char* rest)
{
    return fail(ErrorCode::Malformed, std::string("--") + option + " " + value.left(80).toStdString() + ": " + rest);
}

std::optional<qint64> number(const QString& text, qint64 least, qint64 most)
{
    const bool digits
        = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return digits && ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

void declare(QCommandLineParser& parser)
{
    for (const char* name : {"file", "hash", "jobs", "timeout", "resends", "ca", "proxy", "fail-on", "resolver",
             "user-agent", "left", "event", "port", "numwant"})
        parser.addOption(QCommandLineOption(QLatin1String(name), {}, QStringLiteral("value")));
    for (const char* name : {"full", "json", "raw", "stay", "claim-address", "slow", "4", "6"})
        parser.addOption(QCommandLineOption(QLatin1String(name)));
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
}

bool has(const QCommandLineParser& parser, const char* name)
{
    return parser.isSet(QLatin1String(name));
}
QString value(const QCommandLineParser& parser, const char* name)
{
    return parser.value(QLatin1String(name));
}

// An option of another command would be forgotten in silence.
Check checkOptionsFit(const QCommandLineParser& parser, RemoteLine::Command command)
{
    using Command = RemoteLine::Command;
    static const std::map<QString, Command> kOnly{{QStringLiteral("file"), Command::Check},
        {QStringLiteral("hash"), Command::Check}, {QStringLiteral("jobs"), Command::Check},
        {QStringLiteral("fail-on"), Command::Check}, {QStringLiteral("full"), Command::Check},
        {QStringLiteral("claim-address"), Command::Check}, {QStringLiteral("slow"), Command::Check},
        {QStringLiteral("left"), Command::Announce}, {QStringLiteral("event"), Command::Announce},
        {QStringLiteral("port"), Command::Announce}, {QStringLiteral("numwant"), Command::Announce},
        {QStringLiteral("stay"), Command::Announce}};
    for (const QString& name : parser.optionNames()) {
        const auto only = kOnly.find(name);
        if (only != kOnly.end() && only->second != command)
            return fail(ErrorCode::Unsupported,
                "--" + name.toStdString() + " is an option of waggle "
                    + (only->second == Command::Check ? "check." : "announce."));
    }
    return {};
}

bool isPrintable(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

Check readNumbers(const QCommandLineParser& parser, CheckOptions& options)
{
    if (has(parser, "jobs")) {
        const auto jobs = number(value(parser, "jobs"), 1, kMaxJobs);
        if (!jobs)
            return wrong("jobs", value(parser, "jobs"), "This must be a number from 1 to 1000.");
        options.jobs = static_cast<int>(*jobs);
    }
    if (has(parser, "resends")) {
        const auto resends = number(value(parser, "resends"), 0, 8);
        if (!resends)
            return wrong("resends", value(parser, "resends"), "This must be a number from 0 to 8.");
        options.resends = static_cast<int>(*resends);
    }
    if (has(parser, "timeout")) {
        bool ok = false;
        const double seconds = value(parser, "timeout").toDouble(&ok);
        if (!ok || !(seconds >= 0.1 && seconds <= kLongestTimeout))
            return wrong("timeout", value(parser, "timeout"), "This must be seconds from 0.1 to 120.");
        options.timeout = std::chrono::milliseconds(static_cast<int>(seconds * 1000));
    }
    return {};
}

Check readWays(const QCommandLineParser& parser, CheckOptions& options)
{
    if (has(parser, "4") && has(parser, "6"))
        return fail(ErrorCode::Malformed, "-4 and -6 together leave nothing: without either, both are asked.");
    options.v4 = !has(parser, "6");
    options.v6 = !has(parser, "4");
    if (has(parser, "proxy")) {
        const auto proxy = remote::Proxy::parse(value(parser, "proxy"));
        if (!proxy)
            return fail(proxy.error().code, "--proxy: " + proxy.error().message);
        options.proxy = *proxy;
    }
    options.caFile = value(parser, "ca");
    options.userAgent = value(parser, "user-agent");
    if (!isPrintable(options.userAgent))
        return fail(ErrorCode::Malformed, "--user-agent is text of one line, in ASCII.");
    options.resolvers = parser.values(QStringLiteral("resolver"));
    for (const QString& resolver : options.resolvers) {
        if (!remote::DnsServer::parse(resolver))
            return wrong("resolver", resolver, "This must be an address, such as 192.0.2.53 or [2001:db8::53]:5353.");
    }
    options.claimSpoof = has(parser, "claim-address");
    return {};
}

Check readCheck(const QCommandLineParser& parser, RemoteLine& line)
{
    line.options.mode = has(parser, "full") || has(parser, "slow") ? Mode::Full : Mode::Quick;
    if (has(parser, "slow"))
        line.options.slow.emplace();
    line.listFile = value(parser, "file");
    if (has(parser, "fail-on")) {
        const QString bar = value(parser, "fail-on");
        const auto severities
            = {remote::Severity::Note, remote::Severity::Warning, remote::Severity::Error, remote::Severity::Fatal};
        const auto found = std::find_if(severities.begin(), severities.end(),
            [&](remote::Severity severity) { return remote::severityText(severity) == bar.toStdString(); });
        if (found == severities.end())
            return wrong("fail-on", bar, "This must be note, warning, error or fatal.");
        line.failOn = *found;
    }
    if (has(parser, "hash")) {
        const auto hash = readHash(value(parser, "hash"));
        if (!hash)
            return fail(hash.error().code, "--hash: " + hash.error().message);
        line.options.hash = *hash;
    }
    return {};
}

Check readAnnounce(const QCommandLineParser& parser, RemoteLine& line)
{
    line.options.mode = Mode::AnnounceOnly;
    remote::AnnounceWish wish;
    wish.stay = has(parser, "stay");
    const auto take = [&](const char* name, qint64 least, qint64 most, auto& to) -> Check {
        if (!has(parser, name))
            return {};
        const auto given = number(value(parser, name), least, most);
        if (!given)
            return fail(ErrorCode::OutOfRange,
                "--" + std::string(name) + " is a number from " + std::to_string(least) + " to " + std::to_string(most)
                    + ".");
        to = static_cast<std::remove_reference_t<decltype(to)>>(*given);
        return {};
    };
    if (const Check check = take("left", 0, std::numeric_limits<qint64>::max(), wish.left); !check)
        return check;
    if (const Check check = take("port", 1, 65'535, wish.port); !check)
        return check;
    if (const Check check = take("numwant", 0, 10'000, wish.numwant); !check)
        return check;
    if (has(parser, "event")) {
        const QString name = value(parser, "event");
        const QStringList names{
            QStringLiteral("none"), QStringLiteral("completed"), QStringLiteral("started"), QStringLiteral("stopped")};
        if (!names.contains(name))
            return wrong("event", name, "This must be started, completed, stopped or none.");
        wish.event = static_cast<protocol::Event>(names.indexOf(name));
    }
    line.options.wish = wish;
    return {};
}

// URL HASH…
Check readUrlAndHashes(const QStringList& words, RemoteLine& line)
{
    const bool isScrape = line.command == RemoteLine::Command::Scrape;
    if (words.size() < 2 || (!isScrape && words.size() > 2))
        return fail(ErrorCode::Missing,
            isScrape ? "scrape needs a tracker's URL and at least one infohash."
                     : "announce needs a tracker's URL and an infohash.");
    const auto url = remote::TrackerUrl::parse(words[0]);
    if (!url)
        return tl::unexpected(url.error());
    line.urls = {*url};
    for (const QString& text : words.mid(1)) {
        const auto hash = readHash(text);
        if (!hash)
            return tl::unexpected(hash.error());
        line.options.scrapeHashes.push_back(*hash);
    }
    if (isScrape)
        line.options.mode = Mode::ScrapeOnly;
    else
        line.options.scrapeHashes.clear();
    line.options.hash = *readHash(words[1]);
    return {};
}

// Words of `check`: URLs, bare hosts, magnet links.
Check readTrackers(const QStringList& words, RemoteLine& line)
{
    for (const QString& word : words) {
        const remote::TrackerList list = remote::parseTrackerList(word.toUtf8());
        if (list.trackers.empty()) {
            const auto why = remote::TrackerUrl::parse(word);
            return why ? fail(ErrorCode::Malformed, "There is no tracker in this.")
                       : Check(tl::unexpected(why.error()));
        }
        line.urls.insert(line.urls.end(), list.trackers.begin(), list.trackers.end());
        if (!line.options.hash && !list.hashes.empty())
            line.options.hash = list.hashes.front();
    }
    if (line.urls.empty() && line.listFile.isEmpty())
        return fail(ErrorCode::Missing, "check needs a tracker's URL, or --file LIST.");
    return {};
}

} // namespace

Result<InfoHash> readHash(const QString& text)
{
    if (torrent::isMagnet(text)) {
        const auto magnet = torrent::readMagnet(text);
        if (!magnet)
            return tl::unexpected(magnet.error());
        return magnet->infoHash;
    }
    const auto hash = remote::hashFromDigits(text.trimmed().toLatin1());
    if (!hash)
        return fail(ErrorCode::WrongLength,
            "“" + text.left(80).toStdString()
                + "” is no infohash: 40 or 64 hex digits, 32 base32 ones, or a magnet link is meant.");
    return *hash;
}

bool isRemoteCommand(const QStringList& arguments)
{
    static const QStringList kCommands{QStringLiteral("check"), QStringLiteral("announce"), QStringLiteral("scrape")};
    return arguments.size() > 1 && kCommands.contains(arguments[1]);
}

Result<RemoteLine> parseRemoteLine(const QStringList& arguments)
{
    RemoteLine line;
    const QString command = arguments.value(1);
    line.command = command == QLatin1String("announce") ? RemoteLine::Command::Announce
        : command == QLatin1String("scrape")            ? RemoteLine::Command::Scrape
                                                        : RemoteLine::Command::Check;
    QCommandLineParser parser;
    declare(parser);
    QStringList rest = arguments;
    rest.removeAt(1);
    if (!parser.parse(rest))
        return fail(ErrorCode::Malformed, parser.errorText().toStdString());
    if (has(parser, "help")) {
        line.help = true;
        return line;
    }
    line.json = has(parser, "json");
    line.raw = has(parser, "raw");
    if (const Check check = checkOptionsFit(parser, line.command); !check)
        return tl::unexpected(check.error());
    for (const auto read : {readNumbers, readWays}) {
        if (const Check check = read(parser, line.options); !check)
            return tl::unexpected(check.error());
    }
    const QStringList words = parser.positionalArguments();
    Check check = line.command == RemoteLine::Command::Check ? readCheck(parser, line)
        : line.command == RemoteLine::Command::Announce      ? readAnnounce(parser, line)
                                                             : Check();
    if (check)
        check = line.command == RemoteLine::Command::Check ? readTrackers(words, line) : readUrlAndHashes(words, line);
    if (!check)
        return tl::unexpected(check.error());
    return line;
}

QString remoteHelp(RemoteLine::Command command)
{
    static const char* const kCheck = R"(waggle check looks at trackers and says what is wrong with them.

Usage:
  waggle check [OPTIONS] URL…        URLs, host:port (asked over udp and http), magnet links
  waggle check --file LIST           a list, a .torrent, a page's text; - for standard input

  --full                 all findings but B15, B16, U7: at most 25 requests a leg instead of 6
  --hash H               compare this torrent's swarm over all of them
  --jobs N               legs under way at once (64)
  --fail-on LEVEL        note, warning, error or fatal: exit 1 from here on (error)
  --claim-address        with --full: test whether ip= is believed of a stranger (B15)
  --slow                 as --full, and the findings that are worth a wait: 5 minutes for old
                         connection ids (U7), two intervals (15 to 70 minutes) for clients that
                         vanish (B16);
                         at most 6 more requests a leg
)";
    static const char* const kAnnounce = R"(waggle announce tells a tracker of a client and shows its answer.

Usage:
  waggle announce [OPTIONS] URL HASH

  --left N               bytes left (1)
  --event E              started, completed, stopped or none (started)
  --port N               the client's port (6881)
  --numwant N            peers wanted (50)
  --stay                 do not say “stopped” afterwards
)";
    static const char* const kScrape = R"(waggle scrape asks a tracker for the counts of torrents.

Usage:
  waggle scrape [OPTIONS] URL HASH…

HASH: 40 or 64 hex digits, 32 base32 ones, or a magnet link.
)";
    static const char* const kCommon = R"(
  -4, -6                 this family only
  --timeout S            seconds for each phase (10)
  --resends N            of a UDP datagram, after 1, 2, 4 s (3)
  --proxy URL            socks5://[USER:PASSWORD@]HOST:PORT or http://…; nothing goes past it
  --resolver ADDR        ask this DNS server; may be repeated
  --ca FILE              trust this authority too (PEM)
  --user-agent TEXT      in place of Waggle's own
  --json                 one JSON object a line
  --raw                  show what was sent and received
  -h, --help             this text

Exit status: 0 nothing at or above the bar, 1 something, 2 wrong usage.
)";
    const char* const head = command == RemoteLine::Command::Check ? kCheck
        : command == RemoteLine::Command::Announce                 ? kAnnounce
                                                                   : kScrape;
    return QString::fromUtf8(head) + QString::fromUtf8(kCommon);
}

} // namespace waggle::app
