// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/remoterow.h"

#include "core/remote/report/reporttext.h"
#include "core/text/words.h"
#include "ui/base/format.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace waggle::ui {

using remote::Cause;
using remote::LegFigures;
using remote::Report;
using remote::State;

namespace {

bool works(State state)
{
    return state == State::Up || state == State::Degraded || state == State::Restricted;
}

double totalOf(const LegFigures& leg)
{
    return inMs(leg.dns) + inMs(leg.connect) + inMs(leg.tls) + inMs(leg.firstByte);
}

bool hasAnswered(const LegFigures& leg)
{
    return works(leg.state) && leg.firstByte;
}

bool isBetter(const LegFigures& leg, const LegFigures& than)
{
    return hasAnswered(leg) && (!hasAnswered(than) || totalOf(leg) < totalOf(than));
}

// The legs of one family.
struct Legs {
    int all = 0, down = 0;
    int sent = 0, lost = 0;
    std::optional<double> fastest; // ms
    Cause cause = Cause::None; // why there is no answer

    void add(const Report& report, std::size_t index, const LegFigures& figures)
    {
        ++all;
        if (figures.transport == QLatin1String("udp")) {
            sent += figures.sent;
            lost += figures.lost;
        }
        if (hasAnswered(figures)) {
            fastest = std::min(fastest.value_or(totalOf(figures)), totalOf(figures));
            return;
        }
        if (const Cause why = firstFailure(report.record.legs[index]); why != Cause::None) {
            cause = why;
            ++down;
        }
    }
};

RemoteRow::Family familyOf(const Legs& legs, bool complete)
{
    RemoteRow::Family family;
    family.ms = legs.fastest;
    if (legs.fastest) {
        family.sign = QStringLiteral("✓");
        family.tone = Tone::Good;
        family.text = format::elapsed(text::Milliseconds(*legs.fastest));
        if (legs.lost > 0 && legs.sent > 0)
            family.text
                += QStringLiteral(" · ") + Words::tr("%1 lost").arg(format::percent(double(legs.lost) / legs.sent));
        if (legs.down > 0) {
            family.sign = QStringLiteral("⚠");
            family.tone = Tone::Warning;
            family.text += QStringLiteral(" · ") + Words::tr("%1 of %2 down").arg(legs.down).arg(legs.all);
        }
        return family;
    }
    const bool asked = legs.cause != Cause::None && legs.cause != Cause::NoNetwork && legs.cause != Cause::Cancelled
        && legs.cause != Cause::NoData;
    if (!asked) {
        family.text = complete || legs.all == 0 ? format::unknown() : QStringLiteral("…");
        return family;
    }
    family.sign = QStringLiteral("✕");
    family.tone = Tone::Bad;
    family.text = shortCause(legs.cause);
    family.tip = remote::causeText(legs.cause);
    return family;
}

void addFindings(RemoteRow& row, const Report& report)
{
    auto chips = std::make_shared<std::vector<Cell::ChipText>>();
    row.findings.clear();
    QStringList tips;
    for (const remote::Finding& finding : report.findings) {
        const QString id = QString::fromLatin1(finding.kind->id);
        if (row.findings.contains(id))
            continue;
        row.findings << id;
        chips->push_back({id, severityTone(finding.severity)});
        tips << id + QStringLiteral("  ") + remote::title(*finding.kind);
    }
    const auto worst = remote::worst(report);
    row.worst = worst ? static_cast<int>(*worst) : -1;
    row.findingsTip = tips.join(QLatin1Char('\n'));
    row.chips = chips->empty() ? nullptr : std::move(chips);
}

void keepLargest(std::optional<qint64>& kept, const std::optional<qint64>& value)
{
    if (value && (!kept || *value > *kept))
        kept = value;
}

} // namespace

Tone stateTone(State state)
{
    switch (state) {
    case State::Up:
        return Tone::Good;
    case State::Degraded:
        return Tone::Warning;
    case State::Restricted:
        return Tone::Progress;
    case State::Down:
        return Tone::Bad;
    case State::Unknown:
        break;
    }
    return Tone::Dim;
}

Tone severityTone(remote::Severity severity)
{
    switch (severity) {
    case remote::Severity::Note:
        return Tone::Progress;
    case remote::Severity::Warning:
        return Tone::Warning;
    case remote::Severity::Error:
    case remote::Severity::Fatal:
        break;
    }
    return Tone::Bad;
}

QString stateWord(State state)
{
    switch (state) {
    case State::Up:
        return Words::tr("up");
    case State::Degraded:
        return Words::tr("degraded");
    case State::Restricted:
        return Words::tr("restricted");
    case State::Down:
        return Words::tr("down");
    case State::Unknown:
        break;
    }
    return Words::tr("unknown");
}

double inMs(const std::optional<remote::Duration>& time)
{
    return time ? static_cast<double>(time->count()) / 1000 : 0;
}

QString shortCause(Cause cause)
{
    switch (cause) {
    case Cause::ConnectTimeout:
    case Cause::AnswerTimeout:
    case Cause::ProxyTimeout:
        return Words::tr("timed out");
    case Cause::BadAnswer:
        return Words::tr("bad answer");
    case Cause::ProxyNoUdp:
        return Words::tr("proxy: no UDP");
    case Cause::None:
    case Cause::NxDomain:
    case Cause::ServFail:
    case Cause::NoData:
    case Cause::ResolverTimeout:
    case Cause::Refused:
    case Cause::Reset:
    case Cause::Unreachable:
    case Cause::TlsFailed:
    case Cause::Incomplete:
    case Cause::TooLarge:
    case Cause::Denied:
    case Cause::ProxyRefused:
    case Cause::NoNetwork:
    case Cause::NoSocket:
    case Cause::Cancelled:
        break;
    }
    return remote::causeText(cause);
}

Cause firstFailure(const remote::LegRecord& leg)
{
    for (const remote::Exchange& exchange : leg.exchanges)
        if (exchange.cause != Cause::None)
            return exchange.cause;
    return Cause::None;
}

RemoteRow remoteRow(quint64 id, const remote::TrackerUrl& url)
{
    RemoteRow row;
    row.id = id;
    std::memcpy(row.key.bytes.data(), &id, sizeof id);
    row.url = url;
    row.shown = url.shown();
    setWork(row, RemoteRow::Work::None);
    return row;
}

std::vector<RemoteRow> remoteRows(const std::vector<remote::TrackerUrl>& urls, quint64 firstId)
{
    std::vector<RemoteRow> rows;
    rows.reserve(urls.size());
    for (const remote::TrackerUrl& url : urls)
        rows.push_back(remoteRow(firstId++, url));
    return rows;
}

void setWork(RemoteRow& row, RemoteRow::Work work)
{
    row.work = work;
    const bool old = row.report && work != RemoteRow::Work::Waiting && work != RemoteRow::Work::Asked;
    if (old)
        return setReport(row, row.report);
    static const std::array<QString, 3> kWords{
        Words::tr("not checked"), Words::tr("waiting"), Words::tr("asking…")}; // shared by all rows
    row.stateTone = Tone::Dim;
    row.state = kWords.at(work == RemoteRow::Work::Asked ? 2 : work == RemoteRow::Work::Waiting ? 1 : 0);
    if (row.report)
        return;
    row.v4 = row.v6 = {format::unknown(), {}, {}, Tone::Dim, {}};
}

void setReport(RemoteRow& row, const remote::ReportPtr& report)
{
    row.report = report;
    row.isOwn = report->record.isOwn;
    row.work = report->complete ? RemoteRow::Work::Checked : RemoteRow::Work::Asked;
    row.state = report->complete ? stateWord(report->state) : Words::tr("asking…");
    row.stateTone = report->complete ? stateTone(report->state) : Tone::Dim;
    row.seeders.reset();
    row.leechers.reset();
    Legs v4, v6;
    std::optional<LegFigures> best; // the fastest; of none that answered, how far the first one came
    for (std::size_t i = 0; i < report->record.legs.size(); ++i) {
        const LegFigures figures = legFigures(*report, i);
        (report->record.legs[i].family == protocol::Family::V4 ? v4 : v6).add(*report, i, figures);
        keepLargest(row.seeders, figures.seeders);
        keepLargest(row.leechers, figures.leechers);
        if (totalOf(figures) > 0 && (!best || isBetter(figures, *best)))
            best = figures;
    }
    row.phases = {};
    row.totalMs = best ? totalOf(*best) : -1;
    if (best)
        row.phases = {inMs(best->dns), inMs(best->connect), inMs(best->tls), inMs(best->firstByte)};
    row.v4 = familyOf(v4, report->complete);
    row.v6 = familyOf(v6, report->complete);
    addFindings(row, *report);
}

} // namespace waggle::ui
