// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"

#include <QDateTime>
#include <QStringList>

// What JSON, Markdown and HTML have in common: the figures and words of a report, ready to be shown. Pure.
namespace waggle::remote {

void sortFindings(std::vector<Finding>& findings); // most severe first, then by leg and as the table has them

// Words of a tracker or about it: no keys, nothing invisible, bounded.
[[nodiscard]] QString shownText(const TrackerUrl& url, const QString& text);
[[nodiscard]] QString shownText(const TrackerUrl& url, const QByteArray& utf8);

// One leg in figures. Times are of the first exchange that has them; the first byte is an announce's where there is
// one.
struct LegFigures {
    QString transport; // "udp"
    QString family; // "v4"
    QString address; // "192.0.2.7:6969"; empty: none
    State state = State::Unknown;
    std::optional<Duration> dns, connect, tls, firstByte;
    int sent = 0, lost = 0; // datagrams; else requests
    std::optional<qint64> interval, seeders, leechers, peers;
    QString message; // the tracker's own words, or why there is no answer; empty: none
    QString scrape; // "ok", "refused", "unsupported", "empty", "timeout", "failed"; empty: not asked
};
[[nodiscard]] LegFigures legFigures(const Report& report, std::size_t leg);

[[nodiscard]] std::optional<double> milliseconds(const std::optional<Duration>& time); // to a tenth
[[nodiscard]] QString millisecondsText(const std::optional<Duration>& time); // "11.4"; "–" for none
[[nodiscard]] QString whenText(qint64 wallMs); // "2024-05-01 12:00:00 UTC"
[[nodiscard]] QString legName(const LegFigures& leg); // "udp v4 192.0.2.7:6969"
// "B16 not tested at udp v4 192.0.2.7:6969: …", a line each.
[[nodiscard]] QStringList untestedLines(const Report& report);
[[nodiscard]] QString title(const FindingKind& kind); // translated
[[nodiscard]] QString advice(const FindingKind& kind);
// What no look from one place can decide.
[[nodiscard]] QStringList undecidable();

} // namespace waggle::remote
