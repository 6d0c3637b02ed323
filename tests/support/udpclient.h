// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/udppackets.h"

#include <optional>

namespace waggle::test {

// A UDP client for tests, on a connected socket: it hears only what comes from the very address and port that it asks.
// Blocks for at most 10 s. The server lives on another thread.
class UdpClient {
public:
    // `scope`: the interface of link-local addresses.
    explicit UdpClient(const protocol::Endpoint& server, const protocol::Address& from = {}, std::uint32_t scope = 0);
    ~UdpClient();
    UdpClient(const UdpClient&) = delete;
    UdpClient& operator=(const UdpClient&) = delete;

    [[nodiscard]] bool isOpen() const { return m_socket >= 0; }
    [[nodiscard]] std::uint16_t port() const;
    bool send(const Packet& packet);
    [[nodiscard]] std::optional<Packet> receive();
    [[nodiscard]] std::optional<Packet> ask(const Packet& packet);
    [[nodiscard]] std::uint64_t connectId(); // 0: no answer
    // Whether nothing answers `packet`: a connect behind it is answered, and its answer is the first to come.
    [[nodiscard]] bool isIgnored(const Packet& packet);

private:
    int m_socket = -1;
};

} // namespace waggle::test
