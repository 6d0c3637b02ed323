// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/clients.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

namespace waggle::e2e {

namespace {

// One child process, started without a shell between, so that a signal reaches the client and not a wrapper.
class ChildClient final : public RealClient {
public:
    ChildClient(const Host& host, const QStringList& command, const QString& folder, const QString& home)
    {
        m_folder = folder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home);
        environment.remove(QStringLiteral("ASAN_OPTIONS"));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        QStringList words = host.wrap(command);
        const QString program = words.takeFirst();
        m_process.start(program, words);
        EXPECT_TRUE(m_process.waitForStarted()) << command.join(QLatin1Char(' ')).toStdString();
    }

    ~ChildClient() override
    {
        m_process.terminate();
        if (!m_process.waitForFinished(3000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    void killHard() override
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    QString output() override { return QString::fromLocal8Bit(m_process.readAll()); }

private:
    QProcess m_process;
};

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << path.toStdString();
    file.write(bytes);
}

QString downloadFolder(const MadeTorrent& torrent, Role role, const QString& work)
{
    const QString folder = role == Role::Seed ? torrent.seedFolder : work + QStringLiteral("/files");
    QDir().mkpath(folder);
    return folder;
}

} // namespace

std::unique_ptr<RealClient> startAria2(const Host& host, const MadeTorrent& torrent, Role role, const QString& work)
{
    const QString folder = downloadFolder(torrent, role, work);
    QStringList command{QStringLiteral("aria2c"), QStringLiteral("--no-conf"), QStringLiteral("--dir=") + folder,
        QStringLiteral("--bt-enable-lpd=false"), QStringLiteral("--enable-peer-exchange=false"),
        QStringLiteral("--file-allocation=none"), QStringLiteral("--bt-tracker-interval=3"),
        // Without DHT aria2 sends no announce over UDP: on, with an entry point that leads nowhere.
        QStringLiteral("--enable-dht=true"), QStringLiteral("--dht-listen-port=6901"),
        QStringLiteral("--dht-entry-point=127.0.0.1:9"),
        QStringLiteral("--dht-file-path=") + work + QStringLiteral("/dht"), QStringLiteral("--listen-port=6881"),
        QStringLiteral("--console-log-level=notice")};
    if (role == Role::Seed)
        command << QStringLiteral("--seed-ratio=0.0") << QStringLiteral("--bt-seed-unverified=true");
    else
        command << QStringLiteral("--seed-time=60");
    command << torrent.torrentPath;
    return std::make_unique<ChildClient>(host, command, folder, work);
}

std::unique_ptr<RealClient> startTransmission(
    const Host& host, const MadeTorrent& torrent, Role role, const QString& work)
{
    const QString folder = downloadFolder(torrent, role, work);
    const QString watch = work + QStringLiteral("/watch");
    QDir().mkpath(watch);
    const QJsonObject settings{{QStringLiteral("dht-enabled"), false}, {QStringLiteral("lpd-enabled"), false},
        {QStringLiteral("pex-enabled"), false}, {QStringLiteral("utp-enabled"), false},
        {QStringLiteral("port-forwarding-enabled"), false}, {QStringLiteral("rpc-enabled"), false},
        {QStringLiteral("peer-port"), 51413}, {QStringLiteral("download-dir"), folder},
        {QStringLiteral("watch-dir"), watch}, {QStringLiteral("watch-dir-enabled"), true},
        {QStringLiteral("preallocation"), 0}};
    write(work + QStringLiteral("/settings.json"), QJsonDocument(settings).toJson());
    auto client = std::make_unique<ChildClient>(host,
        QStringList{QStringLiteral("transmission-daemon"), QStringLiteral("-f"), QStringLiteral("-g"), work}, folder,
        work);
    EXPECT_TRUE(QFile::copy(torrent.torrentPath, watch + QStringLiteral("/t.torrent")));
    return client;
}

std::unique_ptr<RealClient> startQbittorrent(
    const Host& host, const MadeTorrent& torrent, Role role, const QString& work)
{
    const QString folder = downloadFolder(torrent, role, work);
    const QString config = work + QStringLiteral("/qBittorrent/config");
    QDir().mkpath(config);
    write(config + QStringLiteral("/qBittorrent.conf"),
        "[LegalNotice]\nAccepted=true\n\n[BitTorrent]\nSession\\DHTEnabled=false\nSession\\LSDEnabled=false\n"
        "Session\\PeXEnabled=false\nSession\\Port=6881\n\n[Preferences]\nWebUI\\LocalHostAuth=false\n"
        "Connection\\UPnP=false\n\n[Network]\nPortForwardingEnabled=false\n");
    return std::make_unique<ChildClient>(host,
        QStringList{QStringLiteral("qbittorrent-nox"), QStringLiteral("--profile=") + work,
            QStringLiteral("--save-path=") + folder, QStringLiteral("--add-paused=false"),
            QStringLiteral("--skip-dialog=true"), torrent.torrentPath},
        folder, work);
}

} // namespace waggle::e2e
