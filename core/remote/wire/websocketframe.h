// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QByteArray>

#include <optional>

// The client's side of WebSocket framing (RFC 6455) and its handshake. QWebSocket connects by name only: it can neither
// be led to one of several addresses nor tell its phases apart, and it cannot go through our proxies. Pure, total.
namespace waggle::remote::websocket {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// The request of the upgrade; `key` is 16 random bytes.
[[nodiscard]] QByteArray writeUpgrade(
    const QByteArray& target, const QByteArray& hostField, const QByteArray& userAgent, const QByteArray& key);
[[nodiscard]] QByteArray acceptFor(const QByteArray& key); // what Sec-WebSocket-Accept must be

[[nodiscard]] QByteArray writeFrame(Opcode opcode, const QByteArray& payload, std::uint32_t mask);

struct Message {
    Opcode opcode = Opcode::Text; // Text, Binary, Close, Ping or Pong
    QByteArray payload; // fragments joined
    [[nodiscard]] int closeCode() const; // 1005 where a Close carries none
};

// Reads what a server sends. A message of more than kMaxReply bytes, a masked frame, a broken fragment order or
// reserved bits are an error, and nothing is read after one.
class Reader {
public:
    void append(const QByteArray& bytes) { m_bytes += bytes; }
    [[nodiscard]] protocol::Result<std::optional<Message>> next();

private:
    QByteArray m_bytes;
    std::optional<Message> m_partial;
};

} // namespace waggle::remote::websocket
