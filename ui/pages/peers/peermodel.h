// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/peers/peercolumns.h"
#include "ui/table/monitoredmodel.h"

namespace waggle::ui {

// Clients of one swarm or of all, with the addresses of those that are open below them.
class PeerModel final
    : public MonitoredModel<monitor::PeerRow, monitor::PeerQuery, monitor::PeerPage, monitor::PeerColumn> {
    Q_OBJECT
public:
    PeerModel(Backend& backend, PeerScope scope, QObject* parent = nullptr);

    // PeerScope::OneSwarm asks nothing before its swarm is set.
    void setSwarm(std::optional<protocol::InfoHash> swarm);
    void setExpanded(qint64 row, bool open); // a client's; an address's: closes the client above it

protected:
    [[nodiscard]] bool isAskable(const monitor::PeerQuery& query) const override
    {
        return m_scope == PeerScope::AllSwarms || query.swarm.has_value();
    }

private:
    PeerScope m_scope;
};

} // namespace waggle::ui
