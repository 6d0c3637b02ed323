// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

class QLocalSocket;

namespace waggle::app {

// One window a data folder: the first one listens on a local socket named by a hash of the folder's canonical path
// (socket paths are short); a later one hands it what it was asked to open, and ends. Whoever can write to the socket
// is the same user; what is written is bounded all the same. Main thread.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kMaxMessage = 1 << 20; // bytes
    static constexpr int kMaxConnections = 16;
    static constexpr int kMaxOpen = 10'000;
    static constexpr int kDeadlineMs = 5000; // to send the message

    explicit SingleInstance(const QString& canonicalDataFolder, QObject* parent = nullptr);
    ~SingleInstance() override;

    // For the process that holds the folder's lock; a socket left by a dead one is replaced. False: no later window can
    // reach this one (and errorText() says why), which is no reason not to run.
    [[nodiscard]] bool listen();
    [[nodiscard]] QString errorText() const { return m_server.errorString(); }

    enum class HandOver { Done, NobodyThere, Refused };
    // For the others; needs no event loop, takes at most some seconds. NobodyThere: the folder's owner has no window.
    [[nodiscard]] HandOver handOver(const QStringList& open) const;

    [[nodiscard]] const QString& serverName() const { return m_name; }

Q_SIGNALS:
    void handedOver(const QStringList& open); // raise the window, then open these

private:
    void accept();
    void read(QLocalSocket* socket);

    QString m_name;
    int m_connections = 0; // outlives the sockets that count it down
    QLocalServer m_server;
};

} // namespace waggle::app
