// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/program.h"

#include "app/window/testannounce.h"
#include "core/machine/processorturns.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace waggle::app {

namespace {

Q_LOGGING_CATEGORY(lcTracker, "waggle.tracker")
Q_LOGGING_CATEGORY(lcListener, "waggle.listener")
Q_LOGGING_CATEGORY(lcTorrent, "waggle.torrent")
Q_LOGGING_CATEGORY(lcSettings, "waggle.settings")

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

// What has changed since, in the log: a listener that stays as it is says nothing.
void logChanges(const server::ListenerStates& before, const server::ListenerStates& now)
{
    using State = server::ListenerState::State;
    for (const server::ListenerState& listener : now) {
        if (std::find(before.begin(), before.end(), listener) != before.end())
            continue;
        if (listener.state == State::Listening)
            qCInfo(lcListener).noquote() << Program::tr("Listens at %1").arg(listener.announceUrl());
        else if (listener.state == State::Retrying && listener.note)
            qCInfo(lcListener).noquote() << listener.problem;
        else if (listener.state == State::Retrying)
            qCWarning(lcListener).noquote() << listener.problem;
    }
}

} // namespace

Program::Program(const Options& options, ui::Backend& backend, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_backend(backend)
    , m_tracker(std::make_unique<server::TrackerService>(
          options.settings, options.dataFolder + QStringLiteral("/secret"), options.clock))
    , m_monitor(new monitor::Monitor(m_tracker->store(), m_tracker->shares(), options.clock))
    , m_library(new torrent::Library(options.dataFolder))
    , m_checks(new remote::CheckEngine)
    , m_testAnnounce(new TestAnnounce(this))
{
    m_monitorThread.setObjectName(QStringLiteral("monitor"));
    m_filesThread.setObjectName(QStringLiteral("files"));
    m_probeThread.setObjectName(QStringLiteral("probe"));
    m_monitor->moveToThread(&m_monitorThread);
    m_library->moveToThread(&m_filesThread);
    m_checks->moveToThread(&m_probeThread);
    connect(&m_monitorThread, &QThread::finished, m_monitor, &QObject::deleteLater);
    connect(&m_filesThread, &QThread::finished, m_library, &QObject::deleteLater);
    connect(&m_probeThread, &QThread::finished, m_checks, &QObject::deleteLater);
    connectMonitor();
    connectQueries();
    connectTracker();
    connectLibrary();
    connectChecks();
    connect(&m_backend, &ui::Backend::commanded, this, &Program::carryOut);
    connect(m_testAnnounce, &TestAnnounce::done, &m_backend, &ui::Backend::testAnnounceDone);
}

Program::~Program()
{
    m_tracker->stop();
    for (QThread* thread : {&m_probeThread, &m_monitorThread, &m_filesThread}) {
        thread->quit();
        thread->wait();
    }
}

void Program::start()
{
    m_monitorThread.start();
    m_filesThread.start();
    m_probeThread.start();
    QMetaObject::invokeMethod(m_library, &torrent::Library::load);
    QMetaObject::invokeMethod(m_monitor, [monitor = m_monitor, tick = m_options.settings.tickMs] {
        machine::stepBack();
        monitor->setHostNames(true);
        monitor->run(tick);
    });
    Q_EMIT m_backend.settingsChanged(m_options.settings, m_options.fixed);
    for (const settings::Problem& problem : m_options.problems)
        tellProblem(problem.where, problem.message);
    if (m_options.settings.trackerOn)
        m_tracker->start();
    tellTrackerOn();
}

void Program::connectMonitor()
{
    using monitor::Monitor;
    using ui::Backend;
    connect(&m_backend, &Backend::askSeries, m_monitor, &Monitor::askSeries);
    connect(&m_backend, &Backend::askDetail, m_monitor, &Monitor::askDetail);
    connect(&m_backend, &Backend::exportSwarms, m_monitor, &Monitor::exportSwarms);
    connect(&m_backend, &Backend::exportPeers, m_monitor, &Monitor::exportPeers);
    connect(&m_backend, &Backend::exportRequests, m_monitor, &Monitor::exportRequests);
    connect(&m_backend, &Backend::cancelExport, m_monitor, &Monitor::cancelExport);
    connect(m_monitor, &Monitor::overviewReady, &m_backend, &Backend::overviewReady);
    connect(m_monitor, &Monitor::swarmsReady, &m_backend, &Backend::swarmsReady);
    connect(m_monitor, &Monitor::peersReady, &m_backend, &Backend::peersReady);
    connect(m_monitor, &Monitor::requestsReady, &m_backend, &Backend::requestsReady);
    connect(m_monitor, &Monitor::seriesReady, &m_backend, &Backend::seriesReady);
    connect(m_monitor, &Monitor::detailReady, &m_backend, &Backend::detailReady);
    connect(m_monitor, &Monitor::swarmsExported, &m_backend, &Backend::swarmsExported);
    connect(m_monitor, &Monitor::peersExported, &m_backend, &Backend::peersExported);
    connect(m_monitor, &Monitor::requestsExported, &m_backend, &Backend::requestsExported);
}

void Program::connectQueries()
{
    using ui::Backend;
    connect(&m_backend, &Backend::askSwarms, this, [this](const monitor::SwarmQuery& query) {
        m_swarmQueries.ask(m_monitor, query, [m = m_monitor](const monitor::SwarmQuery& q) { m->askSwarms(q); });
    });
    connect(&m_backend, &Backend::askPeers, this, [this](const monitor::PeerQuery& query) {
        m_peerQueries.ask(m_monitor, query, [m = m_monitor](const monitor::PeerQuery& q) { m->askPeers(q); });
    });
    connect(&m_backend, &Backend::askRequests, this, [this](const monitor::RequestQuery& query) {
        m_requestQueries.ask(m_monitor, query, [m = m_monitor](const monitor::RequestQuery& q) { m->askRequests(q); });
    });
    connect(&m_backend, &Backend::closeView, this, [this](quint64 view) {
        m_swarmQueries.drop(view);
        m_peerQueries.drop(view);
        m_requestQueries.drop(view);
    });
    connect(&m_backend, &Backend::closeView, m_monitor, &monitor::Monitor::closeView);
}

void Program::connectTracker()
{
    connect(m_tracker.get(), &server::TrackerService::listenersChanged, this,
        [this](const server::ListenerStates& listeners) {
            logChanges(m_listeners, listeners);
            m_listeners = listeners;
            Q_EMIT m_backend.listenersChanged(listeners);
            tellReach();
        });
    connect(m_tracker.get(), &server::TrackerService::interfacesChanged, this,
        [this](const machine::Interfaces& interfaces) {
            m_ownAddresses = machine::addressesOf(interfaces);
            QMetaObject::invokeMethod(m_monitor, [m = m_monitor, own = m_ownAddresses] { m->setLocalAddresses(own); });
            tellReach();
        });
}

void Program::connectLibrary()
{
    connect(m_library, &torrent::Library::changed, m_monitor, &monitor::Monitor::setNames);
    connect(m_library, &torrent::Library::changed, this, [this](const torrent::NameTablePtr& names) {
        pinKnown(names);
        Q_EMIT m_backend.namesChanged(names);
    });
    connect(m_library, &torrent::Library::added, &m_backend, &ui::Backend::torrentAdded);
    connect(m_library, &torrent::Library::failed, &m_backend, &ui::Backend::torrentFailed);
    connect(
        m_library, &torrent::Library::added, this, [](const QString& name, const protocol::InfoHash& hash, bool isNew) {
            if (isNew)
                qCInfo(lcTorrent).noquote() << tr("Added %1 (%2)").arg(name, QString::fromStdString(hash.hex()));
        });
    connect(m_library, &torrent::Library::failed, this, [](const QString& what, const QString& why) {
        qCWarning(lcTorrent).noquote() << what + QStringLiteral(": ") + why;
    });
    connect(m_monitor, &monitor::Monitor::completed, m_library, &torrent::Library::setCompleted);
}

void Program::connectChecks()
{
    using remote::CheckEngine;
    connect(&m_backend, &ui::Backend::startCheck, this,
        [this](quint64 run, const std::vector<remote::TrackerUrl>& urls, const remote::CheckOptions& options) {
            QMetaObject::invokeMethod(m_checks, [checks = m_checks, run, urls, options, own = ownEndpoints()] {
                checks->start(run, urls, options, own);
            });
        });
    connect(&m_backend, &ui::Backend::cancelCheck, m_checks, &CheckEngine::cancel);
    connect(m_checks, &CheckEngine::reported, &m_backend, &ui::Backend::checkReported);
    connect(m_checks, &CheckEngine::finished, &m_backend, &ui::Backend::checkFinished);
}

// Where this very tracker is reached: each listener on each address of the computer that it serves.
std::vector<protocol::Endpoint> Program::ownEndpoints() const
{
    std::vector<protocol::Endpoint> endpoints;
    for (const server::ListenerState& listener : m_listeners) {
        if (listener.state != server::ListenerState::State::Listening)
            continue;
        if (!listener.wildcard) {
            endpoints.push_back({listener.wanted.address, listener.port});
            continue;
        }
        for (const protocol::Address& address : m_ownAddresses)
            if (address.family() == listener.wanted.address.family())
                endpoints.push_back({address, listener.port});
    }
    return endpoints;
}

template <typename Work>
void Program::onMonitorThread(Work work)
{
    QMetaObject::invokeMethod(m_monitor, std::move(work));
}

void Program::carryOut(const ui::Command& command)
{
    const auto onLibrary
        = [this](auto work) { QMetaObject::invokeMethod(m_library, [library = m_library, work] { work(*library); }); };
    std::visit(
        Overloaded{
            [this](const ui::StartTracker&) { switchTracker(true); },
            [this](const ui::StopTracker&) { switchTracker(false); },
            [&](const ui::AddTorrents& c) { onLibrary([c](torrent::Library& l) { l.add(c.filesOrMagnets); }); },
            [&](const ui::LabelSwarm& c) { onLibrary([c](torrent::Library& l) { l.setLabel(c.infoHash, c.label); }); },
            [this](const ui::ForgetSwarm& c) { forget(c.infoHash); },
            [&](const ui::RestoreSwarm& c) { onLibrary([c](torrent::Library& l) { l.restore(c.infoHash); }); },
            [this](const ui::BanAddress& c) {
                m_tracker->ban(c.address);
                Q_EMIT m_backend.bannedChanged(m_tracker->banned());
            },
            [this](const ui::UnbanAddress& c) {
                m_tracker->unban(c.address);
                Q_EMIT m_backend.bannedChanged(m_tracker->banned());
            },
            [this](const ui::SetCapture& c) {
                m_tracker->setCapture(c.scope);
                Q_EMIT m_backend.captureChanged(c.scope);
            },
            [this](const ui::ClearRequests&) { onMonitorThread([m = m_monitor] { m->clearRequests(); }); },
            [this](const ui::ApplySettings& c) { applySettings(c.settings); },
            [this](const ui::SendTestAnnounce&) { m_testAnnounce->send(m_tracker->listeners()); },
        },
        command);
}

void Program::switchTracker(bool on)
{
    if (on)
        m_tracker->start();
    else
        m_tracker->stop();
    m_options.settings.trackerOn = on;
    m_options.saved.trackerOn = on;
    save();
    tellTrackerOn();
    Q_EMIT m_backend.settingsChanged(m_options.settings, m_options.fixed);
}

void Program::tellTrackerOn()
{
    const bool on = m_tracker->isOn();
    qCInfo(lcTracker).noquote() << (on ? tr("The tracker is on") : tr("The tracker is off"));
    onMonitorThread([m = m_monitor, on] { m->setTrackerOn(on); });
    Q_EMIT m_backend.trackerOnChanged(on);
}

void Program::tellProblem(const QString& where, const QString& message)
{
    qCWarning(lcSettings).noquote() << where + QStringLiteral(": ") + message;
    Q_EMIT m_backend.settingsProblems(where, message);
}

void Program::applySettings(const settings::Settings& wanted)
{
    const bool trackerOn = m_options.settings.trackerOn; // its switch is a command of its own
    m_options.settings = wanted;
    m_options.settings.trackerOn = trackerOn;
    m_options.saved = settings::keepFixed(m_options.settings, m_options.saved, m_options.fixed);
    m_tracker->apply(m_options.settings);
    onMonitorThread([m = m_monitor, tick = wanted.tickMs] { m->run(tick); });
    save();
    Q_EMIT m_backend.settingsChanged(m_options.settings, m_options.fixed);
}

void Program::save()
{
    const QString path = m_options.dataFolder + QStringLiteral("/settings.json");
    QMetaObject::invokeMethod(m_library, [this, path, saved = m_options.saved] {
        const auto result = settings::save(path, saved);
        if (!result)
            QMetaObject::invokeMethod(
                this, [this, path, why = QString::fromStdString(result.error().message)] { tellProblem(path, why); });
    });
}

void Program::forget(const protocol::InfoHash& infoHash)
{
    QMetaObject::invokeMethod(m_library, [library = m_library, infoHash] { library->remove(infoHash); });
    onMonitorThread([store = &m_tracker->store(), infoHash, names = m_names] {
        store->forget(infoHash);
        if (!names)
            return;
        if (const auto known = names->find(infoHash); known != names->end() && known->second->secondHash)
            store->forget(*known->second->secondHash);
    });
}

void Program::pinKnown(const torrent::NameTablePtr& names)
{
    onMonitorThread([store = &m_tracker->store(), before = m_names, names, now = m_options.clock.steady()] {
        for (const auto& [infoHash, known] : *names)
            if (!before || !before->contains(infoHash))
                store->setPinned(infoHash, true, now);
        if (!before)
            return;
        for (const auto& [infoHash, known] : *before)
            if (!names->contains(infoHash))
                store->setPinned(infoHash, false, now);
    });
    m_names = names;
}

void Program::tellReach()
{
    Q_EMIT m_backend.announceUrlsChanged(server::announceUrls(m_listeners, m_tracker->interfaces()));
}

} // namespace waggle::app
