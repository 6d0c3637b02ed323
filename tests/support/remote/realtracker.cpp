// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/realtracker.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QtCore/qtestsupport_core.h>

namespace waggle::test {

namespace {

constexpr int kStartMs = 30'000, kEndMs = 10'000, kInstallMs = 90'000;

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << path.toStdString();
    EXPECT_EQ(file.write(text), text.size());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace

RealTracker::RealTracker(QStringList command, const QString& folder)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), folder);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(folder);
    QObject::connect(&m_process, &QProcess::readyRead, &m_process, [this] { m_output += m_process.readAll(); });
    const QString program = command.takeFirst();
    m_process.start(program, command);
}

RealTracker::~RealTracker()
{
    m_process.disconnect();
    m_process.terminate();
    if (!m_process.waitForFinished(kEndMs)) {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
}

bool RealTracker::waitForPort(std::uint16_t port, const QHostAddress& at)
{
    return QTest::qWaitFor(
        [port, &at] {
            QTcpSocket socket;
            socket.connectToHost(at, port);
            return socket.waitForConnected(1000);
        },
        kStartMs);
}

bool RealTracker::waitForOutput(const char* part)
{
    return QTest::qWaitFor([this, part] { return m_output.contains(part) && m_output.endsWith('\n'); }, kStartMs);
}

QStringList opentrackerCommand(
    const QString& folder, const QString& address, std::uint16_t port, const std::vector<protocol::InfoHash>& listed)
{
    QByteArray list;
    for (const protocol::InfoHash& hash : listed)
        list += QByteArray::fromStdString(hash.hex()) + '\n';
    // It changes its user: that one must be able to read the list.
    QFile::setPermissions(folder, QFile::Permissions(0x7755));
    write(folder + QStringLiteral("/list"), list);
    const QString number = QString::number(port);
    return {QStringLiteral("opentracker"), QStringLiteral("-i"), address, QStringLiteral("-p"), number,
        QStringLiteral("-P"), number, QStringLiteral("-d"), folder, QStringLiteral("-u"), QStringLiteral("nobody"),
        QStringLiteral("-w"), QStringLiteral("list")};
}

QStringList qbittorrentCommand(
    const QString& folder, const QString& interface, std::uint16_t port, std::uint16_t peerPort, std::uint16_t webPort)
{
    const QString config = folder + QStringLiteral("/qBittorrent/config");
    QDir().mkpath(config);
    write(config + QStringLiteral("/qBittorrent.conf"),
        "[LegalNotice]\nAccepted=true\n\n[BitTorrent]\nSession\\DHTEnabled=false\nSession\\LSDEnabled=false\n"
        "Session\\PeXEnabled=false\nSession\\Port="
            + QByteArray::number(peerPort) + "\nSession\\Interface=" + interface.toLatin1()
            + "\nSession\\InterfaceName=" + interface.toLatin1()
            + "\nTrackerEnabled=true\n\n[Preferences]\nAdvanced\\trackerPort=" + QByteArray::number(port)
            + "\nConnection\\UPnP=false\nWebUI\\Enabled=true\nWebUI\\Address=127.0.0.1\nWebUI\\Port="
            + QByteArray::number(webPort) + "\nWebUI\\UseUPnP=false\n\n[Network]\nPortForwardingEnabled=false\n");
    return {QStringLiteral("qbittorrent-nox"), QStringLiteral("--profile=") + folder};
}

QStringList npmTrackerCommand(std::uint16_t port, const char* http, const char* udp4, const char* udp6)
{
    return {QStringLiteral("node"), QStringLiteral("-e"),
        QStringLiteral("import('bittorrent-tracker/server').then(({ default: Server }) => {"
                       "const s = new Server({ udp: true, http: true, ws: true, stats: false });"
                       "s.on('warning', () => {});"
                       "s.listen(%1, { http: '%2', udp4: '%3', udp6: '%4' }, () =>"
                       "console.log('ports', s.http.address().port, s.udp.address().port)); })")
            .arg(port)
            .arg(QLatin1String(http), QLatin1String(udp4), QLatin1String(udp6))};
}

bool installNpmTracker(const QString& folder)
{
    const QString package = folder + QStringLiteral("/node_modules/bittorrent-tracker/package.json");
    if (QFileInfo::exists(package))
        return true;
    if (QStandardPaths::findExecutable(QStringLiteral("npm")).isEmpty() || !QDir().mkpath(folder))
        return false;
    QProcess npm;
    npm.setWorkingDirectory(folder);
    npm.start(QStringLiteral("npm"),
        {QStringLiteral("install"), QStringLiteral("--ignore-scripts"), QStringLiteral("--omit=optional"),
            QStringLiteral("--no-audit"), QStringLiteral("--no-fund"), QStringLiteral("--prefix"), folder,
            QStringLiteral("bittorrent-tracker@11")});
    const bool isDone = npm.waitForFinished(kInstallMs);
    if (!isDone) {
        npm.kill();
        npm.waitForFinished(kEndMs);
    }
    return isDone && QFileInfo::exists(package);
}

} // namespace waggle::test
