// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/reporttext.h"

#include "core/remote/report/untested.h"
#include "core/text/words.h"
#include "core/torrent/safename.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace waggle::remote {

namespace {

constexpr qsizetype kMaxWords = 4096; // bytes: a tracker's own words are told whole

template <typename Get>
std::optional<Duration> firstTime(const LegRecord& leg, Get get)
{
    for (const Exchange& exchange : leg.exchanges)
        if (const std::optional<Duration> time = get(exchange))
            return time;
    return std::nullopt;
}

bool isAnnounce(const Exchange& exchange)
{
    return exchange.step.kind == StepKind::Announce || exchange.step.kind == StepKind::Redirected;
}

std::optional<Duration> firstByte(const LegRecord& leg)
{
    const auto announced = firstTime(
        leg, [](const Exchange& exchange) { return isAnnounce(exchange) ? exchange.phases.firstByte : std::nullopt; });
    return announced ? announced : firstTime(leg, [](const Exchange& exchange) { return exchange.phases.firstByte; });
}

void countDatagrams(const LegRecord& leg, LegFigures& figures)
{
    figures.sent = leg.requests;
    if (leg.scheme != Scheme::Udp)
        return;
    figures.sent = 0;
    for (const Exchange& exchange : leg.exchanges) {
        const bool isBetterSilent = exchange.step.kind == StepKind::UdpWrongMagic || exchange.step.oldId;
        if (!exchange.udp || isBetterSilent)
            continue;
        const bool silent = exchange.cause == Cause::AnswerTimeout || exchange.cause == Cause::ConnectTimeout;
        figures.sent += exchange.udp->sent;
        figures.lost += silent ? exchange.udp->sent : exchange.udp->lost();
    }
}

QString wordsOf(const TrackerUrl& url, const Exchange& exchange)
{
    for (const auto& words : {exchange.udpError, exchange.announce ? exchange.announce->failure : std::nullopt,
             exchange.announce ? exchange.announce->warning : std::nullopt,
             exchange.scrape ? exchange.scrape->failure : std::nullopt})
        if (words)
            return shownText(url, *words);
    return {};
}

QString message(const TrackerUrl& url, const LegRecord& leg, State state)
{
    for (const Exchange& exchange : leg.exchanges)
        if (const QString words = wordsOf(url, exchange);
            !words.isEmpty() && exchange.step.event != protocol::Event::Stopped)
            return words;
    if (state != State::Down && state != State::Unknown)
        return {};
    for (const Exchange& exchange : leg.exchanges)
        if (exchange.cause != Cause::None) {
            const QString detail = shownText(url, exchange.detail);
            return causeText(exchange.cause) + (detail.isEmpty() ? detail : QLatin1String(": ") + detail);
        }
    return {};
}

QString scrapeText(const TrackerRecord& record, const LegRecord& leg)
{
    const auto scrape = std::find_if(leg.exchanges.begin(), leg.exchanges.end(),
        [](const Exchange& exchange) { return exchange.step.kind == StepKind::Scrape; });
    const bool byPath = leg.scheme == Scheme::Http || leg.scheme == Scheme::Https;
    if (scrape == leg.exchanges.end())
        return byPath && !leg.exchanges.empty() && !record.url.scrapeTarget() ? QStringLiteral("unsupported")
                                                                              : QString();
    if (scrape->udpError || (scrape->scrape && scrape->scrape->failure))
        return QStringLiteral("refused");
    if (scrape->cause == Cause::AnswerTimeout || scrape->cause == Cause::ConnectTimeout)
        return QStringLiteral("timeout");
    if (scrape->cause == Cause::Cancelled)
        return {};
    if (scrape->http && (scrape->http->status == 404 || scrape->http->status == 405 || scrape->http->status == 501))
        return QStringLiteral("unsupported");
    if (scrape->cause != Cause::None || !scrape->scrape)
        return QStringLiteral("failed");
    return scrape->scrape->files.empty() ? QStringLiteral("empty") : QStringLiteral("ok");
}

} // namespace

void sortFindings(std::vector<Finding>& findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        if (a.leg != b.leg)
            return a.leg < b.leg;
        return std::less<>()(a.kind, b.kind); // the table is one array
    });
}

QString shownText(const TrackerUrl& url, const QString& text)
{
    return torrent::safeText(withoutKeys(url, text), kMaxWords);
}

QString shownText(const TrackerUrl& url, const QByteArray& utf8)
{
    return shownText(url, QString::fromUtf8(utf8.left(4 * kMaxWords)));
}

LegFigures legFigures(const Report& report, std::size_t leg)
{
    const LegRecord& its = report.record.legs[leg];
    LegFigures figures;
    figures.transport = schemeText(its.scheme);
    figures.family = its.family == protocol::Family::V4 ? QStringLiteral("v4") : QStringLiteral("v6");
    figures.address = its.address ? QString::fromStdString(its.address->text()) : QString();
    figures.state = leg < report.legStates.size() ? report.legStates[leg] : State::Unknown;
    figures.dns = firstTime(its, [](const Exchange& exchange) { return exchange.phases.dns; });
    figures.connect = firstTime(its, [](const Exchange& exchange) { return exchange.phases.connect; });
    figures.tls = firstTime(its, [](const Exchange& exchange) { return exchange.phases.tls; });
    figures.firstByte = firstByte(its);
    countDatagrams(its, figures);
    for (const Exchange& exchange : its.exchanges)
        if (exchange.announce && !exchange.announce->failure && exchange.step.event != protocol::Event::Stopped) {
            figures.interval = exchange.announce->interval;
            figures.seeders = exchange.announce->seeders;
            figures.leechers = exchange.announce->leechers;
            figures.peers = static_cast<qint64>(exchange.announce->peers.size());
            break;
        }
    figures.message = message(report.record.url, its, figures.state);
    figures.scrape = scrapeText(report.record, its);
    return figures;
}

std::optional<double> milliseconds(const std::optional<Duration>& time)
{
    return time ? std::optional(std::round(static_cast<double>(time->count()) / 100.0) / 10.0) : std::nullopt;
}

QString millisecondsText(const std::optional<Duration>& time)
{
    const auto ms = milliseconds(time);
    return ms ? QString::number(*ms, 'f', 1) : QStringLiteral("\u2013");
}

QString whenText(qint64 wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        + QLatin1String(" UTC");
}

QString legName(const LegFigures& leg)
{
    const QString name = leg.transport + QLatin1Char(' ') + leg.family;
    return leg.address.isEmpty() ? name : name + QLatin1Char(' ') + leg.address;
}

QString title(const FindingKind& kind)
{
    return QCoreApplication::translate("findings", kind.title);
}

QString advice(const FindingKind& kind)
{
    return QCoreApplication::translate("findings", kind.advice);
}

QStringList untestedLines(const Report& report)
{
    QStringList lines;
    for (const Untested& one : untested(report.record))
        lines
            += QCoreApplication::translate("remote", "%1 not tested at %2: %3")
                   .arg(QLatin1String(one.id), legName(legFigures(report, static_cast<std::size_t>(one.leg))), one.why);
    return lines;
}

QStringList undecidable()
{
    return {Words::tr("whether connection ids are bound to addresses"),
        Words::tr("limits on how often one address may ask"),
        Words::tr("whether its name resolves differently elsewhere"),
        Words::tr(
            "whether a provider on the way interferes: repeat the check through a proxy or with another resolver"),
        Words::tr("whether the peers it hands out are real"),
        Words::tr(
            "whether it makes up peers for well-known torrents only: compare trackers on a torrent that you know")};
}

} // namespace waggle::remote
