// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logline.h"
#include "core/protocol/error.h"
#include "core/settings/settings.h"

#include <QString>
#include <QStringList>

#include <optional>

class QDir;

namespace waggle::app {

enum class Command { Window, Serve };

// What was asked for on the command line. A value; made by parseCommandLine() alone.
struct CommandLine {
    Command command = Command::Window;
    enum class Only { Nothing, Help, Version };
    Only only = Only::Nothing; // print that and end

    settings::Settings overlay; // holds for this run; just the values named below count
    QStringList setOnCommandLine; // "tracker.listen", "tracker.interval", …
    QStringList open; // files, magnet links and URLs, as given
    QString dataDir; // empty: defaultDataDir()
    std::optional<log::Level> logLevel;
    bool json = false;

    // `base` with what the command line says laid over it.
    [[nodiscard]] settings::Settings over(const settings::Settings& base) const;
};

// `arguments` begin with the program's name. The error is a sentence: exit 2. Pure: reads no file, no environment.
[[nodiscard]] protocol::Result<CommandLine> parseCommandLine(const QStringList& arguments);
[[nodiscard]] QString helpText(Command command);

// Relative file names made absolute, links left alone: for handing them to a process with another working folder.
[[nodiscard]] QStringList absoluteOpen(const QStringList& open, const QDir& workingFolder);
[[nodiscard]] QString defaultDataDir(); // the platform's folder for data of programs

} // namespace waggle::app
