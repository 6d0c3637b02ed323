// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

#include <QElapsedTimer>

namespace waggle::remote {

[[nodiscard]] inline Duration since(const QElapsedTimer& clock)
{
    return Duration(clock.nsecsElapsed() / 1000);
}

} // namespace waggle::remote
