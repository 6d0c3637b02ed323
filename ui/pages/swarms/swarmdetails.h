// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/torrent/nametable.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QSettings;
class QStackedWidget;
class QTabBar;

namespace waggle::ui {

class AboutSwarm;
class Backend;
class ChartCard;
class PeersPane;

// The tabs below the table of swarms: what one swarm is made of. Only the tab on top asks for anything.
class SwarmDetails final : public QWidget {
    Q_OBJECT
public:
    SwarmDetails(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    // The swarm whose tabs these are. The same one again: its newer figures.
    void setSwarm(const std::optional<monitor::SwarmRow>& swarm,
        const std::shared_ptr<const torrent::KnownTorrent>& known, const QStringList& announceUrls,
        const QString& magnet);
    void setFilter(const QString& filter);
    // One tab more, before About.
    void addTab(const QString& id, const QString& title, QWidget* content);
    void showTab(const QString& id); // "peers", "traffic", "population", "about"
    [[nodiscard]] PeersPane& peers() const { return *m_peers; }
    [[nodiscard]] AboutSwarm& about() const { return *m_about; }

Q_SIGNALS:
    void swarmChanged(const std::optional<waggle::protocol::InfoHash>& swarm); // for tabs that were added
    void labelRequested();
    void followClient(const waggle::protocol::PeerId& peerId, const waggle::protocol::InfoHash& infoHash);

private:
    void addAt(int place, const QString& id, const QString& title, QWidget* content);

    QSettings& m_settings;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    PeersPane* m_peers;
    ChartCard* m_traffic;
    ChartCard* m_population;
    AboutSwarm* m_about;
    std::optional<protocol::InfoHash> m_swarm;
};

} // namespace waggle::ui
