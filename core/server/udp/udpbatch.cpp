// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/udp/udpbatch.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::Family;

constexpr int kReceiveBuffer = 4 << 20;

void setOption(int socket, int level, int name, int value)
{
    ::setsockopt(socket, level, name, &value, sizeof value);
}

template <typename T>
T readAs(const void* from)
{
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

void readSource(const sockaddr_in6& name, Asker& asker)
{
    if (name.sin6_family == AF_INET) {
        const auto v4 = readAs<sockaddr_in>(&name);
        asker.source = {Address::v4(ntohl(v4.sin_addr.s_addr)), ntohs(v4.sin_port)};
        return;
    }
    asker.source = {Address::v6(name.sin6_addr.s6_addr), ntohs(name.sin6_port)};
    asker.scope = asker.source.address.isLinkLocal() ? name.sin6_scope_id : 0;
}

template <typename T>
void writeControl(msghdr& message, std::span<std::uint8_t> space, int level, int type, const T& value)
{
    message.msg_control = space.data();
    message.msg_controllen = CMSG_SPACE(sizeof value);
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = level;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(sizeof value);
    std::memcpy(CMSG_DATA(header), &value, sizeof value);
}

} // namespace

UdpBatch::UdpBatch()
    : m_buffers(std::make_unique<Buffers>())
{
    for (std::size_t i = 0; i < kSlots; ++i)
        arm(i);
}

// Ready to receive into. A receive spoils only the slots that it fills.
void UdpBatch::arm(std::size_t slot)
{
    m_inVectors[slot] = {m_buffers->in[slot].data(), kMaxPacket};
    msghdr& message = m_received[slot].msg_hdr;
    message = {};
    message.msg_name = &m_buffers->names[slot];
    message.msg_namelen = sizeof m_buffers->names[slot];
    message.msg_iov = &m_inVectors[slot];
    message.msg_iovlen = 1;
    message.msg_control = m_buffers->control[slot].bytes.data();
    message.msg_controllen = m_buffers->control[slot].bytes.size();
}

void UdpBatch::prepare(int socket)
{
    setOption(socket, IPPROTO_IP, IP_PKTINFO, 1);
    setOption(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    setOption(socket, IPPROTO_IP, IP_RECVTTL, 0); // Qt asks for both; nobody here reads them
    setOption(socket, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 0);
    setOption(socket, SOL_SOCKET, SO_RXQ_OVFL, 1);
    setOption(socket, SOL_SOCKET, SO_RCVBUF, kReceiveBuffer);
    setOption(socket, SOL_SOCKET, SO_RCVBUFFORCE, kReceiveBuffer); // past the system's limit, where that is allowed
}

void UdpBatch::setBoundTo(int socket, const Address& address)
{
    m_boundTo = address.isMulticast() ? Address() : address;
    const int tells = m_boundTo.isUnspecified() ? 1 : 0;
    setOption(socket, IPPROTO_IP, IP_PKTINFO, tells);
    setOption(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, tells);
}

std::size_t UdpBatch::receive(int socket)
{
    for (std::size_t i = 0; i < m_count; ++i)
        arm(i);
    int received = -1;
    do
        received = ::recvmmsg(socket, m_received.data(), kSlots, MSG_DONTWAIT | MSG_TRUNC, nullptr);
    while (received < 0 && errno == EINTR);
    m_count = static_cast<std::size_t>(std::max(received, 0));
    for (std::size_t i = 0; i < m_count; ++i)
        readSlot(i);
    return m_count;
}

void UdpBatch::readSlot(std::size_t slot)
{
    Asker& asker = m_askers[slot];
    asker = {};
    asker.reachedAt = m_boundTo;
    m_replySize[slot] = 0;
    m_sendError[slot] = 0;
    readSource(m_buffers->names[slot], asker);
    msghdr& message = m_received[slot].msg_hdr;
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
            // spec_dst is this host's address even where a broadcast was sent to.
            asker.reachedAt = Address::v4(ntohl(readAs<in_pktinfo>(CMSG_DATA(c)).ipi_spec_dst.s_addr));
        } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
            asker.reachedAt = Address::v6(readAs<in6_pktinfo>(CMSG_DATA(c)).ipi6_addr.s6_addr);
        } else if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL) {
            m_dropped = readAs<std::uint32_t>(CMSG_DATA(c));
        }
    }
}

protocol::udp::Bytes UdpBatch::packet(std::size_t slot) const
{
    return protocol::udp::Bytes(m_buffers->in[slot]).first(std::min<std::size_t>(trueLength(slot), kMaxPacket));
}

protocol::udp::Bytes UdpBatch::reply(std::size_t slot) const
{
    return protocol::udp::Bytes(m_buffers->out[slot]).first(m_replySize[slot]);
}

void UdpBatch::writeSource(std::size_t slot, msghdr& message)
{
    const Asker& asker = m_askers[slot];
    const Address& from = asker.reachedAt;
    if (!m_boundTo.isUnspecified() || from.isUnspecified() || from.isMulticast()
        || from.family() != asker.source.address.family())
        return;
    if (from.family() == Family::V4) {
        in_pktinfo info{};
        std::memcpy(&info.ipi_spec_dst, from.data(), from.size());
        writeControl(message, m_buffers->control[slot].bytes, IPPROTO_IP, IP_PKTINFO, info);
    } else {
        in6_pktinfo info{};
        std::memcpy(&info.ipi6_addr, from.data(), from.size());
        info.ipi6_ifindex = asker.scope;
        writeControl(message, m_buffers->control[slot].bytes, IPPROTO_IPV6, IPV6_PKTINFO, info);
    }
}

void UdpBatch::send(int socket)
{
    std::array<mmsghdr, kSlots> messages; // only as many as there are answers are touched
    std::array<std::size_t, kSlots> slots;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_replySize[i] == 0)
            continue;
        m_outVectors[i] = {m_buffers->out[i].data(), m_replySize[i]};
        messages[count] = {};
        msghdr& message = messages[count].msg_hdr;
        message.msg_name = &m_buffers->names[i];
        message.msg_namelen = m_received[i].msg_hdr.msg_namelen;
        message.msg_iov = &m_outVectors[i];
        message.msg_iovlen = 1;
        writeSource(i, message);
        slots[count++] = i;
    }
    for (std::size_t at = 0; at < count;) {
        const int sent = ::sendmmsg(socket, &messages[at], static_cast<unsigned>(count - at), MSG_DONTWAIT);
        if (sent > 0)
            at += static_cast<std::size_t>(sent);
        else if (errno != EINTR)
            m_sendError[slots[at++]] = errno; // it stops at the first that cannot leave: go on behind that one
    }
}

} // namespace waggle::server
