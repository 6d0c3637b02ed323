// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/option.h"

// What the tables of commands and options say of themselves.
namespace waggle::app {

[[nodiscard]] QString helpText(Command command); // --help; lines of at most 90 characters
[[nodiscard]] QString manPage(); // --man: for man(1), of all commands
[[nodiscard]] QString bashCompletion(); // --bash-completion: to be sourced by bash

// What one option does, with its default where that is a setting's.
[[nodiscard]] QString optionWords(const Option& option);
// Of the paragraph; empty: it has no heading.
[[nodiscard]] QString sectionTitle(OptionSection section);

// What to print in place of running; `line.only` is something.
[[nodiscard]] QString onlyText(const CommonLine& line, const QString& version);

} // namespace waggle::app
