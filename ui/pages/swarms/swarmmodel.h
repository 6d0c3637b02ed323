// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/monitoredmodel.h"

namespace waggle::ui {

// The swarms of the tracker, as the monitor tells them.
class SwarmModel final
    : public MonitoredModel<monitor::SwarmRow, monitor::SwarmQuery, monitor::SwarmPage, monitor::SwarmColumn> {
    Q_OBJECT
public:
    explicit SwarmModel(Backend& backend, QObject* parent = nullptr);

    void setState(std::optional<monitor::SwarmState> state); // unset: all
    [[nodiscard]] std::optional<monitor::SwarmState> state() const { return query().state; }
};

} // namespace waggle::ui
