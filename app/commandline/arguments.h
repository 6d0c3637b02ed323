// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/option.h"

namespace waggle::app {

// A command line taken apart: its options, in their order, and the words that are none.
struct Arguments {
    std::vector<Given> given;
    QStringList words;
};

// `arguments` begin with the program's name, and the command's where it has one. `--name VALUE`, `--name=VALUE`, `-h`,
// `-46`; behind `--` all are words. The error is a sentence. Takes no value for right or wrong.
[[nodiscard]] protocol::Result<Arguments> readArguments(Command command, const QStringList& arguments);

// --help and its like: they win over whatever else is said.
[[nodiscard]] CommonLine::Only onlyOf(const Arguments& arguments);

// An error where an option that means one thing is given twice.
[[nodiscard]] protocol::Result<void> refuseDoubled(const Arguments& arguments);

[[nodiscard]] protocol::Result<void> applySetting(
    const Given& given, const settings::Descriptor& descriptor, CommandLine& line);

// Lays the options into the line, in their order, up to the first that is wrong.
template <typename Line>
[[nodiscard]] protocol::Result<void> applyAll(const Arguments& arguments, Line& line)
{
    if (const auto once = refuseDoubled(arguments); !once)
        return once;
    for (const Given& given : arguments.given) {
        protocol::Result<void> applied;
        if (const auto* common = std::get_if<Apply<CommonLine>>(&given.option->apply))
            applied = (*common)(given, line);
        else if (const auto* own = std::get_if<Apply<Line>>(&given.option->apply))
            applied = (*own)(given, line);
        if constexpr (std::is_same_v<Line, CommandLine>) {
            if (const auto* setting = std::get_if<const settings::Descriptor*>(&given.option->apply))
                applied = applySetting(given, **setting, line);
        }
        if (!applied)
            return applied;
    }
    return {};
}

} // namespace waggle::app
