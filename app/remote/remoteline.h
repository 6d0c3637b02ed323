// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "core/remote/finding.h"

#include <QStringList>

#include <vector>

namespace waggle::app {

// `waggle check`, `announce` and `scrape`: what was asked for on the command line. A value.
struct RemoteLine {
    enum class Command { Check, Announce, Scrape };
    Command command = Command::Check;
    bool help = false;
    std::vector<remote::TrackerUrl> urls;
    QString listFile; // "-": standard input; empty: none
    remote::CheckOptions options;
    remote::Severity failOn = remote::Severity::Error;
    bool json = false;
    bool raw = false; // show the raw exchange too
};

// Whether the first argument is one of these commands.
[[nodiscard]] bool isRemoteCommand(const QStringList& arguments);
// `arguments` begin with the program's name and the command. The error is a sentence: exit 2. Reads no file.
[[nodiscard]] protocol::Result<RemoteLine> parseRemoteLine(const QStringList& arguments);
[[nodiscard]] QString remoteHelp(RemoteLine::Command command);

// 40 hex digits, 32 base32 ones, 64 hex digits (cut to 20 bytes, BEP 52) or a magnet link.
[[nodiscard]] protocol::Result<protocol::InfoHash> readHash(const QString& text);

} // namespace waggle::app
