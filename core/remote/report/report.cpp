// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/report.h"

#include "core/remote/report/reporttext.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace waggle::remote {

namespace {

bool works(State state)
{
    return state == State::Up || state == State::Degraded;
}

// What people want first: smaller is better.
using Rank = std::tuple<int, int, Duration>;

Rank rankOf(const Report& report)
{
    bool v4 = false, v6 = false;
    Duration fastest = Duration::max();
    for (std::size_t leg = 0; leg < report.legStates.size(); ++leg) {
        if (!works(report.legStates[leg]))
            continue;
        (report.record.legs[leg].family == protocol::Family::V4 ? v4 : v6) = true;
        fastest = std::min(fastest, legFigures(report, leg).firstByte.value_or(Duration::max()));
    }
    return {report.state == State::Up ? 0 : 1, v4 && v6 ? 0 : 1, fastest};
}

} // namespace

QString stateText(State state)
{
    static constexpr std::array kTexts{"up", "degraded", "restricted", "down", "unknown"};
    return QString::fromLatin1(kTexts.at(static_cast<std::size_t>(state)));
}

std::optional<Severity> worst(const Report& report)
{
    const auto found = std::max_element(report.findings.begin(), report.findings.end(),
        [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    return found == report.findings.end() ? std::nullopt : std::optional(found->severity);
}

QString goodOnes(const std::vector<ReportPtr>& reports)
{
    std::vector<std::pair<Rank, QString>> good;
    QSet<QString> seen;
    for (const ReportPtr& report : reports) {
        const QString text = report ? report->record.url.text() : QString();
        if (!report || !works(report->state) || seen.contains(text))
            continue;
        seen.insert(text);
        good.emplace_back(rankOf(*report), text);
    }
    std::stable_sort(good.begin(), good.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QString lines;
    for (const auto& [rank, text] : good)
        lines += text + QLatin1Char('\n');
    return lines;
}

} // namespace waggle::remote
