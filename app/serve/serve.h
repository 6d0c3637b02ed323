// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/commandline.h"
#include "app/engine/engine.h"
#include "app/process/datafolder.h"
#include "app/serve/listenerreport.h"

#include <QObject>

#include <optional>

namespace waggle::app {

// `waggle serve`: the tracker alone. Says on stdout what it listens on, then `ready`, and on stderr what it does not.
class Serve final : public QObject {
    Q_OBJECT
public:
    Serve(const CommandLine& line, const settings::Settings& settings, const DataFolder& folder,
        QObject* parent = nullptr);

    void start();
    void stop(); // ends with finished(0) when every socket is closed

Q_SIGNALS:
    void finished(int exitStatus);

private:
    void report(const server::ListenerStates& states);
    void noteStarted();

    ListenerReport m_report;
    Engine m_engine;
    bool m_stopping = false;
};

// From the parsed command line to the exit status.
int runServe(const CommandLine& line, int argc, char** argv);

} // namespace waggle::app
