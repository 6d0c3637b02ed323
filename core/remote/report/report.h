// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/finding.h"
#include "core/remote/record.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace waggle::remote {

enum class State : std::uint8_t { Up, Degraded, Restricted, Down, Unknown };
[[nodiscard]] QString stateText(State state); // "up"

// A checked tracker: what was seen, and what it means. Immutable once shared.
struct Report {
    TrackerRecord record;
    State state = State::Unknown;
    std::vector<State> legStates; // as long as record.legs
    std::vector<Finding> findings; // most severe first
    bool complete = false; // false: legs are still under way
};
using ReportPtr = std::shared_ptr<const Report>;

// Judges a record by all rules. Pure; any thread. With complete = false only rules whose question is answered speak.
[[nodiscard]] Report judge(TrackerRecord record, bool complete);

// The most severe finding, for exit statuses and sorting.
[[nodiscard]] std::optional<Severity> worst(const Report& report);

[[nodiscard]] QJsonObject toJson(const Report& report); // the object of docs/remote.md, keys redacted
[[nodiscard]] QJsonObject legToJson(const Report& report, std::size_t leg);
[[nodiscard]] QString toMarkdown(const std::vector<ReportPtr>& reports);
[[nodiscard]] QString toHtml(const std::vector<ReportPtr>& reports); // one file, everything escaped
// The good ones, as URLs with their keys: up ones first, both families before one, then fastest; one a line.
[[nodiscard]] QString goodOnes(const std::vector<ReportPtr>& reports);

} // namespace waggle::remote
