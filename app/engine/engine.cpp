// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine.h"

#include "core/machine/processorturns.h"

#include <utility>

namespace waggle::app {

namespace {

// Moves `object` to `thread`, at whose end it goes.
template <typename T>
T* livingOn(QThread& thread, const char* name, T* object)
{
    thread.setObjectName(QString::fromLatin1(name));
    object->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, object, &QObject::deleteLater);
    return object;
}

} // namespace

Engine::Engine(Options options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_tracker(std::make_unique<server::TrackerService>(
          m_options.settings, m_options.dataFolder + QStringLiteral("/secret"), m_options.clock))
{
    connectTracker();
    if (!m_options.watched)
        return;
    m_monitor = livingOn(
        m_monitorThread, "monitor", new monitor::Monitor(m_tracker->store(), m_tracker->shares(), m_options.clock));
    m_library = livingOn(m_filesThread, "files", new torrent::Library(m_options.dataFolder));
    m_checks = livingOn(m_probeThread, "probe", new remote::CheckEngine);
    connectLibrary();
}

Engine::~Engine()
{
    m_tracker->stop();
    for (QThread* thread : {&m_probeThread, &m_monitorThread, &m_filesThread}) {
        thread->quit();
        thread->wait();
    }
}

void Engine::start()
{
    if (m_options.watched)
        startWatching();
    tellSettings();
    for (const settings::Problem& problem : m_options.problems)
        Q_EMIT settingsProblem(problem.where, problem.message);
    if (m_options.settings.trackerOn)
        m_tracker->start();
    tellTrackerOn();
}

void Engine::startWatching()
{
    for (QThread* thread : {&m_monitorThread, &m_filesThread, &m_probeThread})
        thread->start();
    QMetaObject::invokeMethod(m_library, &torrent::Library::load);
    onMonitorThread([monitor = m_monitor, tick = m_options.settings.tickMs] {
        machine::stepBack();
        monitor->setHostNames(true);
        monitor->run(tick);
    });
}

void Engine::connectTracker()
{
    connect(m_tracker.get(), &server::TrackerService::listenersChanged, this, &Engine::tellUrls);
    connect(m_tracker.get(), &server::TrackerService::interfacesChanged, this,
        [this](const machine::Interfaces& interfaces) {
            onMonitorThread([m = m_monitor, own = machine::addressesOf(interfaces)] { m->setLocalAddresses(own); });
            tellUrls();
        });
}

void Engine::connectLibrary()
{
    connect(m_library, &torrent::Library::changed, m_monitor, &monitor::Monitor::setNames);
    connect(m_library, &torrent::Library::changed, this, [this](const torrent::NameTablePtr& names) {
        pinKnown(names);
        Q_EMIT namesChanged(names);
    });
    connect(m_monitor, &monitor::Monitor::completed, m_library, &torrent::Library::setCompleted);
}

std::vector<protocol::Endpoint> Engine::ownEndpoints() const
{
    std::vector<protocol::Endpoint> endpoints;
    for (const server::ListenerState& listener : m_tracker->listeners()) {
        if (listener.state != server::ListenerState::State::Listening)
            continue;
        if (!listener.wildcard) {
            endpoints.push_back({listener.wanted.address, listener.port});
            continue;
        }
        for (const protocol::Address& address : machine::addressesOf(m_tracker->interfaces()))
            if (address.family() == listener.wanted.address.family())
                endpoints.push_back({address, listener.port});
    }
    return endpoints;
}

template <typename Work>
void Engine::onMonitorThread(Work work)
{
    if (m_monitor)
        QMetaObject::invokeMethod(m_monitor, std::move(work));
}

void Engine::switchTracker(bool on)
{
    if (on)
        m_tracker->start();
    else
        m_tracker->stop();
    m_options.settings.trackerOn = on;
    m_options.saved.trackerOn = on;
    save();
    tellTrackerOn();
    tellSettings();
}

void Engine::applySettings(const settings::Settings& wanted)
{
    const bool trackerOn = m_options.settings.trackerOn; // its switch is a command of its own
    m_options.settings = wanted;
    m_options.settings.trackerOn = trackerOn;
    m_options.saved = settings::keepFixed(m_options.settings, m_options.saved, m_options.fixed);
    m_tracker->apply(m_options.settings);
    onMonitorThread([m = m_monitor, tick = wanted.tickMs] { m->run(tick); });
    save();
    tellSettings();
}

void Engine::ban(const protocol::Address& address)
{
    m_tracker->ban(address);
    Q_EMIT bannedChanged(m_tracker->banned());
}

void Engine::unban(const protocol::Address& address)
{
    m_tracker->unban(address);
    Q_EMIT bannedChanged(m_tracker->banned());
}

void Engine::setCapture(const requests::CaptureScope& scope)
{
    m_tracker->setCapture(scope);
    Q_EMIT captureChanged(scope);
}

void Engine::forget(const protocol::InfoHash& infoHash)
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

void Engine::tellTrackerOn()
{
    const bool on = m_tracker->isOn();
    onMonitorThread([m = m_monitor, on] { m->setTrackerOn(on); });
    Q_EMIT trackerOnChanged(on);
}

void Engine::tellSettings()
{
    Q_EMIT settingsChanged(m_options.settings, m_options.fixed);
}

void Engine::tellUrls()
{
    Q_EMIT announceUrlsChanged(server::announceUrls(m_tracker->listeners(), m_tracker->interfaces()));
}

// A disk can be slow: on the files' thread.
void Engine::save()
{
    const QString path = m_options.dataFolder + QStringLiteral("/settings.json");
    QMetaObject::invokeMethod(m_library, [this, path, saved = m_options.saved] {
        const auto result = settings::save(path, saved);
        if (!result)
            QMetaObject::invokeMethod(this, [this, path, why = QString::fromStdString(result.error().message)] {
                Q_EMIT settingsProblem(path, why);
            });
    });
}

void Engine::pinKnown(const torrent::NameTablePtr& names)
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

} // namespace waggle::app
