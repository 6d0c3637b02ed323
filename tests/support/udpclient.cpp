// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/udpclient.h"

#include <cstring>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::test {

namespace {

constexpr int kPatienceMs = 10'000;

struct Name {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Name nameOf(const protocol::Endpoint& endpoint, std::uint32_t scope)
{
    Name name;
    if (endpoint.address.family() == protocol::Family::V4) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
        std::memcpy(&v4.sin_addr, endpoint.address.data(), 4);
        name.size = sizeof v4;
        std::memcpy(&name.storage, &v4, sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(endpoint.port);
        v6.sin6_scope_id = scope;
        std::memcpy(&v6.sin6_addr, endpoint.address.data(), 16);
        name.size = sizeof v6;
        std::memcpy(&name.storage, &v6, sizeof v6);
    }
    return name;
}

} // namespace

UdpClient::UdpClient(const protocol::Endpoint& server, const protocol::Address& from, std::uint32_t scope)
{
    const Name to = nameOf(server, scope);
    m_socket = ::socket(to.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool bindFirst = !from.isUnspecified();
    const Name own = nameOf({from, 0}, scope);
    const bool bound = !bindFirst || ::bind(m_socket, reinterpret_cast<const sockaddr*>(&own.storage), own.size) == 0;
    if (!bound || ::connect(m_socket, reinterpret_cast<const sockaddr*>(&to.storage), to.size) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

UdpClient::~UdpClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

std::uint16_t UdpClient::port() const
{
    sockaddr_in6 name{};
    socklen_t size = sizeof name;
    if (::getsockname(m_socket, reinterpret_cast<sockaddr*>(&name), &size) != 0)
        return 0;
    return ntohs(name.sin6_port); // at the same place in both families
}

bool UdpClient::send(const Packet& packet)
{
    return ::send(m_socket, packet.data(), packet.size(), 0) == static_cast<ssize_t>(packet.size());
}

std::optional<Packet> UdpClient::receive()
{
    pollfd waiting{m_socket, POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMs) != 1)
        return {};
    Packet packet(65'536);
    const ssize_t size = ::recv(m_socket, packet.data(), packet.size(), MSG_DONTWAIT);
    if (size < 0)
        return {};
    packet.resize(static_cast<std::size_t>(size));
    return packet;
}

std::optional<Packet> UdpClient::ask(const Packet& packet)
{
    return send(packet) ? receive() : std::nullopt;
}

std::uint64_t UdpClient::connectId()
{
    const auto answer = ask(connectPacket(0xc0ffee));
    return answer && answer->size() == 16 ? longWord(*answer, 8) : 0;
}

bool UdpClient::isIgnored(const Packet& packet)
{
    constexpr std::uint32_t kAfter = 0xaf7e4;
    if (!send(packet))
        return false;
    const auto answer = ask(connectPacket(kAfter));
    return answer && answer->size() == 16 && word(*answer, 0) == 0 && word(*answer, 4) == kAfter;
}

} // namespace waggle::test
