// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

namespace waggle::app {

// What is wrong with the proxy for checks, if one is set: a warning, for it is kept as it is written, so that nothing
// goes past it. core/settings does not know what a proxy may be; core/remote does.
[[nodiscard]] std::vector<settings::Problem> proxyProblems(const settings::Remote& remote);

} // namespace waggle::app
