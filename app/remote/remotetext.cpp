// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remote/remotetext.h"

#include "core/protocol/clientname.h"
#include "core/remote/report/reporttext.h"
#include "core/remote/steps.h"
#include "core/text/words.h"

#include <QJsonArray>

#include <algorithm>

namespace waggle::app {

using namespace remote;

namespace {

constexpr int kShownPeers = 50;
constexpr qsizetype kShownRaw = 2048;

QString count(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : QStringLiteral("–");
}

QString legText(const Report& report, std::size_t leg)
{
    const LegFigures figures = legFigures(report, leg);
    QString line = QStringLiteral("  %1  %2").arg(legName(figures), stateText(figures.state));
    const auto add = [&](const char* name, const std::optional<Duration>& time) {
        if (time)
            line += QStringLiteral("  %1 %2 ms").arg(QLatin1String(name), millisecondsText(time));
    };
    add("dns", figures.dns);
    add("connect", figures.connect);
    add("tls", figures.tls);
    add("answer", figures.firstByte);
    if (figures.lost > 0)
        line += QStringLiteral("  %1 of %2 lost").arg(figures.lost).arg(figures.sent);
    if (figures.interval)
        line += QStringLiteral("  interval %1 s").arg(*figures.interval);
    if (figures.seeders || figures.leechers)
        line += QStringLiteral("  seeds %1  leechers %2").arg(count(figures.seeders), count(figures.leechers));
    if (!figures.scrape.isEmpty())
        line += QStringLiteral("  scrape %1").arg(figures.scrape);
    if (!figures.message.isEmpty())
        line += QStringLiteral("  “%1”").arg(figures.message);
    return line;
}

QString findingText(const Report& report, const Finding& finding)
{
    QString text = QStringLiteral("  %1 %2: %3")
                       .arg(QString::fromLatin1(finding.kind->id),
                           QString::fromUtf8(severityText(finding.severity).data()), title(*finding.kind));
    text += QStringLiteral("\n      %1").arg(shownText(report.record.url, finding.evidence));
    return text + QStringLiteral("\n      %1").arg(advice(*finding.kind));
}

// The exchange whose answer `announce` and `scrape` show.
const Exchange* answerOf(const LegRecord& leg)
{
    const auto found = std::find_if(leg.exchanges.begin(), leg.exchanges.end(),
        [](const Exchange& exchange) { return exchange.announce || exchange.scrape; });
    return found == leg.exchanges.end() ? nullptr : &*found;
}

QString idText(const std::optional<protocol::PeerId>& id)
{
    return id ? QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(id->bytes.data()), 20).toPercentEncoding())
              : QString();
}

QString hexDump(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.left(kShownRaw).toHex(' '))
        + (bytes.size() > kShownRaw ? QStringLiteral(" … (%1 bytes)").arg(bytes.size()) : QString());
}

QString rawBytes(const TrackerUrl& url, Scheme scheme, const QByteArray& bytes)
{
    return scheme == Scheme::Udp ? hexDump(bytes) : shownText(url, bytes.left(kShownRaw));
}

} // namespace

QString checkText(const Report& report)
{
    QStringList lines{QStringLiteral("%1  %2%3")
                          .arg(report.record.url.shown(), stateText(report.state),
                              report.record.isOwn ? QStringLiteral("  (this tracker)") : QString())};
    for (std::size_t leg = 0; leg < report.record.legs.size(); ++leg)
        lines += legText(report, leg);
    for (const Finding& finding : report.findings)
        lines += findingText(report, finding);
    for (const QString& line : untestedLines(report))
        lines += QStringLiteral("  ") + line;
    return lines.join(QLatin1Char('\n'));
}

std::optional<QDateTime> pausesUntil(const Report& report)
{
    std::optional<Duration> first;
    for (const LegRecord& leg : report.record.legs) {
        if (leg.pause && leg.pause->until && (!first || *leg.pause->until < *first))
            first = leg.pause->until;
    }
    if (!first)
        return std::nullopt;
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(*first).count();
    return QDateTime::fromMSecsSinceEpoch(report.record.startedMs + ms);
}

QString pauseText(const std::vector<ReportPtr>& pausing)
{
    std::optional<QDateTime> last;
    bool oldId = false, gone = false;
    for (const ReportPtr& report : pausing) {
        const auto until = pausesUntil(*report);
        if (until && (!last || *until > *last))
            last = until;
        for (const LegRecord& leg : report->record.legs) {
            oldId = oldId || (leg.pause && leg.pause->step == step::kOldId);
            gone = gone || (leg.pause && leg.pause->step == step::kGone);
        }
    }
    if (!last)
        return {};
    QStringList why; // in all the line keeps within 80 columns, or it could not be taken back
    if (oldId)
        why += QStringLiteral("U7: old ids");
    if (gone)
        why += QStringLiteral("B16: intervals");
    return QStringLiteral("; %1 waiting until %2 (%3)")
        .arg(QString::number(pausing.size()), last->toString(QStringLiteral("HH:mm:ss")),
            why.join(QStringLiteral(", ")));
}

QString rawText(const Report& report)
{
    QStringList lines;
    for (const LegRecord& leg : report.record.legs) {
        for (const Exchange& exchange : leg.exchanges) {
            lines += QStringLiteral("  %1: %2")
                         .arg(QString::fromStdString(exchange.step.name), causeText(exchange.cause));
            if (!exchange.request.isEmpty())
                lines += QStringLiteral("    > ") + rawBytes(report.record.url, leg.scheme, exchange.request);
            if (!exchange.reply.isEmpty())
                lines += QStringLiteral("    < ") + rawBytes(report.record.url, leg.scheme, exchange.reply);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QString compareText(const Comparison& comparison)
{
    QStringList lines{QStringLiteral("Swarm %1: %2")
                          .arg(QString::fromStdString(comparison.hash.hex()),
                              Words::counted(static_cast<qint64>(comparison.uniquePeers), Words::tr("1 peer"),
                                  Words::tr("%1 different peers")))};
    for (const ComparedTracker& tracker : comparison.trackers) {
        QString line
            = QStringLiteral("  %1  %2  seeds %3  leechers %4  peers %5 (%6 new)")
                  .arg(tracker.url.shown(), stateText(tracker.state), count(tracker.seeders), count(tracker.leechers))
                  .arg(tracker.peers)
                  .arg(tracker.added);
        if (tracker.outlier)
            line += QStringLiteral("  outlier: %1").arg(tracker.why);
        lines += line;
    }
    return lines.join(QLatin1Char('\n'));
}

QJsonObject answerJson(const Report& report, std::size_t leg)
{
    QJsonObject object = legToJson(report, leg);
    const Exchange* answer = answerOf(report.record.legs[leg]);
    if (answer && answer->announce) {
        QJsonArray peers;
        for (const RemotePeer& peer : answer->announce->peers)
            peers.append(QJsonObject{{QStringLiteral("ip"), QString::fromStdString(peer.endpoint.address.text())},
                {QStringLiteral("port"), peer.endpoint.port},
                {QStringLiteral("id"), peer.id ? QJsonValue(idText(peer.id)) : QJsonValue()}});
        object.insert(QStringLiteral("peers_list"), peers);
    }
    if (answer && answer->scrape) {
        QJsonObject files;
        for (const ScrapeCounts& counts : answer->scrape->files)
            files.insert(QString::fromStdString(counts.hash.hex()),
                QJsonObject{{QStringLiteral("seeders"), counts.seeders}, {QStringLiteral("leechers"), counts.leechers},
                    {QStringLiteral("completed"), counts.completed}});
        object.insert(QStringLiteral("files"), files);
    }
    return object;
}

QString answerText(const Report& report, std::size_t leg)
{
    QStringList lines{legText(report, leg)};
    const Exchange* answer = answerOf(report.record.legs[leg]);
    if (answer && answer->announce) {
        const auto& peers = answer->announce->peers;
        for (std::size_t i = 0; i < std::min<std::size_t>(peers.size(), kShownPeers); ++i)
            lines += QStringLiteral("    %1  %2")
                         .arg(QString::fromStdString(peers[i].endpoint.text()),
                             peers[i].id ? QString::fromStdString(protocol::clientName(*peers[i].id)) : QString())
                         .trimmed()
                         .prepend(QStringLiteral("    "));
        if (peers.size() > kShownPeers)
            lines += QStringLiteral("    … and %1 more; --json has all").arg(peers.size() - kShownPeers);
    }
    if (answer && answer->scrape) {
        for (const ScrapeCounts& counts : answer->scrape->files)
            lines += QStringLiteral("    %1  seeds %2  leechers %3  completed %4")
                         .arg(QString::fromStdString(counts.hash.hex()))
                         .arg(counts.seeders)
                         .arg(counts.leechers)
                         .arg(counts.completed);
    }
    return lines.join(QLatin1Char('\n'));
}

QJsonObject compareJson(const Comparison& comparison)
{
    QJsonArray trackers;
    for (const ComparedTracker& tracker : comparison.trackers) {
        const auto number
            = [](const std::optional<qint64>& value) { return value ? QJsonValue(*value) : QJsonValue(); };
        trackers.append(QJsonObject{{QStringLiteral("url"), tracker.url.shown()},
            {QStringLiteral("state"), stateText(tracker.state)}, {QStringLiteral("seeders"), number(tracker.seeders)},
            {QStringLiteral("leechers"), number(tracker.leechers)},
            {QStringLiteral("completed"), number(tracker.completed)},
            {QStringLiteral("peers"), static_cast<qint64>(tracker.peers)},
            {QStringLiteral("added"), static_cast<qint64>(tracker.added)},
            {QStringLiteral("outlier"), tracker.outlier}});
    }
    QJsonArray overlap;
    for (const auto& row : comparison.overlap) {
        QJsonArray cells;
        for (const std::size_t cell : row)
            cells.append(static_cast<qint64>(cell));
        overlap.append(cells);
    }
    return {{QStringLiteral("hash"), QString::fromStdString(comparison.hash.hex())},
        {QStringLiteral("unique_peers"), static_cast<qint64>(comparison.uniquePeers)},
        {QStringLiteral("trackers"), trackers}, {QStringLiteral("overlap"), overlap}};
}

} // namespace waggle::app
