// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/remotevalues.h"

#include "app/commandline/remoteline.h"
#include "core/remote/list/hashtext.h"
#include "core/remote/net/dnslookup.h"
#include "core/text/words.h"
#include "core/torrent/reader.h"

#include <algorithm>
#include <limits>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::InfoHash;
using protocol::Result;
using remote::Mode;
using settings::Range;

namespace {

constexpr Range kJobsRange{1, 1000};
constexpr Range kResendsRange{0, 8};
constexpr Range kLeftRange{0, std::numeric_limits<qint64>::max()};
constexpr Range kClientPortRange{1, 65'535};
constexpr Range kNumwantRange{0, 10'000};
constexpr double kShortestTimeout = 0.1; // s
constexpr double kLongestTimeout = 120; // s

// "--proxy: A proxy begins with …"
tl::unexpected<protocol::Error> because(const Given& given, const protocol::Error& error)
{
    return fail(error.code, given.option->text().toStdString() + ": " + error.message);
}

template <typename To>
Taken takeNumber(const Given& given, Range range, To& to)
{
    const auto number = settings::wholeNumber(given.value, range);
    if (!number)
        return valueWrong(given, Words::tr("This must be a number from %1 to %2.").arg(range.least).arg(range.most));
    to = static_cast<To>(*number);
    return {};
}

// Of an announce: what it tells of the client.
template <typename To>
Taken takeFigure(const Given& given, Range range, To& to)
{
    const auto number = settings::wholeNumber(given.value, range);
    if (!number)
        return fail(ErrorCode::OutOfRange,
            Words::tr("%1 is a number from %2 to %3.")
                .arg(given.option->text())
                .arg(range.least)
                .arg(range.most)
                .toStdString());
    to = static_cast<To>(*number);
    return {};
}

Taken takeFamily(RemoteLine& line, bool& other)
{
    other = false;
    if (!line.options.v4 && !line.options.v6)
        return fail(ErrorCode::Malformed,
            Words::tr("-4 and -6 together leave nothing: without either, both are asked.").toStdString());
    return {};
}

} // namespace

Taken takeFile(const Given& given, RemoteLine& line)
{
    line.listFile = given.value;
    return {};
}

Taken takeFull(const Given&, RemoteLine& line)
{
    line.options.mode = Mode::Full;
    return {};
}

Taken takeHash(const Given& given, RemoteLine& line)
{
    const auto hash = readHash(given.value);
    if (!hash)
        return because(given, hash.error());
    line.options.hash = *hash;
    return {};
}

Taken takeJobs(const Given& given, RemoteLine& line)
{
    return takeNumber(given, kJobsRange, line.options.jobs);
}

Taken takeFailOn(const Given& given, RemoteLine& line)
{
    using remote::Severity;
    for (const Severity severity : {Severity::Note, Severity::Warning, Severity::Error, Severity::Fatal}) {
        if (remote::severityText(severity) == given.value.toStdString()) {
            line.failOn = severity;
            return {};
        }
    }
    return valueWrong(given, Words::tr("This must be note, warning, error or fatal."));
}

Taken takeClaimAddress(const Given&, RemoteLine& line)
{
    line.options.claimSpoof = true;
    return {};
}

Taken takeSlow(const Given& given, RemoteLine& line)
{
    line.options.slow.emplace();
    return takeFull(given, line);
}

Taken takeLeft(const Given& given, RemoteLine& line)
{
    return takeFigure(given, kLeftRange, line.options.wish->left);
}

Taken takeEvent(const Given& given, RemoteLine& line)
{
    static const QStringList kNames{
        QStringLiteral("none"), QStringLiteral("completed"), QStringLiteral("started"), QStringLiteral("stopped")};
    if (!kNames.contains(given.value))
        return valueWrong(given, Words::tr("This must be started, completed, stopped or none."));
    line.options.wish->event = static_cast<protocol::Event>(kNames.indexOf(given.value));
    return {};
}

Taken takePort(const Given& given, RemoteLine& line)
{
    return takeFigure(given, kClientPortRange, line.options.wish->port);
}

Taken takeNumwant(const Given& given, RemoteLine& line)
{
    return takeFigure(given, kNumwantRange, line.options.wish->numwant);
}

Taken takeStay(const Given&, RemoteLine& line)
{
    line.options.wish->stay = true;
    return {};
}

Taken takeOnlyV4(const Given&, RemoteLine& line)
{
    return takeFamily(line, line.options.v6);
}

Taken takeOnlyV6(const Given&, RemoteLine& line)
{
    return takeFamily(line, line.options.v4);
}

Taken takeTimeout(const Given& given, RemoteLine& line)
{
    bool ok = false;
    const double seconds = given.value.toDouble(&ok);
    if (!ok || !(seconds >= kShortestTimeout && seconds <= kLongestTimeout))
        return valueWrong(given, Words::tr("This must be seconds from 0.1 to 120."));
    line.options.timeout = std::chrono::milliseconds(static_cast<int>(seconds * 1000));
    return {};
}

Taken takeResends(const Given& given, RemoteLine& line)
{
    return takeNumber(given, kResendsRange, line.options.resends);
}

Taken takeProxy(const Given& given, RemoteLine& line)
{
    const auto proxy = settings::Proxy::parse(given.value);
    if (!proxy)
        return because(given, proxy.error());
    line.options.proxy = *proxy;
    return {};
}

Taken takeResolver(const Given& given, RemoteLine& line)
{
    if (!remote::DnsServer::parse(given.value))
        return valueWrong(given, Words::tr("This must be an address, such as 192.0.2.53 or [2001:db8::53]:5353."));
    line.options.resolvers += given.value;
    return {};
}

Taken takeCaFile(const Given& given, RemoteLine& line)
{
    line.options.caFile = given.value;
    return {};
}

Taken takeUserAgent(const Given& given, RemoteLine& line)
{
    const bool printable
        = std::all_of(given.value.begin(), given.value.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
    if (!printable)
        return fail(ErrorCode::Malformed, Words::tr("--user-agent is text of one line, in ASCII.").toStdString());
    line.options.userAgent = given.value;
    return {};
}

Taken takeRaw(const Given&, RemoteLine& line)
{
    line.raw = true;
    return {};
}

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
            Words::tr("“%1” is no infohash: 40 or 64 hex digits, 32 base32 ones, or a magnet link is meant.")
                .arg(text.left(80))
                .toStdString());
    return *hash;
}

} // namespace waggle::app
