// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/swarmmodel.h"

#include "ui/pages/swarms/swarmcolumns.h"

namespace waggle::ui {

SwarmModel::SwarmModel(Backend& backend, QObject* parent)
    : MonitoredModel(backend, swarmColumns(), parent)
{
    initialSort(0, false);
}

void SwarmModel::setState(std::optional<monitor::SwarmState> state)
{
    if (query().state != state)
        changeQuery([&](monitor::SwarmQuery& query) { query.state = state; });
}

} // namespace waggle::ui
