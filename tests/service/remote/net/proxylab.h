// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "tests/e2e/lan.h"

#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <memory>

namespace waggle::test {

// Another computer with proxies and, on its loopback, trackers: only through a proxy can they be reached. Its hosts
// file knows tracker.test. In the isolation of tests/e2e/isolate.h only.
class ProxyLab final {
public:
    ProxyLab();
    ~ProxyLab();

    // Starts the program there, once, and waits for its port; false where it does not come up.
    [[nodiscard]] bool startDante();
    [[nodiscard]] bool startMicrosocks(const QString& user, const QString& password);
    [[nodiscard]] bool startTinyproxy(const QString& user, const QString& password);
    [[nodiscard]] bool startTrackers();

    [[nodiscard]] const e2e::Host& host() const { return m_host; }
    [[nodiscard]] QString url(const QString& scheme) const; // of the tracker of that transport
    [[nodiscard]] QString caFile() const;
    [[nodiscard]] static bool isInstalled(const char* program);

    static constexpr int kDante = 1080, kMicrosocks = 1081, kTinyproxy = 8888;

private:
    QProcess& start(const QString& command);
    [[nodiscard]] bool waitForPort(int port);
    [[nodiscard]] QString write(const QString& name, const QString& text);

    e2e::Host m_host;
    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<QProcess>> m_programs;
    QStringList m_urls;
    QSet<int> m_open; // ports of proxies that are there
};

// Whatever IP leaves this computer over the test's network, as it passes.
class OutgoingPackets final {
public:
    OutgoingPackets();
    ~OutgoingPackets();

    struct Packet {
        std::string to; // address
        int protocol = 0; // 6 TCP, 17 UDP
        int port = 0;
        [[nodiscard]] std::string text() const;
    };
    [[nodiscard]] bool isOpen() const { return m_socket >= 0; }
    [[nodiscard]] std::vector<Packet> take(); // since the last time; the talk of routers and neighbours left out

private:
    int m_socket = -1;
};

} // namespace waggle::test
