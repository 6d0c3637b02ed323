// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>
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

// The groups of ids, in the order of the table, and how many each has: D1 … D10. A new finding adds one to its group.
struct FindingGroup {
    char letter;
    std::uint8_t count;
};
inline constexpr std::array kFindingGroups{FindingGroup{'D', 10}, FindingGroup{'T', 8}, FindingGroup{'H', 26},
    FindingGroup{'U', 16}, FindingGroup{'B', 16}, FindingGroup{'W', 4}};

// An id that a rule names. One that is none of the table does not compile.
class FindingId {
public:
    consteval FindingId(const char* id) // NOLINT(google-explicit-constructor): add("D1", …)
        : m_place(placeOf(id))
    {
    }
    [[nodiscard]] const FindingKind& kind() const { return findingKinds()[m_place]; }

private:
    static consteval std::size_t placeOf(std::string_view id)
    {
        std::size_t before = 0;
        for (const FindingGroup& group : kFindingGroups) {
            for (std::size_t number = 1; number <= group.count; ++number)
                if (isIt(id, group.letter, number))
                    return before + number - 1;
            before += group.count;
        }
        throw "no finding has this id";
    }
    static consteval bool isIt(std::string_view id, char letter, std::size_t number)
    {
        if (id.size() != (number < 10 ? 2u : 3u) || id[0] != letter)
            return false;
        std::size_t value = 0;
        for (const char digit : id.substr(1))
            value = value * 10 + static_cast<std::size_t>(digit - '0');
        return value == number;
    }

    std::size_t m_place;
};

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
