// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/udpsocket.h"

#include "tests/bench/measure.h"

#include <cerrno>
#include <unistd.h>

namespace waggle::bench {

UdpSocket::UdpSocket(bool v6, std::uint16_t trackerPort, std::uint32_t sources)
    : m_v6(v6)
    , m_descriptor(::socket(v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    , m_trackerSize(v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in))
{
    if (m_descriptor < 0)
        fail("no socket");
    const int buffer = 32 << 20;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
    if (v6) {
        m_tracker.sin6_family = AF_INET6;
        m_tracker.sin6_port = htons(trackerPort);
        m_tracker.sin6_addr = in6addr_loopback;
    } else {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(trackerPort);
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::memcpy(&m_tracker, &v4, sizeof v4);
        for (std::uint32_t source = 0; source < sources; ++source)
            m_controls.push_back(controlFor(source));
    }
}

UdpSocket::~UdpSocket()
{
    ::close(m_descriptor);
}

UdpSocket::Control UdpSocket::controlFor(std::uint32_t source)
{
    Control control;
    msghdr message{};
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_IP;
    header->cmsg_type = IP_PKTINFO;
    header->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_spec_dst.s_addr = htonl(sourceAddress(source));
    std::memcpy(CMSG_DATA(header), &info, sizeof info);
    return control;
}

void UdpSocket::add(const Packet& packet, std::uint32_t source)
{
    if (m_waiting == kBatch)
        flush();
    m_sendVectors[m_waiting] = {const_cast<std::uint8_t*>(packet.bytes.data()), packet.size};
    msghdr& message = m_sending[m_waiting].msg_hdr;
    message = {};
    message.msg_name = &m_tracker;
    message.msg_namelen = m_trackerSize;
    message.msg_iov = &m_sendVectors[m_waiting];
    message.msg_iovlen = 1;
    if (!m_v6) {
        message.msg_control = m_controls[source].bytes.data();
        message.msg_controllen = m_controls[source].bytes.size();
    }
    ++m_waiting;
}

void UdpSocket::flush()
{
    for (std::size_t at = 0; at < m_waiting;) {
        const int sent = ::sendmmsg(m_descriptor, &m_sending[at], static_cast<unsigned>(m_waiting - at), 0);
        if (sent > 0)
            at += static_cast<std::size_t>(sent);
        else if (errno != EINTR)
            ++at; // ECONNREFUSED of an earlier datagram, a full queue: the answer will be missed, and counted
    }
    m_waiting = 0;
}

std::size_t UdpSocket::receiveBatch()
{
    for (std::size_t i = 0; i < kBatch; ++i) {
        m_receiveVectors[i] = {m_in[i].data(), m_in[i].size()};
        m_received[i].msg_hdr = {};
        m_received[i].msg_hdr.msg_iov = &m_receiveVectors[i];
        m_received[i].msg_hdr.msg_iovlen = 1;
    }
    const int count = ::recvmmsg(m_descriptor, m_received.data(), kBatch, MSG_DONTWAIT, nullptr);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

} // namespace waggle::bench
