// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remote/net/proxylab.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QtCore/qtestsupport_core.h>

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace waggle::test {

namespace {

constexpr int kWaitMs = 60'000;
const QStringList kPath{QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/sbin")};

} // namespace

ProxyLab::ProxyLab()
    : m_host(e2e::Lan().addHost())
{
    m_folder.setAutoRemove(true);
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755)); // proxies drop their rights
}

ProxyLab::~ProxyLab()
{
    for (const auto& program : m_programs) {
        program->closeWriteChannel();
        program->terminate();
        if (!program->waitForFinished(5000)) {
            program->kill();
            program->waitForFinished();
        }
    }
}

bool ProxyLab::isInstalled(const char* program)
{
    return !QStandardPaths::findExecutable(QLatin1String(program), kPath).isEmpty();
}

QString ProxyLab::caFile() const
{
    return m_folder.filePath(QStringLiteral("ca.pem"));
}

QString ProxyLab::write(const QString& name, const QString& text)
{
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(text.toUtf8());
    return file.fileName();
}

// With a hosts file of its own: `ip netns exec` gives each program a view of the file system of its own.
QProcess& ProxyLab::start(const QString& command)
{
    const QString hosts = write(QStringLiteral("hosts"), QStringLiteral("127.0.0.1 localhost tracker.test\n"));
    auto& program = m_programs.emplace_back(std::make_unique<QProcess>());
    QStringList words = m_host.wrap({QStringLiteral("sh"), QStringLiteral("-c"),
        QStringLiteral("PATH=$PATH:/usr/sbin; mount --bind %1 /etc/hosts && exec %2").arg(hosts, command)});
    program->setStandardErrorFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    const QString first = words.takeFirst();
    program->start(first, words);
    return *program;
}

bool ProxyLab::waitForPort(int port)
{
    const bool isOpen = QTest::qWaitFor(
        [&] {
            QTcpSocket socket;
            socket.connectToHost(m_host.v4, static_cast<quint16>(port));
            return socket.waitForConnected(200);
        },
        kWaitMs);
    if (isOpen)
        m_open.insert(port);
    return isOpen;
}

bool ProxyLab::startDante()
{
    if (m_open.contains(kDante))
        return true;
    const QString config = write(QStringLiteral("danted.conf"),
        QStringLiteral("logoutput: stderr\ninternal: %1 port = %2\nexternal: lo\nclientmethod: none\n"
                       "socksmethod: none\nuser.privileged: root\nuser.unprivileged: nobody\n"
                       "client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }\n"
                       "socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }\n")
            .arg(m_host.v4)
            .arg(kDante));
    start(QStringLiteral("danted -f %1").arg(config));
    return waitForPort(kDante);
}

bool ProxyLab::startMicrosocks(const QString& user, const QString& password)
{
    if (m_open.contains(kMicrosocks))
        return true;
    start(QStringLiteral("microsocks -i %1 -p %2 -u %3 -P %4")
              .arg(m_host.v4, QString::number(kMicrosocks), user, password));
    return waitForPort(kMicrosocks);
}

bool ProxyLab::startTinyproxy(const QString& user, const QString& password)
{
    if (m_open.contains(kTinyproxy))
        return true;
    const QString config = write(QStringLiteral("tinyproxy.conf"),
        QStringLiteral("Port %1\nListen %2\nTimeout 60\nMaxClients 50\nBasicAuth %3 %4\n")
            .arg(QString::number(kTinyproxy), m_host.v4, user, password));
    start(QStringLiteral("tinyproxy -d -c %1").arg(config));
    return waitForPort(kTinyproxy);
}

bool ProxyLab::startTrackers()
{
    if (!m_urls.isEmpty())
        return true;
    QProcess& program
        = start(QStringLiteral("%1 --tracker-host %2").arg(QCoreApplication::applicationFilePath(), caFile()));
    const bool isReady = QTest::qWaitFor(
        [&] {
            while (program.canReadLine())
                m_urls += QString::fromUtf8(program.readLine()).trimmed();
            return m_urls.contains(QStringLiteral("ready")) || program.state() == QProcess::NotRunning;
        },
        kWaitMs);
    return isReady && m_urls.contains(QStringLiteral("ready"));
}

QString ProxyLab::url(const QString& scheme) const
{
    const QStringList found = m_urls.filter(QRegularExpression(QLatin1Char('^') + scheme + QStringLiteral("://")));
    return found.value(0);
}

OutgoingPackets::OutgoingPackets()
    : m_socket(::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ALL)))
{
    sockaddr_ll place{};
    place.sll_family = AF_PACKET;
    place.sll_protocol = htons(ETH_P_ALL);
    place.sll_ifindex = static_cast<int>(if_nametoindex("lan"));
    const int room = 16 << 20;
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    if (m_socket >= 0 && ::bind(m_socket, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0)
        ::close(std::exchange(m_socket, -1));
}

OutgoingPackets::~OutgoingPackets()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

std::vector<OutgoingPackets::Packet> OutgoingPackets::take()
{
    std::vector<Packet> packets;
    std::array<unsigned char, 2048> bytes{};
    sockaddr_ll from{};
    socklen_t length = sizeof from;
    for (ssize_t size = 0;
         (size = ::recvfrom(m_socket, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &length)) >= 0;
         length = sizeof from) {
        const bool isV4 = ntohs(from.sll_protocol) == ETH_P_IP;
        if (from.sll_pkttype != PACKET_OUTGOING || (!isV4 && ntohs(from.sll_protocol) != ETH_P_IPV6) || size < 44)
            continue;
        Packet packet;
        packet.protocol = isV4 ? bytes[9] : bytes[6];
        if (packet.protocol != IPPROTO_TCP && packet.protocol != IPPROTO_UDP)
            continue;
        char text[INET6_ADDRSTRLEN] = {};
        ::inet_ntop(isV4 ? AF_INET : AF_INET6, bytes.data() + (isV4 ? 16 : 24), text, sizeof text);
        packet.to = text;
        const std::size_t head = isV4 ? (bytes[0] & 15u) * 4u : 40u;
        packet.port = bytes[head + 2] << 8 | bytes[head + 3];
        packets.push_back(packet);
    }
    return packets;
}

std::string OutgoingPackets::Packet::text() const
{
    return to + (protocol == IPPROTO_UDP ? " udp " : " tcp ") + std::to_string(port);
}

} // namespace waggle::test
