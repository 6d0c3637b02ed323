// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/websocketframe.h"

#include "core/remote/exchange.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <utility>

namespace waggle::remote::websocket {

using protocol::ErrorCode;
using protocol::fail;

namespace {

const QByteArray kGuid("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); // RFC 6455, 1.3
constexpr qsizetype kMaxControl = 125;

struct Head {
    bool isLast = false;
    Opcode opcode = Opcode::Text;
    quint64 length = 0;
    qsizetype size = 0; // of the head itself
};

bool isControl(Opcode opcode)
{
    return static_cast<int>(opcode) >= 8;
}
bool isKnown(int opcode)
{
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

protocol::Result<std::optional<Head>> readHead(const QByteArray& bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    const auto second = static_cast<std::uint8_t>(bytes[1]);
    if ((first & 0x70) != 0 || !isKnown(first & 0x0f))
        return fail(ErrorCode::Malformed, "a WebSocket frame of an unknown kind");
    if ((second & 0x80) != 0)
        return fail(ErrorCode::Malformed, "a WebSocket frame from the server is masked");
    Head head{(first & 0x80) != 0, static_cast<Opcode>(first & 0x0f), static_cast<quint64>(second & 0x7f), 2};
    const qsizetype more = head.length == 126 ? 2 : head.length == 127 ? 8 : 0;
    if (bytes.size() < 2 + more)
        return std::nullopt;
    if (more == 2)
        head.length = qFromBigEndian<quint16>(bytes.constData() + 2);
    else if (more == 8)
        head.length = qFromBigEndian<quint64>(bytes.constData() + 2);
    head.size += more;
    if (isControl(head.opcode) && (!head.isLast || head.length > kMaxControl))
        return fail(ErrorCode::Malformed, "a WebSocket control frame that is too long or cut in pieces");
    if (head.length > static_cast<quint64>(kMaxReply))
        return fail(ErrorCode::TooLarge, "a WebSocket message of more than 1 MiB");
    return head;
}

} // namespace

QByteArray writeUpgrade(
    const QByteArray& target, const QByteArray& hostField, const QByteArray& userAgent, const QByteArray& key)
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + hostField + "\r\nUser-Agent: " + userAgent
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + key.toBase64() + "\r\n\r\n";
}

QByteArray acceptFor(const QByteArray& key)
{
    return QCryptographicHash::hash(key.toBase64() + kGuid, QCryptographicHash::Sha1).toBase64();
}

QByteArray writeFrame(Opcode opcode, const QByteArray& payload, std::uint32_t mask)
{
    QByteArray frame;
    frame += static_cast<char>(0x80 | static_cast<int>(opcode));
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else if (payload.size() < 65'536) {
        frame += static_cast<char>(0x80 | 126);
        frame.resize(4);
        qToBigEndian(static_cast<quint16>(payload.size()), frame.data() + 2);
    } else {
        frame += static_cast<char>(0x80 | 127);
        frame.resize(10);
        qToBigEndian(static_cast<quint64>(payload.size()), frame.data() + 2);
    }
    char key[4];
    qToBigEndian(mask, key);
    frame.append(key, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ key[i % 4]);
    return frame;
}

int Message::closeCode() const
{
    return payload.size() >= 2 ? qFromBigEndian<quint16>(payload.constData()) : 1005;
}

protocol::Result<std::optional<Message>> Reader::next()
{
    while (true) {
        const auto head = readHead(m_bytes);
        if (!head)
            return tl::unexpected(head.error());
        const auto length = *head ? static_cast<qsizetype>((*head)->length) : 0;
        if (!*head || m_bytes.size() < (*head)->size + length)
            return std::nullopt;
        Message frame{(*head)->opcode, m_bytes.mid((*head)->size, length)};
        m_bytes.remove(0, (*head)->size + length);
        if (isControl(frame.opcode))
            return frame;
        if ((frame.opcode == Opcode::Continuation) != m_partial.has_value())
            return fail(ErrorCode::Malformed, "WebSocket frames in the wrong order");
        if (m_partial)
            m_partial->payload += frame.payload;
        else
            m_partial = std::move(frame);
        if (m_partial->payload.size() > kMaxReply)
            return fail(ErrorCode::TooLarge, "a WebSocket message of more than 1 MiB");
        if ((*head)->isLast)
            return std::exchange(m_partial, std::nullopt);
    }
}

} // namespace waggle::remote::websocket
