// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewwords.h"

#include "core/text/words.h"
#include "ui/base/format.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace waggle::ui::overview {

using Tone = TextLabel::Tone;

namespace {

constexpr std::chrono::minutes kReturn{5}; // the interval that common clients keep at least

const QString kDot = QStringLiteral(" · ");

// "1 client", "15 clients"
QString counted(std::uint64_t count, const char* one, const char* many)
{
    return count == 1 ? Words::tr(one) : Words::tr(many).arg(format::count(count));
}

void append(Parts& parts, const QString& text, Tone tone = Tone::Normal)
{
    if (!parts.empty())
        parts.push_back({kDot, Tone::Normal});
    parts.push_back({text, tone});
}

} // namespace

QString plain(const Parts& parts)
{
    QString text;
    for (const Part& part : parts)
        text += part.text;
    return text;
}

SharedBar sharedBar(const monitor::SwarmRow& row)
{
    SharedBar bar;
    bar.done = std::min(row.clients, row.seeds + row.partialSeeds);
    bar.stuck = std::min(row.clients - bar.done, row.stuck);
    bar.getting = row.clients - bar.done - bar.stuck;
    return bar;
}

Parts sharedWords(const monitor::SwarmRow& row)
{
    using monitor::SwarmState;
    if (row.clients == 0 || row.state == SwarmState::Quiet)
        return {{Words::tr("nobody here now"), Tone::Dim}};
    if (row.state == SwarmState::EveryoneHasIt)
        return {{Words::tr("everyone has it"), Tone::Normal}};
    if (row.state == SwarmState::NobodyHasAll)
        return {{Words::tr("nobody has all of it"), Tone::Warning}};
    const SharedBar bar = sharedBar(row);
    Parts parts;
    append(parts, Words::tr("%1 of %2 done").arg(format::count(row.seeds), format::count(row.clients)));
    if (bar.getting > 0)
        append(parts, Words::tr("%1 getting it").arg(format::count(bar.getting)));
    if (row.partialSeeds > 0)
        append(parts, Words::tr("%1 have what they want").arg(format::count(row.partialSeeds)));
    if (bar.stuck > 0)
        append(parts, Words::tr("%1 stuck").arg(format::count(bar.stuck)), Tone::Warning);
    return parts;
}

Figure swarmsFigure(const monitor::Overview& overview)
{
    Figure figure;
    figure.figure = format::count(static_cast<std::uint64_t>(std::max<qint64>(0, overview.swarms)));
    if (overview.movedDown == 0) {
        figure.note = Words::tr("nothing moved yet");
        return figure;
    }
    figure.note = Words::tr("%1 moved").arg(format::bytes(overview.movedDown));
    if (overview.copies && std::isfinite(*overview.copies))
        figure.note += kDot
            + Words::tr("%1 copies").arg(QLocale().toString(*overview.copies, 'f', *overview.copies < 100 ? 1 : 0));
    return figure;
}

Figure clientsFigure(const monitor::Overview& overview)
{
    const auto& totals = overview.totals;
    const std::uint64_t seeds = std::min(totals.seeds, totals.clients);
    Figure figure;
    figure.figure = format::count(totals.clients);
    if (totals.clients == 0) {
        figure.note = Words::tr("nobody has announced yet");
        return figure;
    }
    figure.note = counted(totals.peers, "1 address", "%1 addresses") + kDot + counted(seeds, "1 seed", "%1 seeds")
        + kDot + counted(totals.clients - seeds, "1 leecher", "%1 leechers");
    if (overview.overdueClients > 0)
        figure.note += kDot + Words::tr("%1 overdue").arg(format::count(overview.overdueClients));
    return figure;
}

Figure trafficFigure(const monitor::Overview& overview)
{
    Figure figure;
    figure.figure = format::rate(overview.trafficDown);
    if (!overview.trafficDown) {
        figure.note = overview.totals.clients > 0 ? Words::tr("nobody has announced twice yet")
                                                  : Words::tr("as the clients report it");
        return figure;
    }
    const QString reported = Words::tr("%1 of %2 reported")
                                 .arg(format::count(overview.reportedClients), format::count(overview.totals.clients));
    figure.note = overview.trafficSpan > monitor::Time{0}
        ? Words::tr("mean of the last %1").arg(format::duration(overview.trafficSpan)) + kDot + reported
        : reported;
    return figure;
}

Figure problemsFigure(const monitor::Overview& overview)
{
    Figure figure;
    figure.figure = format::count(overview.problems + overview.stuckClients);
    if (overview.problems + overview.stuckClients == 0) {
        figure.note = Words::tr("none in the last 10 min");
        return figure;
    }
    figure.tone = Tone::Warning;
    QStringList parts;
    if (overview.stuckClients > 0)
        parts << counted(overview.stuckClients, "1 stuck client", "%1 stuck clients");
    if (overview.problems > 0)
        parts << counted(overview.problems, "1 request refused or dropped", "%1 requests refused or dropped");
    figure.note = parts.join(kDot);
    return figure;
}

QString trackerSummary(const monitor::Overview& overview)
{
    std::uint64_t dropped = overview.counters.droppedByKernel;
    for (const auto& families : overview.counters.requests) {
        for (const auto& kinds : families) {
            for (const auto& results : kinds)
                dropped += results[static_cast<std::size_t>(requests::RequestResult::Dropped)];
        }
    }
    const auto perMinute = static_cast<std::uint64_t>(std::llround(std::max(0.0, overview.announcesPerMinute)));
    return Words::tr("%1 announces/min · %2 dropped · ↓ %3 ↑ %4")
        .arg(format::count(perMinute), format::count(dropped), format::rate(overview.bytesInPerSecond),
            format::rate(overview.bytesOutPerSecond));
}

QString returningWords(const monitor::Overview& overview, bool trackerOn)
{
    if (!trackerOn || overview.totals.peers > 0 || overview.swarms == 0 || overview.uptime > kReturn)
        return {};
    return Words::tr("Running for %1. Clients of the last run return by themselves within 5 min.")
        .arg(format::duration(std::chrono::floor<std::chrono::seconds>(overview.uptime)));
}

} // namespace waggle::ui::overview
