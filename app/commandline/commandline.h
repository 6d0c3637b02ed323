// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/commonline.h"
#include "core/protocol/error.h"
#include "core/settings/settings.h"

#include <QString>
#include <QStringList>

class QDir;

namespace waggle::app {

// What the window or `serve` was asked for on the command line. A value; made by parseCommandLine() alone.
struct CommandLine : CommonLine {
    settings::Settings overlay; // holds for this run; just the values named below count
    QStringList setOnCommandLine; // "tracker.listen", "tracker.interval", … in the order given
    QStringList open; // files, magnet links and URLs, as given

    // `base` with what the command line says laid over it.
    [[nodiscard]] settings::Settings over(const settings::Settings& base) const;
};

// `arguments` begin with the program's name. The error is a sentence: exit 2. Pure: reads no file, no environment.
[[nodiscard]] protocol::Result<CommandLine> parseCommandLine(const QStringList& arguments);

// Relative file names made absolute, links left alone: for handing them to a process with another working folder.
[[nodiscard]] QStringList absoluteOpen(const QStringList& open, const QDir& workingFolder);
[[nodiscard]] QString defaultDataDir(); // the platform's folder for data of programs

} // namespace waggle::app
