// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QByteArray>

#include <optional>

// Infohashes as people write them. Pure.
namespace waggle::remote {

// RFC 4648 without padding, either case: 32 letters are 20 bytes.
[[nodiscard]] std::optional<protocol::InfoHash> hashFromBase32(QByteArrayView text);
// 40 hex digits, 64 of them (cut to 20 bytes, BEP 52), or 32 base32 ones.
[[nodiscard]] std::optional<protocol::InfoHash> hashFromDigits(const QByteArray& digits);

} // namespace waggle::remote
