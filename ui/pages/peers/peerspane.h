// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/peers/peercolumns.h"

#include <QWidget>

class QMenu;
class QSettings;

namespace waggle::ui {

class Backend;
class MessageBar;
class PeerModel;
class TablePane;

// The table of clients, of one swarm or of all, with what one can do to them. Put it on a RoundedFrame.
class PeersPane final : public QWidget {
    Q_OBJECT
public:
    PeersPane(Backend& backend, QSettings& settings, PeerScope scope, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] PeerModel& model() const { return *m_model; }
    [[nodiscard]] TablePane& pane() const { return *m_pane; }

Q_SIGNALS:
    void followClient(const waggle::protocol::PeerId& peerId, const waggle::protocol::InfoHash& infoHash);
    void showSwarm(const waggle::protocol::InfoHash& infoHash);
    void filterCleared();
    void changed(); // counts are new

private:
    void fillMenu(QMenu& menu);
    void open(qint64 row, bool open);
    void ban(const std::vector<protocol::Address>& addresses);
    [[nodiscard]] std::vector<monitor::PeerRow> chosen() const;

    Backend& m_backend;
    PeerScope m_scope;
    PeerModel* m_model;
    TablePane* m_pane;
    MessageBar* m_message;
};

} // namespace waggle::ui
