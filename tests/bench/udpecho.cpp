// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's limit for a UDP tracker: receives up to 64 datagrams and answers them with as many bytes as a tracker
// would, but without looking anything up. --port 0 takes a free one; it is the first line of stdout.
#include "tests/bench/measure.h"
#include "tests/bench/udppackets.h"

#include <algorithm>
#include <cstdio>
#include <netinet/in.h>
#include <sys/socket.h>

namespace waggle::bench {
namespace {

constexpr std::size_t kBatch = 64;
constexpr std::uint64_t kConnectionId = 0x1122334455667788;

// Silent on what a tracker is silent on: wrong connection ids and datagrams that are too short.
std::size_t answer(std::span<const std::uint8_t> packet, std::uint8_t* out, std::size_t announceBytes)
{
    if (packet.size() < kConnectSize)
        return 0;
    const std::uint32_t action = get32(&packet[8]);
    put32(out, action);
    std::copy_n(&packet[12], 4, out + 4);
    if (action == 0) {
        put64(out + 8, kConnectionId);
        return kConnectSize;
    }
    if (get64(packet.data()) != kConnectionId || (action == 1 && packet.size() < kAnnounceSize))
        return 0;
    return action == 1 ? announceBytes : 20;
}

class Echo {
public:
    Echo(std::uint16_t port, std::size_t announceBytes);
    [[noreturn]] void run();

private:
    std::size_t receive();
    void reply(std::size_t count);

    std::size_t m_announceBytes;
    int m_socket;
    std::array<mmsghdr, kBatch> m_in{}, m_out{};
    std::array<iovec, kBatch> m_inVectors{}, m_outVectors{};
    std::array<sockaddr_in, kBatch> m_names{};
    std::array<std::array<std::uint8_t, 2048>, kBatch> m_inBytes{}, m_outBytes{};
};

Echo::Echo(std::uint16_t port, std::size_t announceBytes)
    : m_announceBytes(announceBytes)
    , m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    const int buffer = 4 << 20;
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(port);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(m_socket, reinterpret_cast<sockaddr*>(&here), size) != 0
        || ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&here), &size) != 0)
        fail("bind");
    std::printf("%u\n", ntohs(here.sin_port));
    std::fflush(stdout);
}

std::size_t Echo::receive()
{
    for (std::size_t i = 0; i < kBatch; ++i) {
        m_inVectors[i] = {m_inBytes[i].data(), m_inBytes[i].size()};
        m_in[i].msg_hdr = {};
        m_in[i].msg_hdr.msg_name = &m_names[i];
        m_in[i].msg_hdr.msg_namelen = sizeof m_names[i];
        m_in[i].msg_hdr.msg_iov = &m_inVectors[i];
        m_in[i].msg_hdr.msg_iovlen = 1;
    }
    const int count = ::recvmmsg(m_socket, m_in.data(), kBatch, MSG_WAITFORONE, nullptr);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void Echo::reply(std::size_t count)
{
    unsigned answers = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t size = answer({m_inBytes[i].data(), m_in[i].msg_len}, m_outBytes[i].data(), m_announceBytes);
        if (size == 0)
            continue;
        m_outVectors[answers] = {m_outBytes[i].data(), size};
        m_out[answers].msg_hdr = {};
        m_out[answers].msg_hdr.msg_name = &m_names[i];
        m_out[answers].msg_hdr.msg_namelen = sizeof m_names[i];
        m_out[answers].msg_hdr.msg_iov = &m_outVectors[answers];
        m_out[answers].msg_hdr.msg_iovlen = 1;
        ++answers;
    }
    for (unsigned at = 0; at < answers;)
        at += static_cast<unsigned>(std::max(::sendmmsg(m_socket, &m_out[at], answers - at, 0), 1));
}

void Echo::run()
{
    while (true)
        reply(receive());
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(argc, argv, {"port", "bytes"});
    static Echo echo(static_cast<std::uint16_t>(arguments.number("port", 0)),
        std::min<std::size_t>(static_cast<std::size_t>(arguments.number("bytes", 200)), 2048));
    echo.run();
}
