// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/range.h"
#include "core/settings/settings.h"

#include <span>
#include <variant>

// What there is to know of a setting, once: settings.json, validate(), the form, the command line and
// docs/settings.md follow from it. A new setting is a member of Settings, a row of descriptors.cpp, and where it is
// obeyed. Texts are marked for translation and go through Words::tr().
namespace waggle::settings {

enum class Unit { Count, Seconds, Milliseconds };

// The kinds of values. Each reaches its member by functions, so that one kind serves whatever type the member has.
struct Flag {
    bool& (*at)(Settings&);
    const char* label = nullptr; // of its box
};
struct Number {
    qint64 (*get)(const Settings&);
    void (*set)(Settings&, qint64);
    Range range;
    Unit unit = Unit::Count;
};
// A number that may be left to Waggle: "auto". In seconds.
struct Automatic {
    std::optional<qint64> (*get)(const Settings&);
    void (*set)(Settings&, std::optional<qint64>);
    Range range;
    qint64 suggestion = 0; // what the form offers to who wants one of their own
};
// A port; unset, and 0 where it is written: the transport is off.
struct Port {
    std::optional<std::uint16_t>& (*at)(Settings&);
};
// One of a few: names[i] is the enumerator of value i.
struct Choice {
    struct Name {
        const char* name; // in settings.json and on the command line
        const char* label; // in the form
    };
    int (*get)(const Settings&);
    void (*set)(Settings&, int);
    std::span<const Name> names;
};
struct Text {
    QString& (*at)(Settings&);
    const char* placeholder; // what an empty one means
    // Of one that is not empty: nothing, or what is wrong with it.
    protocol::Result<void> (*check)(const QString&) = nullptr;
    // What follows from a wrong one that stands in the file: it is kept. Null: it is replaced by the default.
    const char* keptWith = nullptr;
};
struct Networks {
    std::vector<QString>& (*at)(Settings&);
};
struct Listen {
    std::vector<ListenEntry>& (*at)(Settings&);
};
using Value = std::variant<Flag, Number, Automatic, Port, Choice, Text, Networks, Listen>;

// The cards of the form and the chapters of docs/settings.md, in this order.
enum class Group { Hidden, Listening, Access, Times, Limits, Remote, Window };

struct Descriptor {
    const char* key; // "tracker.interval": the section and the key in settings.json
    Value value;
    Group group;
    const char* title; // in the form
    const char* hint; // below its field; empty: none
    const char* meaning; // in docs/settings.md and in --help
    const char* option = nullptr; // "interval" for --interval; null: not on the command line
    const char* optionValue = nullptr; // "S"

    [[nodiscard]] QLatin1String section() const; // "tracker"
    [[nodiscard]] QLatin1String name() const; // "interval"
};

// All of them, in the order of the form.
[[nodiscard]] std::span<const Descriptor> descriptors();
[[nodiscard]] QString groupTitle(Group group);

// The member of a Flag, Port, Text, Networks or Listen: at() picks it, whatever the constness of the whole.
template <typename Kind>
[[nodiscard]] const auto& memberOf(const Kind& kind, const Settings& settings)
{
    return kind.at(const_cast<Settings&>(settings));
}

void copyValue(const Descriptor& descriptor, const Settings& from, Settings& to);

// On the command line and in docs/settings.md.
// Lays `text` into the setting; a list grows by it. The error is a sentence on what it must be.
[[nodiscard]] protocol::Result<void> readText(const Descriptor& descriptor, const QString& text, Settings& to);
[[nodiscard]] QString defaultText(const Descriptor& descriptor); // as it would be written; empty: nothing is
[[nodiscard]] QString domainText(const Descriptor& descriptor); // "1 to 64", "network or anyone"

// For visits over Value.
template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace waggle::settings
