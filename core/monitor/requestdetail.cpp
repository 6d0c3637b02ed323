// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requestdetail.h"

#include "core/monitor/requestquery.h"

namespace waggle::monitor {

RequestDetailPtr detailOf(
    const RequestLog& log, const torrent::NameTable* names, const RequestLog::Entry& entry)
{
    auto detail = std::make_shared<RequestDetail>();
    detail->row = rowOf(entry, names);
    if (const RequestLog::Entry* const previous = previousOf(log, entry))
        setDifferences(detail->row, *previous);
    return detail;
}

} // namespace waggle::monitor
