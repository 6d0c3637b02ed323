// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remote/net/fakedns.h"

#include <QNetworkDatagram>
#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>

#include <memory>

namespace waggle::test {

namespace {

constexpr int kHeadSize = 12;

QByteArray big16(quint16 value)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray labels(const QByteArray& name)
{
    QByteArray bytes;
    for (const QByteArray& label : name.split('.'))
        bytes += static_cast<char>(label.size()) + label;
    return bytes + '\0';
}

FakeDns::Question understand(const QByteArray& message)
{
    FakeDns::Question question;
    question.id = qFromBigEndian<quint16>(message.constData());
    qsizetype at = kHeadSize;
    while (at < message.size() && message[at] != 0) {
        const qsizetype length = message[at];
        question.name += (question.name.isEmpty() ? "" : ".") + message.mid(at + 1, length);
        at += 1 + length;
    }
    question.type = qFromBigEndian<quint16>(message.constData() + at + 1);
    return question;
}

QByteArray messageOf(const FakeDns::Question& question, const FakeDns::Reply& reply)
{
    const quint16 flags = static_cast<quint16>(0x8180 | (reply.isCut ? 0x0200 : 0) | reply.code);
    QByteArray bytes = big16(static_cast<quint16>(question.id + reply.idShift)) + big16(flags) + big16(1)
        + big16(static_cast<quint16>(reply.records.size())) + big16(0) + big16(0);
    bytes += labels(reply.question.isEmpty() ? question.name : reply.question) + big16(question.type) + big16(1);
    for (const FakeDns::Record& record : reply.records)
        bytes += labels(record.name.isEmpty() ? question.name : record.name) + big16(record.type) + big16(1)
            + big16(static_cast<quint16>(record.ttl >> 16)) + big16(static_cast<quint16>(record.ttl))
            + big16(static_cast<quint16>(record.data.size())) + record.data;
    return bytes;
}

} // namespace

// TCP has to get the port that UDP got.
FakeDns::FakeDns()
{
    for (int tries = 0; tries < 100 && !m_tcp.isListening(); ++tries) {
        m_udp.close();
        m_udp.bind(QHostAddress::LocalHost);
        m_tcp.listen(QHostAddress::LocalHost, m_udp.localPort());
    }
    m_elsewhere.bind(QHostAddress::LocalHost);
    connect(&m_udp, &QUdpSocket::readyRead, this, &FakeDns::readUdp);
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        QTcpSocket* socket = m_tcp.nextPendingConnection();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this,
            [this, socket, bytes = std::make_shared<QByteArray>()] { readTcp(*socket, *bytes); });
    });
}

QString FakeDns::text() const
{
    return QStringLiteral("127.0.0.1:%1").arg(m_udp.localPort());
}

FakeDns::Reply FakeDns::replyTo(Question& question)
{
    question.number = static_cast<int>(m_asked.size()) + 1;
    m_asked.push_back(question);
    return answer ? answer(question) : Reply{};
}

void FakeDns::readUdp()
{
    while (m_udp.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_udp.receiveDatagram();
        if (datagram.data().size() <= kHeadSize)
            continue;
        Question question = understand(datagram.data());
        const Reply reply = replyTo(question);
        if (reply.isSilent)
            continue;
        QUdpSocket& from = reply.isFromElsewhere ? m_elsewhere : m_udp;
        const auto send = [&from, question, reply, host = datagram.senderAddress(), port = datagram.senderPort()] {
            for (int i = 0; i < reply.times; ++i)
                from.writeDatagram(messageOf(question, reply), host, static_cast<quint16>(port));
        };
        QTimer::singleShot(reply.delay, Qt::PreciseTimer, this, send);
    }
}

void FakeDns::readTcp(QTcpSocket& socket, QByteArray& bytes)
{
    bytes += socket.readAll();
    if (bytes.size() < 2 || bytes.size() < 2 + qFromBigEndian<quint16>(bytes.constData()))
        return;
    Question question = understand(bytes.mid(2));
    question.overTcp = true;
    bytes.clear();
    const Reply reply = replyTo(question);
    if (reply.isSilent)
        return;
    const QByteArray message = messageOf(question, reply);
    socket.write(big16(static_cast<quint16>(message.size())) + message);
}

FakeDns::Record FakeDns::address(const char* text)
{
    const QHostAddress host{QString::fromLatin1(text)};
    Record record;
    if (host.protocol() == QAbstractSocket::IPv4Protocol) {
        record.type = A;
        record.data.resize(4);
        qToBigEndian(host.toIPv4Address(), record.data.data());
    } else {
        record.type = Aaaa;
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        record.data = QByteArray(reinterpret_cast<const char*>(bytes.c), 16);
    }
    return record;
}

FakeDns::Record FakeDns::alias(const QByteArray& to)
{
    return {{}, Cname, labels(to)};
}

FakeDns::Record FakeDns::strings(const std::vector<QByteArray>& strings)
{
    Record record{{}, Txt, {}};
    for (const QByteArray& string : strings)
        record.data += static_cast<char>(string.size()) + string;
    return record;
}

} // namespace waggle::test
