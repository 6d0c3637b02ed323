// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/metatypes.h"

namespace waggle::monitor {

void registerMetaTypes()
{
    qRegisterMetaType<protocol::InfoHash>("waggle::protocol::InfoHash");
    qRegisterMetaType<std::vector<protocol::Address>>("std::vector<waggle::protocol::Address>");
    qRegisterMetaType<torrent::NameTablePtr>("waggle::torrent::NameTablePtr");
    qRegisterMetaType<SwarmQuery>("waggle::monitor::SwarmQuery");
    qRegisterMetaType<PeerQuery>("waggle::monitor::PeerQuery");
    qRegisterMetaType<RequestQuery>("waggle::monitor::RequestQuery");
    qRegisterMetaType<SeriesQuery>("waggle::monitor::SeriesQuery");
    qRegisterMetaType<OverviewPtr>("waggle::monitor::OverviewPtr");
    qRegisterMetaType<SwarmPagePtr>("waggle::monitor::SwarmPagePtr");
    qRegisterMetaType<PeerPagePtr>("waggle::monitor::PeerPagePtr");
    qRegisterMetaType<RequestPagePtr>("waggle::monitor::RequestPagePtr");
    qRegisterMetaType<SeriesPtr>("waggle::monitor::SeriesPtr");
    qRegisterMetaType<RequestDetailPtr>("waggle::monitor::RequestDetailPtr");
}

} // namespace waggle::monitor
