// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QWidget>

#include <optional>

class QSettings;

namespace waggle::ui {

class Backend;
class RequestModel;
class TablePane;

// The requests for one swarm: a tab of the Swarms page. Main thread.
class SwarmRequests final : public QWidget {
    Q_OBJECT
public:
    SwarmRequests(Backend& backend, QSettings& settings, QWidget* parent = nullptr);
    void setSwarm(const std::optional<protocol::InfoHash>& infoHash);

private:
    RequestModel* m_model;
    TablePane* m_table;
};

} // namespace waggle::ui
