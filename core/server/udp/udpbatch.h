// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/udp.h"
#include "core/server/announcing/announcing.h"

#include <array>
#include <memory>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace waggle::server {

// Up to 64 datagrams, received and answered with one system call each way (Linux: recvmmsg, sendmmsg). An answer leaves
// from the address that was asked: hosts with several addresses answer connected clients that way. A socket that is
// bound to one address has no other, so nothing is asked of the kernel and told to it then. Worker thread.
class UdpBatch {
public:
    static constexpr std::size_t kSlots = 64;
    // 16 bytes and 204 infohashes: a longer scrape is cut at a whole one.
    static constexpr std::size_t kMaxPacket = 4096;

    UdpBatch();

    // Socket options that receive() and send() live on; a big receive buffer.
    static void prepare(int socket);
    // What the socket is bound to: a wildcard (the default), or the one address that all of its datagrams went to.
    void setBoundTo(int socket, const protocol::Address& address);

    // How many came; fewer than kSlots: none was left. Forgets the slots of the call before.
    std::size_t receive(int socket);
    [[nodiscard]] protocol::udp::Bytes packet(std::size_t slot) const;
    [[nodiscard]] std::size_t trueLength(std::size_t slot) const { return m_received[slot].msg_len; }
    [[nodiscard]] const Asker& asker(std::size_t slot) const { return m_askers[slot]; }
    // Datagrams that the kernel dropped since the socket was made (modulo 2^32), as of the last receive().
    [[nodiscard]] std::uint32_t droppedByKernel() const { return m_dropped; }

    // The answer goes into buffer(); setReply() says how long it is (0: none).
    [[nodiscard]] protocol::udp::Buffer buffer(std::size_t slot) { return m_buffers->out[slot]; }
    void setReply(std::size_t slot, std::size_t size) { m_replySize[slot] = size; }
    [[nodiscard]] protocol::udp::Bytes reply(std::size_t slot) const;
    void send(int socket);
    [[nodiscard]] int sendError(std::size_t slot) const { return m_sendError[slot]; } // errno; 0: it left

private:
    struct alignas(8) Control {
        std::array<std::uint8_t, 128> bytes;
    };
    struct Buffers {
        std::array<std::array<std::uint8_t, kMaxPacket>, kSlots> in;
        std::array<std::array<std::uint8_t, protocol::udp::kMaxReply>, kSlots> out;
        std::array<Control, kSlots> control;
        std::array<sockaddr_in6, kSlots> names; // the larger of both families
    };

    void arm(std::size_t slot);
    void readSlot(std::size_t slot);
    void writeSource(std::size_t slot, msghdr& message);

    std::unique_ptr<Buffers> m_buffers;
    std::array<mmsghdr, kSlots> m_received{};
    std::array<iovec, kSlots> m_inVectors{};
    std::array<iovec, kSlots> m_outVectors{};
    std::array<Asker, kSlots> m_askers{};
    std::array<std::size_t, kSlots> m_replySize{};
    std::array<int, kSlots> m_sendError{};
    std::size_t m_count = 0;
    protocol::Address m_boundTo; // unspecified: each datagram tells
    std::uint32_t m_dropped = 0;
};

} // namespace waggle::server
