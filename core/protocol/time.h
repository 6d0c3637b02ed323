// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace waggle::protocol {

// Steady time since the program started. A parameter everywhere: only machine::Clock reads it.
using Time = std::chrono::milliseconds;

} // namespace waggle::protocol
