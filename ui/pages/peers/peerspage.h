// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QWidget>

class QSettings;

namespace waggle::ui {

class Backend;
class PeersPane;
class TextLabel;

// Everybody who takes part in any swarm: clients, with their addresses below them.
class PeersPage final : public QWidget {
    Q_OBJECT
public:
    PeersPage(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);
    [[nodiscard]] PeersPane& clients() const { return *m_clients; }

Q_SIGNALS:
    void followClient(const waggle::protocol::PeerId& peerId, const waggle::protocol::InfoHash& infoHash);
    void showSwarm(const waggle::protocol::InfoHash& infoHash);
    void filterCleared(); // by Clear in the table: the line edit shall be empty too

private:
    void showCounts();

    PeersPane* m_clients;
    TextLabel* m_counts;
};

} // namespace waggle::ui
