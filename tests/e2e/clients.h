// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/lan.h"
#include "tests/e2e/torrents.h"

#include <QProcess>
#include <QString>

#include <memory>

namespace waggle::e2e {

// A real client at work on one torrent, ended with this object. DHT, peer exchange and local discovery are off or lead
// nowhere, so that only the tracker can have introduced its peers.
class RealClient {
public:
    virtual ~RealClient() = default;
    virtual void killHard() = 0; // SIGKILL: it cannot say goodbye
    [[nodiscard]] virtual QString output() = 0; // what it printed, for failures
    [[nodiscard]] const QString& folder() const { return m_folder; } // where its file is

protected:
    QString m_folder;
};

enum class Role { Seed, Download };

// `work` is an empty folder for configuration and downloads.
[[nodiscard]] std::unique_ptr<RealClient> startAria2(
    const Host& host, const MadeTorrent& torrent, Role role, const QString& work);
[[nodiscard]] std::unique_ptr<RealClient> startTransmission(
    const Host& host, const MadeTorrent& torrent, Role role, const QString& work);
[[nodiscard]] std::unique_ptr<RealClient> startQbittorrent(
    const Host& host, const MadeTorrent& torrent, Role role, const QString& work);
// In this process, on `address` of this host ("127.0.0.1", "::1", "10.77.0.1").
[[nodiscard]] std::unique_ptr<RealClient> startLibtorrent(
    const QString& address, const MadeTorrent& torrent, Role role, const QString& work);

} // namespace waggle::e2e
