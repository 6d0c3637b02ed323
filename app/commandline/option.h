// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/commonline.h"
#include "core/protocol/error.h"
#include "core/settings/descriptor.h"

#include <QStringList>

#include <variant>
#include <vector>

// Every option of every command, once: reading the command line, --help, the man page and the completions follow from
// this table. An option of a setting is a row of core/settings/descriptors.cpp.
namespace waggle::app {

struct CommandLine;
struct RemoteLine;
struct Option;

// An option as it was given.
struct Given {
    const Option* option;
    QString value; // empty: it takes none
};

// Lays what was given into the line of its command. The error is a sentence that names the option.
template <typename Line>
using Apply = protocol::Result<void> (*)(const Given&, Line&);

// The paragraphs of --help.
enum class OptionSection { Tracker, Own, Asking, Everywhere };

struct Option {
    CommandSet commands;
    OptionSection section;
    const char* name; // "jobs" for --jobs; null: short only
    char shortName; // 'h' for -h; 0: none
    const char* value; // "N"; null: it takes none
    const char* words; // of --help, marked for translation; null: hidden
    std::variant<CommonLine::Only, Apply<CommonLine>, Apply<CommandLine>, Apply<RemoteLine>,
        const settings::Descriptor*>
        apply;
    bool repeats = false;
    const char* choices = nullptr; // "network anyone": what its value may be, where that is one of a few

    [[nodiscard]] QString text() const; // "--jobs", "-4"
    [[nodiscard]] QString names() const; // "-h, --help", "--jobs N"
    [[nodiscard]] QStringList choiceList() const;
};

// "--jobs 0: This must be …"
[[nodiscard]] tl::unexpected<protocol::Error> valueWrong(const Given& given, const QString& rest);

// In the order of --help.
[[nodiscard]] const std::vector<Option>& options();

} // namespace waggle::app
