// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/sockshandshake.h"

namespace waggle::remote::socks {
namespace {

// Takes one message from the front of `bytes`; nothing: more are needed.
template <typename T>
protocol::Result<std::optional<T>> take(const MaybeRead<T>& read, QByteArray& bytes)
{
    if (!read)
        return tl::unexpected(read.error());
    if (!*read)
        return std::nullopt;
    bytes.remove(0, (*read)->used);
    return (*read)->value;
}

} // namespace

Handshake::Handshake(Command command, Host target, const QString& user, const QString& password)
    : m_command(command)
    , m_target(std::move(target))
    , m_user(user.toUtf8())
    , m_password(password.toUtf8())
{
}

protocol::Result<std::optional<Reply>> Handshake::receive(const QByteArray& bytes, QByteArray& answer)
{
    m_bytes += bytes;
    if (m_stage == Stage::Method) {
        const auto method = take(readMethod(m_bytes), m_bytes);
        if (!method)
            return tl::unexpected(method.error());
        if (!*method)
            return std::nullopt;
        m_stage = **method == 0 ? Stage::Reply : Stage::Password;
        answer = m_stage == Stage::Reply ? writeRequest(m_command, m_target) : writePassword(m_user, m_password);
    }
    if (m_stage == Stage::Password) {
        const auto granted = take(readPasswordReply(m_bytes), m_bytes);
        if (!granted)
            return tl::unexpected(granted.error());
        if (!*granted)
            return std::nullopt;
        if (!**granted)
            return protocol::fail(protocol::ErrorCode::Malformed, "wrong user or password");
        m_stage = Stage::Reply;
        answer += writeRequest(m_command, m_target);
    }
    if (m_stage != Stage::Reply)
        return std::nullopt;
    auto reply = take(readReply(m_bytes), m_bytes);
    if (reply && *reply)
        m_stage = Stage::Done;
    return reply;
}

} // namespace waggle::remote::socks
