// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/peers/peercolumns.h"
#include "ui/table/pagedmodel.h"

namespace waggle::ui {

// Clients of one swarm or of all, with the addresses of those that are open below them.
class PeerModel final
    : public PagedModel<monitor::PeerRow, monitor::PeerQuery, monitor::PeerPage, monitor::PeerColumn> {
    Q_OBJECT
public:
    PeerModel(Backend& backend, PeerScope scope, QObject* parent = nullptr);

    // PeerScope::OneSwarm asks nothing before its swarm is set.
    void setSwarm(std::optional<protocol::InfoHash> swarm);
    void setExpanded(qint64 row, bool open); // a client's; an address's: closes the client above it

protected:
    void ask(const monitor::PeerQuery& query) override;
    void close() override { Q_EMIT m_backend.closeView(query().view); }
    void askExport(quint64 job, const monitor::PeerQuery& query) override { Q_EMIT m_backend.exportPeers(job, query); }
    void sendCancel(quint64 job) override { Q_EMIT m_backend.cancelExport(job); }

private:
    Backend& m_backend;
    PeerScope m_scope;
};

} // namespace waggle::ui
