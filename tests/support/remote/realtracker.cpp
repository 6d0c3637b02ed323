// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/realtracker.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QtCore/qtestsupport_core.h>

namespace waggle::test {

namespace {

constexpr int kStartMs = 30'000, kEndMs = 10'000, kInstallMs = 90'000;

} // namespace

RealTracker::RealTracker(const QString& program, const QStringList& arguments, const QString& folder)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), folder);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(folder);
    QObject::connect(&m_process, &QProcess::readyRead, &m_process, [this] { m_output += m_process.readAll(); });
    m_process.start(program, arguments);
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

bool RealTracker::waitForPort(std::uint16_t port)
{
    return QTest::qWaitFor(
        [port] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            return socket.waitForConnected(1000);
        },
        kStartMs);
}

bool RealTracker::waitForOutput(const char* part)
{
    return QTest::qWaitFor([this, part] { return m_output.contains(part) && m_output.endsWith('\n'); }, kStartMs);
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
