// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "core/server/listen/listener.h"

#include <QString>

#include <vector>

// What is true of the tracker's listeners now, in words. Pure but for translation.
namespace waggle::ui {

struct StatusEntry {
    enum class Sign { Reached, Waiting, Problem, Off };
    Sign sign = Sign::Waiting;
    QString words; // "HTTP v4 reached by 14 others"
    QString detail; // addresses, or what is wrong and what to do
    bool operator==(const StatusEntry&) const = default;
};

// One entry a transport and family that listens, families nobody has reached joined ("HTTP v4 · v6 nobody yet"), one a
// listener that has a problem. `overview` may be null: nothing measured yet.
[[nodiscard]] std::vector<StatusEntry> statusWords(
    bool trackerOn, const server::ListenerStates& listeners, const monitor::Overview* overview);
// The line below the cards of the empty page.
[[nodiscard]] StatusEntry reachSentence(
    bool trackerOn, const std::vector<StatusEntry>& entries, const monitor::Overview* overview);
[[nodiscard]] QString signText(StatusEntry::Sign sign); // "●"

} // namespace waggle::ui
