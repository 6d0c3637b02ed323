// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/remote/list/trackerlist.h"
#include "core/remote/report/report.h"
#include "ui/table/tablecell.h"

#include <array>
#include <optional>
#include <vector>

namespace waggle::ui {

// A tracker of the list as the table shows it, all words ready: made where a report comes in, and sorted, filtered and
// drawn often. A value. No keys in any text of it.
struct RemoteRow {
    enum class Work : std::uint8_t { None, Waiting, Asked, Checked };
    struct Family {
        QString text; // "31 ms · 8 % lost"; "–": not asked
        QString tip; // in full; empty: the text
        QString sign; // "✓"
        Tone tone = Tone::Dim;
        std::optional<double> ms; // until the answer, of its fastest leg; none: no answer
    };

    monitor::RowKey key; // its id
    quint64 id = 0; // counts up: the order of the list
    remote::TrackerUrl url;
    QString shown;
    bool isOwn = false;
    Work work = Work::None;
    remote::ReportPtr report; // null: not checked yet
    QString state;
    Tone stateTone = Tone::Dim;
    Family v4, v6;
    std::array<double, 4> phases{}; // ms: DNS, connect, TLS, answer of the fastest leg
    double totalMs = -1; // -1: not known
    std::optional<qint64> seeders, leechers;
    std::shared_ptr<const std::vector<Cell::ChipText>> chips; // null: none
    QStringList findings; // ids, each once
    QString findingsTip; // their titles, one a line
    int worst = -1; // severity of the worst finding
};

[[nodiscard]] RemoteRow remoteRow(quint64 id, const remote::TrackerUrl& url);
// One row for each tracker, ids from `firstId` on. Any thread.
[[nodiscard]] std::vector<RemoteRow> remoteRows(const std::vector<remote::TrackerUrl>& urls, quint64 firstId);
void setWork(RemoteRow& row, RemoteRow::Work work); // state words of what is not checked yet
void setReport(RemoteRow& row, const remote::ReportPtr& report);

// What table and detail have in common
[[nodiscard]] Tone stateTone(remote::State state);
[[nodiscard]] Tone severityTone(remote::Severity severity);
[[nodiscard]] QString stateWord(remote::State state); // translated
[[nodiscard]] double inMs(const std::optional<remote::Duration>& time); // 0 for none
[[nodiscard]] QString shortCause(remote::Cause cause); // where the column tells what it waited for
[[nodiscard]] remote::Cause firstFailure(const remote::LegRecord& leg); // None: there is none

} // namespace waggle::ui
