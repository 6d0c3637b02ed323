// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/listen/listener.h"

#include <QStringList>

#include <map>

namespace waggle::app {

// What `serve` says about its listeners: each thing once, when it becomes true. Pure; no I/O.
class ListenerReport {
public:
    explicit ListenerReport(bool json)
        : m_json(json)
    {
    }

    struct Lines {
        QStringList out; // "listening http://A:P/announce udp://A:P/announce", one a bound address
        QStringList problems; // sentences for stderr: what does not listen, and why
        QStringList notes; // nothing to repair
    };
    // The next lines, given how all listeners stand now.
    [[nodiscard]] Lines next(const server::ListenerStates& states);
    [[nodiscard]] QString ready() const { return event(QStringLiteral("ready")); }
    [[nodiscard]] QString stopped() const { return m_json ? event(QStringLiteral("stopped")) : QString(); }

private:
    [[nodiscard]] QString event(const QString& name) const;
    [[nodiscard]] QString listening(const server::ListenerState& one, const server::ListenerState* twin) const;
    [[nodiscard]] QString failed(const server::ListenerState& one) const;

    using Key = std::tuple<protocol::Transport, protocol::Endpoint, QString>;
    static Key keyOf(const server::ListenerState& state) { return {state.transport, state.wanted, state.scope}; }

    bool m_json;
    std::map<Key, server::ListenerState> m_said;
};

} // namespace waggle::app
