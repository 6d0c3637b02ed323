// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/reporttext.h"
#include "core/remote/report/untested.h"

#include <QJsonArray>

namespace waggle::remote {

namespace {

QJsonValue tenths(const std::optional<Duration>& time)
{
    const auto ms = milliseconds(time);
    return ms ? QJsonValue(*ms) : QJsonValue();
}

QJsonValue number(const std::optional<qint64>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject findingToJson(const TrackerUrl& url, const Finding& finding)
{
    return {{"id", QString::fromLatin1(finding.kind->id)},
        {"severity", QString::fromLatin1(severityText(finding.severity))},
        {"leg", finding.leg < 0 ? QJsonValue() : QJsonValue(finding.leg)}, {"title", title(*finding.kind)},
        {"evidence", shownText(url, finding.evidence)},
        {"bep", finding.kind->bep == 0 ? QJsonValue() : QJsonValue(finding.kind->bep)},
        {"advice", advice(*finding.kind)}};
}

} // namespace

QJsonObject legToJson(const Report& report, std::size_t leg)
{
    const LegFigures figures = legFigures(report, leg);
    return {{"transport", figures.transport}, {"family", figures.family}, {"address", textOrNull(figures.address)},
        {"state", stateText(figures.state)}, {"dns_ms", tenths(figures.dns)}, {"connect_ms", tenths(figures.connect)},
        {"tls_ms", tenths(figures.tls)}, {"first_byte_ms", tenths(figures.firstByte)}, {"sent", figures.sent},
        {"lost", figures.lost}, {"interval", number(figures.interval)}, {"seeders", number(figures.seeders)},
        {"leechers", number(figures.leechers)}, {"peers", number(figures.peers)},
        {"message", textOrNull(figures.message)}, {"scrape", textOrNull(figures.scrape)}};
}

QJsonObject toJson(const Report& report)
{
    QJsonArray legs;
    for (std::size_t leg = 0; leg < report.record.legs.size(); ++leg)
        legs.append(legToJson(report, leg));
    QJsonArray findings;
    for (const Finding& finding : report.findings)
        if (finding.kind)
            findings.append(findingToJson(report.record.url, finding));
    QJsonObject object{{"url", report.record.url.shown()}, {"state", stateText(report.state)},
        {"elapsed_ms", tenths(report.record.elapsed)}, {"legs", legs}, {"findings", findings}};
    if (report.record.slow) {
        QJsonArray missed;
        for (const Untested& one : untested(report.record))
            missed.append(QJsonObject{{"id", QLatin1String(one.id)}, {"leg", one.leg}, {"why", one.why}});
        object.insert(QStringLiteral("untested"), missed);
    }
    return object;
}

} // namespace waggle::remote
