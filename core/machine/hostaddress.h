// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QHostAddress>

namespace waggle::machine {

// An address as Qt wants it; 0.0.0.0 and :: stand for one family each. `scope`: of fe80::1%scope.
[[nodiscard]] QHostAddress hostAddress(const protocol::Address& address, const QString& scope = {});

[[nodiscard]] protocol::Address addressOf(const QHostAddress& host); // without its scope; a v4-mapped one as v4

// Whether a socket can be bound to the address now: an interface has it. Wildcards always can.
[[nodiscard]] bool isAddressHere(const protocol::Address& address, const QString& scope);

} // namespace waggle::machine
