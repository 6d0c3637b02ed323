// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/engine.h"

namespace waggle::app {

// Writes into Waggle's log what happens to the engine: listeners, torrents, settings. Main thread.
class EngineLog final : public QObject {
    Q_OBJECT
public:
    EngineLog(Engine& engine, QObject* parent);

private:
    void noteListeners(const server::ListenerStates& listeners);

    server::ListenerStates m_listeners; // as last told
};

} // namespace waggle::app
