// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/fakeudptracker.h"

#include "core/machine/hostaddress.h"
#include "core/remote/hostname.h"
#include "core/remote/wire/bigendian.h"

#include <QNetworkDatagram>
#include <QTimer>

namespace waggle::test {

using protocol::Family;
using remote::appendBig;
using remote::readBig;

namespace {

constexpr std::uint64_t kMagic = 0x41727101980;
enum Action : std::uint32_t { kConnect, kAnnounce, kScrape, kError };

template <typename Id>
Id idAt(const QByteArray& packet, qsizetype at)
{
    Id id;
    std::copy_n(packet.begin() + at, id.bytes.size(), id.bytes.begin());
    return id;
}

std::optional<Ask> understand(const QByteArray& packet)
{
    if (packet.size() < 16)
        return std::nullopt;
    Ask ask;
    ask.raw = packet;
    const auto action = readBig<std::uint32_t>(packet, 8);
    if (action == kConnect) {
        ask.kind = Ask::Kind::Connect;
        ask.magic = readBig<std::uint64_t>(packet, 0);
    } else if (action == kAnnounce && packet.size() >= 98) {
        static constexpr protocol::Event kEvents[]
            = {protocol::Event::None, protocol::Event::Completed, protocol::Event::Started, protocol::Event::Stopped};
        ask.hashes = {idAt<protocol::InfoHash>(packet, 16)};
        ask.id = idAt<protocol::PeerId>(packet, 36);
        ask.left = readBig<std::uint64_t>(packet, 64);
        ask.event = kEvents[readBig<std::uint32_t>(packet, 80) % 4];
        ask.numwant = readBig<std::int32_t>(packet, 92);
        ask.port = readBig<std::uint16_t>(packet, 96);
    } else if (action == kScrape) {
        ask.kind = Ask::Kind::Scrape;
        for (qsizetype at = 16; at + 20 <= packet.size(); at += 20)
            ask.hashes.push_back(idAt<protocol::InfoHash>(packet, at));
    } else {
        return std::nullopt;
    }
    return ask;
}

void appendPeer(QByteArray& out, const remote::RemotePeer& peer)
{
    const auto& address = peer.endpoint.address;
    out.append(reinterpret_cast<const char*>(address.data()), static_cast<qsizetype>(address.size()));
    appendBig(out, peer.endpoint.port);
}

} // namespace

FakeUdpTracker::FakeUdpTracker(Family family)
    : FakeUdpTracker(family == Family::V4 ? "127.0.0.1" : "::1", 0)
{
}

FakeUdpTracker::FakeUdpTracker(const char* address, std::uint16_t port, std::shared_ptr<FakeCore> shared)
    : store(std::move(shared))
    , m_address(QLatin1String(address))
{
    m_socket.bind(m_address, port);
    m_elsewhere.bind(m_address, 0);
    connect(&m_socket, &QUdpSocket::readyRead, this, &FakeUdpTracker::read);
}

QString FakeUdpTracker::url(const char* path) const
{
    const QString host = remote::bracketed(m_address.toString());
    return QStringLiteral("udp://%1:%2%3").arg(host).arg(port()).arg(QLatin1String(path));
}

bool FakeUdpTracker::isLost()
{
    return loss > 0 && std::generate_canonical<double, 32>(random) < loss;
}

void FakeUdpTracker::read()
{
    while (m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket.receiveDatagram();
        if (datagram.isValid())
            answer(datagram.data(), datagram.senderAddress(), static_cast<std::uint16_t>(datagram.senderPort()));
    }
}

QByteArray FakeUdpTracker::error(const QByteArray& question, const QByteArray& text)
{
    QByteArray out;
    appendBig<std::uint32_t>(out, kError);
    return out + question.mid(12, 4) + text;
}

QByteArray FakeUdpTracker::honest(Ask& ask)
{
    QByteArray out;
    const QByteArray transaction = ask.raw.mid(12, 4);
    if (ask.kind == Ask::Kind::Connect) {
        if (ask.magic != kMagic)
            return {};
        const auto id = std::uint64_t{random()} << 32 | random();
        m_ids.insert(id);
        appendBig<std::uint32_t>(out, kConnect);
        out += transaction;
        appendBig(out, id);
        return out;
    }
    if (!allowsAnyId && m_ids.count(readBig<std::uint64_t>(ask.raw, 0)) == 0)
        return {};
    const FakeAnswer answer = core.take(ask);
    if (answer.failure)
        return error(ask.raw, *answer.failure);
    appendBig<std::uint32_t>(out, ask.isScrape() ? kScrape : kAnnounce);
    out += transaction;
    const auto number = [&out](qint64 value) { appendBig(out, static_cast<std::uint32_t>(value)); };
    if (ask.isScrape()) {
        for (const auto& [hash, found] : answer.files) {
            const FakeCounts counts = found.value_or(FakeCounts());
            for (const qint64 value : {counts.seeders, counts.completed, counts.leechers})
                number(value);
        }
        return out;
    }
    for (const qint64 value : {answer.interval, answer.counts.leechers, answer.counts.seeders})
        number(value);
    for (const auto& peer : answer.peers)
        appendPeer(out, peer);
    return out;
}

void FakeUdpTracker::answer(const QByteArray& packet, const QHostAddress& host, std::uint16_t port)
{
    auto ask = understand(packet);
    const bool lost = isLost();
    if (!ask || (lost && random() % 2 == 0)) // on its way here
        return;
    ask->from = machine::addressOf(host);
    core.note(*ask);
    UdpReply reply;
    if (const QByteArray bytes = honest(*ask); !bytes.isEmpty())
        reply.packets.push_back({bytes});
    if (bend)
        bend(*ask, reply);
    if (lost) // on its way back
        return;
    if (reply.delay.count() == 0)
        send(reply, host, port);
    else
        QTimer::singleShot(reply.delay, Qt::PreciseTimer, this, [this, reply, host, port] { send(reply, host, port); });
}

void FakeUdpTracker::send(const UdpReply& reply, const QHostAddress& host, std::uint16_t port)
{
    for (const UdpReply::Packet& packet : reply.packets)
        (packet.isFromElsewhere ? m_elsewhere : m_socket).writeDatagram(packet.bytes, host, port);
}

} // namespace waggle::test
