// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowlink.h"

#include "app/window/enginelog.h"
#include "app/window/testannounce.h"

#include <utility>
#include <variant>

namespace waggle::app {

namespace {

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

using ui::Backend;

WindowLink::WindowLink(Engine& engine, Backend& backend, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_backend(backend)
    , m_testAnnounce(new TestAnnounce(this))
{
    connectMonitor();
    connectEngine();
    connectLibrary();
    connectChecks();
    new EngineLog(engine, this);
    connect(&m_backend, &Backend::commanded, this, &WindowLink::carryOut);
    connect(m_testAnnounce, &TestAnnounce::done, &m_backend, &Backend::testAnnounceDone);
}

void WindowLink::connectMonitor()
{
    using monitor::Monitor;
    Monitor* const monitor = m_engine.monitor();
    connect(&m_backend, &Backend::ask, this, [this, monitor](const monitor::Query& query) {
        m_queries.ask(monitor, query, [monitor](const monitor::Query& newest) { monitor->ask(newest); });
    });
    connect(&m_backend, &Backend::closeView, this, [this](quint64 view) { m_queries.drop(view); });
    connect(&m_backend, &Backend::closeView, monitor, &Monitor::closeView);
    connect(&m_backend, &Backend::exportRows, monitor, &Monitor::exportRows);
    connect(&m_backend, &Backend::cancelExport, monitor, &Monitor::cancelExport);
    connect(monitor, &Monitor::overviewReady, &m_backend, &Backend::overviewReady);
    connect(monitor, &Monitor::answered, &m_backend, &Backend::answered);
    connect(monitor, &Monitor::exported, &m_backend, &Backend::exported);
}

void WindowLink::connectEngine()
{
    connect(&m_engine.tracker(), &server::TrackerService::listenersChanged, &m_backend, &Backend::listenersChanged);
    connect(&m_engine, &Engine::announceUrlsChanged, &m_backend, &Backend::announceUrlsChanged);
    connect(&m_engine, &Engine::trackerOnChanged, &m_backend, &Backend::trackerOnChanged);
    connect(&m_engine, &Engine::namesChanged, &m_backend, &Backend::namesChanged);
    connect(&m_engine, &Engine::bannedChanged, &m_backend, &Backend::bannedChanged);
    connect(&m_engine, &Engine::captureChanged, &m_backend, &Backend::captureChanged);
    connect(&m_engine, &Engine::settingsChanged, &m_backend, &Backend::settingsChanged);
    connect(&m_engine, &Engine::settingsProblem, &m_backend, &Backend::settingsProblems);
}

void WindowLink::connectLibrary()
{
    connect(m_engine.library(), &torrent::Library::added, &m_backend, &Backend::torrentAdded);
    connect(m_engine.library(), &torrent::Library::failed, &m_backend, &Backend::torrentFailed);
}

void WindowLink::connectChecks()
{
    using remote::CheckEngine;
    CheckEngine* const checks = m_engine.checks();
    connect(&m_backend, &Backend::startCheck, this,
        [this, checks](quint64 run, const std::vector<remote::TrackerUrl>& urls, const remote::CheckOptions& options) {
            QMetaObject::invokeMethod(checks, [checks, run, urls, options, own = m_engine.ownEndpoints()] {
                checks->start(run, urls, options, own);
            });
        });
    connect(&m_backend, &Backend::cancelCheck, checks, &CheckEngine::cancel);
    connect(checks, &CheckEngine::reported, &m_backend, &Backend::checkReported);
    connect(checks, &CheckEngine::finished, &m_backend, &Backend::checkFinished);
}

template <typename Work>
void WindowLink::onLibrary(Work work)
{
    QMetaObject::invokeMethod(
        m_engine.library(), [library = m_engine.library(), work = std::move(work)] { work(*library); });
}

void WindowLink::carryOut(const ui::Command& command)
{
    std::visit(
        Overloaded{
            [this](const ui::StartTracker&) { m_engine.switchTracker(true); },
            [this](const ui::StopTracker&) { m_engine.switchTracker(false); },
            [this](const ui::AddTorrents& c) { onLibrary([c](torrent::Library& l) { l.add(c.filesOrMagnets); }); },
            [this](
                const ui::LabelSwarm& c) { onLibrary([c](torrent::Library& l) { l.setLabel(c.infoHash, c.label); }); },
            [this](const ui::ForgetSwarm& c) { m_engine.forget(c.infoHash); },
            [this](const ui::RestoreSwarm& c) { onLibrary([c](torrent::Library& l) { l.restore(c.infoHash); }); },
            [this](const ui::BanAddress& c) { m_engine.ban(c.address); },
            [this](const ui::UnbanAddress& c) { m_engine.unban(c.address); },
            [this](const ui::SetCapture& c) { m_engine.setCapture(c.scope); },
            [this](const ui::ClearRequests&) {
                QMetaObject::invokeMethod(m_engine.monitor(), &monitor::Monitor::clearRequests);
            },
            [this](const ui::ApplySettings& c) { m_engine.applySettings(c.settings); },
            [this](const ui::SendTestAnnounce&) { m_testAnnounce->send(m_engine.tracker().listeners()); },
        },
        command);
}

} // namespace waggle::app
