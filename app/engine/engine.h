// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/clock.h"
#include "core/monitor/monitor.h"
#include "core/remote/check/checkengine.h"
#include "core/server/listen/announceurls.h"
#include "core/server/trackerservice.h"
#include "core/settings/settings.h"
#include "core/torrent/library.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace waggle::app {

// All of Waggle but its window: the tracker, and where somebody looks on the monitor, the library of torrents and the
// checks of other trackers, each on its thread. The window and `waggle serve` both run on it. Main thread; nothing here
// waits, but for the threads at the end.
class Engine final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString dataFolder;
        settings::Settings settings; // in force: the file with the command line laid over
        settings::Settings saved; // the file alone
        QStringList fixed; // settings that the command line holds for this run
        std::vector<settings::Problem> problems; // what the file got wrong
        machine::Clock clock = machine::Clock::system();
        bool watched = true; // false: the tracker alone, and nothing is recorded of its requests
    };

    explicit Engine(Options options, QObject* parent = nullptr);
    ~Engine() override; // closes the sockets, then ends the threads

    void start(); // loads what is known, begins to tick, and opens the tracker unless it was left off
    void switchTracker(bool on); // and remembers it
    void applySettings(const settings::Settings& wanted); // and saves them
    void ban(const protocol::Address& address); // until the program ends
    void unban(const protocol::Address& address);
    void setCapture(const requests::CaptureScope& scope);
    // Its peers, and its torrent where it is a known one.
    void forget(const protocol::InfoHash& infoHash);

    [[nodiscard]] server::TrackerService& tracker() { return *m_tracker; }
    // Each lives on its own thread: reached by queued calls only. Null where nobody watches.
    [[nodiscard]] monitor::Monitor* monitor() const { return m_monitor; }
    [[nodiscard]] torrent::Library* library() const { return m_library; }
    [[nodiscard]] remote::CheckEngine* checks() const { return m_checks; }
    // Where this very tracker is reached: each listener on each address of the computer that it serves.
    [[nodiscard]] std::vector<protocol::Endpoint> ownEndpoints() const;

Q_SIGNALS:
    void announceUrlsChanged(const std::vector<waggle::server::AnnounceUrl>& urls);
    void trackerOnChanged(bool on);
    void namesChanged(const waggle::torrent::NameTablePtr& names);
    void bannedChanged(const std::vector<waggle::protocol::Address>& banned);
    void captureChanged(const waggle::requests::CaptureScope& scope);
    void settingsChanged(const waggle::settings::Settings& settings, const QStringList& fixed);
    void settingsProblem(const QString& where, const QString& message); // what a file or a value got wrong

private:
    void startWatching();
    void connectTracker();
    void connectLibrary();
    void tellTrackerOn();
    void tellSettings();
    void tellUrls();
    void save();
    void pinKnown(const torrent::NameTablePtr& names);
    template <typename Work>
    void onMonitorThread(Work work); // for calls that take a lock of the store

    Options m_options;
    std::unique_ptr<server::TrackerService> m_tracker;
    QThread m_monitorThread;
    QThread m_filesThread;
    QThread m_probeThread;
    monitor::Monitor* m_monitor = nullptr;
    torrent::Library* m_library = nullptr;
    remote::CheckEngine* m_checks = nullptr;
    torrent::NameTablePtr m_names;
};

} // namespace waggle::app
