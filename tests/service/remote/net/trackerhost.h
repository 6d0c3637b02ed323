// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace waggle::test {

// Trackers of each transport on the loopback of the namespace it is started in; `caFile` gets their authority. Prints
// their URLs, with the name tracker.test, a line each, then "ready". Ends with its standard input.
int runTrackerHost(const char* caFile);

} // namespace waggle::test
