// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace waggle::e2e {

// Starts this very program again inside network and mount namespaces of its own, where it may make bridges, hosts and
// listen on any port, and where everything vanishes with it. Needs root; elsewhere it returns and whyNotIsolated() says
// why. Call first thing in main().
void enterIsolation(int argc, char** argv);
[[nodiscard]] bool isolated();
[[nodiscard]] const std::string& whyNotIsolated();

} // namespace waggle::e2e
