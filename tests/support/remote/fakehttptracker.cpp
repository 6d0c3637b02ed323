// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/fakehttptracker.h"

#include "core/machine/hostaddress.h"
#include "core/remote/hostname.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>

#include <memory>

namespace waggle::test {

using protocol::Event;
using protocol::Family;

QByteArray bencoded(qint64 number)
{
    return 'i' + QByteArray::number(number) + 'e';
}

QByteArray bencoded(const QByteArray& string)
{
    return QByteArray::number(string.size()) + ':' + string;
}

void HttpReply::set(const QByteArray& key, const QByteArray& bencoded)
{
    for (auto& [name, value] : entries) {
        if (name == key) {
            value = bencoded;
            return;
        }
    }
    const auto behind
        = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first > key; });
    entries.insert(behind, {key, bencoded});
}

void HttpReply::remove(const QByteArray& key)
{
    std::erase_if(entries, [&](const auto& entry) { return entry.first == key; });
}

bool HttpReply::has(const QByteArray& key) const
{
    return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
}

QByteArray HttpReply::bytes() const
{
    QByteArray content = body.value_or(QByteArray());
    if (!body) {
        content = "d";
        for (const auto& [key, value] : entries)
            content += bencoded(key) + value;
        content += 'e';
    }
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + " Some reason\r\n";
    for (const auto& [name, value] : fields)
        out += name + ": " + value + "\r\n";
    if (hasLength)
        out += "Content-Length: " + QByteArray::number(content.size()) + "\r\n";
    return out + "\r\n" + content;
}

namespace {

Ask understand(const QByteArray& target)
{
    Ask ask;
    ask.raw = target;
    const qsizetype question = target.indexOf('?');
    const QByteArray path = question < 0 ? target : target.left(question);
    if (path.contains("scrape"))
        ask.kind = Ask::Kind::Scrape;
    if (question < 0)
        return ask;
    for (const QByteArray& pair : target.mid(question + 1).split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray key = pair.left(equals);
        const QByteArray value = QByteArray::fromPercentEncoding(pair.mid(equals + 1));
        if (key == "info_hash" && value.size() == 20)
            std::copy(value.begin(), value.end(), ask.hashes.emplace_back().bytes.begin());
        else if (key == "peer_id" && value.size() == 20)
            std::copy(value.begin(), value.end(), ask.id.bytes.begin());
        else if (key == "port")
            ask.port = value.toUShort();
        else if (key == "left")
            ask.left = value.toULongLong();
        else if (key == "numwant")
            ask.numwant = value.toInt();
        else if (key == "compact")
            ask.compact = value == "1";
        else if (key == "event")
            ask.event = value == "started" ? Event::Started
                : value == "stopped"       ? Event::Stopped
                : value == "completed"     ? Event::Completed
                                           : Event::None;
    }
    return ask;
}

QByteArray compact(const std::vector<remote::RemotePeer>& peers)
{
    QByteArray out;
    for (const auto& peer : peers) {
        const auto& address = peer.endpoint.address;
        out.append(reinterpret_cast<const char*>(address.data()), static_cast<qsizetype>(address.size()));
        out += static_cast<char>(peer.endpoint.port >> 8);
        out += static_cast<char>(peer.endpoint.port & 0xff);
    }
    return out;
}

QByteArray filesOf(const FakeAnswer& answer)
{
    std::map<QByteArray, QByteArray> files; // sorted, each once
    for (const auto& [hash, counts] : answer.files) {
        const QByteArray key(reinterpret_cast<const char*>(hash.bytes.data()), 20);
        if (counts)
            files[key] = "d8:complete" + bencoded(counts->seeders) + "10:downloaded" + bencoded(counts->completed)
                + "10:incomplete" + bencoded(counts->leechers) + 'e';
    }
    QByteArray out = "d";
    for (const auto& [key, value] : files)
        out += bencoded(key) + value;
    return out + 'e';
}

// Writes the pieces one by one while the connection lives.
void drip(QPointer<QSslSocket> socket, const QByteArray& bytes, qsizetype piece, std::chrono::milliseconds gap)
{
    if (!socket || socket->state() != QAbstractSocket::ConnectedState)
        return;
    socket->write(bytes.left(piece));
    if (bytes.size() > piece)
        QTimer::singleShot(
            gap, Qt::PreciseTimer, socket.data(), [=, rest = bytes.mid(piece)] { drip(socket, rest, piece, gap); });
}

} // namespace

FakeHttpTracker::FakeHttpTracker(Family family)
    : FakeHttpTracker(family == Family::V4 ? "127.0.0.1" : "::1", 0)
{
}

FakeHttpTracker::FakeHttpTracker(const char* address, std::uint16_t port, std::shared_ptr<FakeCore> shared)
    : store(std::move(shared))
    , m_address(QLatin1String(address))
{
    listen(m_address, port);
}

QString FakeHttpTracker::url(const char* path) const
{
    return QStringLiteral("%1://%2:%3%4")
        .arg(QLatin1String(tls ? "https" : "http"), remote::bracketed(m_address.toString()),
            QString::number(serverPort()), QLatin1String(path));
}

void FakeHttpTracker::incomingConnection(qintptr handle)
{
    ++connections;
    auto* socket = new QSslSocket(this);
    socket->setSocketDescriptor(handle);
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QSslSocket::readyRead, socket,
        [this, socket, bytes = std::make_shared<QByteArray>()] { read(*socket, *bytes); });
    if (!tls)
        return;
    socket->setSslConfiguration(*tls);
    QTimer::singleShot(tlsDelay, Qt::PreciseTimer, socket, [socket] { socket->startServerEncryption(); });
}

bool FakeHttpTracker::readSocks(QSslSocket& socket, QByteArray& bytes)
{
    if (!bytes.startsWith('\5'))
        return false;
    if (bytes == QByteArray("\5\1\0", 3)) {
        socket.write(QByteArray("\5\0", 2));
    } else {
        QTimer::singleShot(*socksDelay, Qt::PreciseTimer, &socket,
            [&socket] { socket.write(QByteArray("\5\0\0\1\0\0\0\0\0\0", 10)); });
    }
    bytes.clear();
    return true;
}

void FakeHttpTracker::read(QSslSocket& socket, QByteArray& bytes)
{
    if (tls && !socket.isEncrypted())
        return;
    bytes += socket.readAll();
    if (socksDelay && readSocks(socket, bytes))
        return;
    for (qsizetype end = bytes.indexOf("\r\n\r\n"); end >= 0; end = bytes.indexOf("\r\n\r\n")) {
        const QByteArray head = bytes.left(end);
        bytes.remove(0, end + 4);
        answer(socket, head.split(' ').value(1));
    }
}

HttpReply FakeHttpTracker::honest(const Ask& ask)
{
    const FakeAnswer answer = core.take(ask);
    HttpReply reply;
    if (answer.failure) {
        reply.entries = {{"failure reason", bencoded(*answer.failure)}};
    } else if (ask.isScrape()) {
        reply.entries = {{"files", filesOf(answer)}};
    } else {
        reply.entries
            = {{"complete", bencoded(answer.counts.seeders)}, {"downloaded", bencoded(answer.counts.completed)},
                {"incomplete", bencoded(answer.counts.leechers)}, {"interval", bencoded(answer.interval)}};
        const bool isV6 = ask.from.family() == Family::V6;
        reply.entries.emplace_back("peers", bencoded(isV6 ? QByteArray() : compact(answer.peers)));
        if (isV6)
            reply.entries.emplace_back("peers6", bencoded(compact(answer.peers)));
    }
    return reply;
}

void FakeHttpTracker::answer(QSslSocket& socket, const QByteArray& target)
{
    Ask ask = understand(target);
    ask.from = machine::addressOf(socket.peerAddress());
    core.note(ask);
    HttpReply reply = honest(ask);
    if (bend)
        bend(ask, reply);
    if (reply.delay.count() == 0)
        send(socket, reply);
    else
        QTimer::singleShot(reply.delay, Qt::PreciseTimer, &socket, [this, &socket, reply] { send(socket, reply); });
}

void FakeHttpTracker::send(QSslSocket& socket, const HttpReply& reply)
{
    if (reply.write)
        reply.write(socket);
    else if (reply.piece > 0)
        drip(&socket, reply.bytes(), reply.piece, reply.gap);
    else if (!reply.isSilent)
        socket.write(reply.bytes());
    if (reply.closes)
        socket.disconnectFromHost();
}

} // namespace waggle::test
