// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/udp/udpfrontend.h"

#include "core/machine/hostaddress.h"

#include <QNetworkDatagram>
#include <QSocketNotifier>
#include <QUdpSocket>

#include <cerrno>
#ifdef Q_OS_LINUX
#include "core/server/udp/udpbatch.h"

#include <fcntl.h>
#include <unistd.h>
#endif

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::Endpoint;
using protocol::Family;
using protocol::Transport;
using protocol::udp::Buffer;
using protocol::udp::Bytes;
using std::chrono::steady_clock;

// The event loop has other listeners and commands to serve: with four listeners under flood back to it before 5 ms.
constexpr std::chrono::milliseconds kTurn{1};

int errnoOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return EADDRINUSE;
    case QAbstractSocket::SocketAccessError:
        return EACCES;
    case QAbstractSocket::SocketAddressNotAvailableError:
        return EADDRNOTAVAIL;
    case QAbstractSocket::UnsupportedSocketOperationError:
        return EAFNOSUPPORT;
    case QAbstractSocket::SocketResourceError:
        return EMFILE;
    default:
        return EIO;
    }
}

#ifdef Q_OS_LINUX
// A descriptor on which SO_REUSEPORT is set: that has to come before bind().
int sharedDescriptor(Family family)
{
    const int domain = family == Family::V4 ? AF_INET : AF_INET6;
    const int descriptor = ::socket(domain, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (descriptor >= 0)
        ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    return descriptor;
}
#endif

} // namespace

UdpFrontEnd::UdpFrontEnd(WorkerContext& context, Path path, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_path(path)
    , m_responder(context)
{
}

UdpFrontEnd::~UdpFrontEnd()
{
    close();
}

tl::expected<std::uint16_t, int> UdpFrontEnd::listen(const Endpoint& endpoint, const QString& scope, bool shared)
{
    close();
    m_family = endpoint.address.family();
    m_socket = std::make_unique<QUdpSocket>();
    if (!bind(endpoint, scope, shared)) {
        const int error = errnoOf(m_socket->error());
        m_socket.reset();
        return tl::unexpected(error);
    }
    const quint16 port = m_socket->localPort();
#ifdef Q_OS_LINUX
    UdpBatch::prepare(static_cast<int>(m_socket->socketDescriptor()));
    if (m_path == Path::Batched) {
        takeDescriptor(endpoint.address);
        if (m_descriptor < 0)
            return tl::unexpected(EMFILE);
        return port;
    }
#endif
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &UdpFrontEnd::readPortable);
    return port;
}

bool UdpFrontEnd::bind(const Endpoint& endpoint, const QString& scope, bool shared)
{
    QAbstractSocket::BindMode mode = QAbstractSocket::DefaultForPlatform;
    if (shared) {
#ifdef Q_OS_LINUX
        m_socket->setSocketDescriptor(sharedDescriptor(m_family), QAbstractSocket::UnconnectedState);
#else
        mode = QAbstractSocket::ShareAddress; // everywhere else Qt means SO_REUSEPORT by this
#endif
    }
    return m_socket->bind(machine::hostAddress(endpoint.address, scope), endpoint.port, mode);
}

#ifdef Q_OS_LINUX
// QUdpSocket stops to notify until one reads through it, and two notifiers on one descriptor disturb each other: the
// bound socket goes on living under a descriptor of ours, and the QUdpSocket is not needed any more.
void UdpFrontEnd::takeDescriptor(const Address& boundTo)
{
    m_descriptor = ::fcntl(static_cast<int>(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    m_socket.reset();
    if (m_descriptor < 0)
        return;
    m_batch = std::make_unique<UdpBatch>();
    m_batch->setBoundTo(m_descriptor, boundTo);
    m_droppedSeen = 0;
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UdpFrontEnd::readBatches);
}

void UdpFrontEnd::readBatches()
{
    const auto end = steady_clock::now() + kTurn;
    std::size_t count = 0;
    do {
        count = m_batch->receive(m_descriptor);
        answerBatch(count);
    } while (count == UdpBatch::kSlots && steady_clock::now() < end);
    m_context.share.ring.flush();
}

void UdpFrontEnd::answerBatch(std::size_t count)
{
    m_records.assign(count, {}); // not 64 of them for the one datagram that mostly comes
    const Moment now = m_context.moment();
    for (std::size_t i = 0; i < count; ++i) {
        m_batch->setReply(i,
            respond(
                m_batch->packet(i), m_batch->trueLength(i), m_batch->asker(i), now, m_batch->buffer(i), m_records[i]));
    }
    m_batch->send(m_descriptor);
    for (std::size_t i = 0; i < count; ++i)
        finish(m_records[i], m_batch->packet(i), m_batch->reply(i), m_batch->sendError(i));
    const std::uint32_t dropped = m_batch->droppedByKernel();
    m_context.share.counters.addDroppedByKernel(dropped - m_droppedSeen);
    m_droppedSeen = dropped;
}

#endif

void UdpFrontEnd::close()
{
#ifdef Q_OS_LINUX
    m_notifier.reset();
    m_batch.reset();
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
#endif
    m_socket.reset();
}

void UdpFrontEnd::readPortable()
{
    const auto end = steady_clock::now() + kTurn;
    do
        answerPortable();
    while (m_socket->hasPendingDatagrams() && steady_clock::now() < end);
    m_context.share.ring.flush();
}

void UdpFrontEnd::answerPortable()
{
    const QNetworkDatagram datagram = m_socket->receiveDatagram();
    if (!datagram.isValid())
        return;
    const QByteArray data = datagram.data();
    const Bytes packet(reinterpret_cast<const std::uint8_t*>(data.constData()), static_cast<std::size_t>(data.size()));
    Asker asker;
    asker.source = {machine::addressOf(datagram.senderAddress()), static_cast<std::uint16_t>(datagram.senderPort())};
    asker.scope = asker.source.address.isLinkLocal() && m_family == Family::V6 ? datagram.interfaceIndex() : 0;
    asker.reachedAt = machine::addressOf(datagram.destinationAddress());

    std::array<std::uint8_t, protocol::udp::kMaxReply> out;
    requests::RequestRecord record;
    const std::size_t size = respond(packet, packet.size(), asker, m_context.moment(), out, record);
    int sendError = 0;
    if (size > 0) {
        const QByteArray bytes(reinterpret_cast<const char*>(out.data()), static_cast<qsizetype>(size));
        errno = EIO;
        if (m_socket->writeDatagram(datagram.makeReply(bytes)) < 0)
            sendError = errno;
    }
    finish(record, packet, Bytes(out).first(size), sendError);
}

std::size_t UdpFrontEnd::respond(Bytes packet, std::size_t trueLength, const Asker& asker, const Moment& now,
    Buffer out, requests::RequestRecord& record)
{
    if (!m_context.share.ring.isWanted()) // nobody will ask how long it took
        return m_responder.respond(packet, trueLength, asker, now, out, record);
    const auto begun = steady_clock::now();
    const std::size_t size = m_responder.respond(packet, trueLength, asker, now, out, record);
    const std::chrono::nanoseconds took = steady_clock::now() - begun;
    record.durationNs = static_cast<std::uint32_t>(std::min<std::int64_t>(took.count(), UINT32_MAX));
    return size;
}

void UdpFrontEnd::finish(requests::RequestRecord& record, Bytes packet, Bytes reply, int sendError)
{
    if (sendError != 0) {
        record.result = requests::RequestResult::Dropped;
        record.rule = requests::Rule::SendFailed;
        record.detail = static_cast<std::uint32_t>(sendError);
    }
    m_context.share.counters.addBytes(Transport::Udp, m_family, record.trueLength, sendError == 0 ? reply.size() : 0);
    m_context.finish(record, packet, reply);
}

} // namespace waggle::server
