// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/requests/fields.h"

namespace waggle::monitor {

// A bencoded body (BEP 3) as a tree of fields: compact peers one by one, infohashes in hex. Bytes that are no bencoding
// stand as text with a remark.
void addBencoded(FieldList& fields, std::string_view body);

} // namespace waggle::monitor
