// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/commonline.h"
#include "core/remote/checkoptions.h"
#include "core/remote/finding.h"

#include <QStringList>

#include <vector>

namespace waggle::app {

// `waggle check`, `announce` and `scrape`: what was asked for on the command line. A value.
struct RemoteLine : CommonLine {
    std::vector<remote::TrackerUrl> urls;
    QString listFile; // "-": standard input; empty: none
    remote::CheckOptions options;
    remote::Severity failOn = remote::Severity::Error;
    bool raw = false; // show the raw exchange too
};

// `arguments` begin with the program's name and the command. The error is a sentence: exit 2. Reads no file.
[[nodiscard]] protocol::Result<RemoteLine> parseRemoteLine(const QStringList& arguments);

} // namespace waggle::app
