// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/wire/socks.h"

namespace waggle::remote::socks {

// The client's side of SOCKS5 up to the proxy's reply: bytes in, bytes out. Pure.
class Handshake {
public:
    // An empty user: no password is offered.
    Handshake(Command command, Host target, const QString& user, const QString& password);

    [[nodiscard]] QByteArray greeting() const { return writeGreeting(!m_user.isEmpty()); }
    // `answer`: what to send next; may be empty. The proxy's reply, once; an error in words where it refuses before.
    [[nodiscard]] protocol::Result<std::optional<Reply>> receive(const QByteArray& bytes, QByteArray& answer);
    // Not taken yet: after the reply, what stands behind it.
    [[nodiscard]] const QByteArray& rest() const { return m_bytes; }

private:
    enum class Stage : std::uint8_t { Method, Password, Reply, Done };

    Command m_command;
    Host m_target;
    QByteArray m_user, m_password;
    Stage m_stage = Stage::Method;
    QByteArray m_bytes;
};

} // namespace waggle::remote::socks
