// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/udp/udpbatch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include <poll.h>
#include <unistd.h>

namespace waggle::server {
namespace {

// A UDP socket on a free port of 127.0.0.1.
class Socket {
public:
    Socket()
        : m_descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        EXPECT_EQ(::bind(m_descriptor, reinterpret_cast<sockaddr*>(&name), size), 0);
        EXPECT_EQ(::getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&name), &size), 0);
        m_name = name;
    }
    ~Socket() { ::close(m_descriptor); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] std::uint16_t port() const { return ntohs(m_name.sin_port); }
    void sendTo(const Socket& other, const std::string& bytes)
    {
        const auto* to = reinterpret_cast<const sockaddr*>(&other.m_name);
        EXPECT_EQ(::sendto(m_descriptor, bytes.data(), bytes.size(), 0, to, sizeof other.m_name),
            static_cast<ssize_t>(bytes.size()));
    }
    [[nodiscard]] std::string receive()
    {
        pollfd waiting{m_descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, 5'000) != 1)
            return "nothing";
        std::string bytes(65'536, ' ');
        bytes.resize(
            static_cast<std::size_t>(std::max<ssize_t>(::recv(m_descriptor, bytes.data(), bytes.size(), 0), 0)));
        return bytes;
    }

private:
    int m_descriptor;
    sockaddr_in m_name{};
};

void reply(UdpBatch& batch, std::size_t slot, const std::string& text)
{
    std::copy(text.begin(), text.end(), batch.buffer(slot).begin());
    batch.setReply(slot, text.size());
}

struct UdpBatchTest : ::testing::Test {
    Socket server;
    Socket client;
    UdpBatch batch;
    UdpBatchTest() { UdpBatch::prepare(server.descriptor()); }
};

TEST_F(UdpBatchTest, TakesWhatIsThereAndTellsWhoAskedWhom)
{
    EXPECT_EQ(batch.receive(server.descriptor()), 0u);
    client.sendTo(server, "one");
    client.sendTo(server, "");
    client.sendTo(server, std::string(5000, 'x'));
    ASSERT_EQ(batch.receive(server.descriptor()), 3u);
    EXPECT_EQ(batch.packet(0).size(), 3u);
    EXPECT_EQ(batch.packet(1).size(), 0u);
    EXPECT_EQ(batch.packet(2).size(), UdpBatch::kMaxPacket);
    EXPECT_EQ(batch.trueLength(2), 5000u);
    EXPECT_EQ(batch.asker(0).source, (protocol::Endpoint{protocol::Address::v4(INADDR_LOOPBACK), client.port()}));
    EXPECT_EQ(batch.asker(0).reachedAt, protocol::Address::v4(INADDR_LOOPBACK));
    EXPECT_EQ(batch.asker(0).transport, protocol::Transport::Udp);
    EXPECT_EQ(batch.receive(server.descriptor()), 0u);
}

TEST_F(UdpBatchTest, OnOneAddressNobodyNeedsToTellWhichWasAsked)
{
    const protocol::Address own = protocol::Address::v4(INADDR_LOOPBACK);
    batch.setBoundTo(server.descriptor(), own);
    int tells = 1;
    socklen_t size = sizeof tells;
    ASSERT_EQ(::getsockopt(server.descriptor(), IPPROTO_IP, IP_PKTINFO, &tells, &size), 0);
    EXPECT_EQ(tells, 0);
    client.sendTo(server, "one");
    ASSERT_EQ(batch.receive(server.descriptor()), 1u);
    EXPECT_EQ(batch.asker(0).reachedAt, own);
    reply(batch, 0, "ONE");
    batch.send(server.descriptor());
    EXPECT_EQ(batch.sendError(0), 0);
    EXPECT_EQ(client.receive(), "ONE");
}

TEST_F(UdpBatchTest, NeverMoreThanItsSlots)
{
    for (std::size_t i = 0; i < UdpBatch::kSlots + 5; ++i)
        client.sendTo(server, std::to_string(i));
    EXPECT_EQ(batch.receive(server.descriptor()), UdpBatch::kSlots);
    EXPECT_EQ(batch.receive(server.descriptor()), 5u);
}

TEST_F(UdpBatchTest, CountsWhatTheKernelDropped)
{
    const int small = 1;
    ASSERT_EQ(::setsockopt(server.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
    constexpr std::uint32_t kSent = 50;
    for (std::uint32_t i = 0; i < kSent; ++i)
        client.sendTo(server, std::string(500, 'x'));
    std::uint32_t received = 0;
    while (const std::size_t count = batch.receive(server.descriptor()))
        received += static_cast<std::uint32_t>(count);
    ASSERT_LT(received, kSent);
    client.sendTo(server, "next"); // the count comes with a datagram that gets through
    ASSERT_EQ(batch.receive(server.descriptor()), 1u);
    EXPECT_EQ(batch.droppedByKernel(), kSent - received);
}

TEST_F(UdpBatchTest, AnAnswerThatCannotLeaveDoesNotHoldUpTheOthers)
{
    for (const char* text : {"a", "b", "c", "d"})
        client.sendTo(server, text);
    ASSERT_EQ(batch.receive(server.descriptor()), 4u);
    reply(batch, 0, "A");
    // Under 1,400 bytes nothing is refused for its size: a lie about the size of the third makes it too long to send.
    batch.setReply(2, 1 << 20);
    reply(batch, 3, "D");
    batch.send(server.descriptor());
    EXPECT_EQ(batch.sendError(0), 0);
    EXPECT_EQ(batch.sendError(1), 0) << "silence is no error";
    EXPECT_EQ(batch.sendError(2), EMSGSIZE);
    EXPECT_EQ(batch.sendError(3), 0);
    EXPECT_EQ(client.receive(), "A");
    EXPECT_EQ(client.receive(), "D");
}

} // namespace
} // namespace waggle::server
