// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/udppackets.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace waggle::bench {

// One UDP socket towards the tracker that sends from any loopback address, up to 64 datagrams a system call. The
// bytes added to a batch stay the caller's until flush().
class UdpSocket {
public:
    static constexpr std::size_t kBatch = 64;

    UdpSocket(bool v6, std::uint16_t trackerPort, std::uint32_t sources);
    ~UdpSocket();
    UdpSocket(const UdpSocket&) = delete;
    UdpSocket& operator=(const UdpSocket&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    void add(const Packet& packet, std::uint32_t source); // flushes a full batch
    void flush();
    // What has come, without waiting: calls visit(bytes) for each datagram. How many there were.
    template <typename Visit>
    std::size_t receive(Visit visit)
    {
        const std::size_t count = receiveBatch();
        for (std::size_t i = 0; i < count; ++i)
            visit(std::span<const std::uint8_t>(m_in[i].data(), m_received[i].msg_len));
        return count;
    }

private:
    struct alignas(8) Control {
        std::array<std::uint8_t, CMSG_SPACE(sizeof(in_pktinfo))> bytes{};
    };

    std::size_t receiveBatch();
    [[nodiscard]] static Control controlFor(std::uint32_t source);

    bool m_v6;
    int m_descriptor;
    sockaddr_in6 m_tracker{}; // the larger of both families
    socklen_t m_trackerSize;
    std::vector<Control> m_controls; // by source; IPv6 asks from ::1 alone
    std::array<mmsghdr, kBatch> m_sending{};
    std::array<iovec, kBatch> m_sendVectors{};
    std::size_t m_waiting = 0;
    std::array<mmsghdr, kBatch> m_received{};
    std::array<iovec, kBatch> m_receiveVectors{};
    std::array<std::array<std::uint8_t, 2048>, kBatch> m_in;
};

} // namespace waggle::bench
