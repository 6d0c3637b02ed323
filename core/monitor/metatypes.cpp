// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/metatypes.h"

namespace waggle::monitor {

void registerMetaTypes()
{
    qRegisterMetaType<protocol::InfoHash>("waggle::protocol::InfoHash");
    qRegisterMetaType<std::vector<protocol::Address>>("std::vector<waggle::protocol::Address>");
    qRegisterMetaType<torrent::NameTablePtr>("waggle::torrent::NameTablePtr");
    qRegisterMetaType<Query>("waggle::monitor::Query");
    qRegisterMetaType<Answer>("waggle::monitor::Answer");
    qRegisterMetaType<OverviewPtr>("waggle::monitor::OverviewPtr");
}

} // namespace waggle::monitor
