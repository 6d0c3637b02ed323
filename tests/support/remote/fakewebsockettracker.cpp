// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/fakewebsockettracker.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSslSocket>
#include <QTimer>

namespace waggle::test {

using protocol::Event;

struct FakeWebSocketTracker::Client : QObject {
    QSslSocket socket;
    QByteArray bytes;
    QTimer quiet;
    QString peerId;
    bool isOpen = false;
};

namespace {

constexpr int kText = 1, kClose = 8, kPing = 9, kPong = 10;

QByteArray acceptOf(const QByteArray& head)
{
    const qsizetype at = head.toLower().indexOf("sec-websocket-key:");
    const QByteArray key = head.mid(at + 18, head.indexOf("\r\n", at) - at - 18).trimmed();
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

template <typename Id>
bool readId(const QString& text, Id& id)
{
    const QByteArray bytes = text.toLatin1();
    if (bytes.size() != 20)
        return false;
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return true;
}

Ask understand(const QJsonObject& message)
{
    Ask ask;
    const auto text = [&](const char* key) { return message.value(QLatin1String(key)).toString(); };
    if (text("action") == QLatin1String("scrape"))
        ask.kind = Ask::Kind::Scrape;
    const QJsonValue hash = message.value(QLatin1String("info_hash"));
    for (const QJsonValue& one : hash.isArray() ? hash.toArray() : QJsonArray{hash}) {
        if (protocol::InfoHash read; readId(one.toString(), read))
            ask.hashes.push_back(read);
    }
    static_cast<void>(readId(text("peer_id"), ask.id));
    ask.left = static_cast<std::uint64_t>(message.value(QLatin1String("left")).toDouble());
    ask.numwant = 0;
    const QString event = text("event");
    ask.event = event == QLatin1String("started") ? Event::Started
        : event == QLatin1String("stopped")       ? Event::Stopped
        : event == QLatin1String("completed")     ? Event::Completed
                                                  : Event::None;
    return ask;
}

QString latin1(const protocol::InfoHash& hash)
{
    return QString::fromLatin1(reinterpret_cast<const char*>(hash.bytes.data()), 20);
}

QJsonObject honest(const Ask& ask, const FakeAnswer& answer)
{
    QJsonObject message{{QStringLiteral("action"), QLatin1String(ask.isScrape() ? "scrape" : "announce")}};
    if (answer.failure) {
        message.insert(QStringLiteral("failure reason"), QString::fromUtf8(*answer.failure));
        return message;
    }
    if (ask.isScrape()) {
        QJsonObject files;
        for (const auto& [hash, found] : answer.files) {
            const FakeCounts counts = found.value_or(FakeCounts());
            files.insert(latin1(hash),
                QJsonObject{{QStringLiteral("complete"), counts.seeders},
                    {QStringLiteral("incomplete"), counts.leechers}, {QStringLiteral("downloaded"), counts.completed}});
        }
        message.insert(QStringLiteral("files"), files);
        return message;
    }
    message.insert(QStringLiteral("info_hash"), latin1(ask.hashes.empty() ? protocol::InfoHash() : ask.hashes.front()));
    message.insert(QStringLiteral("interval"), answer.interval);
    message.insert(QStringLiteral("complete"), answer.counts.seeders);
    message.insert(QStringLiteral("incomplete"), answer.counts.leechers);
    return message;
}

} // namespace

FakeWebSocketTracker::FakeWebSocketTracker(protocol::Family family)
    : m_family(family)
{
    listen(family == protocol::Family::V4 ? QHostAddress::LocalHost : QHostAddress::LocalHostIPv6);
}

FakeWebSocketTracker::~FakeWebSocketTracker()
{
    for (Client* client : m_clients) {
        client->socket.disconnect();
        delete client;
    }
}

QString FakeWebSocketTracker::url(const char* path) const
{
    return QStringLiteral("%1://%2:%3%4")
        .arg(QLatin1String(tls ? "wss" : "ws"), QLatin1String(m_family == protocol::Family::V4 ? "127.0.0.1" : "[::1]"),
            QString::number(serverPort()), QLatin1String(path));
}

QByteArray FakeWebSocketTracker::frame(int opcode, const QByteArray& payload, bool isFinal)
{
    QByteArray out(1, static_cast<char>((isFinal ? 0x80 : 0) | opcode));
    const auto size = static_cast<std::uint64_t>(payload.size());
    const int width = size < 126 ? 0 : size < 65'536 ? 2 : 8;
    out += static_cast<char>(width == 0 ? size : width == 2 ? 126 : 127);
    for (int byte = width - 1; byte >= 0; --byte)
        out += static_cast<char>(size >> (8 * byte) & 0xff);
    return out + payload;
}

void FakeWebSocketTracker::incomingConnection(qintptr handle)
{
    ++connections;
    auto* client = new Client;
    client->setParent(this);
    m_clients.push_back(client);
    client->socket.setSocketDescriptor(handle);
    client->quiet.setSingleShot(true);
    connect(&client->quiet, &QTimer::timeout, client, [client] {
        client->socket.write(frame(kClose, QByteArray("\x03\xe9", 2)));
        client->socket.disconnectFromHost();
    });
    connect(&client->socket, &QSslSocket::readyRead, client, [this, client] { read(*client); });
    connect(&client->socket, &QSslSocket::disconnected, client, [this, client] {
        std::erase(m_clients, client);
        client->deleteLater();
    });
    if (tls) {
        client->socket.setSslConfiguration(*tls);
        client->socket.startServerEncryption();
    }
}

void FakeWebSocketTracker::read(Client& client)
{
    client.bytes += client.socket.readAll();
    if (!client.isOpen) {
        const qsizetype end = client.bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = client.bytes.left(end + 2);
        client.bytes.remove(0, end + 4);
        client.socket.write(upgrade.isEmpty()
                ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: "
                    + acceptOf(head)
                    + (subprotocol.isEmpty() ? QByteArray() : "\r\nSec-WebSocket-Protocol: " + subprotocol) + "\r\n\r\n"
                : upgrade);
        client.isOpen = true;
    }
    // Clients mask; none of theirs is longer than 64 KiB.
    while (client.bytes.size() >= 6) {
        const auto at = [&](qsizetype i) { return static_cast<std::uint8_t>(client.bytes[i]); };
        qsizetype size = at(1) & 0x7f;
        qsizetype head = 2;
        if (size == 126) {
            size = at(2) << 8 | at(3);
            head = 4;
        }
        if (client.bytes.size() < head + 4 + size)
            return;
        QByteArray payload = client.bytes.mid(head + 4, size);
        for (qsizetype i = 0; i < size; ++i)
            payload[i] = static_cast<char>(at(head + i % 4) ^ static_cast<std::uint8_t>(payload[i]));
        const int opcode = at(0) & 0x0f;
        client.bytes.remove(0, head + 4 + size);
        take(client, opcode, payload);
    }
}

void FakeWebSocketTracker::take(Client& client, int opcode, const QByteArray& payload)
{
    if (closesAfterMs > 0)
        client.quiet.start(closesAfterMs);
    if (opcode == kPing && pongs)
        client.socket.write(frame(kPong, payload));
    else if (opcode == kClose)
        client.socket.disconnectFromHost();
    else if (opcode == kText)
        answer(client, QJsonDocument::fromJson(payload).object(), payload);
}

void FakeWebSocketTracker::answer(Client& client, const QJsonObject& message, const QByteArray& raw)
{
    if (message.contains(QLatin1String("answer"))) {
        if (relaysAnswers)
            relay(client, message);
        return;
    }
    Ask ask = understand(message);
    ask.raw = raw;
    ask.from = m_family == protocol::Family::V4 ? protocol::Address::v4(0x7f000001) : protocol::Address();
    if (ask.isAnnounce())
        client.peerId = message.value(QLatin1String("peer_id")).toString();
    core.note(ask);
    WebSocketReply reply;
    reply.message = honest(ask, core.take(ask));
    if (bend)
        bend(ask, reply);
    if (reply.closeCode != 0) {
        client.socket.write(frame(kClose,
            QByteArray(1, static_cast<char>(reply.closeCode >> 8)) + static_cast<char>(reply.closeCode & 0xff)));
    } else if (!reply.raw.isEmpty()) {
        client.socket.write(reply.raw);
    } else if (!reply.isSilent) {
        client.socket.write(frame(kText, QJsonDocument(reply.message).toJson(QJsonDocument::Compact)));
    }
    if (relaysOffers && message.contains(QLatin1String("offers")))
        relay(client, message);
}

// Offers to everybody else there (one swarm is enough here), an answer to whom it is for.
void FakeWebSocketTracker::relay(const Client& from, const QJsonObject& message)
{
    const QJsonArray offers = message.value(QLatin1String("offers")).toArray();
    const QString to = message.value(QLatin1String("to_peer_id")).toString();
    QJsonObject told{{QStringLiteral("action"), QStringLiteral("announce")},
        {QStringLiteral("info_hash"), message.value(QLatin1String("info_hash"))},
        {QStringLiteral("peer_id"), message.value(QLatin1String("peer_id"))}};
    for (const char* key : {"offer", "offer_id", "answer"}) {
        const QJsonObject first = offers.isEmpty() ? message : offers.first().toObject();
        if (first.contains(QLatin1String(key)))
            told.insert(QLatin1String(key), first.value(QLatin1String(key)));
    }
    if (offers.isEmpty() && !message.contains(QLatin1String("answer")))
        return;
    for (Client* client : m_clients) {
        if (client != &from && !client->peerId.isEmpty() && (to.isEmpty() || client->peerId == to))
            client->socket.write(frame(kText, QJsonDocument(told).toJson(QJsonDocument::Compact)));
    }
}

} // namespace waggle::test
