// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/remoteline.h"
#include "core/remote/check/checkengine.h"

#include <QObject>

#include <map>

namespace waggle::app {

// `waggle check`, `announce`, `scrape`: runs the check on this thread, prints reports in the order of the list as soon
// as those before are there, progress on stderr where that is a terminal.
class RemoteCommand final : public QObject {
    Q_OBJECT
public:
    RemoteCommand(const RemoteLine& line, QObject* parent = nullptr);

    void start();
    void cancel(); // Ctrl+C: `stopped` is sent, then finished()

Q_SIGNALS:
    void finished(int exitStatus);

private:
    void note(int index, const remote::ReportPtr& report);
    void printReady();
    void print(const remote::Report& report);
    void showProgress();
    void clearProgress();
    void end(bool cancelled);
    void tellOwnNetwork() const;
    [[nodiscard]] int exitStatus(bool cancelled) const;

    RemoteLine m_line;
    remote::CheckEngine m_engine;
    std::vector<remote::ReportPtr> m_reports; // null: not complete
    std::map<int, remote::ReportPtr> m_pausing; // those that wait for a time to come
    std::size_t m_printed = 0;
    std::size_t m_complete = 0;
    bool m_hasTerminal;
    bool m_hasProgress = false; // on the line
};

// From the parsed command line to the exit status.
int runRemote(const RemoteLine& line, int argc, char** argv);

} // namespace waggle::app
