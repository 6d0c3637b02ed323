// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/udpsocket.h"
#include "tests/guard/loneworker.h"

#include <string>
#include <vector>

// Those who ask the worker, over real sockets from its own thread: 64 requests a round, of the traffic that
// ./packaging/bench measures with (tests/bench/traffic.h), the same ones in each pass.
namespace waggle::guard {

inline constexpr std::size_t kRoundSize = 64;

class Asker {
public:
    virtual ~Asker() = default;
    virtual void ask(std::size_t round) = 0; // sends; nothing is served meanwhile
    virtual void hear() = 0; // the answers to the last round
    [[nodiscard]] virtual std::uint64_t openConnections() const { return 0; } // after hear()
};

class UdpAsker final : public Asker {
public:
    UdpAsker(const LoneWorker& worker, const bench::TrafficOptions& traffic);
    void ask(std::size_t round) override;
    void hear() override;

private:
    struct Question {
        bench::Packet packet;
        std::uint32_t source = 0;
        bool isAnswered = true;
    };

    bench::UdpSocket m_socket;
    std::vector<Question> m_questions;
    std::size_t m_awaited = 0;
};

class HttpAsker final : public Asker {
public:
    HttpAsker(const LoneWorker& worker, const bench::TrafficOptions& traffic, bool keepAlive);
    ~HttpAsker() override;
    HttpAsker(const HttpAsker&) = delete;
    HttpAsker& operator=(const HttpAsker&) = delete;
    void ask(std::size_t round) override;
    void hear() override;
    [[nodiscard]] std::uint64_t openConnections() const override { return m_keepAlive ? kRoundSize : 0; }

private:
    void connectTo(std::size_t index);
    void hear(std::size_t index);

    std::uint16_t m_port;
    bool m_keepAlive;
    std::vector<std::string> m_questions;
    std::vector<int> m_connections;
    std::string m_answer;
};

} // namespace waggle::guard
