// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/announcetiming.h"
#include "core/text/figures.h"

#include <QString>

#include <cstdint>
#include <optional>

// Figures and moments as the window shows them: those of core/text with a narrow no-break space and the locale's
// separators, "–" for unknown. Any thread.
namespace waggle::ui::format {

[[nodiscard]] QString unknown(); // "–"
[[nodiscard]] QString bytes(std::optional<std::uint64_t> bytes, bool estimated = false); // "12.0 GiB", "≈ 310 MiB"
[[nodiscard]] QString rate(std::optional<double> bytesPerSecond); // "37.9 MiB/s"
[[nodiscard]] QString perSecond(double perSecond); // "12.4/s", below one a second "20/min"
[[nodiscard]] QString count(std::uint64_t value); // "5,210"
// "1 tracker", or "%1 trackers" with the number in it.
[[nodiscard]] QString counted(std::uint64_t value, const QString& one, const QString& many);
[[nodiscard]] QString shortCount(std::uint64_t value); // "1.2 k" for the sidebar
[[nodiscard]] QString age(std::optional<protocol::Time> age); // "12 s ago"
[[nodiscard]] QString duration(protocol::Time span); // at most two units: "3 min 10 s"
[[nodiscard]] QString elapsed(text::Milliseconds time); // as measured: "3.1 ms", "1.4 s"
[[nodiscard]] QString percent(std::optional<double> fraction); // "63 %"
[[nodiscard]] QString clockTime(std::int64_t wallMs, bool withMs = false); // "14:12:09.204"
[[nodiscard]] QString moment(std::int64_t wallMs); // date and time for tool tips

} // namespace waggle::ui::format
