// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/compare.h"
#include "core/remote/report/report.h"

#include <QDateTime>
#include <QJsonObject>

// What `waggle check`, `announce` and `scrape` print. Pure; no keys in any of it.
namespace waggle::app {

[[nodiscard]] QString checkText(const remote::Report& report); // several lines, no last line end
// When the report's legs go on that wait for a time to come; nothing: none does.
[[nodiscard]] std::optional<QDateTime> pausesUntil(const remote::Report& report);
// What follows "2 of 3 checked" while these wait: until when, and what for. Empty where there are none.
[[nodiscard]] QString pauseText(const std::vector<remote::ReportPtr>& pausing);
[[nodiscard]] QString rawText(const remote::Report& report); // requests and answers, hex for UDP
[[nodiscard]] QString compareText(const remote::Comparison& comparison);

// A leg's object with peers_list or files, from the leg that answered first; the peers' and torrents' lines beside it.
[[nodiscard]] QJsonObject answerJson(const remote::Report& report, std::size_t leg);
[[nodiscard]] QString answerText(const remote::Report& report, std::size_t leg);
[[nodiscard]] QJsonObject compareJson(const remote::Comparison& comparison);

} // namespace waggle::app
