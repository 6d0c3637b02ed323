// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>

#include <optional>
#include <unistd.h>

namespace waggle::app {

namespace {

constexpr int kConnectMs = 2000;
constexpr int kAnswerMs = 5000;
constexpr unsigned long kPauseMs = 50;
constexpr qsizetype kMaxFolder = 60; // sockaddr_un holds 107 bytes
const char kOk[] = "ok\n";
const char kNo[] = "no\n";

// In the user's own runtime folder where there is one, else where all users put such things.
QString pathFor(const QString& folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    for (const QString& place : {qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath()}) {
        const QFileInfo info(place);
        if (info.isDir() && info.isWritable() && place.toUtf8().size() <= kMaxFolder)
            return place + QStringLiteral("/waggle-") + QString::fromLatin1(hash);
    }
    return QStringLiteral("/tmp/waggle-") + QString::fromLatin1(hash);
}

// Another user could have put a socket of that name into a folder that all can write to.
bool isOurs(const QString& path)
{
    const QFileInfo info(path);
    return info.exists() && info.ownerId() == ::geteuid();
}

QByteArray encode(const QStringList& open)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("open"), QJsonArray::fromStringList(open)}})
               .toJson(QJsonDocument::Compact)
        + '\n';
}

std::optional<QStringList> decode(const QByteArray& line)
{
    const QJsonValue open = QJsonDocument::fromJson(line).object().value(QLatin1String("open"));
    if (!open.isArray() || open.toArray().size() > SingleInstance::kMaxOpen)
        return std::nullopt;
    QStringList list;
    for (const QJsonValue& value : open.toArray()) {
        if (!value.isString() || value.toString().isEmpty())
            return std::nullopt;
        list += value.toString();
    }
    return list;
}

} // namespace

SingleInstance::SingleInstance(const QString& canonicalDataFolder, QObject* parent)
    : QObject(parent)
    , m_name(pathFor(canonicalDataFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::listen()
{
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

SingleInstance::HandOver SingleInstance::handOver(const QStringList& open) const
{
    const QByteArray message = encode(open);
    if (message.size() > kMaxMessage || open.size() > kMaxOpen)
        return HandOver::Refused;
    QLocalSocket socket;
    QElapsedTimer timer;
    timer.start();
    // The first one may have its lock and not yet its socket.
    for (;;) {
        if (isOurs(m_name))
            socket.connectToServer(m_name);
        if (socket.state() != QLocalSocket::UnconnectedState && socket.waitForConnected(kConnectMs))
            break;
        if (timer.elapsed() > kConnectMs)
            return HandOver::NobodyThere;
        QThread::msleep(kPauseMs);
    }
    socket.write(message);
    QByteArray answer;
    while (answer.size() < 3 && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(kAnswerMs)))
        answer += socket.read(3 - answer.size());
    return answer == kOk ? HandOver::Done : HandOver::Refused;
}

void SingleInstance::accept()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connections >= kMaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        socket->setReadBufferSize(kMaxMessage + 1);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(kDeadlineMs, socket, [socket] { socket->abort(); });
        read(socket);
    }
}

void SingleInstance::read(QLocalSocket* socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kMaxMessage)
            socket->abort();
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr); // one message a connection
    const std::optional<QStringList> open = decode(socket->readLine(kMaxMessage + 1));
    socket->write(open ? kOk : kNo);
    socket->disconnectFromServer(); // after what is written
    if (open)
        Q_EMIT handedOver(*open);
}

} // namespace waggle::app
