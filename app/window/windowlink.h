// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/engine.h"
#include "app/window/querymailbox.h"
#include "ui/base/backend.h"

namespace waggle::app {

class TestAnnounce;

// Joins the engine to the window's Backend: carries out its commands, takes its queries to the monitor, and what
// happens back to it and into the log. Main thread. Made before Engine::start().
class WindowLink final : public QObject {
    Q_OBJECT
public:
    WindowLink(Engine& engine, ui::Backend& backend, QObject* parent = nullptr);

private:
    void connectMonitor();
    void connectEngine();
    void connectLibrary();
    void connectChecks();
    void carryOut(const ui::Command& command);
    template <typename Work>
    void onLibrary(Work work); // on its thread

    Engine& m_engine;
    ui::Backend& m_backend;
    QueryMailbox<monitor::Query> m_queries;
    TestAnnounce* m_testAnnounce;
};

} // namespace waggle::app
