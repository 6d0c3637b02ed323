// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/command.h"
#include "core/log/logline.h"

#include <QString>

#include <optional>

namespace waggle::app {

// What every command takes.
struct CommonLine {
    Command command = Command::Window;
    enum class Only { Nothing, Help, Version, ManPage, BashCompletion };
    Only only = Only::Nothing; // print that and end

    QString dataDir; // empty: defaultDataDir()
    std::optional<log::Level> logLevel;
    bool json = false;
};

} // namespace waggle::app
