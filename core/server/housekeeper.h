// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/secret.h"
#include "core/server/trackerservice.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

namespace waggle::server {

// What may be slow and concerns all workers: the key file and the list of interfaces. Lives on a thread of its own.
class Housekeeper final : public QObject {
    Q_OBJECT
public:
    Housekeeper(const QString& secretPath, Clock clock);

    void begin(); // on its thread: reports both once, then whenever they change

Q_SIGNALS:
    void networksChanged(const std::vector<waggle::access::Network>& own);
    void addressesChanged(); // of this machine's interfaces
    void keysChanged(const waggle::server::Secret::Keys& keys);

private:
    void look();
    void warn();

    Clock m_clock;
    Secret m_secret;
    QTimer m_timer;
    std::vector<access::Network> m_own;
    QList<QHostAddress> m_addresses;
};

} // namespace waggle::server
