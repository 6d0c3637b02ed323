// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

namespace waggle::remote {

// How long a peer of this leg's tracker must be silent for B16: two intervals, and 15 minutes at least; nothing: that
// was not asked for, or cannot be.
[[nodiscard]] std::optional<Duration> twoIntervals(const TrackerRecord& tracker, const LegRecord& leg);

// What was asked for and could not be tested: an id of docs/findings.md and why.
struct Untested {
    const char* id;
    int leg;
    QString why; // a sentence
};
[[nodiscard]] std::vector<Untested> untested(const TrackerRecord& tracker);

} // namespace waggle::remote
