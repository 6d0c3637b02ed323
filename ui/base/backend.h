// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logline.h"
#include "core/monitor/overview.h"
#include "core/monitor/tables/queries.h"
#include "core/remote/checkoptions.h"
#include "core/remote/report/report.h"
#include "core/server/listen/announceurls.h"
#include "core/server/listen/listener.h"
#include "core/torrent/nametable.h"
#include "ui/base/command.h"

#include <QObject>

#include <vector>

namespace waggle::ui {

// The seam between the window and the rest: the window knows this object only, app/ connects it to the monitor, the
// tracker and the library (queued, other threads), a test plays them. Main thread.
class Backend final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    // A number for each model or chart that asks.
    [[nodiscard]] static std::uint64_t nextView();

Q_SIGNALS:
    // Window to program
    void ask(const waggle::monitor::Query& query); // stands until closeView(), but one for details
    void closeView(quint64 view);
    void exportRows(quint64 job, const waggle::monitor::Query& query);
    void cancelExport(quint64 job);
    void commanded(const waggle::ui::Command& command);
    // Checks of other people's trackers. `run` is a number of nextView()'s.
    void startCheck(
        quint64 run, const std::vector<waggle::remote::TrackerUrl>& urls, const waggle::remote::CheckOptions& options);
    void cancelCheck(quint64 run);

    // Program to window
    void overviewReady(const waggle::monitor::OverviewPtr& overview);
    void answered(const waggle::monitor::Answer& answer);
    void exported(const waggle::monitor::Answer& slice);
    void checkReported(quint64 run, int index, const waggle::remote::ReportPtr& report); // of urls[index]
    void checkFinished(quint64 run, bool cancelled);
    void listenersChanged(const waggle::server::ListenerStates& listeners);
    void announceUrlsChanged(const std::vector<waggle::server::AnnounceUrl>& urls);
    void trackerOnChanged(bool on);
    void namesChanged(const waggle::torrent::NameTablePtr& names);
    void bannedChanged(const std::vector<waggle::protocol::Address>& banned);
    void captureChanged(const waggle::requests::CaptureScope& scope);
    // `fixed`: names of settings that the command line set for this run ("tracker.interval").
    void settingsChanged(const waggle::settings::Settings& settings, const QStringList& fixed);
    void settingsProblems(const QString& where, const QString& message); // what a file or a value got wrong
    void torrentAdded(const QString& name, const waggle::protocol::InfoHash& infoHash, bool isNew);
    void torrentFailed(const QString& what, const QString& why);
    void testAnnounceDone(bool ok, const QString& words);
    void logged(const waggle::log::Line& line);
    void raiseRequested(); // another start of the program on the same data folder
};

} // namespace waggle::ui
