// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QString>

namespace waggle::remote {

// The host of a URL as it is asked: lower case, ASCII (IDN as xn--…), an IPv6 literal without its brackets. The error
// says which label is wrong. Pure.
[[nodiscard]] protocol::Result<QString> readHost(const QString& text);

} // namespace waggle::remote
