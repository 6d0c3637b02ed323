// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"
#include "core/server/listen/announceurls.h"
#include "core/torrent/nametable.h"

#include <QWidget>

class QMenu;
class QSettings;
class QSplitter;

namespace waggle::ui {

class Backend;
class MessageBar;
class StateFilter;
class SwarmDetails;
class SwarmModel;
class TablePane;

// All swarms: side filter, table, and the chosen one's tabs below.
class SwarmsPage final : public QWidget {
    Q_OBJECT
public:
    SwarmsPage(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);
    void setState(std::optional<monitor::SwarmState> state);
    void selectSwarm(const protocol::InfoHash& infoHash); // clears what could hide it
    [[nodiscard]] SwarmDetails& details() const { return *m_details; }
    [[nodiscard]] TablePane& swarms() const { return *m_pane; }
    [[nodiscard]] StateFilter& states() const { return *m_states; }

Q_SIGNALS:
    void showRequests(const waggle::protocol::InfoHash& infoHash);
    void checkTrackers(const waggle::protocol::InfoHash& infoHash, const QStringList& urls);
    void followClient(const waggle::protocol::PeerId& peerId, const waggle::protocol::InfoHash& infoHash);
    void filterCleared(); // by Clear in the table: the line edit shall be empty too

private:
    void build();
    void connectParts();
    void showEmptyText();
    void takeArrival();
    void showChosen();
    void fitTable();
    void fillMenu(QMenu& menu);
    void editLabel();
    void forget(const std::vector<monitor::SwarmRow>& swarms);
    [[nodiscard]] std::vector<monitor::SwarmRow> chosen() const;
    [[nodiscard]] std::shared_ptr<const torrent::KnownTorrent> known(const protocol::InfoHash& infoHash) const;
    [[nodiscard]] QStringList urls(bool all) const;
    [[nodiscard]] QStringList trackersOf(const protocol::InfoHash& infoHash) const;
    [[nodiscard]] QString magnet(const monitor::SwarmRow& swarm) const;

    Backend& m_backend;
    QSettings& m_settings;
    SwarmModel* m_model;
    StateFilter* m_states;
    TablePane* m_pane;
    SwarmDetails* m_details;
    QSplitter* m_splitter;
    MessageBar* m_message;
    std::optional<monitor::SwarmRow> m_chosen; // its last known figures, even while a filter hides it
    torrent::NameTablePtr m_names;
    std::vector<server::AnnounceUrl> m_urls;
};

} // namespace waggle::ui
