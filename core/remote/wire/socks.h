// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/types.h"

#include <QByteArray>
#include <QString>

#include <optional>

// SOCKS5 (RFC 1928, 1929): messages as bytes. Pure, total.
namespace waggle::remote::socks {

enum class Command : std::uint8_t { Connect = 1, UdpAssociate = 3 };

struct Host { // an address, or a name for the proxy to resolve
    std::optional<protocol::Address> address;
    QByteArray name; // ASCII, up to 255 bytes
    std::uint16_t port = 0;
};

// Writers give nothing for what does not fit: a name or a user that is empty or, like a password, over 255 bytes.
[[nodiscard]] QByteArray writeGreeting(bool withPassword);
[[nodiscard]] QByteArray writePassword(const QByteArray& user, const QByteArray& password);
[[nodiscard]] QByteArray writeRequest(Command command, const Host& host);

// Readers: nothing yet (more bytes are needed), an error in words, or the value and how many bytes it took.
template <typename T>
struct Read {
    T value;
    qsizetype used = 0;
};
template <typename T>
using MaybeRead = protocol::Result<std::optional<Read<T>>>;
[[nodiscard]] MaybeRead<std::uint8_t> readMethod(const QByteArray& bytes); // 0 none, 2 password; else an error
[[nodiscard]] MaybeRead<bool> readPasswordReply(const QByteArray& bytes);
struct Reply {
    std::uint8_t code = 0; // 0 done
    Host bound;
    [[nodiscard]] QString text() const; // "connection not allowed by ruleset", "command not supported"
};
[[nodiscard]] MaybeRead<Reply> readReply(const QByteArray& bytes);

// A datagram through the proxy: header and payload. Fragments are an error.
[[nodiscard]] QByteArray wrapDatagram(const Host& to, const QByteArray& payload);
struct Datagram {
    Host from;
    QByteArray payload;
};
[[nodiscard]] protocol::Result<Datagram> unwrapDatagram(const QByteArray& datagram);

} // namespace waggle::remote::socks
