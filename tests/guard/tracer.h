// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waggle::guard {

// System calls by number, of one round.
using SystemCalls = std::map<long, unsigned>;

struct Trace {
    std::vector<SystemCalls> rounds; // between the marks of marks.h
    bool isDone = false; // the program ended by itself, and well
};

// Runs a program and counts the system calls of its first thread, as the kernel sees them (ptrace). Nothing: this
// system does not allow it.
[[nodiscard]] std::optional<Trace> traceSystemCalls(const std::vector<std::string>& command);

[[nodiscard]] std::string nameOfSystemCall(long number);

} // namespace waggle::guard
