// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// System calls that do not exist: by them a traced program tells its tracer where it is.
namespace waggle::guard {

inline constexpr long kMarkBegin = 1'000'001; // count from here
inline constexpr long kMarkEnd = 1'000'002; // to here
inline constexpr long kMarkRound = 1'000'003; // the next round begins

} // namespace waggle::guard
