// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "ui/widgets/textlabel.h"

#include <QString>

#include <vector>

// The overview's figures as words. Pure but for translation.
namespace waggle::ui::overview {

// A piece of a line in one colour.
struct Part {
    QString text;
    TextLabel::Tone tone = TextLabel::Tone::Normal;
    bool operator==(const Part&) const = default;
};
using Parts = std::vector<Part>;
[[nodiscard]] QString plain(const Parts& parts);

[[nodiscard]] Parts sharedWords(const monitor::SwarmRow& row); // "9 of 15 done · 5 getting it · 1 stuck"
// What a swarm's bar is made of: clients that have it all, that get it, that are stuck; the rest of `clients` is none.
struct SharedBar {
    std::uint32_t done = 0, getting = 0, stuck = 0;
};
[[nodiscard]] SharedBar sharedBar(const monitor::SwarmRow& row);

struct Figure {
    QString figure, note;
    TextLabel::Tone tone = TextLabel::Tone::Normal;
};
[[nodiscard]] Figure swarmsFigure(const monitor::Overview& overview);
[[nodiscard]] Figure clientsFigure(const monitor::Overview& overview);
[[nodiscard]] Figure trafficFigure(const monitor::Overview& overview);
[[nodiscard]] Figure problemsFigure(const monitor::Overview& overview);
// "20 announces/min · 0 dropped · ↓ 1.2 KiB/s ↑ 3.0 KiB/s"
[[nodiscard]] QString trackerSummary(const monitor::Overview& overview);
// After a restart, while the clients of the last run have not come back; else empty.
[[nodiscard]] QString returningWords(const monitor::Overview& overview, bool trackerOn);

} // namespace waggle::ui::overview
