// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QString>

namespace waggle::server {

// Why a listener could not be opened, for a person: what happened, why, and what to do. `error` is an errno.
[[nodiscard]] QString listenProblem(
    int error, protocol::Transport transport, const protocol::Endpoint& wanted, const QString& scope);

} // namespace waggle::server
