// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torrent/nametable.h"

#include <QObject>

class QSettings;

namespace waggle::ui {

class Backend;
class MainWindow;
class OverviewPage;
class PeersPage;
class RemotePage;
class RequestsPage;
class SwarmsPage;

// All pages of the window, and the ways from one to another. The pages belong to the window. Main thread.
class PageSet final : public QObject {
    Q_OBJECT
public:
    PageSet(MainWindow& window, Backend& backend, QSettings& settings);

private:
    void addPages(QSettings& settings);
    void connectOverview();
    void connectSwarms(QSettings& settings);
    void connectPeers();
    void addRemote();
    void follow(const protocol::PeerId& peerId);
    void showSwarm(const protocol::InfoHash& infoHash);
    [[nodiscard]] QString nameOf(const protocol::InfoHash& infoHash) const;

    MainWindow& m_window;
    Backend& m_backend;
    OverviewPage* m_overview;
    SwarmsPage* m_swarms;
    PeersPage* m_peers;
    RequestsPage* m_requests;
    RemotePage* m_remote;
    torrent::NameTablePtr m_names;
};

} // namespace waggle::ui
