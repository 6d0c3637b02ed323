// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What the program says on the terminal, and how it ends.
namespace waggle::app {

inline constexpr int kExitFine = 0;
inline constexpr int kExitFailed = 1; // what was asked for failed
inline constexpr int kExitUsage = 2;

void say(const QString& line); // stdout, flushed
void complain(const QString& sentence); // stderr, as "waggle: …"
[[nodiscard]] int failWith(int status, const QString& sentence);

} // namespace waggle::app
