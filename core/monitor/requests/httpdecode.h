// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/fields.h"

namespace waggle::monitor {

// HTTP announces and scrapes (BEP 3, 23, 48) as fields: request line, parameters, headers; any bytes, cut ones too.
[[nodiscard]] std::vector<Field> decodeHttpRequest(Bytes raw);
// Status line, headers and the bencoded body as a tree.
[[nodiscard]] std::vector<Field> decodeHttpReply(Bytes reply);

} // namespace waggle::monitor
