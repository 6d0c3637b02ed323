// SPDX-License-Identifier: GPL-3.0-or-later
// More datagrams than the tracker can take: it drops and counts, HTTP on the same thread is answered, and afterwards
// all is as before. No timing: the flood stands in front of a worker that is held, or goes on until a condition holds.
#include "tests/support/httpclient.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace waggle::test {
namespace {

using protocol::Endpoint;
using protocol::Transport;

// Holds whoever asks it for the time: that is the worker, once a batch.
class Gate {
public:
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = false;
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_opened.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_isOpen; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_isOpen = true;
};

struct UdpFlood : ::testing::Test {
    Gate gate; // outlives the tracker
    QTemporaryDir folder;
    server::TrackerService service{loopbackSettings(), folder.filePath(QStringLiteral("secret")),
        machine::Clock{[this] {
                           gate.pass();
                           return protocol::Time(1'000'000);
                       },
            [] { return std::int64_t{1'700'000'000'000}; }}};

    void SetUp() override
    {
        bool started = false;
        QObject::connect(&service, &server::TrackerService::started, &service, [&started] { started = true; });
        service.start();
        ASSERT_TRUE(waitUntil([&started] { return started; }));
    }
    ~UdpFlood() override { gate.open(); }

    [[nodiscard]] Endpoint endpoint(Transport transport) const
    {
        for (const auto& listener : service.listeners()) {
            if (listener.transport == transport && listener.wanted.address == *protocol::Address::parse("127.0.0.1"))
                return {listener.wanted.address, listener.port};
        }
        return {};
    }
    // Announces that came to an end, and those that the kernel had no room for.
    [[nodiscard]] std::uint64_t accountedFor() const
    {
        const requests::CounterValues values = service.shares().front()->counters.read();
        const auto& kinds = values.requests[static_cast<std::size_t>(Transport::Udp)][0];
        std::uint64_t sum = values.droppedByKernel;
        for (const std::uint64_t count : kinds[static_cast<std::size_t>(requests::RequestKind::Announce)])
            sum += count;
        return sum;
    }
    [[nodiscard]] std::uint64_t dropped() const { return service.shares().front()->counters.read().droppedByKernel; }
    // Until each of `sent` is accounted for. What the kernel dropped is told with the next datagram that it keeps.
    [[nodiscard]] bool settles(UdpClient& client, const Packet& announce, std::uint64_t sent) const
    {
        std::uint64_t before = 0;
        return waitUntil([&] {
            const std::uint64_t now = accountedFor();
            if (now != sent && std::exchange(before, now) == now)
                sent += client.send(announce) ? 1 : 0;
            return now == sent;
        });
    }
};

TEST_F(UdpFlood, WhatDoesNotFitIsDroppedAndCounted)
{
    constexpr std::uint64_t kSent = 40'000; // of more than 768 bytes each in the kernel: the buffer holds 8 MiB at most
    UdpClient flood(endpoint(Transport::Udp));
    UdpClient client(endpoint(Transport::Udp));
    const std::uint64_t id = client.connectId();
    ASSERT_NE(id, 0u);
    const Packet announce = announcePacket({.connectionId = id, .numwant = 0});
    gate.close();
    for (std::uint64_t i = 0; i < kSent; ++i)
        ASSERT_TRUE(flood.send(announce));
    EXPECT_EQ(accountedFor(), 0u);
    gate.open();
    EXPECT_TRUE(settles(client, announce, kSent));
    EXPECT_GT(dropped(), 0u);
    EXPECT_EQ(service.store().totals().peers, 1u);
}

TEST_F(UdpFlood, HttpIsAnsweredMeanwhileAndAllAfterwards)
{
    UdpClient client(endpoint(Transport::Udp));
    const std::uint64_t id = client.connectId();
    ASSERT_NE(id, 0u);
    const Packet announce = announcePacket({.connectionId = id, .numwant = 0});
    std::atomic<bool> enough{false};
    std::uint64_t sent = 0;
    std::thread sender([&] {
        UdpClient flood(endpoint(Transport::Udp));
        for (; !enough; ++sent)
            EXPECT_TRUE(flood.send(announce));
    });
    EXPECT_TRUE(waitUntil([&] { return accountedFor() > 5000; }));
    for (int i = 0; i < 3; ++i) {
        const auto answer = httpGet(endpoint(Transport::Http),
            "/announce?info_hash=bbbbbbbbbbbbbbbbbbbb&peer_id=-XX0001-aaaaaaaaaaaa&port=9&uploaded=0&downloaded=0&left="
            "5");
        EXPECT_TRUE(answer && answer->status == 200);
    }
    enough = true;
    sender.join();
    EXPECT_TRUE(settles(client, announce, sent));
    UdpClient after(endpoint(Transport::Udp));
    for (int i = 0; i < 200; ++i) {
        const auto answer = after.ask(announce);
        ASSERT_TRUE(answer) << i;
        EXPECT_EQ(word(*answer, 0), 1u);
    }
}

} // namespace
} // namespace waggle::test
