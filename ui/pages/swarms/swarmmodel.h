// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodel.h"

namespace waggle::ui {

// The swarms of the tracker, as the monitor tells them.
class SwarmModel final
    : public PagedModel<monitor::SwarmRow, monitor::SwarmQuery, monitor::SwarmPage, monitor::SwarmColumn> {
    Q_OBJECT
public:
    explicit SwarmModel(Backend& backend, QObject* parent = nullptr);

    void setState(std::optional<monitor::SwarmState> state); // unset: all
    [[nodiscard]] std::optional<monitor::SwarmState> state() const { return query().state; }

protected:
    void ask(const monitor::SwarmQuery& query) override { Q_EMIT m_backend.askSwarms(query); }
    void close() override { Q_EMIT m_backend.closeView(query().view); }
    void askExport(quint64 job, const monitor::SwarmQuery& query) override
    {
        Q_EMIT m_backend.exportSwarms(job, query);
    }
    void sendCancel(quint64 job) override { Q_EMIT m_backend.cancelExport(job); }

private:
    Backend& m_backend;
};

} // namespace waggle::ui
