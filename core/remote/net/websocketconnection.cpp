// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/websocketconnection.h"

#include "core/remote/net/elapsed.h"

#include <QRandomGenerator>

namespace waggle::remote {
namespace {

constexpr int kSwitching = 101;

QByteArray randomKey()
{
    QByteArray key(16, '\0');
    QRandomGenerator::system()->generate(
        reinterpret_cast<quint32*>(key.data()), reinterpret_cast<quint32*>(key.data() + key.size()));
    return key;
}

} // namespace

WebSocketConnection::WebSocketConnection(const CheckOptions& options, Request request)
    : m_request(std::move(request))
    , m_stream(std::make_unique<Stream>(options, m_request.stream))
    , m_key(randomKey())
{
    connect(m_stream.get(), &Stream::received, this, &WebSocketConnection::receive);
    connect(m_stream.get(), &Stream::ended, this, [this](Cause cause, const QString& detail) {
        if (m_facts.closeCode == 0)
            m_facts.closeCode = 1006; // no Close frame
        fail(cause, detail);
    });
}

WebSocketConnection::~WebSocketConnection() = default;

void WebSocketConnection::open()
{
    m_stream->open([this](const Stream::Opened& opened) { streamOpened(opened); });
}

void WebSocketConnection::streamOpened(const Stream::Opened& opened)
{
    m_opened = opened;
    if (opened.cause != Cause::None)
        return fail(opened.cause, opened.detail);
    m_upgradeRequest = websocket::writeUpgrade(m_request.target, m_request.hostField, m_request.userAgent, m_key);
    m_clock.start();
    m_stream->write(m_upgradeRequest);
}

void WebSocketConnection::receive(const QByteArray& bytes)
{
    if (m_hasEnded)
        return;
    if (!m_isOpen)
        return readUpgrade(bytes);
    m_frames.append(bytes);
    readMessages();
}

void WebSocketConnection::readUpgrade(const QByteArray& bytes)
{
    const Duration at = since(m_clock);
    const auto state = m_http.receive(bytes, at);
    m_facts.upgradeStatus = m_http.facts().status;
    m_upgradeReply = m_http.raw();
    if (state == HttpReader::State::More)
        return;
    if (state != HttpReader::State::Done || m_facts.upgradeStatus != kSwitching)
        return fail(Cause::BadAnswer, tr("status %1 in place of 101").arg(m_facts.upgradeStatus));
    if (m_http.facts().field("Sec-WebSocket-Accept") != websocket::acceptFor(m_key))
        return fail(Cause::BadAnswer, tr("Sec-WebSocket-Accept does not fit the key"));
    m_facts.upgrade = at;
    m_facts.subprotocol = m_http.facts().field("Sec-WebSocket-Protocol");
    m_isOpen = true;
    m_frames.append(m_http.rest());
    Q_EMIT opened();
    readMessages();
}

void WebSocketConnection::readMessages()
{
    while (m_isOpen) {
        const auto next = m_frames.next();
        if (!next)
            return fail(Cause::BadAnswer, QString::fromStdString(next.error().message));
        if (!*next)
            return;
        take(**next);
    }
}

void WebSocketConnection::take(const websocket::Message& message)
{
    switch (message.opcode) {
    case websocket::Opcode::Ping:
        write(websocket::Opcode::Pong, message.payload);
        break;
    case websocket::Opcode::Pong:
        m_facts.ponged = true;
        Q_EMIT ponged();
        break;
    case websocket::Opcode::Close:
        m_facts.closeCode = message.closeCode();
        write(websocket::Opcode::Close, message.payload.left(2));
        fail(Cause::Reset, QString::fromUtf8(message.payload.mid(2)));
        break;
    case websocket::Opcode::Text:
    case websocket::Opcode::Binary:
    case websocket::Opcode::Continuation: // never alone: fragments come joined
        Q_EMIT this->message(message.payload);
        break;
    }
}

void WebSocketConnection::write(websocket::Opcode opcode, const QByteArray& payload)
{
    m_stream->write(websocket::writeFrame(opcode, payload, QRandomGenerator::system()->generate()));
}

void WebSocketConnection::send(const QByteArray& text)
{
    write(websocket::Opcode::Text, text);
}

void WebSocketConnection::ping()
{
    write(websocket::Opcode::Ping, "waggle");
}

void WebSocketConnection::fail(Cause cause, const QString& detail)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_isOpen = false;
    Q_EMIT failed(cause, detail);
}

} // namespace waggle::remote
