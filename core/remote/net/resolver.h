// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

#include <QObject>

#include <functional>
#include <memory>

namespace waggle::remote {

// A small DNS client over UDP (TCP when cut): A and AAAA timed apart, TXT for BEP 34, any number at once, every lookup
// bounded and cancellable. Asks the servers of /etc/resolv.conf (elsewhere, or where that names none: the system's
// resolver for A and AAAA, no TXT); the hosts file goes first and is said. Probe thread.
class Resolver final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QStringList servers; // empty: the system's
        QString hostsFile; // empty: the system's
        std::chrono::milliseconds timeout{5000};
        int tries = 2; // per server
    };
    explicit Resolver(const Options& options, QObject* parent = nullptr);
    ~Resolver() override;

    // `done` is called once from the event loop with one Lookup a type (TXT: one a server, for D9), in order of
    // `types`; never after the ticket is gone. Equal questions under way share one packet.
    using Done = std::function<void(std::vector<Lookup>)>;
    using Ticket = std::shared_ptr<void>;
    [[nodiscard]] Ticket resolve(const QString& host, std::vector<RecordType> types, Done done);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace waggle::remote
