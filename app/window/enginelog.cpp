// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/enginelog.h"

#include <QLoggingCategory>

#include <algorithm>

namespace waggle::app {

namespace {

Q_LOGGING_CATEGORY(lcTracker, "waggle.tracker")
Q_LOGGING_CATEGORY(lcListener, "waggle.listener")
Q_LOGGING_CATEGORY(lcTorrent, "waggle.torrent")
Q_LOGGING_CATEGORY(lcSettings, "waggle.settings")

} // namespace

EngineLog::EngineLog(Engine& engine, QObject* parent)
    : QObject(parent)
{
    connect(&engine.tracker(), &server::TrackerService::listenersChanged, this, &EngineLog::noteListeners);
    connect(&engine, &Engine::trackerOnChanged, this,
        [](bool on) { qCInfo(lcTracker).noquote() << (on ? tr("The tracker is on") : tr("The tracker is off")); });
    connect(&engine, &Engine::settingsProblem, this, [](const QString& where, const QString& message) {
        qCWarning(lcSettings).noquote() << where + QStringLiteral(": ") + message;
    });
    connect(engine.library(), &torrent::Library::added, this,
        [](const QString& name, const protocol::InfoHash& hash, bool isNew) {
            if (isNew)
                qCInfo(lcTorrent).noquote() << tr("Added %1 (%2)").arg(name, QString::fromStdString(hash.hex()));
        });
    connect(engine.library(), &torrent::Library::failed, this, [](const QString& what, const QString& why) {
        qCWarning(lcTorrent).noquote() << what + QStringLiteral(": ") + why;
    });
}

// A listener that stays as it is says nothing.
void EngineLog::noteListeners(const server::ListenerStates& listeners)
{
    using State = server::ListenerState::State;
    for (const server::ListenerState& listener : listeners) {
        if (std::find(m_listeners.begin(), m_listeners.end(), listener) != m_listeners.end())
            continue;
        if (listener.state == State::Listening)
            qCInfo(lcListener).noquote() << tr("Listens at %1").arg(listener.announceUrl());
        else if (listener.state == State::Retrying && listener.note)
            qCInfo(lcListener).noquote() << listener.problem;
        else if (listener.state == State::Retrying)
            qCWarning(lcListener).noquote() << listener.problem;
    }
    m_listeners = listeners;
}

} // namespace waggle::app
