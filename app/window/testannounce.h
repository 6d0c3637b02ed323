// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/listen/listener.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace waggle::app {

// One announce of a made-up torrent to this tracker over loopback, and `stopped` behind it: something to look at on the
// Requests page. Main thread.
class TestAnnounce final : public QObject {
    Q_OBJECT
public:
    explicit TestAnnounce(QObject* parent = nullptr);
    void send(const server::ListenerStates& listeners);

Q_SIGNALS:
    void done(bool ok, const QString& words);

private:
    [[nodiscard]] QUrl urlFor(const server::ListenerState& listener, const QByteArray& event) const;

    QNetworkAccessManager m_network;
    QByteArray m_hash; // percent-encoded
};

} // namespace waggle::app
