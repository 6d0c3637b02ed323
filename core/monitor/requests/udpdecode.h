// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/fields.h"

namespace waggle::monitor {

// Datagrams of BEP 15 and 41 as fields; any bytes, cut ones too.
[[nodiscard]] std::vector<Field> decodeUdpRequest(Bytes raw, const requests::RequestRecord& record);
// `asked`: the request's bytes, to compare the transaction id with.
[[nodiscard]] std::vector<Field> decodeUdpReply(Bytes reply, Bytes asked, protocol::Family family);

} // namespace waggle::monitor
