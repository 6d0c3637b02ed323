// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/clock.h"
#include "core/machine/interfaces.h"
#include "core/server/secret.h"

#include <QObject>
#include <QTimer>

namespace waggle::server {

// What may be slow and concerns all workers: the key file and the list of interfaces. Lives on a thread of its own.
class Housekeeper final : public QObject {
    Q_OBJECT
public:
    Housekeeper(const QString& secretPath, machine::Clock clock);

    void begin(); // on its thread: reports both once, then whenever they change

Q_SIGNALS:
    void interfacesChanged(const waggle::machine::Interfaces& interfaces);
    void keysChanged(const waggle::server::Secret::Keys& keys);

private:
    void look();
    void warn();

    machine::Clock m_clock;
    Secret m_secret;
    QTimer m_timer;
    machine::Interfaces m_interfaces;
};

} // namespace waggle::server
