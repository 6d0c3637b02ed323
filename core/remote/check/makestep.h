// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

namespace waggle::remote {

// Steps of the plan, by name (steps.h).
[[nodiscard]] Step announceStep(const char* name, Identity identity, const protocol::InfoHash& hash,
    protocol::Event event = protocol::Event::None); // who stops wants no peers
[[nodiscard]] Step scrapeStep(const char* name, std::vector<protocol::InfoHash> hashes);
[[nodiscard]] Step plainStep(const char* name, StepKind kind);

} // namespace waggle::remote
