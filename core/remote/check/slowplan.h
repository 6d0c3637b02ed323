// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

namespace waggle::remote {

// When the questions that take long are due, from the beginning of the check; nothing: they are not to be asked. Pure.

// An old connection id (U7): a while after all else was asked, so that the leg's handshake is at least as old. Needs
// the opt-in, UDP and a scrape that works.
[[nodiscard]] std::optional<Duration> oldIdDue(const TrackerRecord& tracker, const LegRecord& leg);
// B asks for A, who has been silent for two intervals and a bit (B16). Needs the opt-in, UDP or HTTP, and an interval
// that is not too long.
[[nodiscard]] std::optional<Duration> goneDue(const TrackerRecord& tracker, const LegRecord& leg);

} // namespace waggle::remote
