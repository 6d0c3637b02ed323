// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/latest.h"
#include "core/monitor/monitor.h"
#include "core/remote/check/checkengine.h"
#include "core/server/trackerservice.h"
#include "core/settings/settings.h"
#include "core/torrent/library.h"
#include "ui/base/backend.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace waggle::app {

class TestAnnounce;

// What runs behind the window: the tracker, the monitor, the library of torrents, and the threads they live on. Joins
// them to the window's Backend and carries out its commands. Main thread; nothing here waits, but for the threads at
// the end.
class Program final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString dataFolder;
        settings::Settings settings; // in force: the file with the command line laid over
        settings::Settings saved; // the file alone
        QStringList fixed; // settings that the command line holds for this run
        std::vector<settings::Problem> problems; // what the file got wrong
        machine::Clock clock = machine::Clock::system();
    };

    Program(const Options& options, ui::Backend& backend, QObject* parent = nullptr);
    ~Program() override; // closes the sockets, then ends the threads

    void start(); // loads what is known, begins to tick, and opens the tracker unless it was left off
    [[nodiscard]] server::TrackerService& tracker() { return *m_tracker; }

private:
    void connectMonitor();
    void connectQueries();
    void connectTracker();
    void connectLibrary();
    void connectChecks();
    [[nodiscard]] std::vector<protocol::Endpoint> ownEndpoints() const;
    void carryOut(const ui::Command& command);
    void switchTracker(bool on);
    void tellTrackerOn();
    void tellProblem(const QString& where, const QString& message);
    void applySettings(const settings::Settings& settings);
    void save();
    void forget(const protocol::InfoHash& infoHash);
    void pinKnown(const torrent::NameTablePtr& names);
    void tellReach(); // which URLs lead to this tracker
    template <typename Work>
    void onMonitorThread(Work work); // for calls that take a lock of the store

    Options m_options;
    ui::Backend& m_backend;
    std::unique_ptr<server::TrackerService> m_tracker;
    QThread m_monitorThread;
    QThread m_filesThread;
    QThread m_probeThread;
    monitor::Monitor* m_monitor = nullptr; // lives on m_monitorThread and goes with it
    torrent::Library* m_library = nullptr; // lives on m_filesThread
    remote::CheckEngine* m_checks = nullptr; // lives on m_probeThread
    std::vector<protocol::Address> m_ownAddresses; // of this computer, as last read
    Latest<monitor::SwarmQuery> m_swarmQueries;
    Latest<monitor::PeerQuery> m_peerQueries;
    Latest<monitor::RequestQuery> m_requestQueries;
    torrent::NameTablePtr m_names;
    server::ListenerStates m_listeners; // as last told
    TestAnnounce* m_testAnnounce = nullptr;
};

} // namespace waggle::app
