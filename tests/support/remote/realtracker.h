// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QHostAddress>
#include <QProcess>

#include <string>
#include <vector>

namespace waggle::test {

// Another tracker's program while a test runs; ended with it.
class RealTracker {
public:
    RealTracker(QStringList command, const QString& folder);
    ~RealTracker();

    // Somebody accepts there.
    [[nodiscard]] bool waitForPort(std::uint16_t port, const QHostAddress& at = QHostAddress(QHostAddress::LocalHost));
    [[nodiscard]] bool waitForOutput(const char* part);
    [[nodiscard]] std::string output() const { return m_output.toStdString(); }

private:
    QProcess m_process;
    QByteArray m_output;
};

// The programs with their arguments; what they read is written into `folder`.
// Debian's opentracker is built to track a list only.
[[nodiscard]] QStringList opentrackerCommand(
    const QString& folder, const QString& address, std::uint16_t port, const std::vector<protocol::InfoHash>& listed);
[[nodiscard]] QStringList qbittorrentCommand(
    const QString& folder, const QString& interface, std::uint16_t port, std::uint16_t peerPort, std::uint16_t webPort);

// Run where installNpmTracker() has put it; prints "ports HTTP UDP". Port 0: any.
[[nodiscard]] QStringList npmTrackerCommand(std::uint16_t port, const char* http, const char* udp4, const char* udp6);

// npm's bittorrent-tracker in `folder`, if it is not there already; false: npm or the network is missing.
[[nodiscard]] bool installNpmTracker(const QString& folder);

} // namespace waggle::test
