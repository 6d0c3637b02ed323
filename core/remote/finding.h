// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>

namespace waggle::remote {

enum class Severity : std::uint8_t { Note, Warning, Error, Fatal };
[[nodiscard]] std::string_view severityText(Severity severity); // "note"

// What an id of docs/findings.md means. Ids never change their meaning; new ones are appended.
struct FindingKind {
    const char* id; // "U3"
    Severity severity; // as a rule; a finding may carry another one (T2)
    const char* title; // "The answer carries another transaction id"
    int bep; // 0: none
    const char* advice; // who suffers, and what the operator should do
};
[[nodiscard]] std::span<const FindingKind> findingKinds();
[[nodiscard]] const FindingKind* findingKind(std::string_view id); // null: unknown

// One deviation of one tracker, with what shows it.
struct Finding {
    const FindingKind* kind = nullptr; // of the table: lives for ever
    Severity severity = Severity::Note;
    int leg = -1; // index into TrackerRecord::legs; -1: of the tracker as a whole
    int exchange = -1; // index into its exchanges; -1: none in particular
    QString evidence; // a sentence with figures; the tracker's own words are escaped, no keys in it
    QByteArray bytes; // those that show it; may be empty
};

} // namespace waggle::remote
