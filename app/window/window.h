// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/commandline.h"

namespace waggle::app {

// `waggle`: the window and its tracker, from the parsed command line to the exit status. Says so where there is no
// display, and hands over to the window that has the data folder already.
int runWindow(const CommandLine& line, int argc, char** argv);

} // namespace waggle::app
