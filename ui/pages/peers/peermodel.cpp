// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peers/peermodel.h"

namespace waggle::ui {

PeerModel::PeerModel(Backend& backend, PeerScope scope, QObject* parent)
    : MonitoredModel(backend, peerColumns(scope), parent)
    , m_scope(scope)
{
    initialSort(0, false);
}

void PeerModel::setSwarm(std::optional<protocol::InfoHash> swarm)
{
    if (query().swarm == swarm)
        return;
    changeQuery([&](monitor::PeerQuery& query) {
        query.swarm = swarm;
        query.expanded.clear();
    });
}

void PeerModel::setExpanded(qint64 row, bool open)
{
    const monitor::PeerRow* peer = rowAt(row);
    if (!peer || (open && !peer->expandable))
        return;
    const monitor::RowKey key = clientRowKey(*peer);
    if (query().expanded.contains(key) == open)
        return;
    editQuery([&](monitor::PeerQuery& query) {
        if (open)
            query.expanded.insert(key);
        else
            query.expanded.erase(key);
    });
}

} // namespace waggle::ui
